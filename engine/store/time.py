"""Statements on the business clock and the working calendars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from engine.clock import BusinessClock
from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import business_clock, order_clock, tier, work_order, working_calendar

_CLOCK = Statement(
    select(
        business_clock.c.machine_origin,
        business_clock.c.business_origin,
        business_clock.c.rate,
        business_clock.c.revision,
        machine_now().label("machine_now"),
    ).where(business_clock.c.id == 1)
)
_SET = Statement(
    update(business_clock)
    .where(business_clock.c.id == 1)
    .values(
        machine_origin=bindparam("machine_origin"),
        business_origin=bindparam("business_origin"),
        rate=bindparam("rate"),
        revision=business_clock.c.revision + 1,
    )
)
_FIRST = Statement(
    insert(business_clock).values(
        id=1,
        machine_origin=bindparam("machine_origin"),
        business_origin=bindparam("business_origin"),
        rate=bindparam("rate"),
        revision=1,
    )
)
_NOW = Statement(select(machine_now().label("now")))
_CALENDARS = Statement(
    select(
        working_calendar.c.key,
        working_calendar.c.year,
        working_calendar.c.provisional,
        working_calendar.c.file,
        working_calendar.c.content,
        working_calendar.c.revision,
    ).order_by(working_calendar.c.key, working_calendar.c.year)
)
_DELETE_YEAR = Statement(
    delete(working_calendar).where(
        working_calendar.c.key == bindparam("of_key"), working_calendar.c.year == bindparam("of_year")
    )
)
_INSERT_YEAR = Statement(insert(working_calendar))
_RUNNING_CLOCKS = Statement(
    select(func.count().label("count"))
    .select_from(order_clock)
    .join(work_order, work_order.c.id == order_clock.c.order_id)
    .join(tier, tier.c.id == work_order.c.tier_id)
    .where(
        is_word(work_order.c.status, "open", "held"),
        is_one_of(tier.c.calendar, "calendars"),
        order_clock.c.stopped_at.is_(None),
    )
)


def read_clock(tx: Transaction) -> tuple[BusinessClock, int] | None:
    """Return the business clock and its revision, or None in a database without one."""
    row = tx.one(_CLOCK)
    if row is None:
        return None
    return BusinessClock(row.machine_origin, row.business_origin, row.rate), row.revision


def business_now(tx: Transaction) -> datetime:
    """Return the business time, aware UTC; the database's own where no clock was set."""
    row = tx.one(_CLOCK)
    if row is None:
        return machine_time(tx)
    return BusinessClock(row.machine_origin, row.business_origin, row.rate).at(row.machine_now)


def machine_time(tx: Transaction) -> datetime:
    """Return the database's own time, aware UTC."""
    return tx.one(_NOW).now  # type: ignore[no-any-return]


def set_clock(tx: Transaction, clock: BusinessClock) -> None:
    """Change the business clock for all processes."""
    values = {
        "machine_origin": clock.machine_origin,
        "business_origin": clock.business_origin,
        "rate": clock.rate,
    }
    if tx.changed(_SET, **values) == 0:
        tx.write(_FIRST, **values)


def read_calendars(tx: Transaction) -> list[Any]:
    """Return rows of key, year, provisional, file, content and revision, ordered."""
    return tx.rows(_CALENDARS)


def put_calendar_year(
    tx: Transaction, key: str, year: int, provisional: bool, file: str, content: str, revision: int = 1
) -> None:
    """Store or replace one year of a calendar, as its file says it."""
    tx.write(_DELETE_YEAR, of_key=key, of_year=year)
    tx.write(
        _INSERT_YEAR,
        key=key,
        year=year,
        provisional=provisional,
        file=file,
        content=content,
        revision=revision,
    )


def running_clocks(tx: Transaction, calendars: Collection[str]) -> int:
    """Return how many clocks of running orders count on one of these calendars and have not stopped."""
    return int(tx.one(_RUNNING_CLOCKS, calendars=sorted(calendars)).count)
