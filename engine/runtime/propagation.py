"""Who catches what is thrown: an error, an escalation, a cancel, a signal (ISO/IEC 19510 §10.5.6, §13.5).

An error or an escalation goes outwards from where it was thrown: to the boundary events of the activity, the
event sub-processes of the scope, then the same for the activity that owns the scope, up to the process. Among
those of one place the event with the very code catches before the one for every code, whatever was drawn
first. An event sub-process does not catch what is thrown inside itself; the others of its scope do. A cancel
goes to the border of its transaction, a signal to every event that waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.event_definitions import CancelEvent, ErrorEvent, EscalationEvent, SignalEvent
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.transitions import Kind
from engine.words import Words, in_chinese

if TYPE_CHECKING:
    from engine.runtime.instance import Instance
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
            Words(
                f"nobody catches the error {code or '(without code)'} thrown at {element} ({reason}): "
                "add an error boundary event or an error event sub-process",
                f"{element} 抛出的错误 {code or '（无代码）'} 没有人捕获（{in_chinese(reason)}）："
                "请添加错误边界事件或错误事件子流程",
            ),
            element=element,
            token=token.id,
        )
    _fire(catcher, "error", code)


def throw_escalation(token: Token, code: str | None) -> None:
    """Deliver an escalation; when nobody catches it, nothing happens (§10.5.5.6)."""
    catcher = _catcher(token, EscalationEvent, code)
    if catcher is not None:
        _fire(catcher, "escalation", code)


def throw_cancel(token: Token) -> None:
    """Leave the transaction around `token` by the cancel event on its border.

    Raises:
        StepFailed: nobody catches it.
    """
    owner = token.workflow.owner
    while owner is not None:
        host = Activity.container(owner) or owner
        for child in host.live_children():
            if isinstance(child.task_spec, BoundaryEvent) and child.task_spec.definition == CancelEvent():
                _fire(child, "cancel", None)
                return
        owner = owner.workflow.owner
    element = token.task_spec.element_id
    raise StepFailed(
        Words(
            f"{element} cancels a transaction that has no cancel boundary event: add one",
            f"{element} 取消的事务没有取消边界事件：请添加一个",
        ),
        element=element,
        token=token.id,
    )


def throw_signal(instance: Instance, name: str, payload: Mapping[str, Any]) -> None:
    """Let every event of this instance happen that waits for a signal now; others hear by deliveries."""
    waiting = [
        token
        for scope in list(instance.scopes.values())
        for token in list(scope.tasks.values())
        if isinstance(token.task_spec, CatchEvent)
        and token._state == TaskState.WAITING
        and token.task_spec.definition == SignalEvent(name)
    ]
    for token in waiting:
        if token._state == TaskState.WAITING:
            _event(token).fired(token, payload, False)


def _fire(catcher: Token, kind: str, code: str | None) -> None:
    catcher.log(Kind.CAUGHT, (kind, code))
    _event(catcher).fired(catcher, {"code": code}, False)


def _catcher(token: Token, kind: CodeEvent, code: str | None) -> Token | None:
    current: Token | None = token
    while current is not None:
        host = Activity.container(current) or current
        borders = [child for child in host.live_children() if isinstance(child.task_spec, BoundaryEvent)]
        listeners = [
            other
            for other in current.workflow.tasks.values()
            if isinstance(other.task_spec, EventSubprocessListener)
            and other.task_spec.subprocess is not current.task_spec
        ]
        found = _nearest(borders, kind, code) or _nearest(listeners, kind, code)
        if found is not None:
            return found
        current = current.workflow.owner
    return None


def _nearest(waiting: list[Token], kind: CodeEvent, code: str | None) -> Token | None:
    """Return the event of one place that catches: with the code first, then in the order drawn."""
    catching = [token for token in waiting if _event(token).catches(kind, code)]
    return next((token for token in catching if _event(token).names_its_code), next(iter(catching), None))


def _event(token: Token) -> CatchEvent:
    assert isinstance(token.task_spec, CatchEvent)
    return token.task_spec
