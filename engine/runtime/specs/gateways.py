"""Gateways that need no waiting: exclusive and event-based; and the shared idea of a join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.runtime.specs.element import Element, Flow
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.receiving import ReceiveTask
from engine.runtime.transitions import Kind
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.token import Token


class ExclusiveGateway(Element):
    """Passes every token on along the first flow whose condition is true (ISO/IEC 19510 §13.4.2)."""

    def choose(self, token: Token) -> list[Flow]:
        holds = token.workflow.instance.values.holds
        for flow in self.outgoing:
            if not flow.is_default and (flow.condition is None or holds(flow.condition, token)):
                return [flow]
        default = [flow for flow in self.outgoing if flow.is_default]
        if not default and self.outgoing:
            raise StepFailed(
                Words(
                    f"no condition after gateway {self.element_id} is true, and it has no default flow: "
                    "correct the values or give the gateway a default flow",
                    f"网关 {self.element_id} 之后没有条件为真，也没有默认流：请改正值，或给网关一个默认流",
                ),
                element=self.element_id,
                token=token.id,
            )
        return default


class EventGateway(Element):
    """Waits for the first of several events (ISO/IEC 19510 §13.4.4).

    The gateway's token stays at work with the waiting events as its children; the first to happen leaves
    it and the gateway completes, which takes the others away.
    """

    def execute(self, token: Token) -> None:
        token.log(Kind.ENTERED)
        for flow in self.outgoing:
            if not isinstance(flow.target, (CatchEvent, ReceiveTask)):
                raise StepFailed(
                    Words(
                        f"{flow.target.element_id} after event-based gateway {self.element_id} is no event",
                        f"事件网关 {self.element_id} 之后的 {flow.target.element_id} 不是事件",
                    ),
                    element=self.element_id,
                    token=token.id,
                )
            flow.target.wait_for(token, flow)

    def happened(self, token: Token, event: Token, flow_id: str) -> None:
        """`event`, which waited for this gateway's token, has happened: end the wait of the others."""
        event.detach()
        for child in token.live_children():
            child.cancel()
        token.log(Kind.COMPLETED)
        token._set_state(TaskState.COMPLETED)
        token.workflow.instance.log(Kind.FLOW, flow_id, event.id, token.scope_id)

    def choose(self, token: Token) -> list[Flow]:
        """Its flows are taken one at a time, when their event happens."""
        return []


class Join(Element):
    """A gateway that may consume several tokens: at most one from each incoming flow at a time.

    More tokens on one flow wait for the next firing, so that a join inside a loop is right whatever the
    order in which the branches finish.
    """

    @property
    def is_join(self) -> bool:  # type: ignore[override]
        return len(self.incoming) > 1

    def waiting(self, scope: Scope) -> dict[str, Token]:
        """Return the longest-waiting token of each incoming flow, by flow id."""
        first: dict[str, Token] = {}
        for token in scope.tasks.values():
            if self.waits_at(token):
                first.setdefault(token.internal_data["via"], token)
        return first

    def waits_at(self, token: Token) -> bool:
        """Return whether a token waits at this join."""
        return token.task_spec is self and token._state == TaskState.WAITING

    def wait(self, token: Token) -> None:
        """Let the token wait at the join."""
        token.log(Kind.ENTERED)
        token._set_state(TaskState.WAITING)

    def fire(self, waiting: dict[str, Token]) -> None:
        """Consume the tokens, and go on with one."""
        self.consume(waiting)._ready()

    def consume(self, waiting: dict[str, Token]) -> Token:
        """Merge all tokens into the last one, and return it."""
        *merged, last = sorted(waiting.values(), key=lambda token: token.id)
        for token in merged:
            token.merge()
        last.internal_data.clear()
        return last


class ParallelGateway(Join):
    """Waits for a token on every incoming flow, then takes all outgoing ones (ISO/IEC 19510 §13.4.1)."""

    def arrive(self, token: Token) -> None:
        if not self.is_join:
            token._ready()
            return
        self.wait(token)
        waiting = self.waiting(token.workflow)
        if len(waiting) == len(self.incoming):
            self.fire(waiting)

    def choose(self, token: Token) -> list[Flow]:
        return self.outgoing
