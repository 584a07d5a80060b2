"""One event socket connection as a state machine without a socket: bytes in, messages out.

    connection = Connection(Role.INBOUND)
    for message in connection.receive_data(data): ...     # data from the server
    socket.sendall(connection.send(api("status")))        # commands wait for their replies in order
    for message in connection.receive_eof(): ...          # the server has closed

The transport around it drains the socket at all times and never works in its reader: a subscriber that
does not read stops the event socket for everyone once 100,000 events wait for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from enum import Enum

from telephony.esl.commands import Command
from telephony.esl.errors import (
    AccessRefused,
    AuthenticationRefused,
    ConnectionClosed,
    EarlyEof,
    EslError,
    MalformedMessage,
    UnexpectedReply,
    UnsupportedFormat,
)
from telephony.esl.events import Event, JsonEvent, PlainEvent
from telephony.esl.framing import Frame, Framer
from telephony.esl.limits import DEFAULT_LIMITS, Limits
from telephony.esl.messages import (
    ApiResponse,
    AuthRequest,
    CommandReply,
    DisconnectNotice,
    LogData,
    Message,
    RudeRejection,
    UnreadableEvent,
)


class Role(Enum):
    """Who dialled: INBOUND we did, and must log in; OUTBOUND FreeSWITCH did, and we say `connect`."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class State(Enum):
    """How far a connection is."""

    GREETING = "greeting"  # inbound: the server has not yet asked for the password
    AUTHENTICATING = "authenticating"  # inbound: it has asked, and not yet accepted
    READY = "ready"
    GOODBYE = "goodbye"  # the server has said that it closes
    CLOSED = "closed"
    FAILED = "failed"


class Connection:
    """The client's side of one connection, inbound or outbound.

    With `skip_unreadable` an event that cannot be read, in a message that is whole, is an `UnreadableEvent`,
    and the connection goes on: the bytes after it are understood, and after a reconnect it would come again.
    """

    def __init__(
        self,
        role: Role = Role.INBOUND,
        limits: Limits = DEFAULT_LIMITS,
        *,
        skip_unreadable: bool = False,
    ) -> None:
        self.role = role
        self._skip_unreadable = skip_unreadable
        self._state = State.GREETING if role is Role.INBOUND else State.READY
        self._framer = Framer(limits)
        self._pending: deque[Command] = deque()
        self._at_end = False
        self._failure: EslError | None = None

    @property
    def state(self) -> State:
        return self._state

    @property
    def pending(self) -> tuple[Command, ...]:
        """The commands that wait for a reply, oldest first. When the connection ends, they have failed."""
        return tuple(self._pending)

    @property
    def offset(self) -> int:
        """How many bytes the server has sent so far."""
        return self._framer.offset

    def send(self, command: Command) -> bytes:
        """Note that `command` waits for its reply and return the bytes to write.

        Raises ConnectionClosed when the connection has ended.
        """
        if self._state in (State.GOODBYE, State.CLOSED, State.FAILED):
            raise ConnectionClosed(
                f"'{command}' is not sent: the connection is {self._state.value}; "
                "open a new one and reconcile the calls"
            )
        data = command.encode()
        self._pending.append(command)
        return data

    def receive_data(self, data: bytes) -> Iterator[Message]:
        """Take bytes from the server and return the messages that are complete now.

        The bytes are taken at once; messages not fetched come with the next call. A fault is raised after
        every message before it: EslError, which is final and raised again by every later call.
        """
        if self._at_end:
            raise ConnectionClosed("bytes after the end of the stream; open a new connection")
        self._framer.feed(data)
        return self._messages()

    def receive_eof(self) -> Iterator[Message]:
        """Take the end of the stream and return what is left.

        Raises EarlyEof when it ends inside a message or with commands unanswered. A bare end between
        messages is no fault (that is how a killed FreeSWITCH looks): the state is then CLOSED without
        GOODBYE before it, and calls may have ended unseen.
        """
        self._at_end = True
        return self._messages()

    def _messages(self) -> Iterator[Message]:
        while True:
            if self._failure is not None:
                raise self._failure
            try:
                message = self._next_message()
            except EslError as error:
                self._fail(error)
                raise
            if message is None:
                return
            yield message

    def _fail(self, error: EslError) -> None:
        self._failure = error
        self._state = State.FAILED

    def _next_message(self) -> Message | None:
        runs_on = bool(self._pending) and self._pending[0].verb == "getvar"
        frame = self._framer.next_frame(runs_on)
        if frame is not None:
            return self._interpret(frame)
        if self._at_end and self._state is not State.CLOSED:
            self._end()
        return None

    def _end(self) -> None:
        self._framer.check_end()
        if self._state is not State.GOODBYE and self._pending:
            raise EarlyEof(
                f"the stream ends with {len(self._pending)} commands unanswered",
                self._framer.offset,
                f"the reply to '{self._pending[0]}'",
            )
        self._state = State.CLOSED

    def _interpret(self, frame: Frame) -> Message:
        kind = frame.content_type
        if kind in ("text/event-plain", "text/event-json"):
            return self._event(frame, kind)
        if self._state is State.GREETING and kind not in _GREETINGS:
            raise MalformedMessage(
                f"the server greets with {kind or 'no Content-Type'!r}", frame.offset, "auth/request"
            )
        if kind == "command/reply":
            return self._command_reply(frame)
        if kind == "api/response":
            return self._api_response(frame)
        if kind == "auth/request":
            self._state = State.AUTHENTICATING
            return AuthRequest(frame.offset)
        if kind == "log/data":
            level = frame.headers.get("Log-Level")
            return LogData(frame.offset, _number(level), _text(frame.body), frame.headers)
        if kind == "text/disconnect-notice":
            return self._disconnect_notice(frame)
        if kind == "text/rude-rejection":
            wanted = "an address that the access list of event_socket.conf allows"
            self._fail(AccessRefused("the server refuses this address", frame.offset, wanted))
            return RudeRejection(frame.offset, _text(frame.body))
        if kind == "text/event-xml":
            raise UnsupportedFormat("an event in XML", frame.offset, "'event plain' or 'event json'")
        raise MalformedMessage(
            f"a message of Content-Type {kind[:80]!r}" if kind else "a message without Content-Type",
            frame.offset,
            "an event, a reply, a log line or a notice",
        )

    def _event(self, frame: Frame, kind: str) -> Event | UnreadableEvent:
        try:
            if kind == "text/event-plain":
                return PlainEvent.parse(frame.body, frame.offset)
            return JsonEvent(frame.body, frame.offset)
        except MalformedMessage as error:
            if not self._skip_unreadable:
                raise
            return UnreadableEvent(frame.offset, error.problem)

    def _answered(self, frame: Frame, what: str) -> Command:
        if not self._pending:
            raise UnexpectedReply(f"{what} though no command waits for one", frame.offset, "an event")
        return self._pending.popleft()

    def _command_reply(self, frame: Frame) -> CommandReply:
        command = self._answered(frame, "a command/reply")
        text = frame.headers.get("Reply-Text", "")
        event: Event | None = None
        if command.verb == "connect" and "Event-Name" in frame.headers:
            event = PlainEvent(frame.block, b"", frame.offset)
            text = (event.text("Reply-Text") or "").strip()
        reply = CommandReply(frame.offset, command, text, frame.headers, event)
        if command.verb in ("auth", "userauth"):
            if reply.ok:
                self._state = State.READY
            else:
                problem = f"the server refuses '{command}' with {text[:80]!r}"
                self._fail(AuthenticationRefused(problem, frame.offset, "+OK accepted: correct the password"))
        return reply

    def _api_response(self, frame: Frame) -> ApiResponse:
        command = self._answered(frame, "an api/response")
        if command.verb != "api":
            raise UnexpectedReply(
                f"an api/response while '{command}' waits", frame.offset, f"the command/reply to '{command}'"
            )
        return ApiResponse(frame.offset, command, _text(frame.body))

    def _disconnect_notice(self, frame: Frame) -> DisconnectNotice:
        lingers = frame.headers.get("Content-Disposition") == "linger"
        seconds = _number(frame.headers.get("Linger-Time")) if lingers else None
        if not lingers:
            self._state = State.GOODBYE
        return DisconnectNotice(frame.offset, _text(frame.body), lingers, seconds, frame.headers)


_GREETINGS = {"auth/request", "text/rude-rejection", "text/disconnect-notice"}


def _number(text: str | None) -> int | None:
    """Return a number that cannot be negative; None for any other text (Linger-Time -1 means for ever)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
