"""One connection with a FreeSWITCH from the greeting to its end, as a state machine without socket or clock.

    1. It greets, we log in (`auth`; refused: recording 20, by its access list: recording 27).
    2. We subscribe, then ask who it is and which channels it has. Events that come meanwhile wait.
    3. With the answers the session is `Ready`; from then on events go through as they come.
    4. HEARTBEAT comes every 20 seconds. After silence we ask `api status`; without an answer the connection
       is half open, or FreeSWITCH hangs: it ends.

`api` blocks the events of its connection until it is done (recording 21), so only these short questions are
asked that way; everything else goes by `bgapi` (`pending`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

import structlog

from telephony.calls import SHOW_CHANNELS, ChannelListUnreadable, channel_rows, node_of
from telephony.esl import (
    AccessRefused,
    ApiResponse,
    AuthenticationRefused,
    AuthRequest,
    Command,
    CommandRefused,
    CommandReply,
    Connection,
    DisconnectNotice,
    EarlyEof,
    EslError,
    Event,
    Message,
    UnreadableEvent,
    commands,
)
from telephony.listener.subscription import subscription

log = structlog.get_logger("huan.telephony")

#: So many events that cannot be read are told in the log, the others only counted.
SAMPLES = 20
#: From the greeting to the list of channels; FreeSWITCH itself gives a client 24 seconds to log in.
READY_SECONDS = 30.0
#: HEARTBEAT comes every 20 seconds (event-heartbeat-interval of switch.conf).
SILENCE_SECONDS = 25.0
ANSWER_SECONDS = 10.0
#: How often the list of channels is asked for when the answer is none.
LIST_TRIES = 3

SWITCHNAME = "switchname"
CORE = "global_getvar core_uuid"
VERSION = "version"
CHANNELS = SHOW_CHANNELS
STATUS = "status"
_NAME = re.compile(r"[!-~]{1,128}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Reason(StrEnum):
    """Why a session ended, and what a gap began with."""

    START = "start"  # before the first one of a process
    EOF = "eof"  # without a word: killed, or the network
    GOODBYE = "goodbye"  # it said that it closes
    SHED = "shed"  # more came than could be parsed: dropped, to be asked anew
    SILENT = "silent"  # nothing came, and no answer
    GARBLED = "garbled"  # the bytes cannot be understood
    PASSWORD = "password"  # noqa: S105 - refused
    ADDRESS = "address"  # its access list refuses us
    REFUSED = "refused"  # it refuses the subscription
    LEASE = "lease"  # another process has the node
    BACKLOG = "backlog"  # too many calls wait to be written
    STOPPED = "stopped"  # we were asked to
    UNREACHABLE = "unreachable"  # nobody answered
    BROKEN = "broken"  # a fault of our own


@dataclass(frozen=True, slots=True)
class Ending:
    """How a session ended; `told` is for the log, in English, without a secret."""

    reason: Reason
    told: str


@dataclass(frozen=True, slots=True)
class Ready:
    """FreeSWITCH has said who it is and what it has; None where it did not. `events` came before the list.

    `began` says of each channel how it began (`channel_rows`).
    """

    node: str
    core_uuid: str | None
    version: str | None
    channels: frozenset[str] | None
    events: tuple[Event, ...]
    began: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Events:
    """Events, in the order in which they came."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Replied:
    """The answer to a `bgapi`."""

    job_uuid: str
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question that was asked by `ask`."""

    question: str
    answer: str


Heard = Ready | Events | Replied | Answered


class Phase(Enum):
    """How far the session is."""

    GREETING = "greeting"
    PREPARING = "preparing"
    LIVE = "live"
    OVER = "over"


class Session:
    """One session. Times are seconds of a monotonic clock. `counts` is added to, never set."""

    def __init__(self, password: str, now: float, counts: Counter[str] | None = None) -> None:
        self.phase = Phase.GREETING
        self.ending: Ending | None = None
        self.counts: Counter[str] = Counter() if counts is None else counts
        self._password = password
        self._connection = Connection(skip_unreadable=True)
        self._out = bytearray()
        self._deadline = now + READY_SECONDS
        self._heard_at = now
        self._asked_at: float | None = None
        self._waiting: list[Event] = []
        self._answers: dict[str, str | None] = {}
        self._channels: Mapping[str, Mapping[str, str]] | None = None
        self._questions: Counter[str] = Counter()
        self._listed = False
        self._lists = 0

    def receive(self, data: bytes, now: float) -> list[Heard]:
        """Take what came, and return what it says."""
        if self.ending is not None:
            return []
        self.counts["octets"] += len(data)
        self._heard_at, self._asked_at = now, None
        return self._take(lambda: self._connection.receive_data(data))

    def receive_eof(self) -> list[Heard]:
        """Take the end of the stream."""
        if self.ending is not None:
            return []
        heard = self._take(self._connection.receive_eof)
        self._end(Reason.EOF, "FreeSWITCH has closed the connection without a word")
        return heard

    def tick(self, now: float) -> None:
        """Let time pass: ask after silence, and give up."""
        if self.ending is not None:
            return
        if self.phase is not Phase.LIVE:
            if now >= self._deadline:
                self._end(Reason.SILENT, f"FreeSWITCH does not answer ({self.phase.value})")
        elif self._asked_at is not None:
            if now >= self._asked_at + ANSWER_SECONDS:
                self._end(Reason.SILENT, "FreeSWITCH has said nothing, and does not answer 'api status'")
        elif now >= self._heard_at + SILENCE_SECONDS:
            self._asked_at = now
            self.counts["asked"] += 1
            self.send(commands.api(STATUS))

    def stop(self, reason: Reason, told: str) -> None:
        """End it from our side."""
        self._end(reason, told)

    def send(self, command: Command) -> None:
        """Let a command go out. Raises ConnectionClosed when the session has ended."""
        self._out += self._connection.send(command)

    def ask(self, question: str) -> None:
        """Ask something that changes nothing and is answered shortly; the answer is heard as `Answered`."""
        self.send(commands.api(*question.split(" ", 1)))
        self._questions[question] += 1

    def outgoing(self) -> bytes:
        """Return what is to be written, once."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def _take(self, receive: Callable[[], Iterator[Message]]) -> list[Heard]:
        """Interpret messages one by one; events that come together stay together."""
        heard: list[Heard] = []
        events: list[Event] = []
        try:
            for message in receive():
                if isinstance(message, Event):
                    events.append(message)
                    continue
                if events:
                    self._hand_on(events, heard)
                    events = []
                self._interpret(message, heard)
                if self.ending is not None:
                    break
        except EslError as error:
            self._hand_on(events, heard)  # what was whole before the fault
            self._end(_REASONS.get(type(error), Reason.GARBLED), error.message)
            return heard
        self._hand_on(events, heard)
        return heard

    def _hand_on(self, events: list[Event], heard: list[Heard]) -> None:
        if not events:
            return
        self.counts["events"] += len(events)
        if self.phase is Phase.LIVE:
            heard.append(Events(tuple(events)))
            return
        self._waiting.extend(events)
        self._become_ready(heard)

    def _interpret(self, message: Message, heard: list[Heard]) -> None:
        match message:
            case AuthRequest():
                self._login()
            case CommandReply(command=command):
                self._replied(command, message, heard)
            case ApiResponse(command=command):
                self._answered(command.arguments, message.body, heard)
            case DisconnectNotice(lingers=False):
                self._end(Reason.GOODBYE, "FreeSWITCH says that it closes the connection")
            case UnreadableEvent(problem=problem, offset=offset):
                self.counts["unreadable"] += 1
                if self.counts["unreadable"] <= SAMPLES:
                    log.warning("an event cannot be read and is left out", offset=offset, problem=problem)

    def _login(self) -> None:
        try:
            self.send(commands.auth(self._password))
        except CommandRefused as error:
            self._end(Reason.PASSWORD, error.message)

    def _replied(self, command: Command, reply: CommandReply, heard: list[Heard]) -> None:
        if command.verb == "auth":
            if reply.ok:  # else the connection says so by its next breath
                self.phase = Phase.PREPARING
                self.send(subscription())
        elif command.verb == "event":
            if not reply.ok:
                self._end(Reason.REFUSED, f"FreeSWITCH refuses the subscription: {reply.text[:80]!r}")
                return
            for question in (SWITCHNAME, CORE, VERSION, CHANNELS):
                self.send(commands.api(*question.split(" ", 1)))
        elif command.verb == "bgapi":
            job = dict(command.headers).get("Job-UUID", "")
            heard.append(Replied(job, reply.ok, reply.text))

    def _answered(self, question: str, answer: str, heard: list[Heard]) -> None:
        if self._questions[question]:
            self._questions[question] -= 1
            heard.append(Answered(question, answer))
            return
        if question != CHANNELS:
            self._answers[question] = answer.strip()
            return
        self._lists += 1
        try:
            self._channels = channel_rows(answer)
            self._listed = True
        except ChannelListUnreadable as error:
            self.counts["lists_unreadable"] += 1
            log.warning("the list of channels cannot be read", told=error.message)
            if self._lists < LIST_TRIES:
                self.send(commands.api(*CHANNELS.split(" ", 1)))
                return
            self._listed = True  # nothing may be concluded from it; the calls go on all the same
        self._become_ready(heard)

    def _become_ready(self, heard: list[Heard]) -> None:
        """Be ready when the list is there and it is known whose it is, by its answer or its first event."""
        if not self._listed or self.phase is not Phase.PREPARING:
            return
        said = self._answers.get(SWITCHNAME) or ""
        node = said if _NAME.fullmatch(said) and not said.startswith("-") else None
        node = node or next((name for event in self._waiting if (name := node_of(event))), None)
        if node is None:
            return
        core = self._answers.get(CORE) or ""
        version = self._answers.get(VERSION) or ""
        events, self._waiting = tuple(self._waiting), []
        self.phase = Phase.LIVE
        heard.append(
            Ready(
                node,
                core if _UUID.fullmatch(core) else None,
                version[:120] if version and not version.startswith("-") else None,
                None if self._channels is None else frozenset(self._channels),
                events,
                self._channels or {},
            )
        )

    def _end(self, reason: Reason, told: str) -> None:
        if self.ending is None:
            self.ending = Ending(reason, told)
            self.phase = Phase.OVER
            self._password = ""


_REASONS: dict[type[EslError], Reason] = {
    AuthenticationRefused: Reason.PASSWORD,
    AccessRefused: Reason.ADDRESS,
    EarlyEof: Reason.EOF,
}
