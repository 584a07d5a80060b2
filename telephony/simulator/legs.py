"""What a channel lives through: dialplan, transfers, bridges, and its end.

The order of events is the recordings': HANGUP comes from whoever hangs up, UNBRIDGE from the first leg after
the second one's HANGUP_COMPLETE, RECORD_STOP between HANGUP and HANGUP_COMPLETE.
"""

from __future__ import annotations

import re

from telephony.simulator.agenda import SECOND, Script, Wait
from telephony.simulator.channel import Bridge, Channel, Diverted, Flow, Hungup, Order, Profile, State
from telephony.simulator.exchange import Exchange
from telephony.simulator.recording import stop_tapes
from telephony.simulator.reporting import report

TICK = 20_000


def ring_in(
    ex: Exchange,
    number: str,
    dials: str,
    name: str = "",
    context: str = "public",
    headers: tuple[tuple[str, str], ...] = (),
) -> Channel:
    """Let somebody ring from outside, and return his channel; what he dials decides what happens."""
    uuid = ex.new_uuid()
    port = 7100 + ex.sessions % 800
    channel = Channel(
        exchange=ex,
        uuid=uuid,
        inbound=True,
        name=f"sofia/external/{number}@{ex.setting.domain}:{port}",
        profile=Profile(
            number=number,
            name=name or number,
            destination=dials,
            context=context,
            username=number,
            dialplan="XML",
            network=ex.setting.domain,
        ),
        has_media=True,
        hit_dialplan=True,
    )
    remember(ex, channel, sofia_variables(ex, channel, port, headers))
    channel.enter(State.ROUTING, State.INIT)
    ex.tell("CHANNEL_CREATE", channel)
    channel.enter(State.EXECUTE)
    channel.call_state = "RINGING"
    steps = ex.steps(dials, context)
    live(ex, channel, Flow(steps or (("hangup", "NO_ROUTE_DESTINATION"),)))
    for watch in ex.on_channel:
        watch(channel)
    return channel


def sofia_variables(
    ex: Exchange, channel: Channel, port: int, headers: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """The variables of an inbound SIP channel that a reader may ask for."""
    number, dials, host = channel.profile.number, channel.profile.destination, ex.setting.domain
    return {
        "sip_from_user": number,
        "sip_from_uri": f"{number}@{host}:{port}",
        "sip_from_host": host,
        "sip_call_id": f"{ex.sessions}-{port}@{host}",
        "sip_network_ip": host,
        "sip_network_port": str(port),
        "sip_received_ip": host,
        "sip_from_display": channel.profile.name,
        "sip_full_from": f'"{channel.profile.name}" <sip:{number}@{host}:{port}>',
        "sip_req_user": dials,
        "sip_req_uri": f"{dials}@{host}:5080",
        "sip_to_user": dials,
        "sip_to_uri": f"{dials}@{host}:5080",
        "sofia_profile_name": "external",
        **{f"sip_h_{name}": value for name, value in headers},
        "dtmf_type": "rfc2833",
        "read_codec": "PCMA",
        "write_codec": "PCMA",
        "endpoint_disposition": "RECEIVED",
    }


def remember(ex: Exchange, channel: Channel, variables: dict[str, str]) -> None:
    """Enter a new channel in the exchange's list, with its first variables."""
    ex.sessions += 1
    channel.times["Created"] = channel.profile.created = ex.now
    channel.variables = {
        "direction": channel.direction,
        **({} if channel.inbound else {"is_outbound": "true"}),
        "uuid": channel.uuid,
        "call_uuid": channel.call_uuid or channel.uuid,
        "session_id": str(ex.sessions),
        "channel_name": channel.name,
        **variables,
    }
    ex.channels[channel.uuid] = channel


def answer(ex: Exchange, channel: Channel) -> None:
    """Mark a channel answered; a second time changes nothing."""
    if channel.is_answered or not channel.up:
        return
    channel.times["Answered"] = ex.now
    channel.answer_state = "answered"
    channel.has_media = True
    channel.variables["endpoint_disposition"] = "ANSWER"
    ex.tell("CHANNEL_ANSWER", channel)
    channel.call_state = "ACTIVE"
    channel.news.fire()


def ring(ex: Exchange, channel: Channel) -> None:
    """Mark a channel ringing: 180."""
    if not channel.up or channel.is_answered or "Progress" in channel.times:
        return
    channel.times["Progress"] = ex.now
    ex.tell("CHANNEL_PROGRESS", channel)
    channel.call_state = "RINGING"
    channel.news.fire()


def hang_up(ex: Exchange, channel: Channel, cause: str = "NORMAL_CLEARING", far: bool = False) -> None:
    """Hang a channel up; `far`: the telephone at its other end did it."""
    if not channel.up:
        return
    channel.cause = cause
    channel.next_state = State.HANGUP
    if far and not channel.is_answered:
        channel.variables["sip_hangup_disposition"] = "recv_cancel" if channel.inbound else "recv_refuse"
    ex.tell("CHANNEL_HANGUP", channel)
    if far and channel.is_answered:
        channel.variables["sip_hangup_disposition"] = "recv_bye"
    channel.times["Hangup"] = ex.now
    channel.interrupt(Hungup())
    channel.news.fire()


def transfer(ex: Exchange, channel: Channel, flow: Flow, destination: str, context: str) -> None:
    """Send a channel through the dialplan anew: a profile of its own, and the old one's number is gone."""
    source = f"{ex.epoch()}:{ex.new_uuid()}:bl_xfer:{destination}/{context}/XML"
    channel.renew_profile(source, ex.now)
    profile = channel.profile
    profile.destination, profile.context = destination, context
    profile.dialplan = profile.dialplan or "XML"
    channel.hit_dialplan = True
    channel.other = []
    channel.interrupt(Diverted(flow))


def join(ex: Exchange, first: Channel, second: Channel) -> None:
    """Connect two channels as `uuid_bridge` does."""
    bridge = Bridge(first, second)
    introduce(ex, first, second)
    second.interrupt(Diverted(Flow(bridge=bridge)))
    first.interrupt(Diverted(Flow(bridge=bridge)))


def introduce(ex: Exchange, first: Channel, second: Channel) -> None:
    """Make two channels each other's other leg; the first one's caller becomes the second one's, too."""
    first.meet(second, "originatee")
    second.meet(first, "originator")
    for channel, other in ((first, second), (second, first)):
        source = f"{ex.epoch()}:{ex.new_uuid()}:uuid_br:{other.uuid}"
        channel.renew_profile(source, ex.now)
        channel.profile.name, channel.profile.number = first.profile.name, first.profile.number
        channel.variables["original_destination_number"] = channel.profile.destination


def refer(ex: Exchange, channel: Channel, destination: str) -> None:
    """A telephone sends REFER: whom it speaks with is transferred, and it is out."""
    if channel.bridge is None:
        return
    partner = channel.bridge.other(channel)
    context = partner.profile.context
    channel.variables["transfer_fallback_extension"] = channel.profile.destination
    partner.variables["sip_refer_to"] = f"<sip:{destination}@{ex.setting.domain}>"
    steps = ex.steps(destination, context) or (("hangup", "NO_ROUTE_DESTINATION"),)
    hang_up(ex, channel)
    transfer(ex, partner, Flow(steps), destination, context)


def live(ex: Exchange, channel: Channel, flow: Flow | None) -> None:
    """Let a new channel begin to live."""
    channel.thread = ex.agenda.prepare(life(ex, channel, flow))
    channel.thread.step()


def life(ex: Exchange, channel: Channel, flow: Flow | None) -> Script:
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


def attend_to(ex: Exchange, channel: Channel) -> Script:
    """Execute the next thing that the channel was told, or wait until it is woken."""
    if not channel.commands:
        yield Wait(channel.wake)
        return
    order: Order = channel.commands.popleft()
    yield from execute(ex, channel, order.application, order.argument, order.uuid)
    order.done.fire()


def execute(ex: Exchange, channel: Channel, application: str, argument: str, uuid: str = "") -> Script:
    """Run one application, told before and after, whatever ends it."""
    from telephony.simulator.applications import APPLICATIONS, expand

    argument = expand(ex, channel, argument)
    run = APPLICATIONS.get(application)
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


def take_part(ex: Exchange, channel: Channel, bridge: Bridge) -> Script:
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


def be_second(ex: Exchange, bridge: Bridge) -> Script:
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


def talk(ex: Exchange, bridge: Bridge) -> Script:
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


def converse(ex: Exchange, bridge: Bridge) -> Script:
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


def connect(ex: Exchange, bridge: Bridge) -> None:
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


def part(ex: Exchange, bridge: Bridge) -> None:
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


def update(ex: Exchange, channel: Channel, other: Channel) -> None:
    """Tell what a telephone shows of the other one."""
    ex.tell("CALL_UPDATE", channel, [("Direction", "SEND"), ("Bridged-To", other.uuid)])


def farewell(ex: Exchange, channel: Channel) -> Script:
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
