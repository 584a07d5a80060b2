"""Two channels that are connected, and how they part.

As in the recordings UNBRIDGE comes from the first leg, after the second one's HANGUP_COMPLETE.
"""

from __future__ import annotations

from telephony.simulator.agenda import SECOND, TICK, Script, Wait
from telephony.simulator.channel import Bridge, Channel, Diverted, Flow, Hungup, State
from telephony.simulator.core import Core
from telephony.simulator.executing import attend_to
from telephony.simulator.legs import hang_up


def join(ex: Core, first: Channel, second: Channel) -> None:
    """Connect two channels as `uuid_bridge` does."""
    bridge = Bridge(first, second)
    introduce(ex, first, second)
    second.interrupt(Diverted(Flow(bridge=bridge)))
    first.interrupt(Diverted(Flow(bridge=bridge)))


def introduce(ex: Core, first: Channel, second: Channel) -> None:
    """Make two channels each other's other leg; the first one's caller becomes the second one's, too."""
    first.meet(second, "originatee")
    second.meet(first, "originator")
    for channel, other in ((first, second), (second, first)):
        source = f"{ex.epoch()}:{ex.new_uuid()}:uuid_br:{other.uuid}"
        channel.renew_profile(source, ex.now)
        channel.profile.name, channel.profile.number = first.profile.name, first.profile.number
        channel.variables["original_destination_number"] = channel.profile.destination


def take_part(ex: Core, channel: Channel, bridge: Bridge) -> Script:
    """Be one of the two channels of a bridge, and return what follows: None is the end."""
    if bridge.soft:
        channel.enter(State.SOFT_EXECUTE)
        yield TICK
        if channel is bridge.second:
            yield 0
        ex.tell(
            "CHANNEL_EXECUTE",
            channel,
            [("Application", "uuid_bridge"), ("Application-Data", bridge.other(channel).uuid)],
        )
    if channel is bridge.second:
        yield from be_second(ex, bridge)
    else:
        if not bridge.there:
            yield Wait(channel.wake, 3 * SECOND)
        if bridge.there and bridge.second.up:
            yield from talk(ex, bridge)
    channel.enter(State.EXECUTE)
    if channel.variable("park_after_bridge") == "true":
        return Flow((("park", ""),))
    after = channel.variables.pop("transfer_after_bridge", "")
    if isinstance(after, str) and after and channel.up:
        steps = ex.steps(after, channel.profile.context)
        return Flow(steps or (("hangup", "NO_ROUTE_DESTINATION"),))
    return None


def be_second(ex: Core, bridge: Bridge) -> Script:
    """Be spoken with, until the bridge is over or this channel leaves it."""
    channel = bridge.second
    channel.bridge = bridge
    channel.enter(State.EXCHANGE_MEDIA)
    bridge.there = True
    bridge.first.wake.fire()
    try:
        while not bridge.over:
            yield from attend_to(ex, channel)
    except (Hungup, Diverted):
        leave(bridge)
        if bridge.both:
            update(ex, channel, bridge.first)
        raise
    leave(bridge)


def leave(bridge: Bridge) -> None:
    """The second channel is not there any more; the first one is woken to see it."""
    bridge.over = True
    bridge.second.bridge = None
    bridge.first.wake.fire()


def talk(ex: Core, bridge: Bridge) -> Script:
    """Hold a bridge as its first channel, until one of the two leaves."""
    first, second = bridge.first, bridge.second
    try:
        yield from converse(ex, bridge)
    except (Hungup, Diverted):
        if not bridge.both and not bridge.over:
            hang_up(ex, second, first.cause or "NORMAL_CLEARING")
        yield from let_others(1)
        part(ex, bridge)
        raise
    part(ex, bridge)


def converse(ex: Core, bridge: Bridge) -> Script:
    """Connect two channels, and do what the first one is told, until the second one leaves."""
    connect(ex, bridge)
    yield TICK
    for channel in (bridge.first, bridge.second):
        if channel.up and not bridge.over:
            update(ex, channel, bridge.other(channel))
    while not bridge.over:
        yield from attend_to(ex, bridge.first)


def let_others(turns: int) -> Script:
    """Let what is due now happen before going on."""
    for _ in range(turns):
        yield 0


def connect(ex: Core, bridge: Bridge) -> None:
    """Tell that two channels are connected."""
    first, second = bridge.first, bridge.second
    first.bridge = bridge
    first.meet(second, "originatee")
    second.meet(first, "originator")
    for channel, other in ((first, second), (second, first)):
        channel.times["Bridged"] = ex.now
        channel.variables |= {
            "bridge_to": other.uuid,
            "last_bridge_to": other.uuid,
            "bridge_channel": other.name,
            "bridge_uuid": other.uuid,
            "signal_bond": other.uuid,
        }
    if not second.inbound:
        second.call_uuid = second.call_uuid if bridge.soft else first.uuid
    ex.tell(
        "CHANNEL_BRIDGE",
        first,
        first=[("Bridge-A-Unique-ID", first.uuid), ("Bridge-B-Unique-ID", second.uuid)],
    )
    for channel in (first, second):
        channel.news.fire()


def part(ex: Core, bridge: Bridge) -> None:
    """Tell that two channels are connected no more."""
    first, second = bridge.first, bridge.second
    bridge.over = True
    first.bridge = None
    for channel in (first, second):
        for name in ("bridge_channel", "bridge_uuid", "signal_bond"):
            channel.variables.pop(name, None)
    ex.tell(
        "CHANNEL_UNBRIDGE",
        first,
        first=[("Bridge-A-Unique-ID", first.uuid), ("Bridge-B-Unique-ID", second.uuid)],
    )
    second.wake.fire()
    for channel in (first, second):
        channel.news.fire()


def update(ex: Core, channel: Channel, other: Channel) -> None:
    """Tell what a telephone shows of the other one."""
    ex.tell("CALL_UPDATE", channel, [("Direction", "SEND"), ("Bridged-To", other.uuid)])
