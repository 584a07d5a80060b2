"""What mod_callcenter and mod_conference add to the evidence.

mod_callcenter's `agent-offering` and `bridge-agent-fail` are events of no channel: the caller is
CC-Member-Session-UUID. Its CC-*-Time are in seconds.
"""

from __future__ import annotations

from telephony.calls.book import Book
from telephony.calls.channel_events import NAME_LENGTH, own_leg, visit
from telephony.calls.evidence import Call, Rank, earliest
from telephony.calls.reading import Microseconds, Reader

_OF_THE_CALLER = {"member-queue-start", "member-queue-resume", "member-queue-end"}
_OF_THE_AGENT = {"bridge-agent-start", "bridge-agent-end"}


def queued(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """callcenter::info. What an agent or a queue does without a member is not a call's business."""
    member = read.identifier("CC-Member-Session-UUID")
    action = read.event.text("CC-Action")
    if member is None:
        return None
    if action in _OF_THE_CALLER or action in _OF_THE_AGENT:
        if read.event.text("Unique-ID") is not None:
            own_leg(book, read, core, at)
    caller = book.leg(member, core)
    if caller is None:
        read.problems.note("late", read.event, "CC-Member-Session-UUID", member)
        return None
    if not caller.seen:
        caller.keep("number", Rank.HEARSAY, at, read.text("CC-Member-CID-Number"))
        caller.keep("name", Rank.HEARSAY, at, read.text("CC-Member-CID-Name", NAME_LENGTH))
    call = caller.call
    agent = read.text("CC-Agent")
    if action in _OF_THE_AGENT:
        uuid = read.identifier("CC-Agent-UUID")
        leg = book.link(caller, uuid) if uuid is not None else None
        if leg is not None:
            leg.keep("agent", Rank.CREATION, at, agent)
    elif action == "agent-offering" and agent is not None:
        call.offers.add((at, agent))
    elif action == "bridge-agent-fail" and agent is not None:
        called = read.seconds("CC-Agent-Called-Time")
        cause = read.text("CC-Hangup-Cause")
        if called is not None and cause is not None:
            offer = (agent, called // 1_000_000)
            call.missed[offer] = cause
            call.failed[offer] = min(at, call.failed.get(offer, at))
    _stay(call, read, at, action)
    return caller.call


def _stay(call: Call, read: Reader, at: Microseconds, action: str | None) -> None:
    member, queue = read.identifier("CC-Member-UUID"), read.text("CC-Queue")
    if member is None or queue is None:
        return
    if action == "member-queue-start":
        visit(call, member, queue, 0, at)
        return
    joined = read.seconds("CC-Member-Joined-Time")
    if joined is None and member not in call.visits:
        return
    stay = visit(call, member, queue, 1, joined) if joined is not None else call.visits[member]
    if action == "member-queue-end":
        stay.left = earliest(stay.left, at)
        stay.cause = stay.cause or read.text("CC-Cause")
        stay.reason = stay.reason or read.text("CC-Cancel-Reason")


def conferred(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """conference::maintenance, of which only a member's joining says something."""
    room = read.identifier("Conference-Unique-ID")
    if read.event.text("Action") != "add-member" or room is None:
        return None
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    book.join(leg, room, at)
    return leg.call


SUBCLASSES = {"callcenter::info": queued, "conference::maintenance": conferred}
