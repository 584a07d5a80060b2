"""What happened to a call, one frozen class a kind.

`id` is made of the call, the kind and what tells two of a kind apart, so that the same happening has the
same id however often and from wherever it is told. `at` is aware UTC. Where an agent is named, it is the
agent's name as FreeSWITCH has it, or the number of somebody who is no agent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from telephony.calls.record import Direction, How, Outcome, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The root. `call_id` is None only for what concerns no call (JobFinished)."""

    kind: ClassVar[str] = "fact"

    id: str
    call_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffered(Fact):
    """A call exists."""

    kind: ClassVar[str] = "call-offered"
    direction: Direction
    caller_number: str | None
    caller_name: str | None
    dialled_number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQueued(Fact):
    """It waits in a queue."""

    kind: ClassVar[str] = "call-queued"
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRinging(Fact):
    """A phone rings for it, for the first time or again."""

    kind: ClassVar[str] = "call-ringing"
    agent: str
    caller_number: str | None
    caller_name: str | None
    queue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMissed(Fact):
    """An agent did not take it; `cause` is the hangup cause, such as NO_ANSWER."""

    kind: ClassVar[str] = "call-missed"
    agent: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(Fact):
    """The caller was connected with somebody for the first time."""

    kind: ClassVar[str] = "call-answered"
    agent: str | None
    queue: str | None
    waiting_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTransferred(Fact):
    """The customer was connected with another person than before; `how` says by what."""

    kind: ClassVar[str] = "call-transferred"
    from_agent: str
    to_agent: str
    how: How | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHeld(Fact):
    """A leg was put on hold."""

    kind: ClassVar[str] = "call-held"
    leg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResumed(Fact):
    """A leg was taken off hold."""

    kind: ClassVar[str] = "call-resumed"
    leg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallConferenced(Fact):
    """A leg of the call joined a conference."""

    kind: ClassVar[str] = "call-conferenced"
    conference: str
    leg: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMonitored(Fact):
    """A supervisor listens in."""

    kind: ClassVar[str] = "call-monitored"
    supervisor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsReceived(Fact):
    """The caller pressed keys."""

    kind: ClassVar[str] = "digits-received"
    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStarted(Fact):
    """A recording began."""

    kind: ClassVar[str] = "recording-started"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFinished(Fact):
    """A recording can be fetched."""

    kind: ClassVar[str] = "recording-finished"
    path: str
    duration_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAbandoned(Fact):
    """The caller hung up before anybody answered; CallEnded follows."""

    kind: ClassVar[str] = "call-abandoned"
    caller_number: str | None
    queue: str | None
    waiting_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Fact):
    """The call is over."""

    kind: ClassVar[str] = "call-ended"
    outcome: Outcome
    hangup_cause: str | None
    hung_up_by: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRevised(Fact):
    """The end of a call that was given up as lost was seen after all, or otherwise proved another."""

    kind: ClassVar[str] = "outcome-revised"
    before: Outcome
    outcome: Outcome
    hangup_cause: str | None
    hung_up_by: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMerged(Fact):
    """What was known as `call_id` proved to be a leg of the call `into`."""

    kind: ClassVar[str] = "call-merged"
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFinished(Fact):
    """A `bgapi` command has ended; `text` is its output, `ok` False when it begins with a minus."""

    kind: ClassVar[str] = "job-finished"
    job_uuid: str
    ok: bool
    text: str
