"""Which calls an exchange has, as far as was recorded: what a process takes up that begins to listen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import String, Table, bindparam, or_, select

from engine.store.call_parts import RingRow, SupervisionRow, TalkRow, VisitRow
from engine.store.calls import CallRow, LegRow
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import call, call_leg, call_ring, call_supervision, call_talk, call_visit

Row = TypeVar("Row", bound=CallRow | LegRow | RingRow | TalkRow | VisitRow | SupervisionRow)
_OPEN = Statement(
    select(call.c.facts)
    .where(
        call.c.state != "merged",
        or_(call.c.ended_at.is_(None), call.c.ended_at >= bindparam("since")),
    )
    .order_by(call.c.started_at, call.c.id)
)

_OF_EXCHANGE = Statement(
    select(call.c.facts).where(is_one_of(call.c.exchange_id, "ids"), call.c.state != "merged")
)


def calls_open_since(tx: Transaction, node: str, since: datetime) -> list[dict[str, Any]]:
    """Return what was told of each call of an exchange that is open, or ended at `since` (aware) or later."""
    return [row.facts for row in tx.rows(_OPEN, since=since) if row.facts.get("node") == node]


def calls_of_exchange(tx: Transaction, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return what was told of the calls that exchanges know by these ids."""
    return [row.facts for row in tx.rows(_OF_EXCHANGE, ids=sorted(ids))]


def _widths(row: Any, table: Table) -> dict[str, int]:
    columns = [table.c[name] for name in row._fields]
    return {c.name: c.type.length for c in columns if isinstance(c.type, String) and c.type.length}


_TABLES: dict[Any, Table] = {
    CallRow: call,
    LegRow: call_leg,
    RingRow: call_ring,
    TalkRow: call_talk,
    VisitRow: call_visit,
    SupervisionRow: call_supervision,
}
_WIDTHS: dict[type[Any], dict[str, int]] = {row: _widths(row, table) for row, table in _TABLES.items()}


def fitted(row: Row) -> Row:
    """Return a row whose texts fit their columns: the exchange passes on names of any length."""
    widths = _WIDTHS[type(row)]
    long = {name: getattr(row, name)[:most] for name, most in widths.items() if _too_long(row, name, most)}
    return row._replace(**long) if long else row  # type: ignore[return-value]


def _too_long(row: Any, name: str, most: int) -> bool:
    value = getattr(row, name)
    return value is not None and len(value) > most
