"""A channel that was there before anybody listened: taken as it stands now, and as it began.

What it is now says the answer to `uuid_dump UUID json`, an event in form (CHANNEL_DATA) that nobody sent.
How it began says its line of `show channels`: a transfer overwrites caller and destination elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.errors import InvalidInput
from engine.words import Words
from telephony.calls.book import Book
from telephony.calls.channel_events import NAME_LENGTH, own_leg, visit
from telephony.calls.evidence import Call, Leg, Rank
from telephony.calls.reading import Microseconds, Reader
from telephony.calls.said import Said
from telephony.esl import EslError, JsonEvent
from telephony.esl.values import Value

#: What is kept of a dump, which holds some 200 values.
_KEPT = (
    "Call-Direction",
    "Caller-Caller-ID-Name",
    "Caller-Caller-ID-Number",
    "Caller-Channel-Answered-Time",
    "Caller-Channel-Bridged-Time",
    "Caller-Channel-Created-Time",
    "Caller-Channel-Progress-Media-Time",
    "Caller-Channel-Progress-Time",
    "Caller-Destination-Number",
    "Channel-Call-UUID",
    "Core-UUID",
    "Event-Name",
    "Other-Leg-Unique-ID",
    "Unique-ID",
    "variable_bridge_uuid",
    "variable_cc_agent",
    "variable_cc_member_session_uuid",
    "variable_cc_member_uuid",
    "variable_cc_queue",
    "variable_cc_queue_canceled_epoch",
    "variable_cc_queue_joined_epoch",
    "variable_cc_queue_terminated_epoch",
    "variable_cc_side",
    "variable_current_application",
    "variable_dialed_user",
    "variable_huan_call",
    "variable_sip_req_user",
)
#: Columns of a channel's line that say how it began, by the name under which it is evidence.
_BEGAN = {
    "direction": "direction",
    "initial_cid_num": "number",
    "initial_cid_name": "name",
    "initial_dest": "destination",
}


class ChannelUnreadable(InvalidInput):
    """The answer to `uuid_dump` is no channel: it has ended, or the answer is an error."""

    code = "channel-unreadable"


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """A channel as it is, and `began`: its line of `show channels`."""

    uuid: str
    headers: Mapping[str, Value] = field(repr=False)
    began: Mapping[str, str] = field(repr=False)


def read_channel(answer: str, began: Mapping[str, str]) -> OpenChannel:
    """Return what `uuid_dump UUID json` answered. Raises ChannelUnreadable."""
    try:
        event = JsonEvent(answer.encode("utf-8", "surrogatepass"))
    except EslError as error:
        raise _unreadable(answer) from error
    uuid = event.text("Unique-ID")
    if not uuid:
        raise _unreadable(answer)
    return OpenChannel(uuid, {name: value for name in _KEPT if (value := event.get(name)) is not None}, began)


def _unreadable(answer: str) -> ChannelUnreadable:
    told = answer[:60]
    return ChannelUnreadable(
        Words(f"the answer to uuid_dump begins with {told!r}", f"对 uuid_dump 的应答以 {told!r} 开头")
    )


def take_channel(book: Book, channel: OpenChannel, read: Reader, core: str, at: Microseconds) -> Call | None:
    """Take a channel as it was at `at`; None when its call was forgotten, or it is none."""
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    _beginning(leg, Reader(Said(channel.began), read.problems, read.latest))
    partner, since = read.identifier("variable_bridge_uuid"), read.time("Caller-Channel-Bridged-Time")
    if partner is not None and since is not None and partner not in leg.partners:
        other = book.link(leg, partner)
        if other is not None and other is not leg:
            book.bridge(leg, other, since)
    if leg.inbound:
        leg.call.parked |= read.text("variable_current_application") == "park"
    if read.text("variable_cc_side") == "member":
        _waiting(leg.call, read)
    return leg.call


def _beginning(leg: Leg, read: Reader) -> None:
    for column, name in _BEGAN.items():
        leg.keep(name, Rank.CREATION, leg.created or 0, read.text(column, NAME_LENGTH))


def _waiting(call: Call, read: Reader) -> None:
    member, queue = read.identifier("variable_cc_member_uuid"), read.text("variable_cc_queue")
    joined = read.seconds("variable_cc_queue_joined_epoch")
    if member is None or queue is None or joined is None:
        return
    stay = visit(call, member, queue, 1, joined)
    left = read.seconds("variable_cc_queue_canceled_epoch")
    left = left or read.seconds("variable_cc_queue_terminated_epoch")
    if stay.left is None and left is not None and left >= joined:
        stay.left = left
