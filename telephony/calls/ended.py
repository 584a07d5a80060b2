"""What a call record says of a leg that has ended, taken as evidence beside what events told.

A record repeats at the end of a leg what its events said: so it is read as its CHANNEL_HANGUP_COMPLETE, and a
leg of which every event was heard already learns nothing from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telephony.calls.book import Book
from telephony.calls.changes import Changes
from telephony.calls.channel_events import PATH_LENGTH, completed
from telephony.calls.evidence import Call, Leg, Tape
from telephony.calls.facts import CallOffered, OutcomeRevised
from telephony.calls.reading import Microseconds, Problems, Reader
from telephony.calls.record import CallRecord
from telephony.calls.said import Said
from telephony.esl.values import Value

#: Of a call that ended so long ago nobody is called back, and no process begins.
STALE = timedelta(days=1)
#: CC-Cause of `member-queue-end`, by the variable that says the same.
_CAUSES = {"answered": "Terminated", "cancel": "Cancel"}


@dataclass(frozen=True, slots=True)
class EndedLeg:
    """A leg's last word. `headers` are those that its last event would have had.

    `caller` is the leg for which this one was dialled, None when nobody waits at its other end. `node` is
    the exchange's name for itself, `partner` whom it was connected with last, since `partner_since`.
    """

    uuid: str
    core_uuid: str
    node: str | None
    caller: str | None
    headers: Mapping[str, Value] = field(repr=False)
    partner: str | None = None
    partner_since: Microseconds | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What call records came to. `held` wait for their callers' own, `recalled` were stored and are known
    again.

    `calls` has the call's id of each leg, None of one that makes no call.
    """

    changes: Changes
    held: tuple[EndedLeg, ...]
    recalled: tuple[CallRecord, ...]
    calls: Mapping[str, str | None]

    @property
    def new(self) -> set[str | None]:
        """The ids of calls of which nothing was known."""
        return {fact.call_id for fact in self.changes.facts if isinstance(fact, CallOffered)}

    @property
    def revised(self) -> set[str | None]:
        """The ids of calls whose end was thought to be another."""
        return {fact.call_id for fact in self.changes.facts if isinstance(fact, OutcomeRevised)}

    def stale(self, at: datetime) -> set[str]:
        """Return the ids of new calls that ended too long before `at` for anybody to be told of them."""
        new, since = self.new, at - STALE
        ended = ((record.call_id, record.ended_at) for record in self.changes.records)
        return {call_id for call_id, end in ended if call_id in new and end is not None and end < since}


def take_end(
    book: Book, leg: EndedLeg, problems: Problems, latest: Microseconds
) -> tuple[Call, Microseconds] | None:
    """Take a leg's record, and return its call and when it ended; None when nothing can be made of it.

    `latest` is the last moment at which it can have ended.
    """
    read = Reader(Said(leg.headers), problems, latest)
    at = read.time("Caller-Channel-Hangup-Time")
    if at is None or completed(book, read, leg.core_uuid, at) is None:
        return None
    own = book.legs[leg.uuid]
    if leg.caller is not None:
        book.link(own, leg.caller)
    _connected(book, own, leg)
    _taped(own.call, read, at)
    _left(own.call, read, at)
    return own.call, at


def _connected(book: Book, own: Leg, leg: EndedLeg) -> None:
    """Note with whom it spoke last, unless an event said when."""
    if leg.partner is None or leg.partner_since is None or leg.partner in own.partners:
        return
    other = book.link(own, leg.partner)
    if other is not None and other is not own:
        book.bridge(own, other, leg.partner_since)


def _taped(call: Call, read: Reader, at: Microseconds) -> None:
    path = read.text("variable_cc_record_filename", PATH_LENGTH)
    milliseconds = read.number("variable_record_ms")
    if path is None or milliseconds is None:
        return
    tape = call.tapes.setdefault(path, Tape())
    if tape.stopped is None:
        tape.stopped = at
    if tape.milliseconds is None:
        tape.milliseconds = milliseconds


def _left(call: Call, read: Reader, at: Microseconds) -> None:
    """Note when and why it left its queue; the epochs are of whole seconds, so that events say it better."""
    stay = call.visits.get(read.identifier("variable_cc_member_uuid") or "")
    if stay is None or read.text("variable_cc_side") != "member":
        return
    if stay.left is None:
        canceled = read.seconds("variable_cc_queue_canceled_epoch")
        stay.left = min(at, canceled or read.seconds("variable_cc_queue_terminated_epoch") or at)
    stay.cause = stay.cause or _CAUSES.get(read.text("variable_cc_cause") or "")
    stay.reason = stay.reason or read.text("variable_cc_cancel_reason")
