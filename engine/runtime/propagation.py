"""Who catches an error or an escalation (ISO/IEC 19510 §10.5.6, §13.5.3, §13.5.4).

From where it was thrown outwards: the boundary events of the activity, the event sub-processes of the
scope, then the same for the activity that owns the scope, up to the process. An event sub-process does not
catch what is thrown inside itself; the others of its scope do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import StepFailed
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.event_definitions import ErrorEvent, EscalationEvent
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.token import Token

CodeEvent = type[ErrorEvent] | type[EscalationEvent]


def throw_error(token: Token, code: str | None, reason: str) -> None:
    """Deliver an error; the catching event fires.

    Raises:
        StepFailed: nobody catches it. An uncaught error is an incident, never a silent end.
    """
    catcher = _catcher(token, ErrorEvent, code)
    if catcher is None:
        element = token.task_spec.element_id
        raise StepFailed(
            f"nobody catches the error {code or '(without code)'} thrown at {element} ({reason}): "
            "add an error boundary event or an error event sub-process",
            element=element,
            token=token.id,
        )
    _fire(catcher, "error", code)


def throw_escalation(token: Token, code: str | None) -> None:
    """Deliver an escalation; when nobody catches it, nothing happens (§10.5.5.6)."""
    catcher = _catcher(token, EscalationEvent, code)
    if catcher is not None:
        _fire(catcher, "escalation", code)


def _fire(catcher: Token, kind: str, code: str | None) -> None:
    element = catcher.task_spec
    assert isinstance(element, CatchEvent)
    catcher.log(Kind.CAUGHT, (kind, code))
    element.fired(catcher, {"code": code}, False)


def _catcher(token: Token, kind: CodeEvent, code: str | None) -> Token | None:
    current: Token | None = token
    while current is not None:
        host = Activity.container(current) or current
        for child in host.live_children():
            if isinstance(child.task_spec, BoundaryEvent) and child.task_spec.catches(kind, code):
                return child
        for other in current.workflow.tasks.values():
            listener = other.task_spec
            if (
                isinstance(listener, EventSubprocessListener)
                and listener.subprocess is not current.task_spec
                and listener.catches(kind, code)
            ):
                return other
        current = current.workflow.owner
    return None
