"""Statements on campaigns, the lines of their lists, and the numbers that nobody calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, insert, literal_column, not_, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import (
    campaign,
    campaign_entry,
    customer,
    do_not_call,
    outage,
    outage_order,
    outage_premise,
    premise,
    territory,
    tier,
    work_order,
)


class CampaignRow(NamedTuple):
    """A campaign. `rules` is the document of `engine.calling.campaigns.CampaignRules`."""

    id: str
    name: str
    kind: str
    department_id: str
    tier_path: str
    script: str
    mode: str
    queue_id: str | None
    dialogue: str | None
    rules: dict[str, Any]
    status: str
    entries: int
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    revision: int


class EntryRow(NamedTuple):
    """A line of a list. `tried` are the moments of the attempts so far, as ISO 8601 texts."""

    id: str
    campaign_id: str
    position: int
    number: str
    name: str | None
    customer_id: str | None
    order_id: str | None
    fields: dict[str, str]
    status: str
    next_at: datetime | None
    tried: list[str]
    result: str | None
    note: str | None
    held_by: str | None
    held_until: datetime | None
    attempt_id: str | None
    changed_at: datetime


class DoNotCallRow(NamedTuple):
    """A number that nobody calls; `kind` None: whatever it is about, `until` None: until it is removed."""

    id: str
    number: str
    kind: str | None
    reason: str
    from_at: datetime
    until: datetime | None
    entered_by: str | None
    removed_at: datetime | None
    removed_by: str | None
    removal_reason: str | None


class Callee(NamedTuple):
    """Somebody whom a query finds; `number` as it was taken down, not yet canonical."""

    number: str
    name: str | None
    customer_id: str | None
    order_id: str | None
    about: str | None


def _all(names: Iterable[str]) -> dict[str, Any]:
    return {name: bindparam(name) for name in names}


_CAMPAIGN = [campaign.c[name] for name in CampaignRow._fields]
_INSERT_CAMPAIGN = Statement(insert(campaign).values(_all(CampaignRow._fields)))
_UPDATE_CAMPAIGN = Statement(
    update(campaign)
    .where(campaign.c.id == bindparam("row_id"))
    .values(_all(name for name in CampaignRow._fields if name != "id"))
)
_CAMPAIGN_BY_ID = Statement(select(*_CAMPAIGN).where(campaign.c.id == bindparam("row_id")), CampaignRow)
_LOCK_CAMPAIGN = Statement(
    select(*_CAMPAIGN).where(campaign.c.id == bindparam("row_id")).with_for_update(), CampaignRow
)

_ENTRY = [campaign_entry.c[name] for name in EntryRow._fields]
_INSERT_ENTRY = Statement(insert(campaign_entry).values(_all(EntryRow._fields)))
_UPDATE_ENTRY = Statement(
    update(campaign_entry)
    .where(campaign_entry.c.id == bindparam("row_id"))
    .values(_all(name for name in EntryRow._fields if name != "id"))
)
_ENTRY_BY_ID = Statement(select(*_ENTRY).where(campaign_entry.c.id == bindparam("row_id")), EntryRow)
_LOCK_ENTRY = Statement(
    select(*_ENTRY).where(campaign_entry.c.id == bindparam("row_id")).with_for_update(), EntryRow
)
_NUMBERS = Statement(select(campaign_entry.c.number).where(campaign_entry.c.campaign_id == bindparam("of")))
_NEXT = Statement(
    select(*_ENTRY)
    .where(
        campaign_entry.c.campaign_id == bindparam("of"),
        is_word(campaign_entry.c.status, "waiting"),
        campaign_entry.c.next_at <= bindparam("now"),
    )
    .order_by(campaign_entry.c.next_at, campaign_entry.c.position)
    .limit(1)
    .with_for_update(),
    EntryRow,
)
_IN_HAND = Statement(
    select(*_ENTRY)
    .where(
        campaign_entry.c.held_by == bindparam("person_id"),
        is_word(campaign_entry.c.status, "held", "calling"),
    )
    .order_by(campaign_entry.c.changed_at)
    .limit(1),
    EntryRow,
)
_LAPSED = Statement(
    select(campaign_entry.c.id)
    .where(
        is_word(campaign_entry.c.status, "held", "calling"),
        campaign_entry.c.held_until <= bindparam("now"),
    )
    .order_by(campaign_entry.c.id)
    .limit(bindparam("most"))
)

_INSERT_DNC = Statement(insert(do_not_call).values(_all(DoNotCallRow._fields)))
_DNC = [do_not_call.c[name] for name in DoNotCallRow._fields]
_LOCK_DNC = Statement(
    select(*_DNC).where(do_not_call.c.id == bindparam("row_id")).with_for_update(), DoNotCallRow
)
_REMOVE_DNC = Statement(
    update(do_not_call)
    .where(do_not_call.c.id == bindparam("row_id"))
    .values(removed_at=bindparam("at"), removed_by=bindparam("by"), removal_reason=bindparam("why"))
)
#: Rows that hold at `now`, for a kind of campaign; without one only those of every kind.
HOLDS = and_(
    do_not_call.c.removed_at.is_(None),
    do_not_call.c.from_at <= bindparam("now"),
    or_(do_not_call.c.until.is_(None), do_not_call.c.until > bindparam("now")),
)
_FOR_KIND = or_(do_not_call.c.kind.is_(None), do_not_call.c.kind == bindparam("kind"))
_HOLDING = Statement(
    select(*_DNC)
    .where(do_not_call.c.number == bindparam("number"), HOLDS, _FOR_KIND)
    .order_by(do_not_call.c.from_at, do_not_call.c.id),
    DoNotCallRow,
)
_HOLDING_ALL = Statement(
    select(do_not_call.c.number, do_not_call.c.reason).where(
        is_one_of(do_not_call.c.number, "numbers"), HOLDS, _FOR_KIND
    )
)

_OF_ORDERS = [
    work_order.c.caller_number.label("number"),
    work_order.c.caller_name.label("name"),
    work_order.c.customer_id,
    work_order.c.id.label("order_id"),
    work_order.c.number.label("about"),
]
#: A list shows what its order is about: restricted orders are in none.
_OPEN_TO_LISTS = and_(
    not_(work_order.c.restricted),
    work_order.c.caller_number.is_not(None),
    begins_with(work_order.c.tier_path, "path"),
)
_OF_CUSTOMERS = [
    customer.c.phone.label("number"),
    customer.c.name.label("name"),
    customer.c.id.label("customer_id"),
    literal_column("NULL", work_order.c.id.type).label("order_id"),
    premise.c.number.label("about"),
]
_CUSTOMERS = (
    premise.join(customer, customer.c.id == premise.c.customer_id)
    .join(territory, territory.c.id == premise.c.territory_id)
    .join(tier, tier.c.id == territory.c.tier_id)
)
_SUPPLIED = and_(customer.c.phone.is_not(None), begins_with(tier.c.path, "path"))
_CALLEES = {
    "orders-of-outage": select(*_OF_ORDERS)
    .select_from(outage_order.join(work_order, work_order.c.id == outage_order.c.order_id))
    .where(
        outage_order.c.outage_id == bindparam("outage_id"),
        is_word(work_order.c.status, "open", "held"),
        _OPEN_TO_LISTS,
    )
    .order_by(work_order.c.opened_at, work_order.c.id),
    "customers-of-outage": select(*_OF_CUSTOMERS)
    .select_from(_CUSTOMERS)
    .where(
        _SUPPLIED,
        or_(
            premise.c.id.in_(
                select(outage_premise.c.premise_id).where(
                    outage_premise.c.outage_id == bindparam("outage_id")
                )
            ),
            premise.c.transformer_area.in_(
                select(outage.c.transformer_area).where(outage.c.id == bindparam("outage_id"))
            ),
        ),
    )
    .order_by(premise.c.number),
    "orders-finished": select(*_OF_ORDERS)
    .where(
        work_order.c.done_at >= bindparam("since"),
        work_order.c.done_at < bindparam("until"),
        is_word(work_order.c.status, "done", "archived"),
        _OPEN_TO_LISTS,
    )
    .order_by(work_order.c.done_at, work_order.c.id),
    "customers-in-debt": select(*_OF_CUSTOMERS)
    .select_from(_CUSTOMERS)
    .where(_SUPPLIED, premise.c.cut_off_for_debt)
    .order_by(premise.c.number),
}
#: The queries by which a list can be filled.
SOURCES = tuple(_CALLEES)
_QUERIES = {name: Statement(query.limit(bindparam("most")), Callee) for name, query in _CALLEES.items()}
_CUSTOMERS_BY_NUMBER = Statement(
    select(customer.c.number, customer.c.id).where(is_one_of(customer.c.number, "numbers"))
)
_ORDERS_BY_NUMBER = Statement(
    select(work_order.c.number, work_order.c.id).where(
        is_one_of(work_order.c.number, "numbers"),
        not_(work_order.c.restricted),
        begins_with(work_order.c.tier_path, "path"),
    )
)


def insert_campaign(tx: Transaction, row: CampaignRow) -> None:
    """Store a new campaign."""
    tx.write(_INSERT_CAMPAIGN, **row._asdict())


def update_campaign(tx: Transaction, row: CampaignRow) -> None:
    """Store a campaign in place of what it was."""
    values = row._asdict()
    tx.write(_UPDATE_CAMPAIGN, row_id=values.pop("id"), **values)


def campaign_by_id(tx: Transaction, campaign_id: str) -> CampaignRow | None:
    """Return a campaign, or None."""
    found: CampaignRow | None = tx.one(_CAMPAIGN_BY_ID, row_id=campaign_id)
    return found


def lock_campaign(tx: Transaction, campaign_id: str) -> CampaignRow | None:
    """Lock and return a campaign, or None."""
    found: CampaignRow | None = tx.one(_LOCK_CAMPAIGN, row_id=campaign_id)
    return found


def insert_entry(tx: Transaction, row: EntryRow) -> None:
    """Store a line."""
    tx.write(_INSERT_ENTRY, **row._asdict())


def update_entry(tx: Transaction, row: EntryRow) -> None:
    """Store a line in place of what it was."""
    values = row._asdict()
    tx.write(_UPDATE_ENTRY, row_id=values.pop("id"), **values)


def entry_by_id(tx: Transaction, entry_id: str) -> EntryRow | None:
    """Return a line, or None."""
    found: EntryRow | None = tx.one(_ENTRY_BY_ID, row_id=entry_id)
    return found


def lock_entry(tx: Transaction, entry_id: str) -> EntryRow | None:
    """Lock and return a line, or None."""
    found: EntryRow | None = tx.one(_LOCK_ENTRY, row_id=entry_id)
    return found


def numbers_of_campaign(tx: Transaction, campaign_id: str) -> set[str]:
    """Return the numbers that a list has already."""
    return {row.number for row in tx.rows(_NUMBERS, of=campaign_id)}


def next_entry(tx: Transaction, campaign_id: str, now: datetime) -> EntryRow | None:
    """Lock and return the line that is to be called next, or None; the campaign is locked already."""
    found: EntryRow | None = tx.one(_NEXT, of=campaign_id, now=now)
    return found


def entry_in_hand(tx: Transaction, person_id: str) -> EntryRow | None:
    """Return the line that somebody holds, or calls and owes the result of; None: none."""
    found: EntryRow | None = tx.one(_IN_HAND, person_id=person_id)
    return found


def lapsed_entries(tx: Transaction, now: datetime, most: int) -> list[str]:
    """Return the ids of lines that somebody held, or owes the result of, for too long."""
    return [row.id for row in tx.rows(_LAPSED, now=now, most=most)]


def insert_do_not_call(tx: Transaction, row: DoNotCallRow) -> None:
    """Store that a number is not to be called."""
    tx.write(_INSERT_DNC, **row._asdict())


def lock_do_not_call(tx: Transaction, row_id: str) -> DoNotCallRow | None:
    """Lock and return a row, or None."""
    found: DoNotCallRow | None = tx.one(_LOCK_DNC, row_id=row_id)
    return found


def remove_do_not_call(tx: Transaction, row_id: str, at: datetime, by: str, why: str) -> None:
    """Note that a number may be called again; its row stays."""
    tx.write(_REMOVE_DNC, row_id=row_id, at=at, by=by, why=why)


def not_to_be_called(tx: Transaction, number: str, kind: str | None, now: datetime) -> DoNotCallRow | None:
    """Return what keeps a number (canonical) from being called at a time; None: nothing does.

    `kind` is what the call would be about; None: none of the kinds of campaigns.
    """
    found = tx.rows(_HOLDING, number=number, kind=kind, now=now)
    return found[0] if found else None


def all_not_to_be_called(
    tx: Transaction, numbers: Iterable[str], kind: str | None, now: datetime
) -> dict[str, str]:
    """Return those of the numbers that are not to be called, each with the reason."""
    rows = tx.rows(_HOLDING_ALL, numbers=sorted(set(numbers)), kind=kind, now=now)
    return {row.number: row.reason for row in rows}


def callees(
    tx: Transaction,
    source: str,
    path: str,
    most: int,
    *,
    outage_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Callee]:
    """Return whom a query of `SOURCES` finds at or below a tier path, at most `most`.

    `outage_id` is for those of an outage, `since` and `until` (aware) for orders finished.
    """
    return tx.rows(_QUERIES[source], path=path, most=most, outage_id=outage_id, since=since, until=until)


def customers_by_number(tx: Transaction, numbers: Iterable[str]) -> dict[str, str]:
    """Return the ids of customers by their numbers."""
    return {row.number: row.id for row in tx.rows(_CUSTOMERS_BY_NUMBER, numbers=sorted(set(numbers)))}


def orders_by_number(tx: Transaction, numbers: Iterable[str], path: str) -> dict[str, str]:
    """Return the ids of orders at or below a tier path by their numbers, restricted ones left out."""
    rows = tx.rows(_ORDERS_BY_NUMBER, numbers=sorted(set(numbers)), path=path)
    return {row.number: row.id for row in rows}
