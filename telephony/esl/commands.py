"""What a client may say: one function a command; nothing with a line break can slip into a line.

The grammar is mod_event_socket's: a line `verb arguments`, header lines, a blank line, and a body when
`content-length` announces one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from telephony.esl.errors import CommandRefused

_BREAKS = re.compile(r"[\r\n\0]")
_HEADER_NAME = re.compile(r"[!-9;-~]+")
_WORD = re.compile(r"[!-~]+")
_SECRET = {"auth", "userauth"}


class EventFormat(StrEnum):
    """The formats of events that are read; text/event-xml is refused."""

    PLAIN = "plain"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, ready to be encoded. Raises CommandRefused for line breaks and other forgeries.

    `body` None means that there is none; its length is announced by `encode`, never by `headers`.
    """

    verb: str
    arguments: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    def __post_init__(self) -> None:
        if not _WORD.fullmatch(self.verb):
            raise CommandRefused(f"{self.verb!r} is no command: give one word of printable ASCII")
        for what, text in (("its arguments", self.arguments), *((f"header {n}", v) for n, v in self.headers)):
            if found := _BREAKS.search(text):
                raise CommandRefused(
                    f"command {self.verb!r} is not sent: {what} hold {found[0]!r} at position "
                    f"{found.start()}; take line breaks out, or pass the text as a body"
                )
        for name, _ in self.headers:
            if not _HEADER_NAME.fullmatch(name) or name.lower() == "content-length":
                raise CommandRefused(f"command {self.verb!r} is not sent: {name!r} cannot be a header's name")

    def __str__(self) -> str:
        """The command as one line for logs; a password is not shown."""
        arguments = "***" if self.verb in _SECRET and self.arguments else self.arguments
        return f"{self.verb} {arguments}".rstrip()

    def __repr__(self) -> str:
        return f"<Command {self}>"

    def encode(self) -> bytes:
        """Return the bytes to write."""
        lines = [f"{self.verb} {self.arguments}".rstrip(" ")]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body is not None:
            lines.append(f"content-length: {len(self.body)}")
        try:
            text = "\n".join(lines).encode()
        except UnicodeEncodeError as error:
            raise CommandRefused(f"command {self.verb!r} is not sent: it is not valid Unicode") from error
        return text + b"\n\n" + (self.body or b"")


def auth(password: str) -> Command:
    """Log in with the event socket's password."""
    return Command("auth", _required("password", password))


def userauth(user: str, domain: str, password: str) -> Command:
    """Log in as a directory user, with the events and API commands that the directory allows."""
    return Command(
        "userauth", f"{_word('user', user)}@{_word('domain', domain)}:{_required('password', password)}"
    )


def event(
    names: Iterable[str], subclasses: Iterable[str] = (), event_format: EventFormat = EventFormat.PLAIN
) -> Command:
    """Subscribe to events by name (`ALL` for every one) and to CUSTOM events by subclass.

    FreeSWITCH takes every name after CUSTOM for a subclass and still answers +OK, so CUSTOM is written
    last, and never by the caller.
    """
    return Command("event", " ".join([event_format.value, *_selection(names, subclasses)]))


def nixevent(names: Iterable[str], subclasses: Iterable[str] = ()) -> Command:
    """Unsubscribe from events by name and from CUSTOM events by subclass."""
    return Command("nixevent", " ".join(_selection(names, subclasses)))


def noevents() -> Command:
    """Unsubscribe from all events."""
    return Command("noevents")


def myevents(event_format: EventFormat = EventFormat.PLAIN, uuid: str | None = None) -> Command:
    """Subscribe to the events of one channel; without `uuid` the one that this outbound socket controls."""
    channel = [_word("uuid", uuid)] if uuid is not None else []
    return Command("myevents", " ".join([*channel, event_format.value]))


def divert_events(on: bool) -> Command:
    """Send events that only an embedded input callback would get to this socket, too (or no longer)."""
    return Command("divert_events", "on" if on else "off")


def filter_events(name: str, value: str) -> Command:
    """Let only events pass whose header `name` is `value`; several filters add up."""
    return Command("filter", f"{_word('header', name)} {_required('value', value)}")


def filter_delete(name: str, value: str | None = None) -> Command:
    """Take back the filter on header `name`, all of them without `value`."""
    return Command("filter", f"delete {_word('header', name)} {value or ''}".rstrip())


def api(command: str, arguments: str = "") -> Command:
    """Run an API command and wait; until it ends this connection gets no events, so prefer `bgapi`."""
    return Command("api", f"{_word('API command', command)} {arguments}".rstrip())


def bgapi(command: str, arguments: str, job_uuid: str) -> Command:
    """Run an API command in the background; BACKGROUND_JOB with `job_uuid`, which is ours, tells its end."""
    headers = (("Job-UUID", _word("Job-UUID", job_uuid)),)
    return Command("bgapi", f"{_word('API command', command)} {arguments}".rstrip(), headers)


def sendmsg(headers: Mapping[str, str], uuid: str | None = None, body: str | None = None) -> Command:
    """Send a message to a channel; without `uuid` the one that this outbound socket controls."""
    channel = "" if uuid is None else _word("uuid", uuid)
    return Command("sendmsg", channel, tuple(headers.items()), None if body is None else body.encode())


def execute(
    application: str,
    argument: str = "",
    uuid: str | None = None,
    application_uuid: str | None = None,
    lock: bool = False,
    as_body: bool = False,
) -> Command:
    """Run a dialplan application on a channel.

    `application_uuid` comes back as Application-UUID of CHANNEL_EXECUTE_COMPLETE; `lock` makes it wait for
    the one before; `as_body` carries an argument that holds line breaks.
    """
    headers = {"call-command": "execute", "execute-app-name": _word("application", application)}
    if argument and as_body:
        headers["content-type"] = "text/plain"
    elif argument:
        headers["execute-app-arg"] = argument
    if application_uuid is not None:
        headers["Event-UUID"] = _word("application_uuid", application_uuid)
    if lock:
        headers["event-lock"] = "true"
    return sendmsg(headers, uuid, argument if argument and as_body else None)


def hangup(cause: str = "NORMAL_CLEARING", uuid: str | None = None) -> Command:
    """Hang up a channel with a cause of Q.850's names."""
    return sendmsg({"call-command": "hangup", "hangup-cause": _word("cause", cause)}, uuid)


def sendevent(name: str, headers: Mapping[str, str], body: str | None = None) -> Command:
    """Put an event on FreeSWITCH's bus."""
    return Command(
        "sendevent", _word("event", name), tuple(headers.items()), None if body is None else body.encode()
    )


def connect() -> Command:
    """Greet FreeSWITCH on an outbound socket; the reply holds the channel's data."""
    return Command("connect")


def getvar(name: str) -> Command:
    """Ask for a channel variable on an outbound socket; Reply-Text is its raw value."""
    return Command("getvar", _word("variable", name))


def linger(seconds: int | None = None) -> Command:
    """Keep an outbound socket open after hangup: for `seconds`, or until `exit`."""
    return Command("linger", "" if seconds is None else str(seconds))


def nolinger() -> Command:
    """Take back `linger`."""
    return Command("nolinger")


def log(level: int) -> Command:
    """Ask for log lines up to `level`: 0 console … 7 debug."""
    return Command("log", str(level))


def nolog() -> Command:
    """Ask for no more log lines."""
    return Command("nolog")


def leave() -> Command:
    """Say `exit`; FreeSWITCH answers `+OK bye` and closes."""
    return Command("exit")


def _word(what: str, text: str) -> str:
    if not _WORD.fullmatch(text):
        raise CommandRefused(f"{what} {text!r} must be one word of printable ASCII")
    return text


def _required(what: str, text: str) -> str:
    if not text:
        raise CommandRefused(f"{what} is empty")
    return text


def _selection(names: Iterable[str], subclasses: Iterable[str]) -> list[str]:
    words = [_word("event name", name) for name in names]
    if "CUSTOM" in words:
        raise CommandRefused("name the subclasses of CUSTOM events in `subclasses`; CUSTOM is added for them")
    classes = [_word("event subclass", subclass) for subclass in subclasses]
    if not words and not classes:
        raise CommandRefused("no event is named: FreeSWITCH would answer '-ERR no keywords supplied'")
    return [*words, "CUSTOM", *classes] if classes else words
