"""What a channel is told to do: dialplan applications, one after the other."""

from __future__ import annotations

import re

from telephony.simulator.agenda import TICK, Script, Wait
from telephony.simulator.channel import Channel, Diverted, Hungup, Order
from telephony.simulator.core import Core
from telephony.simulator.dialplan import expand
from telephony.simulator.legs import hang_up


def tell_to(
    ex: Core, channel: Channel, application: str, argument: str, uuid: str = "", holds: bool = False
) -> Order:
    """Queue an application for a channel that is parked, bridged or controlled.

    `holds`: whom the channel is bridged with hears music until it has ended.
    """
    order = Order(application, argument, uuid or ex.new_uuid(), holds)
    channel.commands.append(order)
    channel.wake.fire()
    return order


def attend_to(ex: Core, channel: Channel) -> Script:
    """Execute the next thing that the channel was told, or wait until it is woken."""
    if not channel.commands:
        yield Wait(channel.wake)
        return
    order: Order = channel.commands.popleft()
    partner = channel.bridge.other(channel) if order.holds and channel.bridge is not None else None
    try:
        if partner is not None:
            play_music(ex, partner)
            yield TICK  # it is waited for until the music has begun
        yield from execute(ex, channel, order.application, order.argument, order.uuid)
    finally:
        if partner is not None:
            stop_music(partner)
    order.done.fire()


def play_music(ex: Core, partner: Channel) -> None:
    """Let a channel hear music while whom it speaks with is busy otherwise."""
    if partner.up and partner.bridge is not None:
        partner.music = True
        tell_to(ex, partner, "playback", "local_stream://moh")


def stop_music(partner: Channel) -> None:
    if partner.music:
        partner.music = False
        partner.wake.fire()


def execute(ex: Core, channel: Channel, application: str, argument: str, uuid: str = "") -> Script:
    """Run one application, told before and after, whatever ends it."""
    argument = expand(ex, channel, argument)
    run = ex.applications.get(application)
    if run is None:
        hang_up(ex, channel, "DESTINATION_OUT_OF_ORDER")
        yield 0
        return
    uuid = uuid or ex.new_uuid()
    channel.application = (application, argument)
    channel.history.append((application, argument, ex.now))
    channel.variables["current_application"] = application
    channel.variables["current_application_data"] = argument
    named = [("Application", application), ("Application-Data", argument)]
    ex.tell(
        "CHANNEL_EXECUTE",
        channel,
        [*named, ("Application-Response", "_none_"), ("Application-UUID", uuid)],
    )
    ended: Exception | None = None
    try:
        script = run(ex, channel, argument)
        response = (None if script is None else (yield from script)) or "_none_"
        if channel.thread is not None and channel.thread.interrupted:
            yield 0
    except (Hungup, Diverted) as error:
        ended, response = error, "_none_"
    except (ValueError, IndexError, re.error):
        response = f"-ERR {application}: its argument cannot be read"
    channel.variables["last_app"], channel.variables["last_arg"] = application, argument
    ex.tell(
        "CHANNEL_EXECUTE_COMPLETE",
        channel,
        [*named, ("Application-Response", response), ("Application-UUID", uuid)],
    )
    if ended is not None:
        raise ended
