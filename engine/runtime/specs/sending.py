"""Send tasks: a message to another process, told within the step (ISO/IEC 19510 §10.3.3, §13.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.runtime.specs.event_definitions import MessageEvent
from engine.runtime.transitions import Kind, Sending

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


def send(token: Token, message: MessageEvent, payload: dict[str, object]) -> None:
    """Let a message leave the instance; it is correlated once the step is stored."""
    key = message.key
    value = token.workflow.instance.values.evaluate(key, token) if key is not None else None
    token.log(Kind.SENT, Sending(message.name, key is not None, value, payload))


class SendTask(Activity):
    """Sends a message whose content are the input parameters."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        message: MessageEvent,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.message = message

    def execute(self, token: Token) -> bool:
        send(token, self.message, self.inputs(token))
        return True
