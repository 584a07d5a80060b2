"""What may happen to one leg: it is answered, rings, is sent elsewhere, is hung up.

The order of events is the recordings': HANGUP comes from whoever hangs up, RECORD_STOP between it and
HANGUP_COMPLETE.
"""

from __future__ import annotations

from telephony.simulator.channel import Channel, Diverted, Flow, Hungup, State
from telephony.simulator.core import Core


def remember(ex: Core, channel: Channel, variables: dict[str, str]) -> None:
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


def answer(ex: Core, channel: Channel) -> None:
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


def ring(ex: Core, channel: Channel) -> None:
    """Mark a channel ringing: 180."""
    if not channel.up or channel.is_answered or "Progress" in channel.times:
        return
    channel.times["Progress"] = ex.now
    ex.tell("CHANNEL_PROGRESS", channel)
    channel.call_state = "RINGING"
    channel.news.fire()


def hang_up(ex: Core, channel: Channel, cause: str = "NORMAL_CLEARING", far: bool = False) -> None:
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


def transfer(ex: Core, channel: Channel, flow: Flow, destination: str, context: str) -> None:
    """Send a channel through the dialplan anew: a profile of its own, and the old one's number is gone."""
    source = f"{ex.epoch()}:{ex.new_uuid()}:bl_xfer:{destination}/{context}/XML"
    channel.renew_profile(source, ex.now)
    profile = channel.profile
    profile.destination, profile.context = destination, context
    profile.dialplan = profile.dialplan or "XML"
    channel.hit_dialplan = True
    channel.other = []
    channel.interrupt(Diverted(flow))


def refer(ex: Core, channel: Channel, destination: str) -> None:
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
