"""Boundary events: they wait while their activity is active, and take it away or leave it (§13.5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.runtime.specs.activity import NO_MAPPINGS, Mappings
from engine.runtime.specs.element import NO_MARKS, Element, Marks
from engine.runtime.specs.event_definitions import CatchDefinition
from engine.runtime.specs.events import CatchEvent
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.specs.activity import Activity
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class BoundaryEvent(CatchEvent):
    """An event on the border of an activity; its token is a child of the activity's."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: CatchDefinition,
        interrupting: bool,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, definition, marks, mappings)
        self.interrupting = interrupting

    def watch(self, host: Token) -> None:
        """Begin to wait on the border of `host`, which is about to begin; happen if the condition holds."""
        token = self.arm(host)
        if self.happens_at_once(token):
            self.fired(token, {}, False)

    def arm(self, host: Token, follows: int | None = None) -> Token:
        """Begin to wait on the border of `host`; return what waits."""
        token = host.workflow.instance.new_token(host.workflow, self, host)
        self.begin_waiting(token, follows)
        return token

    def fired(self, token: Token, payload: Mapping[str, Any], last: bool) -> None:
        """Interrupting: the activity is taken away before anything else runs. Otherwise wait again."""
        host = token.workflow.tasks[token._parent or 0]
        token.internal_data.pop("held", None)
        token.log(Kind.TRIGGERED)
        token.detach()
        if self.interrupting:
            host.cancel()
        elif not last:
            self.arm(host, follows=token.id)
        self.take_payload(token, payload)
        token._ready()


class CompensationBoundary(Element):
    """The mark that an activity can be undone, by the handler it is associated with. No token waits here."""

    handler: Activity
