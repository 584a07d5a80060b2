"""A channel: its state, its caller profile, its variables, and the headers that each event of it carries."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from enum import IntEnum

from telephony.simulator.agenda import Microseconds, Signal, Thread
from telephony.simulator.notices import Pair


class State(IntEnum):
    """Channel states with FreeSWITCH's numbers."""

    NEW = 0
    INIT = 1
    ROUTING = 2
    SOFT_EXECUTE = 3
    EXECUTE = 4
    EXCHANGE_MEDIA = 5
    PARK = 6
    CONSUME_MEDIA = 7
    HIBERNATE = 8
    RESET = 9
    HANGUP = 10
    REPORTING = 11
    DESTROY = 12
    NONE = 13

    @property
    def text(self) -> str:
        return f"CS_{self.name}"


class Hungup(Exception):
    """Thrown into what a channel is doing when it is hung up."""


class Diverted(Exception):
    """Thrown into what a channel is doing when it is to do something else: transferred, bridged."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow


@dataclass(frozen=True, slots=True)
class Flow:
    """What a channel does next: dialplan applications, or its part of a bridge."""

    steps: tuple[tuple[str, str], ...] = ()
    bridge: Bridge | None = None


@dataclass(slots=True, eq=False)
class Bridge:
    """Two channels that are to be, or are, connected.

    `soft`: both execute `uuid_bridge`, as after the command of that name; otherwise the first one's `bridge`
    application holds them. `there`: the second one has come; `over`: it has left. `both`: whoever takes the
    first one away takes the second one, too.
    """

    first: Channel
    second: Channel
    soft: bool = True
    there: bool = False
    over: bool = False
    both: bool = False

    def other(self, channel: Channel) -> Channel:
        return self.second if channel is self.first else self.first


@dataclass(frozen=True, slots=True)
class Order:
    """An application that somebody told a channel to execute, with `sendmsg` or an API command."""

    application: str
    argument: str
    uuid: str
    holds: bool = False  # the partner hears music meanwhile
    done: Signal = field(default_factory=Signal)


@dataclass(slots=True)
class Profile:
    """The caller profile; the callee's name and number are told to the caller's side only when known."""

    number: str
    name: str
    destination: str
    context: str
    username: str = ""
    dialplan: str = ""
    network: str = ""
    source: str = "mod_sofia"
    callee_name: str = ""
    callee_number: str = ""
    index: int = 1
    created: Microseconds = 0
    transfer_source: str = ""


_TIMES = (
    "Created",
    "Answered",
    "Progress",
    "Progress-Media",
    "Hangup",
    "Transfer",
    "Resurrect",
    "Bridged",
)
_TAIL: list[Pair] = [
    ("Screen-Bit", "true"),
    ("Privacy-Hide-Name", "false"),
    ("Privacy-Hide-Number", "false"),
]
_CODEC: list[Pair] = [
    (f"Channel-{way}-Codec-{what}", value)
    for way in ("Read", "Write")
    for what, value in (("Name", "PCMA"), ("Rate", "8000"), ("Bit-Rate", "64000"))
]


@dataclass(slots=True, eq=False)
class Channel:
    """One leg. Two channels are the same only when they are the same object."""

    uuid: str
    inbound: bool
    name: str
    profile: Profile
    call_uuid: str = ""
    presence_id: str = ""
    state: State = State.INIT
    next_state: State = State.INIT
    call_state: str = "DOWN"
    answer_state: str = "ringing"
    hit_dialplan: bool = False
    has_media: bool = False
    cause: str | None = None
    variables: dict[str, str | list[str]] = field(default_factory=dict)
    times: dict[str, Microseconds] = field(default_factory=dict)
    other: list[Pair] = field(default_factory=list)
    application: tuple[str, str] = ("", "")
    thread: Thread | None = None
    bridge: Bridge | None = None
    held: bool = False
    music: bool = False  # it hears music, because the other side is on hold
    locks: int = 0
    unlocked: Signal = field(default_factory=Signal)
    wake: Signal = field(default_factory=Signal)  # of what the channel itself waits for
    news: Signal = field(default_factory=Signal)  # answered, connected, hung up: for whoever watches it
    commands: deque[Order] = field(default_factory=deque)
    pressed: deque[str] = field(default_factory=deque)
    history: list[tuple[str, str, Microseconds]] = field(default_factory=list)  # applications, as begun
    former: list[Profile] = field(default_factory=list)  # profiles before a transfer
    tapes: dict[str, Microseconds] = field(default_factory=dict)
    gone: bool = False

    @property
    def up(self) -> bool:
        return self.cause is None

    @property
    def is_answered(self) -> bool:
        return "Answered" in self.times

    @property
    def direction(self) -> str:
        return "inbound" if self.inbound else "outbound"

    def enter(self, state: State, running: State | None = None) -> None:
        """Go to `state`; events show `running` (by default the same) as Channel-State."""
        self.next_state = state
        self.state = state if running is None else running

    def variable(self, name: str) -> str:
        """Return a variable's text; "" when it is not set, of an array its first item."""
        value = self.variables.get(name, "")
        return value if isinstance(value, str) else value[0] if value else ""

    def renew_profile(self, source: str, at: Microseconds) -> None:
        """Begin another profile, as whatever sends a channel somewhere else does; the old one is kept."""
        self.former.append(replace(self.profile))
        self.profile.index += 1
        self.profile.created = at
        self.profile.transfer_source = source
        self.variables["transfer_source"] = source
        self.variables["transfer_history"] = source

    def interrupt(self, error: Exception) -> None:
        """Throw `error` into what the channel is doing."""
        if self.thread is not None:
            self.thread.interrupt(error)

    def basics(self) -> list[Pair]:
        """The headers that every event of a channel has, without the variables."""
        pairs: list[Pair] = [
            ("Channel-State", self.state.text),
            ("Channel-Call-State", self.call_state),
            ("Channel-State-Number", str(int(self.next_state))),
            ("Channel-Name", self.name),
            ("Unique-ID", self.uuid),
            ("Call-Direction", self.direction),
            ("Presence-Call-Direction", self.direction),
            ("Channel-HIT-Dialplan", "true" if self.hit_dialplan else "false"),
        ]
        if self.presence_id:
            pairs.append(("Channel-Presence-ID", self.presence_id))
        pairs.append(("Channel-Call-UUID", self.call_uuid or self.uuid))
        pairs.append(("Answer-State", "hangup" if self.cause is not None else self.answer_state))
        if self.cause is not None:
            pairs.append(("Hangup-Cause", self.cause))
        if self.has_media:
            pairs += _CODEC
        pairs += self.caller_headers("Caller")
        pairs += self.other
        return pairs

    def caller_headers(self, prefix: str) -> list[Pair]:
        """The caller profile, as this channel's own or as another one's other leg."""
        profile = self.profile
        own = prefix == "Caller"
        pairs: list[Pair] = [
            (f"{prefix}-Direction", self.direction),
            (f"{prefix}-Logical-Direction", "inbound" if self.inbound or not own else "outbound"),
        ]
        for name, value in (("Username", profile.username), ("Dialplan", profile.dialplan)):
            if value:
                pairs.append((f"{prefix}-{name}", value))
        pairs += [
            (f"{prefix}-Caller-ID-Name", profile.name),
            (f"{prefix}-Caller-ID-Number", profile.number),
            (f"{prefix}-Orig-Caller-ID-Name", profile.name),
            (f"{prefix}-Orig-Caller-ID-Number", profile.number),
        ]
        for name, value in (
            ("Callee-ID-Name", profile.callee_name),
            ("Callee-ID-Number", profile.callee_number),
            ("Network-Addr", profile.network),
        ):
            if value:
                pairs.append((f"{prefix}-{name}", value))
        pairs += [
            (f"{prefix}-ANI", profile.number),
            (f"{prefix}-Destination-Number", profile.destination),
            (f"{prefix}-Unique-ID", self.uuid),
            (f"{prefix}-Source", profile.source),
        ]
        if profile.transfer_source:
            pairs.append((f"{prefix}-Transfer-Source", profile.transfer_source))
        pairs += [(f"{prefix}-Context", profile.context), (f"{prefix}-Channel-Name", self.name)]
        if own:
            pairs.append(("Caller-Profile-Index", str(profile.index)))
        pairs.append((f"{prefix}-Profile-Created-Time", str(profile.created)))
        times = self.times
        pairs += [(f"{prefix}-Channel-{name}-Time", str(times.get(name, 0))) for name in _TIMES]
        pairs += [
            (f"{prefix}-Channel-Last-Hold", str(times.get("Last-Hold", 0))),
            (f"{prefix}-Channel-Hold-Accum", str(times.get("Hold-Accum", 0))),
        ]
        return pairs + [(f"{prefix}-{name}", value) for name, value in _TAIL]

    def data(self) -> list[Pair]:
        """The headers of most events: the basics and all variables."""
        return self.basics() + [(f"variable_{name}", value) for name, value in self.variables.items()]

    def meet(self, other: Channel, kind: str) -> None:
        """Know `other` as this channel's other leg; `kind` is what it is: `originator` or `originatee`."""
        self.other = [("Other-Type", kind), *other.caller_headers("Other-Leg")]
