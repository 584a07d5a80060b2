"""What a simulated exchange is made of, and who rings it, as a scenario file or a test says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answering(StrEnum):
    """What a telephone does when it is rung."""

    ANSWERS = "answers"
    RINGS_ON = "rings-on"  # nobody takes it
    BUSY = "busy"  # USER_BUSY
    REJECTS = "rejects"  # CALL_REJECTED
    REFUSES = "refuses"  # nothing listens at its address: NORMAL_TEMPORARY_FAILURE
    UNREGISTERED = "unregistered"  # USER_NOT_REGISTERED, and no channel at all


@dataclass(frozen=True, slots=True)
class Press:
    """Keys pressed, the first `after_seconds` after the answer, the others each half a second later.

    `question` n: not after the answer but after keys are asked for the n-th time; these stand in order.
    """

    after_seconds: float
    digits: str
    question: int = 0


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone that can be rung: of the directory's user `number`, or an outside number.

    `talks_seconds`: it hangs up itself after so long; None: it waits for the other side.
    `presses` are the keys of whoever answers.
    """

    number: str
    answering: Answering = Answering.ANSWERS
    after_seconds: float = 1.0
    talks_seconds: float | None = None
    name: str = ""
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of mod_callcenter. `record`: recordings of its calls are written."""

    name: str
    strategy: str = "longest-idle-agent"
    record: bool = True
    music: str = "local_stream://moh"
    max_wait_seconds: int = 0
    max_wait_no_agent_seconds: int = 0
    discard_abandoned_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent of mod_callcenter."""

    name: str
    contact: str
    status: str = "Available"
    max_no_answer: int = 3
    wrap_up_seconds: int = 0
    reject_delay_seconds: int = 3
    busy_delay_seconds: int = 3
    no_answer_delay_seconds: int = 3
    call_timeout_seconds: int = 10


@dataclass(frozen=True, slots=True)
class Tier:
    """Which agent serves which queue."""

    queue: str
    agent: str
    level: int = 1
    position: int = 1


@dataclass(frozen=True, slots=True)
class Extension:
    """A number that can be dialled, and the applications that it runs: `(application, argument)`."""

    number: str
    steps: tuple[tuple[str, str], ...]
    context: str = "public"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who rings `at_seconds` after the beginning.

    `patience_seconds`: so long until he hangs up unless he has been connected with somebody; `talks_seconds`:
    so long after that; None: he never does. `headers` are SIP headers such as `X-Region`.
    """

    number: str
    dials: str
    name: str = ""
    at_seconds: float = 0.0
    patience_seconds: float | None = None
    talks_seconds: float | None = None
    presses: tuple[Press, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


class FaultKind(StrEnum):
    """What may happen to an exchange."""

    TERMINATE = "terminate"  # SIGTERM: it hangs everybody up, says goodbye, and comes back as another core
    KILL = "kill"  # SIGKILL: the stream ends, and nothing was said
    STALE_MEMBER = "stale-member"  # a member of the first queue without a channel
    STALE_AGENT = "stale-agent"  # the first agent is "In a queue call" with nobody
    TORN_RECORD = "torn-record"  # the next call record is half written at first


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that happens to the exchange `at_seconds`.

    If it goes down it is down for `seconds_down`; so long a torn record is torn.
    """

    at_seconds: float
    kind: FaultKind
    seconds_down: float = 5.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A whole exchange. `callers` ring at their times; traffic is drawn from `population`.

    `recordings` is the folder of which the exchange speaks in its events. `cdr_encoded`: mod_json_cdr's
    `encode-values`. `show channels` lags behind by `list_lag_seconds`. `elsewhere` is what outside numbers do
    that have no telephone here.
    """

    queues: tuple[Queue, ...] = ()
    agents: tuple[Agent, ...] = ()
    tiers: tuple[Tier, ...] = ()
    telephones: tuple[Telephone, ...] = ()
    extensions: tuple[Extension, ...] = ()
    callers: tuple[Caller, ...] = ()
    faults: tuple[Fault, ...] = ()
    domain: str = "127.0.0.1"
    host: str = "vm"
    utc_offset_hours: int = 8
    heartbeat_seconds: int = 20
    variables: tuple[tuple[str, str], ...] = ()
    cdr_encoded: bool = True
    list_lag_seconds: float = 0.0
    recordings: str = "/var/lib/freeswitch/recordings"
    population: tuple[Caller, ...] = ()
    elsewhere: Answering = Answering.ANSWERS
