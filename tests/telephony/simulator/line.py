"""A simulated exchange with a client on its event socket, both in memory, and the recorder's own setting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from telephony.esl import (
    ApiResponse,
    Command,
    CommandReply,
    Connection,
    Event,
    EventFormat,
    Message,
    Role,
    commands,
)
from telephony.simulator.control import ControlSession
from telephony.simulator.exchange import Exchange
from telephony.simulator.session import Access, Session
from telephony.simulator.setting import Agent, Extension, Queue, Setting, Telephone, Tier

START = datetime(2026, 11, 22, 8, 40, 48, tzinfo=UTC)
PASSWORD = "ClueCon"
REPAIR, EMPTY = "repair@default", "empty@default"

#: What the recordings were made with.
RECORDED = Setting(
    queues=(Queue(REPAIR), Queue(EMPTY)),
    agents=(
        Agent("1001@default", "user/1001@127.0.0.1"),
        Agent("1002@default", "user/1002@127.0.0.1"),
    ),
    tiers=(Tier(REPAIR, "1001@default"), Tier(REPAIR, "1002@default", position=2)),
    telephones=(Telephone("1001"), Telephone("1002")),
    extensions=(
        Extension(
            "95598",
            (
                ("set", "call_direction=inbound"),
                ("set", "hotline_name=供电服务热线"),
                ("export", "region_name=浙江省杭州市"),
                ("answer", ""),
                ("callcenter", REPAIR),
            ),
        ),
        Extension(
            "955980",
            (("set", "hotline_name=供电服务热线"), ("answer", ""), ("callcenter", EMPTY)),
        ),
        Extension(
            "955984",
            (
                ("set", "hotline_name=供电服务热线"),
                ("set", "park_after_bridge=true"),
                ("answer", ""),
                ("park", ""),
            ),
        ),
        Extension(
            "955981",
            (("set", "hotline_name=供电服务热线"), ("socket", "127.0.0.1:8084 async full")),
        ),
        Extension("955982", (("set", "hotline_name=供电服务热线"), ("socket", "127.0.0.1:8084"))),
        Extension(
            "955983",
            (
                ("answer", ""),
                (
                    "play_and_get_digits",
                    "4 10 2 6000 # tone_stream://%(500,0,660) silence_stream://250 pin \\d+",
                ),
            ),
        ),
    ),
)


def with_telephone(telephone: Telephone, setting: Setting = RECORDED) -> Setting:
    """Return `setting` with another telephone at its number."""
    others = tuple(one for one in setting.telephones if one.number != telephone.number)
    return replace(setting, telephones=(*others, telephone))


class Hearing:
    """A client that keeps what it heard."""

    messages: list[Message]

    @property
    def events(self) -> list[Event]:
        return [one for one in self.messages if isinstance(one, Event)]

    @property
    def replies(self) -> list[str]:
        return [one.text for one in self.messages if isinstance(one, CommandReply)]


class Application(Hearing):
    """What the exchange dials in outbound mode: it takes every connection and keeps the last one."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.messages = []
        self.connection = Connection(Role.OUTBOUND)
        exchange.dial_out = self._dialled

    def _dialled(self, session: ControlSession, host: str, port: int) -> None:
        self.session = session
        self.address = (host, port)
        session.opened(True)

    def say(self, *orders: Command, settle: bool = True) -> None:
        for order in orders:
            self.session.receive(self.connection.send(order))
        if settle:
            self.hear()

    def hear(self) -> list[Message]:
        self.exchange.agenda.settle()
        heard = list(self.connection.receive_data(self.session.read()))
        self.messages += heard
        return heard

    def wait(self, seconds: float) -> list[Message]:
        self.exchange.wait(seconds)
        return self.hear()


@dataclass
class Line(Hearing):
    """An exchange and one client, logged in. Time passes by `wait` only."""

    exchange: Exchange
    access: Access = field(default_factory=Access)
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.exchange.access = self.access
        self.session = Session(self.exchange, self.access)
        self.connection = Connection()
        self.session.greet()

    @classmethod
    def of(cls, setting: Setting = RECORDED, seed: int = 0) -> Line:
        line = cls(Exchange(setting, START, seed))
        line.say(commands.auth(PASSWORD))
        return line

    def say(self, command: Command) -> None:
        self.session.receive(self.connection.send(command))
        self.hear()

    def hear(self) -> list[Message]:
        """Let everything happen that is due now, and return what the client has read since."""
        self.exchange.agenda.settle()
        heard = list(self.connection.receive_data(self.session.read()))
        self.messages += heard
        return heard

    def listen(
        self, *names: str, subclasses: Iterable[str] = (), form: EventFormat = EventFormat.PLAIN
    ) -> None:
        self.say(commands.event(names, subclasses, form))

    def wait(self, seconds: float) -> list[Message]:
        self.exchange.wait(seconds)
        return self.hear()

    def api(self, command: str, arguments: str = "") -> str:
        """Ask, and return the answer's text."""
        self.say(commands.api(command, arguments))
        return next(one.body for one in reversed(self.messages) if isinstance(one, ApiResponse))

    def bgapi(self, command: str, arguments: str = "") -> str:
        """Order in the background, and return the job's id."""
        job = self.exchange.new_uuid()
        self.say(commands.bgapi(command, arguments, job))
        return job

    def job(self, uuid: str) -> str | None:
        """Return what a job answered; None when it has not ended."""
        return next((one.body for one in self.events if one.text("Job-UUID") == uuid), None)


#: What happens all the time and says nothing of a call, or comes of media that the simulator has none of.
NOISE = frozenset(
    """CHANNEL_STATE CHANNEL_CALLSTATE CODEC API PRESENCE_IN MEDIA_BUG_START MEDIA_BUG_STOP RE_SCHEDULE
    HEARTBEAT COMMAND PRIVATE_COMMAND""".split()
)
_NOISY_ACTIONS = frozenset(("play-file", "play-file-done", "start-talking", "stop-talking", "floor-change"))
_LEGS = (
    "Unique-ID",
    "Other-Leg-Unique-ID",
    "Bridge-A-Unique-ID",
    "Bridge-B-Unique-ID",
    "CC-Agent-UUID",
    "CC-Member-Session-UUID",
)
_TEXTS = (
    "Event-Subclass",
    "CC-Action",
    "CC-Queue",
    "CC-Agent",
    "CC-Agent-Type",
    "CC-Agent-System",
    "CC-Agent-State",
    "CC-Agent-Status",
    "CC-Cause",
    "CC-Cancel-Reason",
    "CC-Hangup-Cause",
    "CC-Count",
    "CC-Member-CID-Name",
    "CC-Member-CID-Number",
    "Action",
    "Call-Direction",
    "Channel-Call-State",
    "Answer-State",
    "Hangup-Cause",
    "Caller-Direction",
    "Caller-Caller-ID-Name",
    "Caller-Caller-ID-Number",
    "Caller-Context",
    "Application",
    "Job-Command",
    "DTMF-Digit",
    "DTMF-Source",
    "variable_cc_side",
    "variable_cc_agent",
    "variable_cc_queue",
    "variable_sip_hangup_disposition",
    "variable_hangup_cause",
)
Scene = tuple[str, str, tuple[tuple[str, str], ...]]


def scenes(events: Sequence[Event]) -> list[Scene]:
    """Return what was told, with legs named A, B, C as they were created: (event, leg, key headers)."""
    names: dict[str, str] = {}
    told = []
    for event in events:
        action = event.text("Action") or ""
        if event.name in NOISE or (event.subclass.startswith("conference") and action in _NOISY_ACTIONS):
            continue
        uuid = event.text("Unique-ID")
        if uuid and uuid not in names:
            names[uuid] = "ABCDEFGH"[len(names)]
        facts = [(name, names.get(event.text(name) or "", "?")) for name in _LEGS if event.text(name)]
        facts += [(name, text) for name in _TEXTS if (text := event.text(name)) is not None]
        told.append((event.name, names.get(uuid or "", "-"), tuple(facts)))
    return told


def of_leg(told: Sequence[Scene], leg: str) -> list[Scene]:
    return [scene for scene in told if scene[1] == leg]
