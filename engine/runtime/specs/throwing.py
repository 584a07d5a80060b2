"""Throw and end events: what they cause, in the order drawn (ISO/IEC 19510 §10.5.4, §13.5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.runtime.compensation import begin_compensation, compensable
from engine.runtime.specs.activity import NO_MAPPINGS, Mappings, evaluated
from engine.runtime.specs.element import NO_MARKS, Element, Marks
from engine.runtime.specs.event_definitions import (
    CancelEvent,
    CompensateEvent,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    NoneEvent,
    SignalEvent,
    TerminateEvent,
    ThrowDefinition,
)
from engine.runtime.specs.sending import send
from engine.runtime.transitions import Kind, Sending
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class ThrowEvent(Element):
    """An intermediate throw event, an end event, or a send task's sending.

    Several definitions are thrown one after another. What a message or signal carries are the values of the
    input parameters.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definitions: tuple[ThrowDefinition, ...] = (),
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.definitions = definitions
        self.mappings = mappings

    def execute(self, token: Token) -> bool | None:
        return self._throw_from(token, 0)

    def compensated(self, token: Token) -> None:
        """What the compensation at `token` had to undo is undone: go on where the throwing stopped."""
        if self._throw_from(token, token.internal_data.pop("thrown")):
            token.complete()

    def _throw_from(self, token: Token, first: int) -> bool | None:
        """Throw the definitions from the `first` on. True: the token is done; None: it waits, or is gone."""
        for number, definition in enumerate(self.definitions[first:], first):
            if not self._throw(token, definition, number):
                return None
            if not token.live:
                return None
        return True

    def _throw(self, token: Token, definition: ThrowDefinition, number: int) -> bool:
        """Throw one definition; return False when the token does not go on by itself."""
        instance = token.workflow.instance
        match definition:
            case ErrorEvent(code):
                # The throw itself is done before anything it causes takes it away.
                token.log(Kind.COMPLETED)
                token._set_state(TaskState.COMPLETED)
                instance.throw_error(
                    token,
                    code,
                    Words(f"error end event {self.element_id}", f"错误结束事件 {self.element_id}"),
                )
                return False
            case EscalationEvent(code):
                token.log(Kind.RAISED, code)
                instance.throw_escalation(token, code)
            case MessageEvent():
                send(token, definition, self._payload(token))
            case SignalEvent(name):
                payload = self._payload(token)
                token.log(Kind.SIGNALLED, Sending(name, False, None, payload))
                instance.throw_signal(name, payload)
            case CompensateEvent(activity):
                entries = compensable(token, activity)
                if entries:
                    token.internal_data["thrown"] = number + 1
                    begin_compensation(token, entries)
                    return False
            case CancelEvent():
                return self._cancel_transaction(token, number)
            case TerminateEvent():
                token.workflow.cancel_tokens(keep=token)
            case NoneEvent():
                pass
        return True

    def _payload(self, token: Token) -> dict[str, object]:
        return evaluated(self.mappings.inputs, token)

    def _cancel_transaction(self, token: Token, number: int) -> bool:
        """End everything in the transaction, undo what it has completed, then leave by its cancel event."""
        scope = token.workflow
        scope.cancel_tokens(keep=token)
        entries = compensable(token, None)
        if entries:
            token.internal_data["thrown"] = number
            begin_compensation(token, entries)
            return False
        token.log(Kind.COMPLETED)
        token._set_state(TaskState.COMPLETED)
        scope.instance.throw_cancel(token)
        return False
