"""Record what the exchange tells of a call, and let its process hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from engine.calling.messages import MESSAGES
from engine.commands.call_knowledge import combined, combined_leg, is_older
from engine.commands.call_messages import brought, tell_call
from engine.commands.call_parts import Merged, Part, Talk, merged, part_rows, stamp_of
from engine.commands.calls_in_orders import lock_orders_of, tell_orders
from engine.commands.command import Answer
from engine.commands.continued import take_over
from engine.commands.places.joining import tell_places
from engine.commands.recordings.note import ToldRecording, note_recordings
from engine.commands.stays import settle_stays
from engine.commands.voicemail.joining import join_left
from engine.commands.work import NOWHERE, Work
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.org import Directory
from engine.store.call_parts import PartRow, RingRow, TalkRow, parts_of, put_parts
from engine.store.calls import (
    CallRow,
    LegRow,
    call_by_id,
    insert_call,
    legs_of,
    lock_call_of_exchange,
    put_leg,
    update_call,
)
from engine.store.open_calls import fitted
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

    def perform(self, work: Work) -> Answer:
        """Store it; a record that says nothing new writes nothing.

        Two processes that tell of the same new call wait for each other, so that it becomes one row.
        """
        work.tx.lock_channel([("call", self.exchange_id)])
        _, directory = work.services.time_and_place(work.tx)
        cases = lock_orders_of(work, self.exchange_id, *([self.continues] if self.continues else []))
        known = lock_call_of_exchange(work.tx, self.exchange_id)
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
                "facts": self._facts(),
                "revision": known.revision if known is not None else 1,
            }
        )
        told = fitted(row)
        legs = self._legs(work, told, known)
        said = part_rows(told.id, self.parts, directory)
        parts = _merged(work, said, told, known)
        stamps = {"parts": parts.stamps} if parts.stamps else {}
        if known is None:
            insert_call(work.tx, told._replace(facts={**told.facts, **stamps}))
        else:
            row = combined(known, told)
            row = row._replace(facts={**row.facts, **stamps})
            if row == known and not (legs or parts.rows or parts.replaced):
                self._note(work, known)
                return {"call": known.id, "new": False, "changed": False}
            update_call(work.tx, row._replace(revision=known.revision + 1))
        for leg, there in legs:
            put_leg(work.tx, leg, there)
        put_parts(work.tx, parts.replaced, parts.rows)
        settle_stays(work, told if known is None else row)
        self._note(work, told if known is None else row)
        if known is None or row.ended_at is not None:
            join_left(work, told if known is None else row, self.recordings)
            tell_places(work, told if known is None else row)
        if self.continues is not None:
            take_over(work, told if known is None else row, self.continues, cases)
        if known is not None:
            tell_orders(work, row, cases)
        work.changed("call", [told.id])
        for one in (known, told):
            if one is not None:
                work.changed("calls", [one.department_id or NOWHERE, one.agent_person_id])
        # Whose telephone rings sees the call before it is answered; whoever had it sees what became of it.
        work.changed("calls", [one.person_id for one in said if isinstance(one, RingRow | TalkRow)])
        return {"call": told.id, "new": known is None, "changed": True}

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

    def _legs(self, work: Work, told: CallRow, known: CallRow | None) -> list[tuple[LegRow, bool]]:
        """Return the legs that are new or of which more is known, with whether a row is there."""
        stored = {} if known is None else {leg.channel: leg for leg in legs_of(work.tx, known.id)}
        older = known is not None and is_older(known, told)
        found = []
        for leg in self.legs:
            row = fitted(LegRow(id=new_id(), call_id=told.id, **asdict(leg)))
            before = stored.get(row.channel)
            if before is not None:
                row = combined_leg(before, row, older)
            if row != before:
                found.append((row, before is not None))
        return found


def _merged(work: Work, said: list[PartRow], told: CallRow, known: CallRow | None) -> Merged:
    """Return what a telling changes in the parts of a call; one that is part of another has none."""
    gone = told.state == "merged" or (known is not None and known.state == "merged")
    stored = []
    if known is not None and (said or gone):
        stored = [row for kind in parts_of(work.tx, told.id) for row in kind]
    if gone:
        return Merged(stored, [], {})
    stamps = known.facts.get("parts", {}) if known is not None else {}
    return merged(stored, stamps, said, stamp_of(told))


@dataclass(frozen=True)
class TellOfCall:
    """Tell the process of a call what has happened: a message of `engine.calling.messages`.

    `fact_id` is the fact's own deterministic id: told twice, it changes nothing. `payload` is what the fact
    says beside the call as it is stored; agents stand in it as the exchange names them.
    """

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
        if call is None or self.message not in MESSAGES:
            raise InvalidInput(
                Words(
                    f"call {self.call_id!r} tells no message {self.message!r}",
                    f"来电 {self.call_id!r} 没有消息 {self.message!r}",
                )
            )
        said = dict(self.payload)
        for one in ("from_agent", "to_agent"):
            if one in said:
                person = directory.agent(said[one])
                said[one] = person.id if person is not None else None
        return tell_call(work, self.message, call.id, brought(self.message, call, said), self.fact_id, now)
