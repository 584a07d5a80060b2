"""One channel that FreeSWITCH lets us control, without a socket: orders out, what came of them in.

    session = Session(new_id)
    session.begin()
    for came in session.receive(data): ...     # Opened first, then Done for every order, in the end Over
    session.order(Execute("playback", …))      # one at a time
    transport.write(session.take())

The channel must be parked and the connection allowed everything (`socket … async full`). Only the events are
heard by which an order's end is known, of this channel alone: they carry all its variables, 10 KB each, and a
DTMF event would carry what may be a secret. What was pressed is asked for (`getvar`), because a key may be
told after the application that it ended (recording 14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from telephony.dialogues.orders import Api, Execute, HangUp, Variable
from telephony.esl import (
    OUTBOUND_LIMITS,
    ApiResponse,
    CommandReply,
    Connection,
    DisconnectNotice,
    EarlyEof,
    EslError,
    Event,
    Message,
    Role,
    State,
    commands,
)

#: How long FreeSWITCH keeps the connection after the caller has hung up: what he ended is still told.
LINGER_SECONDS = 5
_HEARD = ("CHANNEL_EXECUTE_COMPLETE", "CHANNEL_HANGUP")


@dataclass(frozen=True, slots=True)
class Opened:
    """The channel is ours; `data` is what it is."""

    data: Event


@dataclass(frozen=True, slots=True)
class Done:
    """The last order is done. `text` is what it gave, `data` the event that told its end, if one did.

    `hung_up`: the caller has hung up meanwhile.
    """

    text: str
    hung_up: bool = False
    data: Event | None = None


@dataclass(frozen=True, slots=True)
class Over:
    """Nothing more comes. `how`: `hung-up`, `left` (a goodbye), `lost` (a bare end), or what is wrong."""

    how: str


Came = Opened | Done | Over


class Session:
    """The state of one connection. `new_id` gives a fresh UUID."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._connection = Connection(Role.OUTBOUND, OUTBOUND_LIMITS, skip_unreadable=True)
        self._out: list[bytes] = []
        self._opening: Event | None = None
        self._setting_up = 0
        self._order: Execute | Variable | Api | HangUp | None = None
        self._application = ""
        self._completed: Event | None = None
        self._leaving = False
        self.hung_up = False
        self.over: str | None = None

    @property
    def busy(self) -> bool:
        """Whether an order is not done yet."""
        return self._order is not None

    def take(self) -> bytes:
        """Return what is to be written now."""
        data = b"".join(self._out)
        self._out.clear()
        return data

    def begin(self) -> None:
        """Greet FreeSWITCH."""
        self._send(commands.connect())

    def order(self, order: Execute | Variable | Api | HangUp) -> None:
        """Order something; the one before must be done."""
        assert self._order is None, "one order at a time"
        if self.over is not None:
            return
        self._order, self._completed = order, None
        match order:
            case Execute():
                self._application = self._new_id()
                breaks = "\n" in order.argument
                self._send(
                    commands.execute(
                        order.application,
                        order.argument,
                        application_uuid=self._application,
                        lock=True,
                        as_body=breaks,
                    )
                )
            case Variable():
                self._send(commands.getvar(order.name))
            case Api():
                self._send(commands.api(order.command, order.arguments))
            case HangUp():
                self._send(commands.hangup(order.cause))

    def leave(self) -> None:
        """Let the channel go: the dialplan goes on with its next step."""
        if not self._leaving and self.over is None:
            self._leaving = True
            self._send(commands.leave())

    def receive(self, data: bytes) -> Iterator[Came]:
        """Take what FreeSWITCH sent; nothing that it sends raises."""
        if self.over is not None:
            return
        try:
            for message in self._connection.receive_data(data):
                yield from self._take(message)
                if self._is_over():
                    return
        except EslError as error:
            yield self._end(f"fault: {error.message}")

    def receive_eof(self) -> Iterator[Came]:
        """Take the end of the connection."""
        if self.over is not None:
            return
        goodbye = self._connection.state is State.GOODBYE
        try:
            for message in self._connection.receive_eof():
                yield from self._take(message)
        except EarlyEof:
            pass  # with an order unanswered: told by what follows
        except EslError as error:
            yield self._end(f"fault: {error.message}")
        if self.over is None:
            left = self._leaving or goodbye
            yield self._end("hung-up" if self.hung_up else "left" if left else "lost")

    def _take(self, message: Message) -> Iterator[Came]:
        match message:
            case CommandReply(command=command) if command.verb == "connect":
                yield from self._opened(message)
            case CommandReply() if self._setting_up:
                self._setting_up -= 1
                if not message.ok:
                    yield self._end(f"'{message.command}' is refused ({message.text[:80]}): say async full")
                elif not self._setting_up and self._opening is not None:
                    data, self._opening = self._opening, None
                    yield Opened(data)
            case CommandReply():
                yield from self._replied(message)
            case ApiResponse():
                yield from self._done(message.body)
            case Event():
                yield from self._told(message)
            case DisconnectNotice(lingers=True):
                self.hung_up = True
                if self._order is not None:
                    yield from self._done("")
                elif not self._leaving:
                    yield self._end("hung-up")
            case _:
                pass

    def _opened(self, reply: CommandReply) -> Iterator[Came]:
        data = reply.event
        uuid = None if data is None else data.text("Unique-ID")
        if data is None or not uuid or not _is_word(uuid):
            yield self._end("connect brings no channel")
            return
        if data.text("Socket-Mode") != "async" or data.text("Control") != "full":
            yield self._end("the dialplan's socket is not async full")
            return
        self._opening = data
        first = (
            commands.linger(LINGER_SECONDS),
            commands.filter_events("Unique-ID", uuid),
            commands.event(_HEARD),
        )
        self._setting_up = len(first)
        for command in first:
            self._send(command)

    def _replied(self, reply: CommandReply) -> Iterator[Came]:
        order = self._order
        match order:
            case Variable() if reply.command.verb == "getvar":
                # One that is not set is an empty text; -ERR: there is no channel any more.
                yield from self._done(reply.text if reply.ok else "")
            case HangUp() if reply.command.verb == "sendmsg":
                yield from self._done("")
            case Execute() if reply.command.verb == "sendmsg":
                if not reply.ok:
                    self.hung_up = True  # -ERR invalid session id
                    yield from self._done("")
                elif self._completed is not None:
                    yield from self._done(_response(self._completed), self._completed)
            case _:
                pass

    def _told(self, event: Event) -> Iterator[Came]:
        if event.name == "CHANNEL_HANGUP":
            self.hung_up = True
            if self._order is None and not self._leaving:
                yield self._end("hung-up")
        elif (
            event.name == "CHANNEL_EXECUTE_COMPLETE"
            and isinstance(self._order, Execute)
            and event.text("Application-UUID") == self._application
        ):
            if any(command.verb == "sendmsg" for command in self._connection.pending):
                self._completed = event  # its reply is still to come
            else:
                yield from self._done(_response(event), event)

    def _done(self, text: str, data: Event | None = None) -> Iterator[Came]:
        if self._order is not None:
            self._order = None
            yield Done(text, self.hung_up, data)

    def _is_over(self) -> bool:
        return self.over is not None

    def _end(self, how: str) -> Over:
        self.over = how
        return Over(how)

    def _send(self, command: commands.Command) -> None:
        if self._connection.state is State.READY:
            self._out.append(self._connection.send(command))


def _response(event: Event) -> str:
    return event.text("Application-Response") or ""


def _is_word(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text and len(text) < 100
