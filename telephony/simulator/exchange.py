"""The simulated exchange, put together: its core, its call centre, its conferences, what it can be told.

How it speaks over a socket is in `session`, who serves the socket in `server`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from telephony.simulator.agenda import Script
from telephony.simulator.apis import COMMANDS
from telephony.simulator.applications import APPLICATIONS
from telephony.simulator.callcenter import CallCenter
from telephony.simulator.callcenter_config import config
from telephony.simulator.channel import Channel
from telephony.simulator.conference import Conferences
from telephony.simulator.control import DialOut, controlled
from telephony.simulator.core import Core
from telephony.simulator.legs import hang_up
from telephony.simulator.session import Access
from telephony.simulator.setting import Setting

#: Every application that a dialplan may name.
KNOWN_APPLICATIONS = frozenset({*APPLICATIONS, "callcenter", "conference", "socket"})
#: Every API command that may be asked.
KNOWN_COMMANDS = frozenset({*COMMANDS, "callcenter_config", "conference", "fsctl"})


class Exchange(Core):
    """A FreeSWITCH that is none. Sockets are handed to whoever runs it."""

    def __init__(
        self,
        setting: Setting,
        start: datetime,
        seed: int = 0,
        files: Callable[[str, bytes], None] | None = None,
    ) -> None:
        super().__init__(setting, start, seed, files)
        self.access = Access()
        self.dial_out: DialOut | None = None
        self.callcenter = CallCenter(self)
        self.conferences = Conferences()
        self.applications = APPLICATIONS | {
            "callcenter": lambda _, channel, argument: self.callcenter.wait_in_queue(channel, argument),
            "conference": self.conferences.confer,
            "socket": self._be_controlled,
        }
        self.commands = COMMANDS | {
            "callcenter_config": lambda _, argument: config(self.callcenter, argument),
            "conference": self.conferences.command,
            "fsctl": self._control,
        }

    def _be_controlled(self, core: Core, channel: Channel, argument: str) -> Script:
        return controlled(self, self.access, self.dial_out, channel, argument)

    def _control(self, core: Core, argument: str) -> str:
        """`fsctl shutdown`, and nothing else that it would do."""
        if argument.split()[:1] == ["shutdown"]:
            self.agenda.after(0, self.stop)
        return "+OK\n"

    def stop(self, killed: bool = False) -> None:
        """End at once: as SIGTERM does, or with `killed` as SIGKILL does, without a word.

        SIGTERM: SHUTDOWN, every channel hung up with SYSTEM_SHUTDOWN, a notice, and the end of the stream.
        """
        if not killed:
            self.tell("SHUTDOWN", extra=[("Event-Info", "System Shutting Down")])
            for channel in list(self.channels.values()):
                hang_up(self, channel, "SYSTEM_SHUTDOWN")
            self.agenda.settle()
        self.running = False
        listeners, self.listeners = self.listeners, []
        for listener in listeners:
            listener.shut("" if killed else "The system is being shut down.\n")
        self.agenda.forget()
        self.channels.clear()
        self.departed.clear()
        self.conferences.clear()

    def restart(self) -> None:
        """Run again, as another core: no channels, agents and members as callcenter's database has them."""
        self.boot()
        self.running = True
        self.callcenter.restart()
