"""What events wait for or throw, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel import Expression


@dataclass(frozen=True)
class NoneEvent:
    """No trigger."""


@dataclass(frozen=True)
class TimerEvent:
    """A point in time: `form` is `date`, `duration` or `cycle` (ISO/IEC 19510 §10.5.5.13).

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
class ErrorEvent:
    """An error; `code` None catches every error."""

    code: str | None


@dataclass(frozen=True)
class EscalationEvent:
    """An escalation; `code` None catches every escalation."""

    code: str | None


@dataclass(frozen=True)
class TerminateEvent:
    """Ends the scope with everything in it."""


CatchDefinition = TimerEvent | MessageEvent | ErrorEvent | EscalationEvent
ThrowDefinition = NoneEvent | ErrorEvent | EscalationEvent | TerminateEvent
