"""The exchanges as the operator sees them: who listens to each, and when nobody did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.store.controls import live_exchanges
from engine.store.statement import Statement
from engine.store.tables import exchange_gap, exchange_node


@dataclass(frozen=True)
class Node:
    """An exchange. `is_live`: a process listens to it at this moment. Times are its clock, aware UTC."""

    id: str
    name: str
    switchname: str | None
    version: str | None
    state: str
    is_live: bool
    owner: str | None
    connected_at: datetime | None
    heard_at: datetime | None
    imported_until: datetime | None
    counters: dict[str, Any]


@dataclass(frozen=True)
class Gap:
    """A time in which nobody listened. Times are the listener's clock, aware UTC."""

    id: str
    node: str
    from_at: datetime
    until_at: datetime
    reason: str
    events_shed: int
    lost: int
    imported: int
    opened: int


_NODES = Statement(select(exchange_node).order_by(exchange_node.c.name))
_NEWEST = Order("newest", (exchange_gap.c.from_at, exchange_gap.c.id), ("moment", "id"), True)


def _query(of_node: bool) -> Select[Any]:
    query = select(exchange_gap, exchange_node.c.name.label("node")).select_from(
        exchange_gap.join(exchange_node, exchange_node.c.id == exchange_gap.c.node_id)
    )
    return query.where(exchange_node.c.name == bindparam("node")) if of_node else query


@cache
def _page(of_node: bool, after: bool) -> Statement:
    return Statement(_NEWEST.applied(_query(of_node).add_columns(*_NEWEST.columns()), after))


@cache
def _count(of_node: bool) -> Statement:
    return count_up_to(_query(of_node))


def nodes(reading: Reading) -> list[Node]:
    """Return the exchanges, by name. Raises NotAllowed when the actor does not manage the telephony."""
    reading.require(Action.MANAGE_TELEPHONY)
    live = set(live_exchanges(reading.tx))
    return [
        Node(
            row.id,
            row.name,
            row.switchname,
            row.version,
            row.state,
            row.name in live,
            row.lease_owner,
            row.connected_at,
            row.heard_at,
            row.imported_until,
            row.counters,
        )
        for row in reading.tx.rows(_NODES)
    ]


def gaps(reading: Reading, node: str | None, cursor: str | None, most: int) -> Page[Gap]:
    """Return a page of gaps, the newest first; `node` None: of every exchange.

    Raises:
        NotAllowed: the actor does not manage the telephony.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.MANAGE_TELEPHONY)
    given = {"node": node} if node is not None else {}
    position = _NEWEST.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(node is not None, cursor is not None), {**given, **position, "most": most + 1}),
        (_count(node is not None), given),
    )
    items = [
        Gap(
            row.id,
            row.node,
            row.from_at,
            row.until_at,
            row.reason,
            row.events_shed,
            row.lost,
            row.imported,
            row.opened,
        )
        for row in rows[:most]
    ]
    return page_of(rows, items, _NEWEST, most, counted[0].count)
