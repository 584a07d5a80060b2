"""Events with several triggers, and receive tasks: the whole holds a part for each (§10.5.5.9, §13.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.event_definitions import CatchDefinition, ConditionalEvent
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class Part(CatchEvent):
    """One trigger of a task or event that waits as a whole: its token is a child of the whole's."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: CatchDefinition,
        *,
        listens: bool = False,
    ) -> None:
        super().__init__(process, name, element_id, definition)
        self.is_scope_listener = listens

    def fired(self, token: Token, payload: Mapping[str, Any], last: bool) -> None:
        del last
        whole = token.workflow.tasks[token._parent or 0]
        token.log(Kind.TRIGGERED)
        token.detach()
        token._set_state(TaskState.COMPLETED)
        whole.task_spec.part_happened(whole, payload)


class WaitsForParts:
    """An event with several triggers: any of them, or, `parallel`, all.

    What they bring is seen together as `message`. Mixed into a catching event, before it.
    """

    parts: tuple[Part, ...] = ()
    parallel = True

    def begin_waiting(self, token: Token, follows: int | None = None) -> None:
        """Wait for every part; a condition that has happened must become false before it happens again."""
        token._set_state(TaskState.STARTED)
        for part in self.parts:
            happened = follows if isinstance(part.definition, ConditionalEvent) else None
            part.begin_waiting(token.workflow.instance.new_token(token.workflow, part, token), happened)

    def part_happened(self, token: Token, payload: Mapping[str, Any]) -> None:
        """One trigger has happened: enough, or one less to wait for."""
        brought = {**token.internal_data.pop("brought", {}), **payload}
        if self.parallel and token.live_children():
            token.internal_data["brought"] = brought
            return
        for child in token.live_children():
            child.cancel()
        assert isinstance(self, CatchEvent)
        self.fired(token, brought, False)


class SeveralCatch(WaitsForParts, CatchEvent):
    """An intermediate catch event with several triggers."""


class ParallelBoundary(WaitsForParts, BoundaryEvent):
    """A boundary event that happens when all its triggers have happened."""


class ParallelListener(WaitsForParts, EventSubprocessListener):
    """The start of an event sub-process that happens when all its triggers have happened."""
