"""`att_xfer` and `three_way`: a third is consulted while one's partner waits, takes over, goes, or joins.

As seen on FreeSWITCH 1.11: a consultation is a bridge of its own while the customer's goes on, and he gets no
HOLD event; whether he hears music is up to how it is ordered (`uuid_broadcast`). Whoever is left is connected
by `uuid_bridge`, also an agent who has his customer back.
"""

from __future__ import annotations

from telephony.simulator.agenda import SECOND, TICK, Script, Wait
from telephony.simulator.bridges import connect, introduce, leave, let_others, part, update
from telephony.simulator.channel import Bridge, Channel, Diverted, Flow, Hungup
from telephony.simulator.core import Core
from telephony.simulator.executing import attend_to
from telephony.simulator.legs import hang_up
from telephony.simulator.originate import originate, parse_dial

#: The key that makes one talk of all three.
CONFERENCE_KEY = "0"


def attended(ex: Core, channel: Channel, argument: str) -> Script:
    """`att_xfer`: who hangs up leaves the other two together; a third who does gives the customer back."""
    talk_before = channel.bridge
    third, cause = yield from originate(ex, parse_dial(argument), 60, channel)
    if third is None:
        channel.variables["att_xfer_result"] = cause
        return
    consultation = Bridge(channel, third, soft=False)
    third.interrupt(Diverted(Flow(bridge=consultation)))
    yield from let_others(1)
    channel.pressed.clear()
    try:
        joined = yield from _consult(ex, consultation)
    except Hungup:
        if talk_before is None or not talk_before.other(channel).up or not third.up:
            hang_up(ex, third)
            part(ex, consultation)
        else:
            yield from _hand_over(ex, talk_before, consultation)
        raise
    if joined:
        third.interrupt(Diverted(Flow((("three_way", channel.uuid),))))
        yield from let_others(1)
    part(ex, consultation)
    channel.bridge = talk_before
    if talk_before is not None and talk_before.other(channel).up:
        _go_back(channel, third, talk_before, joined)


def _consult(ex: Core, consultation: Bridge) -> Script:
    """Speak with the third; return True when the key was pressed, False when the third has left."""
    channel, third = consultation.first, consultation.second
    connect(ex, consultation)
    yield TICK
    for one, other in ((channel, third), (third, channel)):
        if one.up and not consultation.over:
            update(ex, one, other)
    while not consultation.over:
        if channel.pressed and channel.pressed.popleft() == CONFERENCE_KEY:
            return True
        yield from attend_to(ex, channel)
    return False


def _go_back(channel: Channel, third: Channel, talk_before: Bridge, joined: bool) -> None:
    """Be connected with the customer again, as `uuid_bridge` does it."""
    customer = talk_before.other(channel)
    leave(talk_before)
    # With a third in their talk the customer is not left alone when this one hangs up.
    bridge = Bridge(channel, customer, both=joined)
    if joined:
        channel.variables["xfer_uuids"] = f"{third.uuid} {customer.uuid}"
    customer.interrupt(Diverted(Flow(bridge=bridge)))
    raise Diverted(Flow(bridge=bridge))


def _hand_over(ex: Core, talk_before: Bridge, consultation: Bridge) -> Script:
    """Connect the customer with the third: the third is the first leg of that bridge."""
    channel, third = consultation.first, consultation.second
    customer = talk_before.other(channel)
    bridge = Bridge(third, customer)
    leave(talk_before)
    third.interrupt(Diverted(Flow(bridge=bridge)))
    customer.interrupt(Diverted(Flow(bridge=bridge)))
    yield from let_others(3)
    ex.tell("CHANNEL_PARK", third)
    part(ex, consultation)
    third.profile.name, third.profile.number = "Outbound Call", third.profile.destination
    update(ex, third, channel)
    introduce(ex, third, customer)
    ex.tell("CHANNEL_UNPARK", third)
    yield 2 * TICK


def joining(ex: Core, channel: Channel, argument: str) -> Script:
    """`three_way`: be in the talk of another; when that one hangs up, go on with whom he spoke with."""
    target = ex.channels.get(argument)
    while target is not None and target.up:
        yield Wait(target.news, 10 * SECOND)
    if target is None:
        return
    customer = ex.channels.get(target.variable("xfer_uuids").partition(" ")[2])
    if customer is not None and customer.up:
        bridge = Bridge(channel, customer)
        customer.interrupt(Diverted(Flow(bridge=bridge)))
        raise Diverted(Flow(bridge=bridge))
