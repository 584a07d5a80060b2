"""What is known of a call, as a frozen value. All times are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Direction(StrEnum):
    """Which way the first leg goes, seen from FreeSWITCH."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class State(StrEnum):
    """How far a call is."""

    OFFERED = "offered"  # it exists: in a dialogue, parked, or being dialled
    QUEUED = "queued"
    RINGING = "ringing"  # at least one phone rings for it
    ANSWERED = "answered"  # the caller has been connected with somebody
    ABANDONED = "abandoned"  # over: the caller hung up before anybody answered
    ENDED = "ended"  # over in any other way


class Outcome(StrEnum):
    """How a call ended.

    ANSWERED without an agent is an inbound call that only ever spoke with a dialogue (IVR): nobody was
    waited for, and `answered_at` is None. NO_ANSWER is a call that waited until FreeSWITCH gave up; FAILED
    one that could not be made or was refused (busy, unreachable); LOST one whose end was never seen,
    because FreeSWITCH crashed or the connection was down.
    """

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    LOST = "lost"


class Party(StrEnum):
    """Who hung up. SYSTEM is FreeSWITCH itself: the dialplan, an API command, a time limit, a shutdown."""

    CALLER = "caller"  # of an inbound call
    CALLEE = "callee"  # the outside party of an outbound call
    AGENT = "agent"
    SYSTEM = "system"


class How(StrEnum):
    """How the customer came to whom they spoke with."""

    ANSWER = "answer"  # whoever it rang for took it
    BLIND = "blind"  # sent on without a word
    ATTENDED = "attended"  # whoever had the call spoke with the next one first
    REFER = "refer"  # sent on without a word, by the agent's own telephone (SIP REFER, RFC 3515)


class Kind(StrEnum):
    """What a call is to the house, whichever way its first leg goes."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"  # between telephones of the house
    SUPERVISION = "supervision"  # somebody listens in; it becomes part of the call that is listened to


@dataclass(frozen=True, slots=True)
class LegRecord:
    """One channel of a call. `number` and `name` are the caller's on an inbound leg, the called one's on an
    outbound leg; `agent` is mod_callcenter's or the directory's name of who it rings, None for others.

    `answered_at` is the channel's own answer, which for the caller's leg is the queue's or the dialogue's.
    `disposition` is FreeSWITCH's sip_hangup_disposition, such as `recv_bye`. `hanging_up_at`: it began to
    hang up, but its end was not told yet. `seen` is False while only other channels' events speak of it.
    """

    uuid: str
    direction: Direction | None
    number: str | None
    name: str | None
    agent: str | None
    created_at: datetime | None
    answered_at: datetime | None
    bridged_at: datetime | None
    ended_at: datetime | None
    hangup_cause: str | None
    disposition: str | None
    hanging_up_at: datetime | None = None
    seen: bool = True


@dataclass(frozen=True, slots=True)
class QueueVisit:
    """One stay in a queue, `id` is mod_callcenter's member uuid. `left_at` None: still there.

    `cause` and `reason` are CC-Cause and CC-Cancel-Reason, such as `Cancel` and `BREAK_OUT`.
    """

    id: str
    queue: str
    joined_at: datetime
    left_at: datetime | None
    cause: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Ring:
    """A phone began to ring for the call at `at`. `agent` is an agent, or the number of who is none;
    `missed` is the cause when it was not taken: NO_ANSWER, ORIGINATOR_CANCEL when the caller gave up …
    `until` it rang: taken, given up, or over; None: it rings still, or its end was not seen.
    """

    agent: str
    at: datetime
    missed: str | None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """The customer was connected with `agent` for the first time at `at`, on leg `leg`. `agent` is an agent,
    or the number of who is none; `until` the next one had it, or the leg or the call ended; None: still.
    """

    agent: str
    leg: str
    at: datetime
    until: datetime | None = None
    how: How | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Leg `leg` was on hold from `at` until `until`; None: still, or its end was not seen.

    `consulted` is the leg that the agent spoke with meanwhile: while they consult a colleague before a
    transfer, FreeSWITCH puts nobody on hold, but the customer hears music all the same.
    """

    leg: str
    at: datetime
    until: datetime | None
    consulted: str | None = None


@dataclass(frozen=True, slots=True)
class ConferenceJoin:
    """Leg `leg`, known as `who`, joined the conference `conference` at `at`.

    The third in a talk of three joins one that bears the name of the leg that had consulted them.
    """

    conference: str
    leg: str
    who: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Monitoring:
    """`supervisor` began to listen in on leg `leg` of the supervisor at `at`, until that leg ended.

    `kind` is listen, whisper (only the agent hears the supervisor) or barge (both do), as it began.
    """

    supervisor: str | None
    leg: str
    at: datetime
    until: datetime | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Digit:
    """A key pressed at `at`; `sequence` tells two within a microsecond apart."""

    digit: str
    at: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording at `path` on FreeSWITCH's disk; `duration_seconds` None until it has ended."""

    path: str
    started_at: datetime | None
    ended_at: datetime | None
    duration_seconds: float | None


@dataclass(frozen=True, slots=True)
class CallRecord:
    """Everything known of one call; a later record of the same `call_id` replaces it.

    `call_id` is a UUID made of the core's uuid and that of the *first leg*: the caller's channel, or for an
    outbound call the channel dialled first. The caller's channel lives through every transfer, park, queue
    and conference, while agents' channels and FreeSWITCH's own Channel-Call-UUID change at each of them. A
    leg that was dialled on its own and bridged to a caller later joins that call; what was its call until
    then gets `merged_into`. `continues` is the call at the exchange of another centre, which sent it here.

    `dialled_number` is what was dialled at first, whatever a transfer made of it. `answered_at` is the first
    connection with a person (the bridge), never the answer of a queue or dialogue. `agent` answered,
    `last_agent` had the call last. `waiting_seconds` counts from joining the queue, or without one from the
    beginning, until the answer, or until the last queue was left or the end; None while waiting, and when
    nobody was waited for.
    `talk_seconds` counts from `answered_at` to the end, holding and transferring included. `legs` begin with
    the first leg; the others follow as they were created. `parked`: it waited without a queue; `dialogue`: an
    announcement or a menu spoke with the caller.

    `node` is FreeSWITCH's own name for itself, the same after a restart. `as_of` is when the newest event
    that the record knows of was made, by FreeSWITCH's clock: of two records of one call the later one knows
    more. Neither makes two records differ.
    """

    call_id: str
    core_uuid: str
    state: State
    direction: Direction
    caller_number: str | None
    caller_name: str | None
    dialled_number: str | None
    queue: str | None
    agent: str | None
    last_agent: str | None
    started_at: datetime
    queued_at: datetime | None
    ringing_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    waiting_seconds: float | None
    talk_seconds: float | None
    held_seconds: float
    outcome: Outcome | None
    hangup_cause: str | None
    hung_up_by: Party | None
    legs: tuple[LegRecord, ...]
    visits: tuple[QueueVisit, ...]
    rings: tuple[Ring, ...]
    talks: tuple[Talk, ...]
    holds: tuple[Hold, ...]
    conferences: tuple[ConferenceJoin, ...]
    monitorings: tuple[Monitoring, ...]
    digits: tuple[Digit, ...]
    recordings: tuple[Recording, ...]
    parked: bool = False
    dialogue: bool = False
    merged_into: str | None = None
    continues: str | None = None
    node: str | None = field(default=None, compare=False)
    as_of: datetime | None = field(default=None, compare=False)

    @property
    def over(self) -> bool:
        """True when nothing more will happen to the call."""
        return self.ended_at is not None

    @property
    def kind(self) -> Kind:
        """What it is to the house: an agent's own telephone makes an inbound leg when it dials."""
        first, *others = self.legs
        if first.agent is None and self.direction is Direction.INBOUND:
            return Kind.INBOUND
        if any(one.leg == first.uuid for one in self.monitorings):
            return Kind.SUPERVISION
        agents = [leg.agent for leg in self.legs]
        return Kind.INTERNAL if others and None not in agents else Kind.OUTBOUND

    @property
    def pressed(self) -> str:
        """The digits pressed, in order, as one text."""
        return "".join(digit.digit for digit in self.digits)
