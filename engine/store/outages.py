"""Statements on outages, the premises without supply, and the orders that they explain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, delete, insert, or_, select, true, union, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from engine.orders import Outage
from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import outage, outage_order, outage_premise, premise, territory, work_order

OUTAGE_COLUMNS = [outage.c[name] for name in Outage._fields]
GOES_ON = is_word(outage.c.status, "announced", "active")
_BY_ID = select(*OUTAGE_COLUMNS).where(outage.c.id == bindparam("outage_id"))
_READ = Statement(_BY_ID, Outage)
_LOCK = Statement(_BY_ID.with_for_update(), Outage)
_INSERT = Statement(insert(outage).values({name: bindparam(name) for name in Outage._fields}))
_UPDATE = Statement(
    update(outage)
    .where(outage.c.id == bindparam("outage_id"))
    .values({name: bindparam(name) for name in Outage._fields if name != "id"})
)
_INSERT_PREMISE = Statement(insert(outage_premise))
_DELETE_PREMISES = Statement(
    delete(outage_premise).where(outage_premise.c.outage_id == bindparam("of_outage"))
)
_PREMISES = Statement(
    select(outage_premise.c.premise_id)
    .where(outage_premise.c.outage_id == bindparam("outage_id"))
    .order_by(outage_premise.c.premise_id)
)
#: Two may find at once that the outage explains the order; SQLite reads the same words.
_LINK = Statement(insert_unless_there(outage_order).on_conflict_do_nothing())
_THAT = and_(
    outage_order.c.order_id == bindparam("of_order"), outage_order.c.outage_id == bindparam("of_outage")
)
_UNLINK = Statement(delete(outage_order).where(_THAT))
#: A change that nobody must be told of: who knew the outage until now knows it.
_KNOWN = Statement(
    update(outage_order)
    .where(
        outage_order.c.outage_id == bindparam("of_outage"),
        outage_order.c.told_revision == bindparam("before"),
    )
    .values(told_revision=bindparam("after"))
)
_TELL = Statement(
    update(outage_order)
    .where(
        outage_order.c.order_id == bindparam("of_order"), outage_order.c.outage_id == bindparam("of_outage")
    )
    .values(told_revision=bindparam("revision"))
)


class LinkedOrder(NamedTuple):
    """An order that an outage explains. `told_revision` 0: its customer was told nothing yet."""

    order_id: str
    wants_message: bool
    told_revision: int
    caller_number: str | None
    status: str


_ORDERS = Statement(
    select(
        outage_order.c.order_id,
        outage_order.c.wants_message,
        outage_order.c.told_revision,
        work_order.c.caller_number,
        work_order.c.status,
    )
    .select_from(outage_order.join(work_order, work_order.c.id == outage_order.c.order_id))
    .where(outage_order.c.outage_id == bindparam("outage_id"))
    .order_by(outage_order.c.order_id),
    LinkedOrder,
)
_OF_ORDER = Statement(
    select(*OUTAGE_COLUMNS)
    .select_from(outage_order.join(outage, outage.c.id == outage_order.c.outage_id))
    .where(outage_order.c.order_id == bindparam("order_id"))
    .order_by(outage_order.c.linked_at.desc(), outage.c.id),
    Outage,
)


def at_premise(*, going_on: bool) -> Select[Any]:
    """Return the query for the ids of outages at the premise `premise_id`: named, or by its transformer area.

    `going_on`: only those that are announced or active; else those that are over as well.
    """
    condition = GOES_ON if going_on else true()
    by_itself = (
        select(outage.c.id)
        .select_from(outage_premise.join(outage, outage.c.id == outage_premise.c.outage_id))
        .where(outage_premise.c.premise_id == bindparam("premise_id"), condition)
    )
    by_area = (
        select(outage.c.id)
        .select_from(
            outage.join(premise, premise.c.transformer_area == outage.c.transformer_area).join(
                territory, territory.c.id == premise.c.territory_id
            )
        )
        # Two counties may have areas of the same name.
        .where(premise.c.id == bindparam("premise_id"), territory.c.tier_id == outage.c.tier_id, condition)
    )
    found = union(by_itself, by_area).subquery()
    return select(found.c.id)


_AT_PREMISE = Statement(
    select(*OUTAGE_COLUMNS)
    .where(outage.c.id.in_(at_premise(going_on=True)))
    .order_by(outage.c.starts_at, outage.c.id),
    Outage,
)
#: Orders in work about a lost supply at the premises of an outage, which it may explain.
_EXPLAINED = Statement(
    select(work_order.c.id)
    .select_from(work_order.join(premise, premise.c.id == work_order.c.premise_id))
    .where(
        is_word(work_order.c.status, "open", "held"),
        work_order.c.category == "fault-report",
        work_order.c.tier_id == bindparam("tier_id"),
        or_(
            premise.c.id.in_(
                select(outage_premise.c.premise_id).where(
                    outage_premise.c.outage_id == bindparam("outage_id")
                )
            ),
            premise.c.transformer_area == bindparam("area"),
        ),
    )
    .order_by(work_order.c.id)
)
#: Linked orders of places that the outage does not have, or of none.
_OUTSIDE = Statement(
    select(work_order.c.id)
    .select_from(
        outage_order.join(work_order, work_order.c.id == outage_order.c.order_id)
        .join(outage, outage.c.id == outage_order.c.outage_id)
        .outerjoin(premise, premise.c.id == work_order.c.premise_id)
    )
    .where(
        outage_order.c.outage_id == bindparam("outage_id"),
        or_(
            premise.c.transformer_area.is_(None),
            outage.c.transformer_area.is_(None),
            premise.c.transformer_area != outage.c.transformer_area,
        ),
        or_(
            work_order.c.premise_id.is_(None),
            work_order.c.premise_id.not_in(
                select(outage_premise.c.premise_id).where(
                    outage_premise.c.outage_id == bindparam("outage_id")
                )
            ),
        ),
    )
    .order_by(work_order.c.id)
)
_PREMISE_TIERS = Statement(
    select(premise.c.id, premise.c.number, premise.c.territory_id).where(
        is_one_of(premise.c.id, "premises", "uuid")
    )
)
_SLOTS = Statement(
    select(*OUTAGE_COLUMNS)
    .where(
        outage.c.id.in_(at_premise(going_on=True)),
        outage.c.kind == "planned",
        outage.c.starts_at >= bindparam("after"),
    )
    .order_by(outage.c.starts_at, outage.c.id)
    .limit(20),
    Outage,
)


def outage_by_id(tx: Transaction, outage_id: str) -> Outage | None:
    """Return an outage, or None."""
    found: Outage | None = tx.one(_READ, outage_id=outage_id)
    return found


def lock_outage(tx: Transaction, outage_id: str) -> Outage | None:
    """Lock and return an outage, or None."""
    found: Outage | None = tx.one(_LOCK, outage_id=outage_id)
    return found


def insert_outage(tx: Transaction, made: Outage) -> None:
    """Store a new outage."""
    tx.write_row(_INSERT, made)


def update_outage(tx: Transaction, changed: Outage) -> None:
    """Store an outage anew; the caller holds its lock."""
    values = changed._asdict()
    tx.write(_UPDATE, outage_id=values.pop("id"), **values)


def set_premises(tx: Transaction, outage_id: str, premise_ids: Iterable[str]) -> None:
    """Say which premises are without supply, beside those of its transformer area."""
    tx.write(_DELETE_PREMISES, of_outage=outage_id)
    for one in premise_ids:
        tx.write(_INSERT_PREMISE, outage_id=outage_id, premise_id=one)


def premises_of(tx: Transaction, outage_id: str) -> list[str]:
    """Return the ids of the premises that an outage names."""
    return [row.premise_id for row in tx.rows(_PREMISES, outage_id=outage_id)]


def territories_of(tx: Transaction, premise_ids: Iterable[str]) -> dict[str, str]:
    """Return the territories of premises by their ids; those that are not there are left out."""
    return {row.id: row.territory_id for row in tx.rows(_PREMISE_TIERS, premises=sorted(premise_ids))}


def numbers_of(tx: Transaction, premise_ids: Iterable[str]) -> list[str]:
    """Return the numbers of premises, sorted."""
    return sorted(row.number for row in tx.rows(_PREMISE_TIERS, premises=sorted(premise_ids)))


def outages_at(tx: Transaction, premise_id: str) -> list[Outage]:
    """Return the outages that go on, or are announced, at a premise; the earliest first."""
    return tx.rows(_AT_PREMISE, premise_id=premise_id)


def planned_at(tx: Transaction, premise_id: str, after: datetime) -> list[Outage]:
    """Return the next planned outages at a premise that begin at or after a time, the earliest first."""
    return tx.rows(_SLOTS, premise_id=premise_id, after=after)


def link_order(
    tx: Transaction, outage_id: str, order_id: str, *, wants_message: bool, told: int, at: datetime
) -> None:
    """Say that an outage explains an order; `told` is the revision that its customer knows."""
    tx.write(
        _LINK,
        outage_id=outage_id,
        order_id=order_id,
        wants_message=wants_message,
        told_revision=told,
        linked_at=at,
    )


def unlink_order(tx: Transaction, outage_id: str, order_id: str) -> bool:
    """Take that back; return whether it was said."""
    return tx.changed(_UNLINK, of_outage=outage_id, of_order=order_id) == 1


def set_told(tx: Transaction, outage_id: str, order_id: str, revision: int) -> None:
    """Note that the customer of an order knows a revision of the outage."""
    tx.write(_TELL, of_outage=outage_id, of_order=order_id, revision=revision)


def keep_told(tx: Transaction, outage_id: str, before: int, after: int) -> None:
    """Note that a revision says nothing new to the customers: who knows the one before knows it."""
    tx.write(_KNOWN, of_outage=outage_id, before=before, after=after)


def orders_of(tx: Transaction, outage_id: str) -> list[LinkedOrder]:
    """Return the orders that an outage explains, sorted by id."""
    return tx.rows(_ORDERS, outage_id=outage_id)


def outages_of_order(tx: Transaction, order_id: str) -> list[Outage]:
    """Return the outages that explain an order, the latest linked first."""
    return tx.rows(_OF_ORDER, order_id=order_id)


def unexplained_orders(tx: Transaction, made: Outage) -> list[str]:
    """Return the fault reports in work at an outage's premises and in its transformer area."""
    return [
        row.id
        for row in tx.rows(_EXPLAINED, outage_id=made.id, tier_id=made.tier_id, area=made.transformer_area)
    ]


def outside(tx: Transaction, outage_id: str) -> list[str]:
    """Return the orders that an outage explains although their premise is none of its place, or not known."""
    return [row.id for row in tx.rows(_OUTSIDE, outage_id=outage_id)]
