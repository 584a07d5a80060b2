"""What people had the telephone do, and what goes along with a call that is handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.calling.controls import SUPERVISING, Done, Standing, Status, Verb, standing
from engine.calling.outcomes import told
from engine.calling.parties import is_aside, parties, party_of
from engine.errors import NotFound
from engine.org import Action, place_of_call
from engine.queries.reading import Reading
from engine.queries.visibility import known_order
from engine.store.calls import CallRow, call_by_id, call_of_exchange
from engine.store.controls import ControlRow, control_by_id, controls_of_call
from engine.store.database import Transaction
from engine.words import Words


@dataclass(frozen=True)
class ControlLine:
    """A control. Times are aware UTC business time; `reached` is whom it is about, a number masked."""

    id: str
    verb: str
    status: str
    told: str
    told_zh: str
    answer: str | None
    call_id: str | None
    order_id: str | None
    person_id: str | None
    person_name: str | None
    reached: str | None
    reason: str | None
    written_at: datetime
    sent_at: datetime | None
    outcome_at: datetime | None


@dataclass(frozen=True)
class CallControls:
    """How a call stands for whoever looks, and everything that was wanted of it, oldest first."""

    standing: Standing
    items: list[ControlLine]


@dataclass(frozen=True)
class HandedAlong:
    """What came along with a call: from whom, which orders (ids), the draft of a form, a note."""

    control_id: str
    verb: str
    person_id: str | None
    at: datetime
    orders: list[str]
    draft: dict[str, Any]
    note: str | None


def control_page(reading: Reading, control_id: str) -> ControlLine:
    """Return a control: of one's own, or of a call or order that one sees.

    Raises:
        NotFound: there is no such control that the actor may see.
    """
    row = control_by_id(reading.tx, control_id)
    if row is None or not _sees(reading, row):
        raise NotFound(Words("there is no such control", "没有这个操作"))
    return line_of(reading, row)


def call_controls(reading: Reading, call_id: str) -> CallControls:
    """Return what was wanted of a call.

    Raises:
        NotFound: there is no such call that the actor may see.
    """
    call, me = call_of_controls(reading, call_id), reading.actor.id
    rows, told = controls_of_call(reading.tx, call.id), call.facts.get("told")
    done = [Done(row.id, Verb(row.verb), Status(row.status), row.person_id) for row in rows]
    own = party_of(told, lambda name: reading.directory.is_telephone_of(name, me))
    aside = own is not None and is_aside(told, own.channel)
    return CallControls(standing(done, me)._replace(aside=aside), [line_of(reading, row) for row in rows])


def supervisions(reading: Reading, call_id: str) -> list[ControlLine]:
    """Return who listened in on a call, or spoke in it, and why; for those who may do so.

    Raises:
        NotFound: there is no such call that the actor may see.
        NotAllowed: the actor supervises no calls there.
    """
    call = call_of_controls(reading, call_id)
    reading.require(
        Action.SUPERVISE_CALL, place_of_call(call.department_id, call.agent_person_id, reading.directory)
    )
    return [
        line_of(reading, row)
        for row in controls_of_call(reading.tx, call_id)
        if Verb(row.verb) in SUPERVISING
    ]


def handed_along(tx: Transaction, call_id: str) -> HandedAlong | None:
    """Return what came along with a call when it was handed on last; None: it was not.

    A consultation hands on as well: whoever is consulted sees what the call is about. What another centre
    sent along with the call stands with the call as it was there.
    """
    there = _continued(tx, call_id)
    rows = [*(controls_of_call(tx, there) if there is not None else ()), *controls_of_call(tx, call_id)]
    for row in reversed(rows):
        if row.verb not in (Verb.TRANSFER, Verb.CONSULT) or row.status in (Status.REFUSED, Status.FAILED):
            continue
        return HandedAlong(
            row.id,
            row.verb,
            row.person_id,
            row.written_at,
            list(row.target.get("orders") or []),
            dict(row.target.get("draft") or {}),
            row.reason,
        )
    return None


def _continued(tx: Transaction, call_id: str) -> str | None:
    """Return the call that another centre sent here as this one; None: it came from nowhere else."""
    row = call_by_id(tx, call_id)
    continues = (row.facts.get("told") or {}).get("continues") if row is not None else None
    before = call_of_exchange(tx, continues) if isinstance(continues, str) else None
    return before.id if before is not None else None


def call_of_controls(reading: Reading, call_id: str) -> CallRow:
    """Return a call that the actor sees, or in which their telephone is.

    Raises:
        NotFound: there is none.
    """
    row = call_by_id(reading.tx, call_id)
    if row is None or not _sees_call(reading, row):
        raise NotFound(
            Words(f"there is no call {call_id} that you may see", f"没有您可以查看的来电 {call_id}")
        )
    return row


def line_of(reading: Reading, row: ControlRow) -> ControlLine:
    """Return a control as it is shown."""
    words = told(Status(row.status), row.answer)
    person = reading.name_of(row.target.get("person"))
    return ControlLine(
        id=row.id,
        verb=row.verb,
        status=row.status,
        told=str(words),
        told_zh=words.zh,
        answer=row.answer,
        call_id=row.call_id,
        order_id=row.order_id,
        person_id=row.person_id,
        person_name=reading.name_of(row.person_id),
        reached=person or row.target.get("queue") or reading.number(row.number),
        reason=row.reason,
        written_at=row.written_at,
        sent_at=row.sent_at,
        outcome_at=row.outcome_at,
    )


def _sees(reading: Reading, row: ControlRow) -> bool:
    if row.person_id == reading.actor.id:
        return True
    if row.call_id is not None:
        call = call_by_id(reading.tx, row.call_id)
        return call is not None and _sees_call(reading, call)
    if row.order_id is None:
        return False
    try:
        known_order(reading, row.order_id)
    except NotFound:
        return False
    return True


def _sees_call(reading: Reading, call: CallRow) -> bool:
    place = place_of_call(call.department_id, call.agent_person_id, reading.directory)
    if reading.may(Action.SEE_CALL, place):
        return True
    people = (
        reading.directory.agent(one.agent) for one in parties(call.facts.get("told")) if one.ended_at is None
    )
    return any(person is not None and person.id == reading.actor.id for person in people)
