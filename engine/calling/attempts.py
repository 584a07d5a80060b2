"""Attempts to call a customer: how far one is, and what it came to. One is dialled once, whatever happens.

What a call came to is told by the dialogue that the customer heard, or by how the exchange could not reach
them. Where nothing tells, the attempt is `unknown`: a person finds out, nothing is dialled again by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, NamedTuple

from engine.calling.hours import CallingHours, Span, is_quiet


class AttemptStatus(StrEnum):
    """How far an attempt is."""

    WRITTEN = "written"  # nothing was sent
    DIALLING = "dialling"  # its command was sent
    ANSWERED = "answered"  # the customer hears the dialogue
    DONE = "done"  # the customer was reached
    FAILED = "failed"  # the customer was not reached, or nothing was dialled
    UNKNOWN = "unknown"  # nobody knows


UNDER_WAY = (AttemptStatus.WRITTEN, AttemptStatus.DIALLING, AttemptStatus.ANSWERED)


class AttemptResult(StrEnum):
    """What an attempt came to."""

    HEARD = "heard"  # the dialogue was heard to its end
    HUNG_UP = "hung-up"  # answered, and hung up before that
    TRANSFERRED = "transferred"  # the customer was handed on to somebody
    SPOKEN = "spoken"  # an agent spoke with the customer
    ABANDONED = "abandoned"  # answered, and no agent was free before the customer hung up
    BROKEN = "broken"  # answered, and the dialogue failed
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"  # no such number, switched off …
    QUIET = "quiet"  # not dialled: quiet hours
    DO_NOT_CALL = "do-not-call"  # not dialled: the number is on the list
    NO_NUMBER = "no-number"  # nothing that could be dialled
    NO_EXCHANGE = "no-exchange"  # not dialled: nothing to dial with
    PAUSED = "paused"  # not dialled: its campaign does not run
    RESTRICTED = "restricted"  # not dialled: the order of a campaign's line was restricted
    UNKNOWN = "unknown"


_DONE = (AttemptResult.HEARD, AttemptResult.HUNG_UP, AttemptResult.TRANSFERRED, AttemptResult.SPOKEN)
#: The customer's telephone was not rung: it was no attempt in the sense of any rule.
NOT_DIALLED = frozenset(
    {
        AttemptResult.QUIET,
        AttemptResult.DO_NOT_CALL,
        AttemptResult.NO_NUMBER,
        AttemptResult.NO_EXCHANGE,
        AttemptResult.PAUSED,
        AttemptResult.RESTRICTED,
    }
)
#: Hangup causes (ITU-T Q.850 by FreeSWITCH's names) of a called telephone; any other one is unreachable.
_CAUSES: Mapping[str, AttemptResult] = {
    "USER_BUSY": AttemptResult.BUSY,
    "CALL_REJECTED": AttemptResult.REJECTED,
    "NO_ANSWER": AttemptResult.NO_ANSWER,
    "NO_USER_RESPONSE": AttemptResult.NO_ANSWER,
    "ALLOTTED_TIMEOUT": AttemptResult.NO_ANSWER,
    "PROGRESS_TIMEOUT": AttemptResult.NO_ANSWER,
    "RECOVERY_ON_TIMER_EXPIRE": AttemptResult.NO_ANSWER,
    "ORIGINATOR_CANCEL": AttemptResult.NO_ANSWER,
    # Our own line, not the customer's.
    "GATEWAY_DOWN": AttemptResult.NO_EXCHANGE,
    "CHAN_NOT_IMPLEMENTED": AttemptResult.NO_EXCHANGE,
    "NETWORK_OUT_OF_ORDER": AttemptResult.NO_EXCHANGE,
    "NORMAL_CIRCUIT_CONGESTION": AttemptResult.NO_EXCHANGE,
    "SWITCH_CONGESTION": AttemptResult.NO_EXCHANGE,
}
_DIALOGUE_ENDS: Mapping[str, AttemptResult] = {
    "done": AttemptResult.HEARD,
    "hung-up": AttemptResult.HUNG_UP,
    "transferred": AttemptResult.TRANSFERRED,
}

#: Nobody took the command, or its answer is overdue by then: a call that rings is over.
DIALLED_SECONDS = 150.0
#: So long after its command is lost, evidence may still say what became of the call.
EVIDENCE_SECONDS = 90.0
#: No dialogue takes longer.
HEARD_SECONDS = 1800.0
#: Whoever dials for an agent waits so long for what that agent tells.
TOLD_SECONDS = 4200.0
#: Who waits for an agent or speaks with one is looked after so often.
LOOK_SECONDS = 60.0


class Came(NamedTuple):
    """How an attempt has ended."""

    status: AttemptStatus
    result: AttemptResult


def came_to(result: AttemptResult) -> Came:
    """Return the end of an attempt that came to this."""
    if result is AttemptResult.UNKNOWN:
        return Came(AttemptStatus.UNKNOWN, result)
    return Came(AttemptStatus.DONE if result in _DONE else AttemptStatus.FAILED, result)


def by_cause(answer: str | None) -> Came:
    """Return what an exchange's answer makes of an attempt that it tried: `-ERR USER_BUSY`, or the cause."""
    words = (answer or "").split()
    cause = words[1] if words[:1] == ["-ERR"] and len(words) > 1 else "".join(words[:1])
    return came_to(_CAUSES.get(cause, AttemptResult.UNREACHABLE))


def by_dialogue(how: str) -> Came:
    """Return what the end of a dialogue makes of its attempt."""
    return came_to(_DIALOGUE_ENDS.get(how, AttemptResult.BROKEN))


@dataclass(frozen=True)
class Line:
    """The customer's channel in a call that is over, as the call's record tells it."""

    answered: bool
    cause: str | None


def by_evidence(line: Line | None) -> Came:
    """Return what is known of an attempt of which neither a command's answer nor a dialogue has told.

    Whoever answered and heard nothing of ours is no result: a person has to find out.
    """
    if line is None or line.answered or line.cause is None:
        return came_to(AttemptResult.UNKNOWN)
    return by_cause(line.cause)


def by_talk(line: Line | None, *, spoke: bool) -> Came:
    """Return what is known of an attempt whose customer was to speak with an agent, its call being over."""
    if spoke:
        return came_to(AttemptResult.SPOKEN)
    if line is not None and line.answered:
        return came_to(AttemptResult.ABANDONED)
    return by_evidence(line)


def pressed(answers: Mapping[str, str]) -> str | None:
    """Return the keys of all answers in their order; None: none was pressed."""
    return "".join(answers.values())[:40] or None


def hours_document(quiet_from: Any, quiet_until: Any, zone: str) -> dict[str, Any] | None:
    """Return quiet hours as an attempt keeps them, of hours of the day (21, 8); None: there are none.

    Raises:
        ValueError: these are no hours of a day.
    """
    if quiet_from is None or quiet_until is None:
        return None
    start, end = _hour(quiet_from), _hour(quiet_until)
    spans = [{"start": start, "end": end}]
    if (quiet_from, quiet_until) == (0, 24):  # a span that ends where it begins would be none
        spans = [{"start": start, "end": "12:00"}, {"start": "12:00", "end": end}]
    return {"zone": zone, "quiet": spans}


def in_quiet_hours(hours: Mapping[str, Any] | None, at: datetime) -> bool:
    """Answer whether an attempt with these hours must not ring at `at` (aware)."""
    if not hours:
        return False
    days_off = frozenset(hours.get("days_off", ()))
    return is_quiet(CallingHours(tuple(_spans(hours["quiet"])), days_off), at, hours["zone"])


def _spans(quiet: Iterable[Mapping[str, str]]) -> list[Span]:
    return [Span(time.fromisoformat(one["start"]), time.fromisoformat(one["end"])) for one in quiet]


def _hour(value: Any) -> str:
    hour = int(value)
    if hour != value or not 0 <= hour <= 24:
        raise ValueError("no hour of a day")
    return time(hour % 24).isoformat("minutes")
