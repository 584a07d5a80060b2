"""What each event of a channel adds to the evidence.

Order surprises seen on the wire: `bridge-agent-start` comes before CHANNEL_BRIDGE, whose Unique-ID after an
attended transfer is the new agent's leg; so the two legs of a bridge are read from Bridge-A and Bridge-B.
Every event of a channel repeats the channel's own times, so that a lost event costs little.
"""

from __future__ import annotations

from collections.abc import Callable

from telephony.calls.book import Book
from telephony.calls.evidence import DIGITS_KEPT, HOLDS_KEPT, Call, Leg, Rank, Tape, Visit, earliest
from telephony.calls.reading import UUID, Microseconds, Reader

Handler = Callable[[Book, Reader, str, Microseconds], Call | None]

PATH_LENGTH = 1024
_DIALOGUE = {
    "endless_playback",
    "ivr",
    "loop_playback",
    "lua",
    "phrase",
    "play_and_detect_speech",
    "play_and_get_digits",
    "playback",
    "read",
    "say",
    "socket",
    "speak",
    "voicemail",
}
NAME_LENGTH = 256


def own_leg(book: Book, read: Reader, core: str, at: Microseconds, rank: Rank = Rank.OWN) -> Leg | None:
    """Return the event's own leg with what the event says of it; None when it has none or is forgotten."""
    leg = book.legs.get(read.event.text("Unique-ID") or "") or _new_leg(book, read, core)
    if leg is None:
        return None
    if not leg.seen:
        leg.seen, leg.core, leg.call_id = True, core, ""
    leg.noticed = earliest(leg.noticed, at)
    leg.told = None
    known = leg.texts.get("direction")
    if rank is Rank.CREATION or known is None or known[0] != Rank.CREATION:
        _identity(leg, read, at, rank)
        for header in ("variable_cc_member_session_uuid", "Channel-Call-UUID"):
            related = read.identifier(header)
            if related is not None and related != leg.uuid:
                book.link(leg, related)
    if leg.inbound:  # set by the dialplan alone, of a caller whom the exchange of another centre has sent
        leg.keep("continues", rank, at, read.identifier("variable_huan_call"))
    _times(leg, read)
    _moves(leg, read, at)
    other = read.event.text("Other-Leg-Unique-ID")
    if other is not None and (other in book.legs or read.identifier("Other-Leg-Unique-ID")):
        partner = book.link(leg, other)
        if partner is not None and not partner.seen:
            _hearsay(partner, read, at)
    return leg


def _new_leg(book: Book, read: Reader, core: str) -> Leg | None:
    uuid = read.identifier("Unique-ID")
    if uuid is None:
        read.problems.note("no Unique-ID", read.event, "Unique-ID", read.event.text("Unique-ID"))
        return None
    leg = book.leg(uuid, core)
    if leg is None:
        read.problems.note("late", read.event, "Unique-ID", uuid)
    return leg


def _identity(leg: Leg, read: Reader, at: Microseconds, rank: Rank) -> None:
    direction = read.text("Call-Direction")
    if direction in ("inbound", "outbound"):
        leg.keep("direction", rank, at, direction)
    leg.keep("number", rank, at, read.text("Caller-Caller-ID-Number"))
    leg.keep("name", rank, at, read.text("Caller-Caller-ID-Name", NAME_LENGTH))
    leg.keep("destination", rank, at, read.text("Caller-Destination-Number"))
    if direction == "inbound":
        leg.keep("destination", Rank.REQUEST, at, read.text("variable_sip_req_user"))
        leg.keep("user", rank, at, read.text("variable_user_name"))  # of a telephone that has signed in
    else:  # on the caller's leg it names whom the dialplan rings
        leg.keep("user", rank, at, read.text("variable_dialed_user"))
    if read.text("variable_cc_side") == "agent":
        leg.keep("agent", rank, at, read.text("variable_cc_agent"))


def _times(leg: Leg, read: Reader) -> None:
    if leg.created is None:
        leg.created = read.time("Caller-Channel-Created-Time")
    if leg.answered is None:
        leg.answered = read.time("Caller-Channel-Answered-Time")
    if leg.ringing is None and not leg.inbound:
        media = read.time("Caller-Channel-Progress-Media-Time")
        leg.ringing = earliest(read.time("Caller-Channel-Progress-Time"), media)
    bridged = read.time("Caller-Channel-Bridged-Time")
    if bridged is not None:
        leg.bridged = earliest(leg.bridged, bridged)


def _moves(leg: Leg, read: Reader, at: Microseconds) -> None:
    """Note that the leg was sent on: `variable_transfer_source` is `SECOND:UUID:bl_xfer:DESTINATION`."""
    source = read.event.text("variable_transfer_source")
    if source is not None and len(leg.moved) < HOLDS_KEPT:
        second, _, rest = source.partition(":")
        if rest.partition(":")[2].startswith("bl_xfer:") and second.isdecimal() and len(second) < 12:
            leg.moved.add(int(second) * 1_000_000)
    if read.event.text("variable_sip_refer_to") is not None:
        leg.referred = earliest(leg.referred, at)


def _hearsay(leg: Leg, read: Reader, at: Microseconds) -> None:
    direction = read.text("Other-Leg-Direction")
    if direction in ("inbound", "outbound"):
        leg.keep("direction", Rank.HEARSAY, at, direction)
    leg.keep("number", Rank.HEARSAY, at, read.text("Other-Leg-Caller-ID-Number"))
    leg.keep("name", Rank.HEARSAY, at, read.text("Other-Leg-Caller-ID-Name", NAME_LENGTH))
    leg.keep("destination", Rank.HEARSAY, at, read.text("Other-Leg-Destination-Number"))
    leg.told = None
    if leg.created is None:
        leg.created = read.time("Other-Leg-Channel-Created-Time")
    if leg.answered is None:
        leg.answered = read.time("Other-Leg-Channel-Answered-Time")


def created(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_CREATE, or the channel's data in the answer to `connect`."""
    leg = own_leg(book, read, core, at, Rank.CREATION)
    return leg.call if leg else None


def passed(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """An event that only repeats the channel's times: CHANNEL_ANSWER, CHANNEL_PROGRESS …"""
    leg = own_leg(book, read, core, at)
    return leg.call if leg else None


def parked(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_PARK: the caller waits, unless an outbound socket controls the channel."""
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    _application(leg, read)
    return leg.call


def _application(leg: Leg, read: Reader) -> None:
    """Note what the caller's channel was doing: waiting in `park`, or speaking with a dialogue."""
    if leg.inbound:
        application = read.text("variable_current_application")
        leg.call.parked |= application == "park"
        leg.call.dialogue |= application in _DIALOGUE and read.event.name != "CHANNEL_PARK"


def bridged(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_BRIDGE."""
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    ends = [read.identifier(f"Bridge-{side}-Unique-ID") for side in "AB"]
    far = next((uuid for uuid in ends if uuid is not None and uuid != leg.uuid), None)
    far = far or read.identifier("Other-Leg-Unique-ID")
    if far is None or far == leg.uuid:
        read.problems.note("no other leg", read.event, "Bridge-B-Unique-ID", far)
        return leg.call
    other = book.link(leg, far)
    if other is not None:
        book.bridge(leg, other, at)
    return leg.call


def hung_up(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_HANGUP: the cause, but not yet the end; what is said of it may still come."""
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    time = read.time("Caller-Channel-Hangup-Time")
    leg.hung_up = earliest(leg.hung_up, time if time is not None else at)
    leg.keep("cause", Rank.OWN, at, read.text("Hangup-Cause"))
    leg.keep("disposition", Rank.OWN, at, read.text("variable_sip_hangup_disposition"))
    return leg.call


def completed(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_HANGUP_COMPLETE and CHANNEL_DESTROY: the leg is over."""
    call = hung_up(book, read, core, at)
    if call is None:
        return None
    leg = book.legs[read.event.text("Unique-ID") or ""]
    leg.over = True
    _application(leg, read)
    if read.text("variable_cc_side") == "member":
        member, queue = read.identifier("variable_cc_member_uuid"), read.text("variable_cc_queue")
        joined = read.seconds("variable_cc_queue_joined_epoch")
        if member is not None and queue is not None and joined is not None:
            visit(call, member, queue, 1, joined)
    return call


def visit(call: Call, member: str, queue: str, rank: int, joined: Microseconds) -> Visit:
    """Keep a stay in a queue; of two beginnings the better ranked counts, then the earlier."""
    known = call.visits.get(member)
    if known is None:
        known = call.visits[member] = Visit(queue, (rank, joined))
    elif (rank, joined) < known.joined:
        known.queue, known.joined = queue, (rank, joined)
    return known


def held(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_HOLD and CHANNEL_UNHOLD."""
    leg = own_leg(book, read, core, at)
    if leg is None:
        return None
    marks = leg.holds if read.event.name == "CHANNEL_HOLD" else leg.resumes
    if len(marks) < HOLDS_KEPT:
        marks.add(at)
    return leg.call


def executed(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """CHANNEL_EXECUTE, of which only a supervisor's `eavesdrop` on a channel says something, and `three_way`.

    By that a third joins the talk that goes on at a channel, as a conference that bears the channel's name.
    """
    application = read.event.text("Application")
    if application not in ("eavesdrop", "three_way"):
        return None
    leg = own_leg(book, read, core, at)
    target = read.event.text("Application-Data") or ""
    if leg is None or not UUID.fullmatch(target):  # "all" listens in on whoever speaks next
        return leg.call if leg else None
    if application == "three_way":
        book.link(leg, target)
        book.join(leg, target, at)
        return leg.call
    leg.monitoring = earliest(leg.monitoring, at)
    leg.keep("monitors", Rank.OWN, at, _supervision(read))
    book.link(leg, target)
    return leg.call


def _supervision(read: Reader) -> str:
    """Return how a supervisor listens in, by the variables that `eavesdrop` begins with (mod_dptools.c)."""
    heard = {
        side
        for side in ("aleg", "bleg")
        for kind in ("bridge", "whisper")
        if read.event.text(f"variable_eavesdrop_{kind}_{side}") in ("true", "yes", "on", "1")
    }
    return ("listen", "whisper", "barge")[len(heard)]


def pressed(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """DTMF."""
    leg = own_leg(book, read, core, at)
    digit = read.text("DTMF-Digit", 8)
    if leg is None or digit is None:
        return None
    if len(leg.call.digits) < DIGITS_KEPT:
        leg.call.digits[at, read.number("Event-Sequence") or 0] = digit
    return leg.call


def taped(book: Book, read: Reader, core: str, at: Microseconds) -> Call | None:
    """RECORD_START and RECORD_STOP."""
    leg = own_leg(book, read, core, at)
    path = read.text("Record-File-Path", PATH_LENGTH)
    if leg is None or path is None:
        return None
    tape = leg.call.tapes.setdefault(path, Tape())
    if read.event.name == "RECORD_START":
        tape.started = earliest(tape.started, at)
    else:
        tape.stopped = earliest(tape.stopped, at)
        milliseconds = read.number("variable_record_ms")
        if milliseconds is not None and tape.milliseconds is None:
            tape.milliseconds = milliseconds
    return leg.call


HANDLERS: dict[str, Handler] = {
    "CHANNEL_CREATE": created,
    "CHANNEL_DATA": created,
    "CHANNEL_PROGRESS": passed,
    "CHANNEL_PROGRESS_MEDIA": passed,
    "CHANNEL_ANSWER": passed,
    "CHANNEL_PARK": parked,
    "CHANNEL_BRIDGE": bridged,
    "CHANNEL_HOLD": held,
    "CHANNEL_UNHOLD": held,
    "CHANNEL_EXECUTE": executed,
    "CHANNEL_HANGUP": hung_up,
    "CHANNEL_HANGUP_COMPLETE": completed,
    "CHANNEL_DESTROY": completed,
    "DTMF": pressed,
    "RECORD_START": taped,
    "RECORD_STOP": taped,
}
