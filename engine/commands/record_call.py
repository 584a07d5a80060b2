"""Record what the exchange tells of a call, and let its process hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from engine.calling.messages import OFFERED
from engine.commands.call_knowledge import combined, combined_leg, is_older
from engine.commands.call_messages import CallMessage
from engine.commands.call_parts import Merged, Part, Talk, merged, part_rows, stamp_of
from engine.commands.calls_in_orders import lock_orders_of, tell_orders
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.continued import take_over
from engine.commands.places.joining import tell_places
from engine.commands.recordings.note import ToldRecording, note_recordings
from engine.commands.stays import settle_stays, stays_after
from engine.commands.voicemail.joining import join_left
from engine.commands.work import NOWHERE, Work
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.org import Directory
from engine.store.call_parts import NO_PARTS, PartRow, RingRow, TalkRow, parts_after, put_parts
from engine.store.calls import CallRow, LegRow, call_by_id, insert_call, put_leg, update_call
from engine.store.controls import is_hung_up_by_control
from engine.store.open_calls import fitted
from engine.store.told_calls import StoredCall, Told, lock_told_call, lock_unlinked_call
from engine.words import Words

#: Columns of a call's row that the exchange tells.
_TOLD = frozenset(CallRow._fields) - {
    "id",
    "department_id",
    "agent_person_id",
    "last_agent_person_id",
    "wrap_up_ms",
    "facts",
    "revision",
}


@dataclass(frozen=True)
class Leg:
    """One leg of a call as the exchange tells it. Times are aware UTC business time."""

    channel: str
    role: str
    number: str | None
    name: str | None
    created_at: datetime
    answered_at: datetime | None = None
    bridged_at: datetime | None = None
    ended_at: datetime | None = None
    hangup_cause: str | None = None


@dataclass(frozen=True)
class RecordCall:
    """Store what is known of a call. `exchange_id` is the same in every record of a call.

    `node` is the exchange's name for itself and `as_of` the moment of the newest event that the record knows
    of: a record that knows less than the stored one adds what that lacks, and changes nothing else. `told` is
    the whole record as its teller wrote it, from which a later process can go on.
    """

    name: ClassVar[str] = "record-call"

    exchange_id: str
    direction: str
    state: str
    started_at: datetime
    outcome: str | None = None
    caller_number: str | None = None
    caller_name: str | None = None
    dialled_number: str | None = None
    queue: str | None = None
    agent: str | None = None
    last_agent: str | None = None
    hung_up_by: str | None = None
    hangup_cause: str | None = None
    queued_at: datetime | None = None
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    waiting_ms: int | None = None
    talk_ms: int | None = None
    hold_ms: int | None = None
    recording: str | None = None
    recording_ms: int | None = None
    legs: tuple[Leg, ...] = ()
    recordings: tuple[ToldRecording, ...] = ()
    parts: tuple[Part, ...] = ()
    kind: str | None = None
    node: str | None = None
    as_of: datetime | None = None
    told: Mapping[str, Any] | None = None
    #: The same caller's call at the exchange of another centre, which sent it here.
    continues: str | None = None

    #: What its process hears of it when it is stored, in order.
    messages: tuple[CallMessage, ...] = ()

    def perform(self, work: Work) -> Answer:
        """Store it, then tell its process; a record that says nothing new writes nothing.

        Two processes that tell of the same new call wait for each other, so that it becomes one row. All that
        is stored of the call is read in one round trip, and all is written in another.
        """
        found, cases = self._locked(work)
        now, directory = work.services.time_and_place(work.tx, found.revisions)
        row, answer = self._store(work, found, cases, directory)
        # All that its process hears, in one order for everybody.
        work.tx.lock_channel([(name, row.id) for name in self._names()], with_next=True)
        for one in self.messages:
            one.tell(work, row, now, directory, locked=True)
        return answer

    def _names(self) -> set[str]:
        return {OFFERED, *(one.message for one in self.messages)} if self.messages else set()

    def _locked(self, work: Work) -> tuple[Told, dict[str, Case]]:
        """Lock the call's orders, then the call; return all that is stored of it."""
        work.tx.lock_channel([("call", self.exchange_id)], with_next=True)
        if self.continues is None and (found := lock_unlinked_call(work.tx, self.exchange_id)) is not None:
            return found, {}
        cases = lock_orders_of(work, self.exchange_id, *([self.continues] if self.continues else []))
        return lock_told_call(work.tx, self.exchange_id), cases

    def _store(
        self, work: Work, found: Told, cases: Mapping[str, Case], directory: Directory
    ) -> tuple[CallRow, Answer]:
        """Store what is new; return the call's row as it is now, and the answer."""
        stored = found.stored
        known = stored.call if stored is not None else None
        person = directory.agent(self.agent)
        department = directory.queue_department(self.queue)
        own = {name: getattr(self, name) for name in CallRow._fields if name in _TOLD}
        row = CallRow(
            **{
                **own,
                "id": known.id if known is not None else new_id(),
                "department_id": department.id if department is not None else None,
                "agent_person_id": person.id if person is not None else None,
                "last_agent_person_id": self._last_person(directory),
                "wrap_up_ms": None,
                "hung_up_by": self._ended_by(work, known),
                "facts": self._facts(),
                "revision": known.revision if known is not None else 1,
            }
        )
        told = fitted(row)
        legs = self._legs(told, stored)
        said = part_rows(told.id, self.parts, directory)
        parts = _merged(said, told, stored)
        stamps = {"parts": parts.stamps} if parts.stamps else {}
        if known is None:
            row = told._replace(facts={**told.facts, **stamps})
            insert_call(work.tx, row)
        else:
            row = combined(known, told)
            row = row._replace(facts={**row.facts, **stamps})
            if row == known and not (legs or parts.rows or parts.replaced):
                self._note(work, known)
                return known, {"call": known.id, "new": False, "changed": False}
            row = row._replace(revision=known.revision + 1)
            update_call(work.tx, row)
        for leg, there in legs:
            put_leg(work.tx, leg, there)
        put_parts(work.tx, parts.replaced, parts.rows)
        after = parts_after(stored.parts if stored is not None else NO_PARTS, parts.replaced, parts.rows)
        stays = stays_after(stored.stays if stored is not None else [], after.visits)
        settle_stays(work, row, stays, [talk.at for talk in after.talks])
        self._note(work, row)
        if known is None or row.ended_at is not None:
            join_left(work, row, self.recordings, found.voicemails)
            tell_places(work, row, found.places)
        if self.continues is not None:
            take_over(work, row, self.continues, cases)
        if stored is not None:
            tell_orders(work, row, stored.links, after.talks, cases)
        work.changed("call", [told.id])
        for one in (known, told):
            if one is not None:
                work.changed("calls", [one.department_id or NOWHERE, one.agent_person_id])
        # Whose telephone rings sees the call before it is answered; whoever had it sees what became of it.
        work.changed("calls", [one.person_id for one in said if isinstance(one, RingRow | TalkRow)])
        return row, {"call": told.id, "new": known is None, "changed": True}

    def _ended_by(self, work: Work, known: CallRow | None) -> str | None:
        """Return who hung up: what an agent orders at the desk the exchange takes for its own doing."""
        if self.hung_up_by == "system" and known is not None and is_hung_up_by_control(work.tx, known.id):
            return "agent"
        return self.hung_up_by

    def _note(self, work: Work, row: CallRow) -> None:
        if self.recordings:
            note_recordings(work, row.id, self.node, row.started_at, row.ended_at, self.recordings)

    def _last_person(self, directory: Directory) -> str | None:
        """Return who of ours had the call last."""
        talks = sorted((part for part in self.parts if isinstance(part, Talk)), key=lambda talk: talk.at)
        names = [self.agent, *(talk.agent for talk in talks), self.last_agent]
        people = [person.id for name in names if (person := directory.agent(name)) is not None]
        return people[-1] if people else None

    def _facts(self) -> dict[str, Any]:
        facts = {
            "node": self.node,
            # Of fixed width, so that it sorts as the time does.
            "as_of": self.as_of.astimezone(UTC).isoformat(timespec="microseconds") if self.as_of else None,
            "told": dict(self.told) if self.told is not None else None,
        }
        return {name: value for name, value in facts.items() if value is not None}

    def _legs(self, told: CallRow, stored: StoredCall | None) -> list[tuple[LegRow, bool]]:
        """Return the legs that are new or of which more is known, with whether a row is there."""
        known = {leg.channel: leg for leg in stored.legs} if stored is not None else {}
        older = stored is not None and is_older(stored.call, told)
        found = []
        for leg in self.legs:
            row = fitted(LegRow(new_id(), told.id, *(getattr(leg, name) for name in LegRow._fields[2:])))
            before = known.get(row.channel)
            if before is not None:
                row = combined_leg(before, row, older)
            if row != before:
                found.append((row, before is not None))
        return found


def _merged(said: list[PartRow], told: CallRow, stored: StoredCall | None) -> Merged:
    """Return what a telling changes in the parts of a call; one that is part of another has none."""
    known = [row for kind in stored.parts for row in kind] if stored is not None else []
    if told.state == "merged" or (stored is not None and stored.call.state == "merged"):
        return Merged(known, [], {})
    stamps = stored.call.facts.get("parts", {}) if stored is not None else {}
    return merged(known, stamps, said, stamp_of(told))


@dataclass(frozen=True)
class TellOfCall:
    """Tell the process of a call what has happened, as `CallMessage` says it."""

    name: ClassVar[str] = "tell-of-call"

    call_id: str
    message: str
    fact_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Correlate the message by the call's id.

        Raises:
            InvalidInput: no call tells such a message, or there is no such call.
        """
        now, directory = work.services.time_and_place(work.tx)
        call = call_by_id(work.tx, self.call_id)
        if call is None:
            raise InvalidInput(Words(f"there is no call {self.call_id!r}", f"没有来电 {self.call_id!r}"))
        return CallMessage(self.message, self.fact_id, self.payload).tell(work, call, now, directory)
