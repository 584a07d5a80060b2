"""Outbound mode: the exchange dials an application that then controls one channel.

`async`: the channel is parked and does what it is told while events go on; without it the application gets
one answer a command, when what it ordered has ended. `full`: the session may use `api` and `event`, too.

A session that ends while `socket_resume` is true on its channel sends the channel back to the dialplan
wherever it is by then, out of a bridge as well. FreeSWITCH (cc93a68) does so within some 20 ms of
mod_callcenter's connecting the two: in 3 of 8 calls the agent who had just answered was hung up on
(DESTINATION_OUT_OF_ORDER). Here it always happens.
"""

from __future__ import annotations

from collections.abc import Callable

from telephony.esl import Command, EventFormat
from telephony.simulator.agenda import SECOND, Script, Wait
from telephony.simulator.channel import Channel, Diverted, Flow, Hungup
from telephony.simulator.core import Core
from telephony.simulator.executing import attend_to
from telephony.simulator.legs import hang_up
from telephony.simulator.notices import Notice, plain_text
from telephony.simulator.session import Access, Session

DIAL_SECONDS = 5
_ALWAYS = ("myevents", "sendmsg", "filter", "log", "nolog")


class ControlSession(Session):
    """A connection that the exchange made. The channel's end does not end it at once when it lingers."""

    def __init__(self, ex: Core, access: Access, channel: Channel, waits: bool, full: bool) -> None:
        super().__init__(ex, access)
        self.channel = channel
        self.waits = waits
        self.full = full
        self.connected: bool | None = None
        self.authorised = True
        self._linger: int | None = None
        #: What the dialplan does with a channel that was taken away, when it is sent back; None: it was not.
        self.left_over: Flow | None = None
        channel.locks += 1
        ex.on_over.append(self._over)

    def opened(self, connected: bool) -> None:
        """The shell connected, or could not."""
        self.connected = connected
        if not connected:
            self.end()
        self.channel.wake.fire()

    def end(self) -> None:
        if self._over in self.ex.on_over:
            self.ex.on_over.remove(self._over)
            self.channel.locks -= 1
            self.channel.unlocked.fire()
        super().end()
        channel = self.channel
        if self.left_over is not None and channel.up and channel.variable("socket_resume") == "true":
            if (bridge := channel.bridge) is not None:
                hang_up(self.ex, bridge.other(channel), "DESTINATION_OUT_OF_ORDER")
            channel.interrupt(Diverted(self.left_over))
        channel.wake.fire()

    def verbs(self) -> dict[str, Callable[[Command], None]]:
        known = super().verbs()
        if not self.full:
            known = {verb: known[verb] for verb in _ALWAYS}
        return known | {
            "connect": self._connect,
            "getvar": self._getvar,
            "linger": self._lingers,
            "nolinger": self._lingers,
            "divert_events": self._divert,
            "resume": self._resume,
        }

    def _connect(self, command: Command) -> None:
        """The channel's data, percent-encoded, and no Content-Length."""
        ex, channel = self.ex, self.channel
        ex.sequence += 1
        pairs = [
            *ex.heading("CHANNEL_DATA"),
            *channel.caller_headers("Channel"),
            *channel.data(),
            ("Content-Type", "command/reply"),
            ("Reply-Text", "+OK\n"),
            ("Socket-Mode", "static" if self.waits else "async"),
            ("Control", "full" if self.full else "single-channel"),
        ]
        self._write(plain_text(Notice("CHANNEL_DATA", "", pairs)))

    def _getvar(self, command: Command) -> None:
        """The raw value, whatever it holds."""
        self.reply(self.channel.variable(command.arguments.strip()))

    def _lingers(self, command: Command) -> None:
        if command.verb.lower() == "nolinger":
            self._linger = None
            self.reply("+OK will not linger")
            return
        words = command.arguments.split()
        self._linger = int(words[0]) if words and words[0].isdigit() else -1
        self.reply("+OK will linger" + (f" {self._linger} seconds" if self._linger >= 0 else ""))

    def _divert(self, command: Command) -> None:
        self.reply("+OK events diverted" if command.arguments == "on" else "+OK events not diverted")

    def _resume(self, command: Command) -> None:
        self.channel.variables["socket_resume"] = "true"
        self.reply("+OK")

    def _myevents(self, command: Command) -> None:
        form = EventFormat.JSON if "json" in command.arguments else EventFormat.PLAIN
        self._listen_to(self.channel, form)

    def _event(self, command: Command) -> None:
        """More than the channel's own: from now on filters alone keep others out."""
        super()._event(command)
        self.subscription.only = None

    def _sendmsg(self, command: Command) -> None:
        uuid = command.arguments.strip()
        channel = self.ex.channels.get(uuid) if uuid else self.channel
        if channel is None or not channel.up:
            self.reply(f"-ERR invalid session id [{uuid}]")
            return
        order = self._message(channel, command)
        if not self.waits or order is None:
            self.reply("+OK")
            return
        self._busy = True
        order.done.hear(lambda _: self._ordered())

    def _ordered(self) -> None:
        self._events, waiting = type(self._events)(), self._events
        for notice in waiting:
            self._write(notice.message(self.subscription.form))
        self.reply("+OK")
        self._busy = False
        self._go_on()

    def _over(self, channel: Channel) -> None:
        """The channel is over: linger, or say goodbye."""
        if channel is not self.channel or self.closed:
            return
        self._busy = False
        self._go_on()
        if self._linger is None:
            self.ex.agenda.after(0, self.leave)
            return
        self._send(
            "Content-Type: text/disconnect-notice\n"
            f"Controlled-Session-UUID: {channel.uuid}\n"
            "Content-Disposition: linger\n"
            f"Channel-Name: {channel.name}\n"
            f"Linger-Time: {self._linger}\n"
            "Content-Length: 0\n\n"
        )
        if self._linger >= 0:
            self.ex.agenda.after(self._linger * SECOND, self.leave)

    def _disconnect(self, text: str) -> None:
        self._send(
            "Content-Type: text/disconnect-notice\n"
            f"Controlled-Session-UUID: {self.channel.uuid}\n"
            f"Content-Disposition: disconnect\nContent-Length: {len(text.encode())}\n\n{text}"
        )


#: Connects a session with an application at a host and port.
DialOut = Callable[[ControlSession, str, int], None]


def controlled(ex: Core, access: Access, dial_out: DialOut | None, channel: Channel, argument: str) -> Script:
    """The application `socket host:port [async] [full]`: be controlled until the session ends.

    When nobody answers there the dialplan goes on with its next application.
    """
    words = argument.split()
    host, _, port = (words[0] if words else "").rpartition(":")
    channel.variables["socket_host"] = host
    if dial_out is None or not port.isdigit():
        return "_none_"
    waits = "async" not in words
    session = ControlSession(ex, access, channel, waits, "full" in words)
    steps = ex.steps(channel.profile.destination, channel.profile.context) or ()
    after = next((at for at, step in enumerate(steps, 1) if step == ("socket", argument)), len(steps))
    dial_out(session, host, int(port))
    parked = False
    try:
        while session.connected is None:
            if (yield Wait(channel.wake, DIAL_SECONDS * SECOND)) is None and session.connected is None:
                session.opened(False)
        yield 0  # what the application says at once may be heard before the channel is parked
        if session.connected and not waits:
            parked = True
            ex.tell("CHANNEL_PARK", channel)
        while session.connected and not session.closed:
            yield from attend_to(ex, channel)
    except (Hungup, Diverted) as error:
        if parked:
            ex.tell("CHANNEL_UNPARK", channel)
        if isinstance(error, Diverted):
            session.left_over = Flow(steps[after:] or (("hangup", ""),))
        raise
    if parked:
        ex.tell("CHANNEL_UNPARK", channel)
    return "_none_"
