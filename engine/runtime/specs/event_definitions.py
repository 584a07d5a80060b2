"""What events wait for or throw, as frozen values (ISO/IEC 19510 §10.5.5)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel import Expression


@dataclass(frozen=True)
class NoneEvent:
    """No trigger."""


@dataclass(frozen=True)
class TimerEvent:
    """A point in time: `form` is `date`, `duration` or `cycle` (§10.5.5.13).

    With `every_missed` each missed repetition of a cycle fires; otherwise they collapse into one.
    """

    form: str
    expression: Expression
    every_missed: bool = False


@dataclass(frozen=True)
class MessageEvent:
    """A named message with a correlation key; `key` None is the instance's business key."""

    name: str
    key: Expression | None = None


@dataclass(frozen=True)
class SignalEvent:
    """A signal: whoever waits for its name hears it (§10.5.5.12)."""

    name: str


@dataclass(frozen=True)
class ConditionalEvent:
    """A condition on the data, which happens when it becomes true (§10.5.5.4)."""

    condition: Expression


@dataclass(frozen=True)
class ErrorEvent:
    """An error; `code` None catches every error."""

    code: str | None


@dataclass(frozen=True)
class EscalationEvent:
    """An escalation; `code` None catches every escalation."""

    code: str | None


@dataclass(frozen=True)
class CancelEvent:
    """A transaction is cancelled (§10.5.5.2)."""


@dataclass(frozen=True)
class CompensateEvent:
    """Completed activities are undone: `activity`, or None for all of the scope (§10.5.5.3, §13.5.5)."""

    activity: str | None = None


@dataclass(frozen=True)
class TerminateEvent:
    """Ends the scope with everything in it."""


@dataclass(frozen=True)
class SeveralEvents:
    """Several triggers of one event: one of them is enough, or, `parallel`, all must happen (§10.5.5.9)."""

    parallel: bool


CatchDefinition = (
    TimerEvent
    | MessageEvent
    | SignalEvent
    | ConditionalEvent
    | ErrorEvent
    | EscalationEvent
    | CancelEvent
    | SeveralEvents
)
ThrowDefinition = (
    NoneEvent
    | MessageEvent
    | SignalEvent
    | ErrorEvent
    | EscalationEvent
    | CancelEvent
    | CompensateEvent
    | TerminateEvent
)
