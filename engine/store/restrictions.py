"""Statements on restricted orders: who is named, who is concerned, who has looked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from engine.orders import Party
from engine.org import Restriction
from engine.store.database import Transaction
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import order_look, order_party

#: For so long one reads on after giving a reason (seconds of the database's time).
LOOK_SECONDS = 30 * 60.0


class PartyRow(NamedTuple):
    """Somebody named in a restricted order, or whom it concerns. `added_at` is business time."""

    standing: str
    kind: str
    party_id: str
    added_by: str
    added_at: datetime


_PARTIES = Statement(
    select(*[order_party.c[name] for name in PartyRow._fields])
    .where(order_party.c.order_id == bindparam("order_id"))
    .order_by(order_party.c.standing, order_party.c.added_at, order_party.c.party_id)
)
_PUT = Statement(
    insert(order_party).values({column.name: bindparam(column.name) for column in order_party.c})
)
_TAKE = Statement(
    delete(order_party).where(
        order_party.c.order_id == bindparam("of_order"),
        order_party.c.standing == bindparam("of_standing"),
        order_party.c.party_id == bindparam("of_party"),
    )
)
_LOOK = Statement(
    insert(order_look).values(
        id=bindparam("id"),
        order_id=bindparam("order_id"),
        person_id=bindparam("person_id"),
        reason=bindparam("reason"),
        looked_at=bindparam("looked_at"),
        until=machine_now(bindparam("seconds")),
    )
)
_LOOKING = Statement(
    select(order_look.c.reason)
    .where(
        order_look.c.person_id == bindparam("person_id"),
        order_look.c.order_id == bindparam("order_id"),
        order_look.c.until > machine_now(),
    )
    .order_by(order_look.c.until.desc())
    .limit(1)
)


def parties_of_order(tx: Transaction, order_id: str) -> list[PartyRow]:
    """Return who is named in an order and whom it concerns."""
    return [PartyRow(*row) for row in tx.rows(_PARTIES, order_id=order_id)]


def restriction_of(tx: Transaction, order_id: str) -> Restriction:
    """Return what the policy is asked about a restricted order."""
    rows = tx.rows(_PARTIES, order_id=order_id)
    return Restriction(
        frozenset(row.party_id for row in rows if row.standing == "named"),
        frozenset(row.party_id for row in rows if row.standing == "concerned"),
    )


def put_parties(
    tx: Transaction, order_id: str, standing: str, parties: Iterable[Party], by: str, at: datetime
) -> list[Party]:
    """Store who is named or concerned (`standing`); return those who were not yet."""
    there = {(row.standing, row.party_id) for row in tx.rows(_PARTIES, order_id=order_id)}
    new = [one for one in dict.fromkeys(parties) if (standing, one.id) not in there]
    for one in new:
        values: dict[str, Any] = {"party_id": one.id, "kind": one.kind, "added_by": by, "added_at": at}
        tx.write(_PUT, order_id=order_id, standing=standing, **values)
    return new


def take_party(tx: Transaction, order_id: str, standing: str, party_id: str) -> bool:
    """Take somebody out; return whether they were there."""
    return tx.changed(_TAKE, of_order=order_id, of_standing=standing, of_party=party_id) == 1


def insert_look(
    tx: Transaction, *, key: str, order_id: str, person_id: str, reason: str, at: datetime
) -> None:
    """Store that a person looks at a restricted order, and why."""
    tx.write(
        _LOOK,
        id=key,
        order_id=order_id,
        person_id=person_id,
        reason=reason,
        looked_at=at,
        seconds=LOOK_SECONDS,
    )


def is_looking(tx: Transaction, order_id: str, person_id: str) -> bool:
    """Answer whether a person has given a reason to look at an order a short while ago."""
    return look_reason(tx, order_id, person_id) is not None


def look_reason(tx: Transaction, order_id: str, person_id: str) -> str | None:
    """Return the reason that a person gave a short while ago for looking at an order; None: none."""
    row = tx.one(_LOOKING, order_id=order_id, person_id=person_id)
    return str(row.reason) if row is not None else None
