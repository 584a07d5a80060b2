"""Statements on the PINs by which customers prove on the telephone who they are."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import customer, customer_pin


class Holder(NamedTuple):
    """A customer, as far as a PIN is concerned."""

    id: str
    phone: str | None


class PinRow(NamedTuple):
    """A customer's PIN, as its hash, and `failed` wrong ones in a row. Times are aware UTC business time."""

    id: str
    customer_id: str
    hash: str
    failed: int
    locked_until: datetime | None
    changed_at: datetime


_HOLDER = Statement(
    select(customer.c.id, customer.c.phone).where(customer.c.number == bindparam("number")).with_for_update(),
    Holder,
)
_PIN = Statement(
    select(*[customer_pin.c[name] for name in PinRow._fields])
    .where(customer_pin.c.customer_id == bindparam("holder"))
    .with_for_update(),
    PinRow,
)
_INSERT = Statement(insert(customer_pin).values({name: bindparam(name) for name in PinRow._fields}))
_UPDATE = Statement(
    update(customer_pin)
    .where(customer_pin.c.id == bindparam("pin_id"))
    .values({name: bindparam(f"new_{name}") for name in ("hash", "failed", "locked_until", "changed_at")})
)


def lock_holder(tx: Transaction, number: str) -> Holder | None:
    """Lock and return the customer with this number, or None: two who set a first PIN wait for each other."""
    found: Holder | None = tx.one(_HOLDER, number=number)
    return found


def lock_pin(tx: Transaction, customer_id: str) -> PinRow | None:
    """Lock and return a customer's PIN; None: there is none."""
    found: PinRow | None = tx.one(_PIN, holder=customer_id)
    return found


def insert_pin(tx: Transaction, row: PinRow) -> None:
    """Store a first PIN."""
    tx.write_row(_INSERT, row)


def update_pin(tx: Transaction, row: PinRow) -> None:
    """Store a PIN in place of what it was."""
    tx.write(
        _UPDATE,
        pin_id=row.id,
        new_hash=row.hash,
        new_failed=row.failed,
        new_locked_until=row.locked_until,
        new_changed_at=row.changed_at,
    )
