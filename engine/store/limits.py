"""Statements on versions of limit profiles, and on what is counted anew because of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import limit_recomputation, limit_version, tier, work_order


class LimitVersionRow(NamedTuple):
    """A version of a profile. `state` is draft, checked or in-force; times are aware UTC business time.

    `content` is what the profile's file would say. `valid_from` None: it is not in force, nor will be.
    """

    id: str
    profile: str
    version: str
    state: str
    content: dict[str, Any]
    note: str
    valid_from: datetime | None
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    checked_at: datetime | None
    checked_by: str | None
    put_at: datetime | None
    put_by: str | None
    revision: int


class RecomputationRow(NamedTuple):
    """Running orders whose clocks are looked at again from `from_at` on (aware UTC business time).

    `cause` is `version` (then `profile` says which orders) or `calendar` (then `calendar` does). `cursor` is
    the last order that was looked at, None: none yet. `state` is waiting or done.
    """

    id: str
    cause: str
    version_id: str | None
    profile: str | None
    calendar: str | None
    from_at: datetime
    cursor: str | None
    examined: int
    changed: int
    failed: int
    state: str
    created_at: datetime
    created_by: str
    finished_at: datetime | None


_VERSION = [limit_version.c[name] for name in LimitVersionRow._fields]
_BY_ID = Statement(select(*_VERSION).where(limit_version.c.id == bindparam("version_id")))
_LOCK = Statement(select(*_VERSION).where(limit_version.c.id == bindparam("version_id")).with_for_update())
_NAMED = Statement(
    select(*_VERSION).where(
        limit_version.c.profile == bindparam("profile"), limit_version.c.version == bindparam("version")
    )
)
_IN_FORCE = Statement(
    select(*_VERSION)
    .where(limit_version.c.state == "in-force")
    .order_by(limit_version.c.valid_from.desc(), limit_version.c.id.desc())
)
_ALL_OF = Statement(select(limit_version.c.id, limit_version.c.state, limit_version.c.profile))
_INSERT = Statement(insert(limit_version).values({name: bindparam(name) for name in LimitVersionRow._fields}))
_UPDATE = Statement(
    update(limit_version)
    .where(limit_version.c.id == bindparam("version_id"))
    .values({name: bindparam(name) for name in LimitVersionRow._fields if name != "id"})
)
_DELETE = Statement(delete(limit_version).where(limit_version.c.id == bindparam("version_id")))

_RECOMPUTATION = [limit_recomputation.c[name] for name in RecomputationRow._fields]
_ASK = Statement(
    insert(limit_recomputation).values({name: bindparam(name) for name in RecomputationRow._fields})
)
_DUE = Statement(
    select(*_RECOMPUTATION)
    .where(limit_recomputation.c.state == "waiting", limit_recomputation.c.from_at <= bindparam("now"))
    .order_by(limit_recomputation.c.from_at, limit_recomputation.c.id)
    .limit(1)
)
_ADVANCE = Statement(
    update(limit_recomputation)
    .where(
        limit_recomputation.c.id == bindparam("row_id"),
        limit_recomputation.c.cursor.is_not_distinct_from(bindparam("was")),
        limit_recomputation.c.state == "waiting",
    )
    .values(
        cursor=bindparam("cursor"),
        examined=limit_recomputation.c.examined + bindparam("examined"),
        changed=limit_recomputation.c.changed + bindparam("changed"),
        failed=limit_recomputation.c.failed + bindparam("failed"),
        state=bindparam("state"),
        finished_at=bindparam("finished_at"),
    )
)


def _running(after: bool, by_calendar: bool) -> Statement:
    query = select(work_order.c.id).where(is_word(work_order.c.status, "open", "held"))
    if by_calendar:
        query = query.join(tier, tier.c.id == work_order.c.tier_id).where(
            tier.c.calendar == bindparam("calendar")
        )
    else:
        query = query.where(work_order.c.profile == bindparam("profile"))
    if after:
        query = query.where(work_order.c.id > bindparam("cursor"))
    return Statement(query.order_by(work_order.c.id).limit(bindparam("most")))


_RUNNING = {
    (after, by_calendar): _running(after, by_calendar)
    for after in (False, True)
    for by_calendar in (False, True)
}
_COUNT_RUNNING = Statement(
    select(func.count().label("count"))
    .select_from(work_order)
    .where(is_word(work_order.c.status, "open", "held"), work_order.c.profile == bindparam("profile"))
)


def version_by_id(tx: Transaction, version_id: str, *, lock: bool = False) -> LimitVersionRow | None:
    """Return a version, locked or not, or None."""
    row = tx.one(_LOCK if lock else _BY_ID, version_id=version_id)
    return LimitVersionRow(*row) if row is not None else None


def version_named(tx: Transaction, profile: str, version: str) -> LimitVersionRow | None:
    """Return the version of a profile that bears this name, or None."""
    row = tx.one(_NAMED, profile=profile, version=version)
    return LimitVersionRow(*row) if row is not None else None


def versions_in_force(tx: Transaction) -> list[LimitVersionRow]:
    """Return the versions that are or will be in force, of all profiles, the latest first."""
    return [LimitVersionRow(*row) for row in tx.rows(_IN_FORCE)]


def version_states(tx: Transaction) -> list[tuple[str, str]]:
    """Return profile and state of every version."""
    return [(row.profile, row.state) for row in tx.rows(_ALL_OF)]


def insert_version(tx: Transaction, row: LimitVersionRow) -> None:
    """Store a new version."""
    tx.write_row(_INSERT, row)


def update_version(tx: Transaction, row: LimitVersionRow) -> None:
    """Store a version in place of what it was."""
    values: dict[str, Any] = row._asdict()
    tx.write(_UPDATE, version_id=values.pop("id"), **values)


def delete_version(tx: Transaction, version_id: str) -> None:
    """Remove a version that never was in force."""
    tx.write(_DELETE, version_id=version_id)


def ask_recomputation(tx: Transaction, row: RecomputationRow) -> None:
    """Store that clocks are to be looked at again."""
    tx.write_row(_ASK, row)


def due_recomputation(tx: Transaction, now: datetime) -> RecomputationRow | None:
    """Return the first recomputation whose time has come, None when there is none."""
    row = tx.one(_DUE, now=now)
    return RecomputationRow(*row) if row is not None else None


def orders_to_recompute(tx: Transaction, of: RecomputationRow, most: int) -> list[str]:
    """Return the next running orders that a recomputation concerns, in the order of their ids."""
    return _orders(tx, of.profile, of.calendar, of.cursor, most)


def running_orders(tx: Transaction, profile: str, most: int) -> tuple[list[str], int]:
    """Return up to `most` running orders of a profile, and how many there are."""
    return _orders(tx, profile, None, None, most), int(tx.one(_COUNT_RUNNING, profile=profile).count)


def advance_recomputation(
    tx: Transaction,
    of: RecomputationRow,
    *,
    cursor: str | None,
    examined: int,
    changed: int,
    failed: int,
    finished_at: datetime | None,
) -> bool:
    """Move a recomputation on; return False when another worker has done so already."""
    return (
        tx.changed(
            _ADVANCE,
            row_id=of.id,
            was=of.cursor,
            cursor=cursor,
            examined=examined,
            changed=changed,
            failed=failed,
            state="waiting" if finished_at is None else "done",
            finished_at=finished_at,
        )
        == 1
    )


def _orders(
    tx: Transaction, profile: str | None, calendar: str | None, cursor: str | None, most: int
) -> list[str]:
    given: dict[str, Any] = {"most": most}
    if calendar is not None:
        given["calendar"] = calendar
    else:
        given["profile"] = profile
    if cursor is not None:
        given["cursor"] = cursor
    return [row.id for row in tx.rows(_RUNNING[cursor is not None, calendar is not None], **given)]
