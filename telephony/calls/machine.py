"""The call state machine of one FreeSWITCH node: events in, records and facts out.

It is pure in that it knows no clock, socket or database: everything it says follows from the events and
reconciliations it was given. It keeps evidence (`evidence`), from which records are derived (`derive`), of
which facts are the differences (`changes`). So an event told twice, late or out of order changes nothing
wrong: evidence does not depend on order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from telephony.calls.book import Book
from telephony.calls.changes import NOTHING, Changes, facts_between, merged
from telephony.calls.channel_events import HANDLERS
from telephony.calls.custom_events import SUBCLASSES
from telephony.calls.derive import first_leg, record_of
from telephony.calls.derived_ids import derived_id
from telephony.calls.ended import EndedLeg, Imported, take_end
from telephony.calls.evidence import Call, Leg
from telephony.calls.facts import Fact, JobFinished
from telephony.calls.opened import OpenChannel, take_channel
from telephony.calls.parts import EPOCH, moment
from telephony.calls.reading import LATEST, UUID, Microseconds, Problems, Reader, node_of
from telephony.calls.record import CallRecord
from telephony.calls.restore import evidence_of
from telephony.calls.said import Said
from telephony.esl import Event

NAMESPACE = "5b6b6f2c-0d0a-5c2e-9a43-3f2f6d0c8c11"
JOB_TEXT_KEPT = 1000
#: An event's time may be so far from when it came; one of another clock would make all later events old.
MOST_APART: Microseconds = 5 * 60 * 1_000_000
_RETIRED_KEPT = 16


class CallMachine:
    """Every call of one node. `namespace` makes other ids of the same calls (to replay one again).

    `problems` counts malformed values; no event, whatever its headers hold, raises. `node` is the name that
    FreeSWITCH gives itself, None until an event has told it.
    """

    def __init__(self, namespace: str = NAMESPACE) -> None:
        self.problems = Problems()
        self.node: str | None = None
        self._namespace = namespace
        self._book = Book()
        self._core: str | None = None
        self._retired: deque[str] = deque(maxlen=_RETIRED_KEPT)
        self._latest: Event | None = None
        self._ahead: Microseconds = LATEST
        self._clock: Microseconds = 0

    def apply(self, event: Event, received: datetime | None = None) -> Changes:
        """Take one event and return what it changed; see `apply_all`."""
        return self.apply_all((event,), received)

    def apply_all(self, events: Iterable[Event], received: datetime | None = None) -> Changes:
        """Take events that arrived together, in order, and return what they changed, one record a call.

        `received` (aware) stands in when an event's own time is malformed, or more than five minutes from it
        (the exchange's clock has jumped); other times that lie as far ahead are not believed. An event of a
        core not seen before means that FreeSWITCH was restarted: every call of the old core has ended.
        """
        latest = LATEST if received is None else _microseconds(received) + MOST_APART
        told = _Telling()
        touched: dict[Call, Microseconds] = {}
        for event in events:
            core = event.text("Core-UUID")
            if core is None or core != self._core:
                self._tell_all(touched, told)
                core = self._meet_core(event, core, told)
            self._latest, self._ahead = event, latest
            name = event.name
            handler = HANDLERS.get(name)
            if handler is None:
                if name == "BACKGROUND_JOB":
                    self._tell_job(Reader(event, self.problems, latest), received, told)
                if name != "CUSTOM" or (handler := SUBCLASSES.get(event.subclass)) is None:
                    continue
            read = Reader(event, self.problems, latest)
            at = self._time(read, received)
            if at is None or core is None or self._comes_from_the_grave(read, core):
                continue
            call = handler(self._book, read, core, at)
            if call is not None:
                call.touched = touched[call] = max(call.touched, at)
                call.heard = call.heard if received is None else _microseconds(received)
                call.quiet = False
        self._tell_all(touched, told)
        return told.changes()

    def open(self, channels: Iterable[OpenChannel], core_uuid: str | None, at: datetime) -> Changes:
        """Take channels that were there before anybody listened, all that were found together.

        `core_uuid` is the core that answered, None when not known; `at` (aware) is when. What events have
        told of them since stays.
        """
        told = _Telling()
        touched: dict[Call, Microseconds] = {}
        now = _microseconds(at)
        for channel in channels:
            core = core_uuid or self._core
            if core is None or core != (self._core or core):
                continue
            read = Reader(Said(channel.headers), self.problems, now + MOST_APART)
            call = take_channel(self._book, channel, read, core, now)
            if call is not None:
                began = read.time("Caller-Channel-Created-Time") or now
                call.touched = touched[call] = max(call.touched, min(began, now))
                call.heard = now
        self._tell_all(touched, told)
        return told.changes()

    def lacks(self, channel: str) -> bool:
        """True when nothing is known of a channel, by its uuid, but what others say of it."""
        known = self._book.legs.get(channel)
        return known is None or not known.seen

    def lacks_stay(self, channel: str, member: str) -> bool:
        """True when nobody heard that a caller, by his channel, joined a queue as this member."""
        known = self._book.legs.get(channel)
        return known is not None and member not in known.call.visits

    def busy(self) -> set[str]:
        """Return the agents who have a channel, by every name that it has for them."""
        legs = (leg for leg in self._book.legs.values() if leg.alive)
        return {name for leg in legs for name in (leg.text("agent"), leg.text("user")) if name is not None}

    def take_up(self, records: Iterable[CallRecord]) -> Changes:
        """Know the calls that an earlier process recorded of this node, and tell again what it told of them.

        Give it those that are open, and those that have just ended: an agent's channel may outlive its
        customer's, and its last events must not make a call of their own. Call it before the first event, or
        before the event that first tells the node. From then on they are calls like any other: later events
        go on with them, another core or a reconciliation ends those that FreeSWITCH has no more. The earlier
        process may have died between a record and its facts, so they are told again, under the same ids.
        Left alone are calls that are known here, and those that are not FreeSWITCH's own (a recording that
        rings again).
        """
        told = _Telling()
        for record in records:
            if record.merged_into is not None or not record.legs:
                continue
            if record.call_id != derived_id(self._namespace, f"{record.core_uuid}/{record.legs[0].uuid}"):
                continue
            if self._book.take_up(evidence_of(record)):
                told.records.append(record)
                told.facts.extend(facts_between(None, record, record.as_of or record.started_at))
        return told.changes()

    def reconcile(
        self,
        channels: Collection[str],
        core_uuid: str | None,
        at: datetime,
        heard_within: timedelta = timedelta(0),
    ) -> Changes:
        """End every call whose channel FreeSWITCH does not list any more; call it after every reconnect.

        `channels` are the uuids in the answer to `show channels as json` (see `listed_channels`),
        `core_uuid` the core that answered, None when not known; another core than the calls' ends them
        all. `at` (aware) is when the answer came. The list lags behind: a call of which something came
        `heard_within` before is left alone. The end of a lost call is put at the last sign of life
        of its core. Should the true end be told later, the record is revised.
        """
        told = _Telling()
        now = _microseconds(at)
        if core_uuid is not None and core_uuid != self._core:
            self._retire(core_uuid, told)
        listed = frozenset(channels)
        for call in self._book:
            call.quiet = call.quiet and listed.isdisjoint(call.legs)
        silent = now - heard_within // timedelta(microseconds=1) if heard_within else LATEST
        self._bury(lambda leg: leg.uuid not in listed and leg.call.heard <= silent, now, told)
        return told.changes()

    def unknown(self, legs: Iterable[EndedLeg]) -> set[str]:
        """Return the ids under which calls of these legs may be stored that are not known here."""
        return {
            derived_id(self._namespace, f"{leg.core_uuid}/{uuid}")
            for leg in legs
            for uuid in (leg.uuid, leg.caller)
            if uuid is not None and uuid not in self._book.legs
        }

    def has_ended(self, leg: str) -> bool:
        """True when the end of a leg, by its uuid, was seen: its record has nothing to add."""
        known = self._book.legs.get(leg)
        return known is not None and known.over

    def import_ended(
        self, legs: Collection[EndedLeg], stored: Iterable[CallRecord], at: datetime
    ) -> Imported:
        """Take legs whose end nobody heard, from the exchange's own records, in any order.

        `stored` are the calls that are stored under the ids of `unknown`, `at` (aware) is now: what ended
        later is not believed. A call that is known is revised: the end of a lost one becomes what it was.
        Others are told from beginning to end. No call becomes live and no core a new one, whatever a record
        says. The leg of a caller of whom nothing is known waits for his own record: it makes no call.
        """
        recalled = [record for record in stored if record.legs and self._book.recall(evidence_of(record))]
        coming = {leg.uuid for leg in legs}
        held: list[EndedLeg] = []
        told = _Telling()
        touched: dict[Call, Microseconds] = {}
        latest = _microseconds(at) + MOST_APART
        for leg in legs:
            whose = leg.caller
            if not (whose is None or whose in coming or {whose, leg.uuid} & self._book.legs.keys()):
                held.append(leg)
                continue
            taken = take_end(self._book, leg, self.problems, latest)
            if taken is not None:
                call, ended = taken
                call.touched = touched[call] = max(call.touched, ended)
        self._tell_all(touched, told)
        calls = {
            leg.uuid: next(iter(known.call.published), None)
            for leg in legs
            if (known := self._book.legs.get(leg.uuid)) is not None
        }
        return Imported(told.changes(), tuple(held), tuple(recalled), calls)

    def forget(self, before: datetime) -> int:
        """Drop calls that ended before `before` (aware) and return how many; a late event finds nothing.

        Call it from time to time, or memory grows. A call is not dropped while its events still come.
        """
        limit = _microseconds(before)
        dropped = 0
        for call in self._book:
            over = all(record.over for record in call.published.values())
            if over and call.touched < limit:
                self._book.forget(call)
                dropped += 1
        return dropped

    def calls(self) -> list[CallRecord]:
        """Return the records of all calls not forgotten, in the order in which they began.

        Calls that were taken up are among them as soon as something is heard of them.
        """
        records = [record for call in self._book if not call.quiet for record in call.published.values()]
        return sorted(records, key=lambda record: (record.started_at, record.call_id))

    def _meet_core(self, event: Event, core: str | None, told: _Telling) -> str | None:
        """Return the core to book the event on, and tell what follows when it is a new one."""
        if core is None or not UUID.fullmatch(core):
            self.problems.note("core", event, "Core-UUID", core)
            return self._core
        if core not in self._retired:
            self.node = node_of(event) or self.node
            self._retire(core, told)
        return core

    def _retire(self, new_core: str, told: _Telling) -> None:
        """Take `new_core` as the living one. The calls of every core before it have ended."""
        cores = {leg.core for leg in self._book.legs.values()}
        if self._core is not None:
            cores.add(self._core)
        gone = cores - {new_core}
        if gone:
            self._bury(lambda leg: leg.core in gone, None, told)
            self._retired.extend(sorted(gone.difference(self._retired)))
            self._latest = None
        self._core = new_core

    def _bury(self, missing: Callable[[Leg], bool], latest: Microseconds | None, told: _Telling) -> None:
        """End the legs that are missing, at the last sign of life of their core, but not after `latest`.

        One that was seen hanging up has ended then.
        """
        signs = self._last_signs()
        for call in self._book:
            gone = [leg for leg in call.legs.values() if leg.alive and missing(leg)]
            if not gone:
                if not call.published and all(missing(leg) for leg in call.legs.values()):
                    self._book.forget(call)
                continue
            at = max(call.touched, *(signs[leg.core] for leg in gone))
            at = max(call.touched, at if latest is None else min(at, latest))
            for leg in gone:
                leg.told = None
                if leg.hung_up is not None:
                    leg.over = True
                else:
                    leg.gone = at
            self._tell(call, at, told)

    def _last_signs(self) -> dict[str, Microseconds]:
        """When each core was last heard of: by the events of its calls, the living one by any event."""
        signs: dict[str, Microseconds] = {}
        for call in self._book:
            for leg in call.legs.values():
                signs[leg.core] = max(signs.get(leg.core, 0), call.touched)
        if self._core is not None:
            signs[self._core] = max(signs.get(self._core, 0), self._last_sign() or 0)
        return signs

    def _last_sign(self) -> Microseconds | None:
        """When the core was last heard of, by any event."""
        if self._latest is None:
            return self._clock or None
        read = Reader(self._latest, self.problems, self._ahead)
        return max(read.time("Event-Date-Timestamp") or 0, self._clock) or None

    def _time(self, read: Reader, received: datetime | None) -> Microseconds | None:
        at = read.time("Event-Date-Timestamp")
        if at is not None and received is not None and at < _microseconds(received) - MOST_APART:
            read.problems.note("clock", read.event, "Event-Date-Timestamp", str(at))
            at = None
        if at is not None:
            self._clock = max(self._clock, at)
            return at
        if received is not None:
            return _microseconds(received)
        return self._clock or None

    def _comes_from_the_grave(self, read: Reader, core: str) -> bool:
        """True for an event of a core that is no more, about a channel that nobody knows."""
        if core not in self._retired:
            return False
        uuid = read.event.text("Unique-ID") or read.event.text("CC-Member-Session-UUID") or ""
        if uuid in self._book.legs:
            return False
        self.problems.note("late", read.event, "Core-UUID", core)
        return True

    def _tell_all(self, touched: dict[Call, Microseconds], told: _Telling) -> None:
        for call, at in touched.items():
            if call in self._book:  # another may have absorbed it meanwhile
                self._tell(call, at, told)
        touched.clear()

    def _tell(self, call: Call, at: Microseconds, told: _Telling) -> None:
        """Derive the record of `call` and tell what is new in it."""
        if not any(leg.seen for leg in call.legs.values()):
            return
        first = first_leg(call)
        call_id = first.call_id = first.call_id or derived_id(self._namespace, f"{first.core}/{first.uuid}")
        new = record_of(call, first, call_id, self._book.legs, self.node)
        old = call.published.get(call_id)
        if old == new and len(call.published) == 1:
            return
        time = moment(at)
        told.records.append(new)
        for other in call.published.values():
            if other.call_id != call_id:
                record, fact = merged(other, call_id, time)
                told.records.append(record)
                told.facts.append(fact)
        told.facts.extend(facts_between(old, new, time))
        call.quiet = False
        call.published = {call_id: new}

    def _tell_job(self, read: Reader, received: datetime | None, told: _Telling) -> None:
        job, at = read.identifier("Job-UUID"), self._time(read, received)
        if job is None or at is None:
            return
        text = read.event.body.replace("\0", " ").strip()[:JOB_TEXT_KEPT]
        told.facts.append(
            JobFinished(
                id=derived_id(self._namespace, f"{JobFinished.kind}|{job}"),
                call_id=None,
                at=moment(at),
                job_uuid=job,
                ok=not text.startswith("-"),
                text=text,
            )
        )


class _Telling:
    """What is to be told, while it is gathered."""

    __slots__ = ("facts", "records")

    def __init__(self) -> None:
        self.records: list[CallRecord] = []
        self.facts: list[Fact] = []

    def changes(self) -> Changes:
        if not self.records and not self.facts:
            return NOTHING
        return Changes(tuple(self.records), tuple(self.facts))


def _microseconds(at: datetime) -> Microseconds:
    return (at - EPOCH) // timedelta(microseconds=1)
