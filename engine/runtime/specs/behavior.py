"""The events that a multi-instance throws as its members complete (ISO/IEC 19510 §10.3.8, §13.3.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.feel import Expression
from engine.runtime.specs.event_definitions import ErrorEvent, EscalationEvent, MessageEvent, SignalEvent
from engine.runtime.specs.sending import send
from engine.runtime.transitions import Kind, Sending

if TYPE_CHECKING:
    from engine.runtime.token import Token

#: What can be thrown beside the flow: boundary events of the activity may catch it.
Thrown = MessageEvent | SignalEvent | ErrorEvent | EscalationEvent
#: The runtime attributes of the activity, which a message or signal carries.
ATTRIBUTES = (
    *("numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances"),
    *("numberOfTerminatedInstances", "loopCounter"),
)


@dataclass(frozen=True)
class Behavior:
    """What `behavior` says: an event for `each` member that completes, for the `first` one alone, or by
    `rules`, each a condition and what is thrown where it holds.
    """

    each: Thrown | None = None
    first: Thrown | None = None
    rules: tuple[tuple[Expression, tuple[Thrown, ...]], ...] = ()

    def completed(self, token: Token, done: int, seen: Mapping[str, Any]) -> None:
        """Throw what the completion of a member throws, `done` counting it.

        `token` is that of the whole activity; what catches the event may take it away. `seen` are the names
        that the conditions see beside the variables, the runtime attributes among them.

        Raises:
            StepFailed: a condition is neither true nor false, or nobody catches an error.
        """
        payload = {name: seen[name] for name in ATTRIBUTES if name in seen}
        for thrown in self._chosen(token, done, seen):
            if not token.live:
                return
            _throw(token, thrown, payload)

    def _chosen(self, token: Token, done: int, seen: Mapping[str, Any]) -> Iterator[Thrown]:
        if self.each is not None:
            yield self.each
        if self.first is not None and done == 1:
            yield self.first
        values = token.workflow.instance.values
        # All conditions are asked before anything is thrown: what it causes must not change the answers.
        holding = [thrown for condition, thrown in self.rules if values.holds(condition, token, seen)]
        for thrown in holding:
            yield from thrown


def _throw(token: Token, thrown: Thrown, payload: dict[str, object]) -> None:
    instance = token.workflow.instance
    match thrown:
        case ErrorEvent(code):
            instance.throw_error(token, code, f"as an instance of {token.task_spec.element_id} completed")
        case EscalationEvent(code):
            token.log(Kind.RAISED, code)
            instance.throw_escalation(token, code)
        case MessageEvent():
            send(token, thrown, payload)
        case SignalEvent(name):
            token.log(Kind.SIGNALLED, Sending(name, False, None, payload))
            instance.throw_signal(name, payload)
