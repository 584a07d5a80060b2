"""The core of the simulated exchange: its channels, its clock, its event bus.

It is pure: time passes only by `advance`, everything random follows from the seed, files are handed to
whoever runs it. What can be executed and asked is given to it by name; `exchange` puts the parts together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Protocol
from uuid import UUID

from telephony.simulator.agenda import SECOND, Agenda, Microseconds, Script
from telephony.simulator.channel import Channel
from telephony.simulator.notices import Notice, Pair
from telephony.simulator.setting import Setting, Telephone

VERSION = "1.11.2-release+git~20260821T141014Z~cc93a683ca~64bit (git cc93a68 2026-08-21 14:10:14Z 64bit)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Listener(Protocol):
    """Whoever hears the events."""

    def wants(self, name: str, subclass: str) -> bool: ...

    def take(self, notice: Notice) -> None: ...

    def shut(self, notice: str) -> None:
        """The exchange stops: it says `notice` ("" for nothing at all) and closes."""


#: Text at once, or a script that returns it.
Answer = str | Script
ApiCommand = Callable[["Core", str], Answer]
#: Done at once, or a script that ends with what the application answers; None is nothing.
Application = Callable[["Core", Channel, str], Script | None]


class Core:
    """What a FreeSWITCH keeps. `start` is aware; `files` takes what it writes: path and content."""

    def __init__(
        self,
        setting: Setting,
        start: datetime,
        seed: int = 0,
        files: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self.setting = setting
        self.agenda = Agenda((start - _EPOCH) // timedelta(microseconds=1))
        self.random = Random(seed)  # noqa: S311 nothing is secret here
        self.files = files
        self.listeners: list[Listener] = []
        self.channels: dict[str, Channel] = {}
        #: What a channel can execute, by name.
        self.applications: dict[str, Application] = {}
        #: What can be asked, by name.
        self.commands: dict[str, ApiCommand] = {}
        self.globals: dict[str, str] = {"domain": setting.domain, **dict(setting.variables)}
        self.telephones = {telephone.number: telephone for telephone in setting.telephones}
        self.extensions = {(one.context, one.number): one for one in setting.extensions}
        self.running = True
        self.torn_records: list[float] = []
        self.on_channel: list[Callable[[Channel], None]] = []
        #: Channels that have ended, and when: a list may show them for a while.
        self.departed: list[tuple[Microseconds, Channel]] = []
        self.on_over: list[Callable[[Channel], None]] = [self._depart]
        self._zone = timezone(timedelta(hours=setting.utc_offset_hours))
        self._stamp: tuple[int, list[Pair]] = (-1, [])
        self.boot()

    @property
    def now(self) -> Microseconds:
        return self.agenda.now

    @property
    def time(self) -> datetime:
        """The exchange's clock, aware UTC."""
        return _EPOCH + timedelta(microseconds=self.now)

    def advance(self, to: datetime) -> None:
        """Let time pass until `to` (aware), and everything happen that is due."""
        self.agenda.advance((to - _EPOCH) // timedelta(microseconds=1))

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.agenda.advance(self.now + round(seconds * SECOND))

    def new_uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def local(self, at: Microseconds) -> str:
        """A time as FreeSWITCH writes `…_stamp`: naive, in its own zone."""
        return (_EPOCH + timedelta(microseconds=at)).astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")

    def epoch(self) -> int:
        return self.now // SECOND

    def outside(self, number: str) -> Telephone:
        """Who answers at an outside number: the scenario's telephone, or one as everywhere else."""
        return self.telephones.get(number) or Telephone(number, self.setting.elsewhere)

    def steps(self, number: str, context: str) -> tuple[tuple[str, str], ...] | None:
        """The applications that dialling `number` runs; None when nobody knows it."""
        extension = self.extensions.get((context, number))
        if extension is not None:
            return extension.steps
        if number in self.telephones and context == "public":
            return (("transfer", f"{number} XML default"),)
        if number in self.telephones:
            return (
                ("set", "call_timeout=10"),
                ("set", "hangup_after_bridge=true"),
                ("set", "continue_on_fail=true"),
                ("bridge", f"user/{number}@{self.setting.domain}"),
            )
        extension = self.extensions.get(("public", number))
        return extension.steps if extension is not None else None

    def api(self, command: str, argument: str) -> Answer:
        """Run an API command; one that nobody knows is an error."""
        known = self.commands.get(command)
        if known is None:
            return f"-ERR {command} Command not found!\n"
        self.tell("API", extra=[("API-Command", command), ("API-Command-Argument", argument)])
        return known(self, argument)

    def tell(
        self,
        name: str,
        channel: Channel | None = None,
        extra: Iterable[Pair] = (),
        subclass: str = "",
        body: str = "",
        bare: bool = False,
        first: Iterable[Pair] = (),
        number: int | None = None,
    ) -> None:
        """Put an event on the bus; `bare` leaves the channel's variables out, `first` stands before all.

        `number`: its Event-Sequence, when it was given one before; events may be told out of order.
        """
        if number is None:
            self.sequence += 1
        hearers = [listener for listener in self.listeners if listener.wants(name, subclass)]
        if not hearers:
            return
        pairs = self.heading(name, subclass, number)
        pairs += first
        if channel is not None:
            pairs += channel.basics() if bare else channel.data()
        pairs += extra
        notice = Notice(name, subclass, pairs, body)
        for listener in hearers:
            listener.take(notice)

    def heading(self, name: str, subclass: str = "", number: int | None = None) -> list[Pair]:
        """The headers of every event, numbered with the sequence as it stands or with `number`."""
        now = self.now
        if self._stamp[0] != now:
            at = _EPOCH + timedelta(microseconds=now)
            self._stamp = (
                now,
                [
                    ("Core-UUID", self.core_uuid),
                    ("FreeSWITCH-Hostname", self.setting.host),
                    ("FreeSWITCH-Switchname", self.setting.host),
                    ("FreeSWITCH-IPv4", "192.0.2.2"),
                    ("FreeSWITCH-IPv6", "fd00::2"),
                    ("Event-Date-Local", self.local(now)),
                    ("Event-Date-GMT", at.strftime("%a, %d %b %Y %H:%M:%S GMT")),
                    ("Event-Date-Timestamp", str(now)),
                    ("Event-Calling-File", "telephony/simulator"),
                    ("Event-Calling-Function", "tell"),
                    ("Event-Calling-Line-Number", "0"),
                ],
            )
        head: list[Pair] = [("Event-Subclass", subclass)] if subclass else []
        return [
            *head,
            ("Event-Name", name),
            *self._stamp[1],
            ("Event-Sequence", str(number or self.sequence)),
        ]

    def _depart(self, channel: Channel) -> None:
        if self.setting.list_lag_seconds:
            self.departed.append((self.now, channel))

    def boot(self) -> None:
        """Begin as a new core, without channels."""
        self.core_uuid = self.new_uuid()
        self.started = self.now
        self.sequence = 500
        self.sessions = 0
        self._stamp = (-1, [])
        self.agenda.after(self.setting.heartbeat_seconds * SECOND, self._beat)

    def _beat(self) -> None:
        up = (self.now - self.started) // 1000
        self.tell(
            "HEARTBEAT",
            extra=[
                ("Event-Info", "System Ready"),
                ("Up-Time", self.uptime()),
                ("Uptime-msec", str(up)),
                ("Session-Count", str(len(self.channels))),
                ("Max-Sessions", "500"),
                ("Session-Per-Sec", "60"),
                ("Session-Since-Startup", str(self.sessions)),
                ("Idle-CPU", "97.000000"),
            ],
        )
        self.agenda.after(self.setting.heartbeat_seconds * SECOND, self._beat)

    def uptime(self) -> str:
        """How long the core runs, in FreeSWITCH's words."""
        seconds, micro = divmod(self.now - self.started, SECOND)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        parts = [
            (0, "year"),
            (days, "day"),
            (hours, "hour"),
            (minutes, "minute"),
            (seconds, "second"),
            (micro // 1000, "millisecond"),
            (micro % 1000, "microsecond"),
        ]
        return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)
