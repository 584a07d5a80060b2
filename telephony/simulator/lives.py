"""What a channel lives through, from its creation to its end."""

from __future__ import annotations

from telephony.simulator.agenda import Script, Wait
from telephony.simulator.bridges import take_part
from telephony.simulator.channel import Channel, Diverted, Flow, Hungup, State
from telephony.simulator.core import Core
from telephony.simulator.executing import attend_to, execute
from telephony.simulator.legs import hang_up
from telephony.simulator.recording import stop_tapes
from telephony.simulator.reporting import report


def live(ex: Core, channel: Channel, flow: Flow | None) -> None:
    """Let a new channel begin to live."""
    channel.thread = ex.agenda.prepare(life(ex, channel, flow))
    channel.thread.step()


def life(ex: Core, channel: Channel, flow: Flow | None) -> Script:
    """A channel from its creation on; without `flow` it waits for one."""
    try:
        while True:
            try:
                if flow is None:
                    while True:
                        yield from attend_to(ex, channel)
                elif flow.bridge is not None:
                    flow = yield from take_part(ex, channel, flow.bridge)
                else:
                    channel.enter(State.EXECUTE)
                    for application, argument in flow.steps:
                        yield from execute(ex, channel, application, argument)
                    flow = None
            except Diverted as diverted:
                flow = diverted.flow
                continue
            if flow is None:
                hang_up(ex, channel)
                break
    except Hungup:
        pass
    yield from farewell(ex, channel)


def farewell(ex: Core, channel: Channel) -> Script:
    """Everything after a hangup: recordings stopped, the report, and when nobody holds it, its end."""
    if channel.thread is not None:
        channel.thread.calm()
    channel.enter(State.HANGUP)
    channel.commands.clear()
    stop_tapes(ex, channel)
    if "sip_hangup_disposition" not in channel.variables:
        unanswered = "send_refuse" if channel.inbound else "send_cancel"
        channel.variables["sip_hangup_disposition"] = "send_bye" if channel.is_answered else unanswered
    channel.call_state = "HANGUP"
    channel.enter(State.REPORTING)
    report(ex, channel)
    ex.tell("CHANNEL_HANGUP_COMPLETE", channel, first=[("Hangup-Cause", channel.cause or "")])
    for watch in ex.on_over:
        watch(channel)
    channel.news.fire()
    if channel.locks:
        while channel.locks:
            yield Wait(channel.unlocked)
    else:
        yield 0
    ex.tell("CHANNEL_DESTROY", channel)
    channel.gone = True
    ex.channels.pop(channel.uuid, None)
    channel.news.fire()
