"""Statements on rosters and hand-overs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import hand_over, shift


class ShiftRow(NamedTuple):
    """A shift. Times are aware UTC business time; `note`, `cancelled_at` None: none, it was not."""

    id: str
    department_id: str
    name: str
    from_at: datetime
    until_at: datetime
    people: list[str]
    note: str | None
    cancelled_at: datetime | None
    revision: int


class HandOverRow(NamedTuple):
    """A hand-over. `points` are {text, order}; `received_at` None: nobody has taken over yet."""

    id: str
    department_id: str
    shift_id: str
    from_person_id: str
    to_person_id: str
    points: list[dict[str, Any]]
    remarks: str | None
    written_at: datetime
    signed_at: datetime
    received_at: datetime | None
    revision: int


_SHIFTS = select(*[shift.c[name] for name in ShiftRow._fields])
_HAND_OVERS = select(*[hand_over.c[name] for name in HandOverRow._fields])
_SHIFT = Statement(_SHIFTS.where(shift.c.id == bindparam("row_id")))
_HAND_OVER = Statement(_HAND_OVERS.where(hand_over.c.id == bindparam("row_id")))
_BETWEEN = Statement(
    _SHIFTS.where(
        shift.c.until_at > bindparam("since"),
        shift.c.from_at < bindparam("before"),
        shift.c.cancelled_at.is_(None),
    ).order_by(shift.c.from_at, shift.c.id)
)
_INSERT_SHIFT = Statement(insert(shift).values({name: bindparam(name) for name in ShiftRow._fields}))
_INSERT_HAND_OVER = Statement(
    insert(hand_over).values({name: bindparam(name) for name in HandOverRow._fields})
)
_UPDATE_SHIFT = Statement(
    update(shift)
    .where(shift.c.id == bindparam("row_id"))
    .values({name: bindparam(name) for name in ShiftRow._fields if name != "id"})
)
_UPDATE_HAND_OVER = Statement(
    update(hand_over)
    .where(hand_over.c.id == bindparam("row_id"))
    .values({name: bindparam(name) for name in HandOverRow._fields if name != "id"})
)


def shift_by_id(tx: Transaction, row_id: str) -> ShiftRow | None:
    """Return a shift, or None."""
    row = tx.one(_SHIFT, row_id=row_id)
    return ShiftRow(*row) if row is not None else None


def shifts_between(tx: Transaction, since: datetime, before: datetime) -> list[ShiftRow]:
    """Return the shifts of all departments that are not cancelled and touch a stretch of time."""
    return [ShiftRow(*row) for row in tx.rows(_BETWEEN, since=since, before=before)]


def insert_shift(tx: Transaction, row: ShiftRow) -> None:
    """Store a new shift."""
    tx.write_row(_INSERT_SHIFT, row)


def update_shift(tx: Transaction, row: ShiftRow) -> None:
    """Store a shift in place of what it was."""
    values = row._asdict()
    tx.write(_UPDATE_SHIFT, row_id=values.pop("id"), **values)


def hand_over_by_id(tx: Transaction, row_id: str) -> HandOverRow | None:
    """Return a hand-over, or None."""
    row = tx.one(_HAND_OVER, row_id=row_id)
    return HandOverRow(*row) if row is not None else None


def insert_hand_over(tx: Transaction, row: HandOverRow) -> None:
    """Store a new hand-over."""
    tx.write_row(_INSERT_HAND_OVER, row)


def update_hand_over(tx: Transaction, row: HandOverRow) -> None:
    """Store a hand-over in place of what it was."""
    values = row._asdict()
    tx.write(_UPDATE_HAND_OVER, row_id=values.pop("id"), **values)
