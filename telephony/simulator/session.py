"""A connection to the event socket, without the socket: bytes in, bytes out.

As in mod_event_socket the connection does one thing at a time: while an `api` command runs, or half a command
has arrived, its events wait; who does not read lets them pile up until the exchange gives him up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telephony.esl import Command, CommandReader, EarlyEof, EslError, EventFormat
from telephony.simulator.agenda import SECOND, Script
from telephony.simulator.channel import Channel
from telephony.simulator.core import Answer, Core
from telephony.simulator.executing import tell_to
from telephony.simulator.legs import hang_up
from telephony.simulator.notices import Notice, Pair
from telephony.simulator.subscription import OF_A_CHANNEL, Subscription

GOODBYE = "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"
LOST_EVENTS = "killed listener because of lost events\n"
AUTH_SECONDS = 25
QUEUE_LENGTH = 100_000
NO_COMMAND = "-ERR command not found"


@dataclass(frozen=True, slots=True)
class User:
    """Who may log in with `userauth`, and the events and API commands that he may use; None: all."""

    password: str
    events: frozenset[str] | None = None
    commands: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The event socket's password, its users (`name@domain`), and how many events may wait for a reader."""

    password: str = "ClueCon"  # noqa: S105 what FreeSWITCH is shipped with
    users: dict[str, User] = field(default_factory=dict)
    queue_length: int = QUEUE_LENGTH


class Session:
    """One inbound connection. When there is nothing to `read` and it is `closed`, close the connection."""

    def __init__(self, ex: Core, access: Access) -> None:
        self.ex = ex
        self.access = access
        self.outgoing: deque[bytes] = deque()
        self.closed = False
        self.on_output: Callable[[], None] | None = None
        self.subscription = Subscription()
        self._reader = CommandReader()
        self._commands: deque[Command] = deque()
        self._events: deque[Notice] = deque()
        self._busy = False
        self._half = False
        self._user: User | None = None
        self.authorised = False
        ex.listeners.append(self)

    def greet(self) -> None:
        """Ask who is there, and wait so long for the answer."""
        self._send("Content-Type: auth/request\n\n")
        self.ex.agenda.after(AUTH_SECONDS * SECOND, lambda: None if self.authorised else self.leave())

    def receive(self, data: bytes) -> None:
        """Take what the client sent."""
        if self.closed:
            return
        try:
            for command in self._reader.receive_data(data):
                self._commands.append(command)
            self._half = _is_half(self._reader)
        except EslError:
            self._go_on()
            self.leave()
            return
        self._go_on()

    def end(self) -> None:
        """The client is gone."""
        self.closed = True
        self._events.clear()
        if self in self.ex.listeners:
            self.ex.listeners.remove(self)

    def read(self) -> bytes:
        """Take everything that is to be written now."""
        data = b"".join(self.outgoing)
        self.outgoing.clear()
        return data

    # What the exchange asks of a listener.

    def wants(self, name: str, subclass: str) -> bool:
        return self.authorised and self.subscription.wants(name, subclass)

    def take(self, notice: Notice) -> None:
        if not self.subscription.passes(notice):
            return
        if self._busy or self._half or self._events:
            self._events.append(notice)
            if len(self._events) + len(self.outgoing) > self.access.queue_length:
                self._give_up()
            return
        if len(self.outgoing) >= self.access.queue_length:
            self._give_up()
            return
        self._write(notice.message(self.subscription.form))

    def shut(self, notice: str) -> None:
        if notice and not self.closed:
            self._disconnect(notice)
        self.closed = True
        self._output()

    # Writing.

    def reply(self, text: str, extra: str = "") -> None:
        self._send(f"Content-Type: command/reply\nReply-Text: {text}\n{extra}\n")

    def leave(self) -> None:
        """Say goodbye and close."""
        if not self.closed:
            self._disconnect(GOODBYE)
            self.end()
            self._output()

    def _disconnect(self, text: str) -> None:
        length = len(text.encode())
        self._send(f"Content-Type: text/disconnect-notice\nContent-Length: {length}\n\n{text}")

    def _give_up(self) -> None:
        self._events.clear()
        self.outgoing.clear()
        self._disconnect(LOST_EVENTS)
        self.end()
        self._output()

    def _send(self, text: str) -> None:
        self._write(text.encode("utf-8", "replace"))

    def _write(self, data: bytes) -> None:
        if not self.closed:
            self.outgoing.append(data)
            self._output()

    def _output(self) -> None:
        if self.on_output is not None:
            self.on_output()

    # Commands.

    def _go_on(self) -> None:
        while self._commands and not self._busy and not self.closed:
            self._do(self._commands.popleft())
        while self._events and not (self._busy or self._half or self.closed):
            self._write(self._events.popleft().message(self.subscription.form))

    def _do(self, command: Command) -> None:
        verb = command.verb.lower()
        if verb == "exit":
            self.reply("+OK bye")
            self.leave()
        elif not self.authorised:
            self._log_in(verb, command)
        else:
            known = self.verbs().get(verb)
            if known is None:
                self.reply(NO_COMMAND)
            else:
                known(command)

    def _log_in(self, verb: str, command: Command) -> None:
        name, _, password = command.arguments.partition(":")
        user = self.access.users.get(name) if verb == "userauth" else None
        if verb == "auth" and command.arguments == self.access.password:
            self.authorised = True
            self.reply("+OK accepted")
        elif user is not None and password == user.password:
            self.authorised, self._user = True, user
            events = " ".join(sorted(user.events)) if user.events is not None else "ALL"
            commands = " ".join(sorted(user.commands)) if user.commands is not None else "ALL"
            self.reply(
                "+OK accepted",
                f"Allowed-Events: {events}\nAllowed-API: {commands}\nAllowed-LOG: false\n",
            )
        elif verb in ("auth", "userauth"):
            self.reply("-ERR invalid")
            self.leave()
        else:
            self.reply(NO_COMMAND)

    def verbs(self) -> dict[str, Callable[[Command], None]]:
        """What may be said after logging in."""
        return {
            "api": self._api,
            "bgapi": self._bgapi,
            "event": self._event,
            "nixevent": self._nixevent,
            "noevents": self._noevents,
            "filter": self._filter,
            "myevents": self._myevents,
            "sendmsg": self._sendmsg,
            "sendevent": self._sendevent,
            "log": self._log,
            "nolog": lambda command: self.reply("+OK no longer logging"),
            "linger": lambda command: self.reply("-ERR not controlling a session"),
            "nolinger": lambda command: self.reply("-ERR not controlling a session"),
            "divert_events": lambda command: self.reply("-ERR not controlling a session."),
        }

    def _may_run(self, command: str) -> bool:
        return self._user is None or self._user.commands is None or command in self._user.commands

    def _api(self, command: Command) -> None:
        name, _, argument = command.arguments.partition(" ")
        if not name:
            self.reply(NO_COMMAND)
        elif not self._may_run(name):
            self.reply("-ERR permission denied")
        else:
            self._busy = True
            self._answer(self.ex.api(name, argument), self._respond)

    def _respond(self, text: str) -> None:
        text = text or "-ERR no reply\n"
        self._send(f"Content-Type: api/response\nContent-Length: {len(text.encode())}\n\n{text}")
        self._busy = False
        self._go_on()

    def _bgapi(self, command: Command) -> None:
        name, _, argument = command.arguments.partition(" ")
        if not name:
            self.reply(NO_COMMAND)
            return
        if not (self._may_run(name) and self._may_run("bgapi")):
            self.reply("-ERR permission denied")
            return
        given = {key.lower(): value for key, value in command.headers}
        job = given.get("job-uuid") or self.ex.new_uuid()
        self.reply(f"+OK Job-UUID: {job}", f"Job-UUID: {job}\n")

        def done(text: str) -> None:
            pairs: list[Pair] = [("Job-UUID", job), ("Job-Command", name)]
            if argument:
                pairs.append(("Job-Command-Arg", argument))
            self.ex.tell("BACKGROUND_JOB", extra=pairs, body=text or "-ERR no reply\n")

        self.ex.agenda.after(0, lambda: self._answer(self.ex.api(name, argument), done))

    def _answer(self, answer: Answer, done: Callable[[str], None]) -> None:
        """Give `done` the answer of an API command, at once or when its script has ended."""
        if isinstance(answer, str):
            done(answer)
        else:
            self.ex.agenda.run(_finish(answer, done))

    def _event(self, command: Command) -> None:
        words = command.arguments.split()
        form = EventFormat.PLAIN
        if words and words[0].lower() in ("plain", "json", "xml"):
            word = words.pop(0).lower()
            if word == "xml":
                self.reply("-ERR the simulator writes no XML")
                return
            form = EventFormat(word)
        if self._user is not None and self._user.events is not None:
            words = [word for word in words if word.upper() in self._user.events]
            if not words:
                self.reply("-ERR permission denied")
                return
        if not self.subscription.add(words):
            self.reply("-ERR no keywords supplied")
            return
        self.subscription.form = form
        self.reply(f"+OK event listener enabled {form.value}")

    def _nixevent(self, command: Command) -> None:
        self.subscription.remove(command.arguments.split())
        self.reply("+OK events nixed")

    def _noevents(self, command: Command) -> None:
        if not self.subscription.on:
            self.reply("-ERR not listening for events")
            return
        self.subscription.clear()
        self._events.clear()
        self.reply("+OK no longer listening for events")

    def _filter(self, command: Command) -> None:
        name, _, value = command.arguments.partition(" ")
        filters = self.subscription.filters
        if name == "delete" and value:
            name, _, value = value.partition(" ")
            self.subscription.filters = [
                (known, held)
                for known, held in filters
                if name != "all" and (known != name or (value and held != value))
            ]
            self.reply(f"+OK filter deleted. [{name}][{value}]")
        elif name and value:
            filters.append((name, value))
            self.reply(f"+OK filter added. [{name}]=[{value}]")
        else:
            self.reply(NO_COMMAND)

    def _myevents(self, command: Command) -> None:
        words = command.arguments.split()
        channel = next((self.ex.channels[word] for word in words if word in self.ex.channels), None)
        if channel is None:
            self.reply(NO_COMMAND)
            return
        self._listen_to(channel, EventFormat.JSON if "json" in words else EventFormat.PLAIN)

    def _listen_to(self, channel: Channel, form: EventFormat) -> None:
        self.subscription.add(OF_A_CHANNEL)
        self.subscription.form, self.subscription.only = form, channel.uuid
        self.reply("+OK Events Enabled")

    def _sendmsg(self, command: Command) -> None:
        uuid = command.arguments.strip()
        channel = self.ex.channels.get(uuid)
        if channel is None or not channel.up:
            self.reply(f"-ERR invalid session id [{uuid}]")
            return
        self._message(channel, command)
        self.reply("+OK")

    def _message(self, channel: Channel, command: Command) -> Any:
        """Do what a message to a channel says; return what was ordered of it, None for nothing."""
        headers = {name.lower(): value for name, value in command.headers}
        wanted = headers.get("call-command", "")
        if wanted == "hangup":
            cause = headers.get("hangup-cause", "NORMAL_CLEARING")
            self.ex.agenda.after(0, lambda: hang_up(self.ex, channel, cause))
        elif wanted == "execute" and headers.get("execute-app-name"):
            argument = headers.get("execute-app-arg", "")
            if command.body is not None and not argument:
                argument = command.body.decode("utf-8", "replace")
            uuid = headers.get("event-uuid", "")
            return tell_to(self.ex, channel, headers["execute-app-name"], argument, uuid)
        return None

    def _log(self, command: Command) -> None:
        """Agreed to, though the simulator writes no log."""
        self.reply("-ERR permission denied" if self._user else f"+OK log level  [{command.arguments or 7}]")

    def _sendevent(self, command: Command) -> None:
        words = command.arguments.split()
        if not words:
            self.reply("-ERR invalid event")
            return
        given = dict(command.headers)
        uuid = given.pop("Event-UUID", None) or self.ex.new_uuid()
        subclass = given.pop("Event-Subclass", "")
        pairs: list[Pair] = [("Command", f"sendevent {words[0]}"), *given.items(), ("Event-UUID", uuid)]
        body = (command.body or b"").decode("utf-8", "replace")
        self.reply(f"+OK {uuid}")
        self.ex.tell(words[0].upper(), extra=pairs, subclass=subclass, body=body)


def _finish(script: Script, done: Callable[[str], None]) -> Script:
    done((yield from script))


def _is_half(reader: CommandReader) -> bool:
    try:
        reader.receive_eof()
    except EarlyEof:
        return True
    return False
