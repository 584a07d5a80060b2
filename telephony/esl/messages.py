"""What a server says, one class a message; an event is `telephony.esl.events.Event`.

`offset` is the byte of the stream at which the message began.
"""

from __future__ import annotations

from dataclasses import dataclass

from telephony.esl.commands import Command
from telephony.esl.events import Event


@dataclass(frozen=True, slots=True)
class AuthRequest:
    """The server asks for `auth` or `userauth`; without it, it closes after about 25 seconds."""

    offset: int


@dataclass(frozen=True, slots=True)
class CommandReply:
    """The answer to `command`: `text` is Reply-Text, `headers` are raw, as they came.

    `event` is the channel's data when the command was `connect`, else None.
    """

    offset: int
    command: Command
    text: str
    headers: dict[str, str]
    event: Event | None = None

    @property
    def ok(self) -> bool:
        """False when FreeSWITCH answered -ERR. The answer to `getvar` is the value itself, whatever it is."""
        return not self.text.startswith("-ERR")

    @property
    def job_uuid(self) -> str | None:
        """The Job-UUID of a `bgapi`; None for another command."""
        return self.headers.get("Job-UUID")


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """The output of the API command that `command` ran: raw text, never percent-encoded."""

    offset: int
    command: Command
    body: str

    @property
    def ok(self) -> bool:
        """False when the output begins with -ERR."""
        return not self.body.startswith("-ERR")


@dataclass(frozen=True, slots=True)
class LogData:
    """A line of FreeSWITCH's log: `level` 0 console … 7 debug, None when the server did not say it."""

    offset: int
    level: int | None
    text: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class DisconnectNotice:
    """The server closes the connection, or the call of an outbound socket has ended.

    With `lingers` the socket stays open for `linger_seconds`, None: until `exit`.
    """

    offset: int
    text: str
    lingers: bool
    linger_seconds: int | None
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class RudeRejection:
    """The server's access list refuses this address."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class UnreadableEvent:
    """An event whose own lines are not what they should be, in a message that is whole.

    Only a connection that skips such events (`skip_unreadable`) says so. `problem` quotes no more than the
    beginning of a line.
    """

    offset: int
    problem: str


Message = (
    AuthRequest
    | CommandReply
    | ApiResponse
    | Event
    | LogData
    | DisconnectNotice
    | RudeRejection
    | UnreadableEvent
)
