"""Who rings from outside: a channel of SIP, with what a reader may ask of it."""

from __future__ import annotations

from telephony.simulator.channel import Channel, Flow, Profile, State
from telephony.simulator.core import Core
from telephony.simulator.legs import remember
from telephony.simulator.lives import live


def ring_in(
    ex: Core,
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
    ex: Core, channel: Channel, port: int, headers: tuple[tuple[str, str], ...]
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
