"""Statements on the history: append, read, erase, anchor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, func, insert, select, update

from engine.history import Anchor, Head, SealedEvent
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import (
    administration_chain,
    anchor,
    anchor_head,
    history,
    history_value,
    instance,
    outage,
    work_order,
)

_EVENT = [name for name in SealedEvent._fields if name not in ("content", "actor")]
_INSERT = Statement(
    insert(history).values({**{name: bindparam(name) for name in _EVENT}, "actor_id": bindparam("actor")})
)
_INSERT_VALUE = Statement(
    insert(history_value).values(chain=bindparam("chain"), seq=bindparam("seq"), content=bindparam("content"))
)
_COLUMNS = [
    history_value.c.content if name == "content" else history.c["actor_id" if name == "actor" else name]
    for name in SealedEvent._fields
]
_JOINED = history.outerjoin(
    history_value, and_(history_value.c.chain == history.c.chain, history_value.c.seq == history.c.seq)
)
_CHAIN = Statement(
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(history.c.chain == bindparam("chain"))
    .order_by(history.c.seq)
)
_PAGE = Statement(
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(history.c.chain == bindparam("chain"), history.c.seq > bindparam("after"))
    .order_by(history.c.seq)
    .limit(bindparam("most"))
)
_LATEST = Statement(
    select(history.c.actor_id, history.c.entered_at)
    .where(history.c.chain == bindparam("chain"), history.c.type == bindparam("kind"))
    .order_by(history.c.seq.desc())
    .limit(1)
)
_ERASE = Statement(
    update(history_value)
    .where(history_value.c.chain == bindparam("of_chain"), history_value.c.seq == bindparam("of_seq"))
    .values(content=bindparam("content"))
)
_CHAINS = Statement(
    select(history.c.chain, func.count().label("events")).group_by(history.c.chain).order_by(history.c.chain)
)
_ORDER_HEADS = Statement(select(work_order.c.id, work_order.c.chain_length, work_order.c.chain_head))
_INSTANCE_HEADS = Statement(
    select(instance.c.id, instance.c.chain_length, instance.c.chain_head).where(instance.c.chain_length > 0)
)
_OUTAGE_HEADS = Statement(select(outage.c.id, outage.c.chain_length, outage.c.chain_head))
_ADMINISTRATION_HEADS = Statement(
    select(administration_chain.c.id, administration_chain.c.chain_length, administration_chain.c.chain_head)
)
_LAST_ANCHOR = Statement(
    select(anchor.c.number, anchor.c.made_at, anchor.c.hash).order_by(anchor.c.number.desc()).limit(1)
)
_ANCHORS = Statement(select(anchor.c.number, anchor.c.made_at, anchor.c.previous).order_by(anchor.c.number))
_ANCHOR_HEADS = Statement(
    select(anchor_head.c.chain, anchor_head.c.seq, anchor_head.c.hash).where(
        anchor_head.c.number == bindparam("number")
    )
)


def _grown(table: Table) -> Statement:
    anchored = (
        select(func.coalesce(func.max(anchor_head.c.seq), 0))
        .where(anchor_head.c.chain == table.c.id)
        .scalar_subquery()
    )
    return Statement(
        select(table.c.id, table.c.chain_length, table.c.chain_head).where(table.c.chain_length > anchored)
    )


_GROWN = (_grown(work_order), _grown(instance), _grown(administration_chain), _grown(outage))
_INSERT_ANCHOR = Statement(insert(anchor))
_INSERT_HEAD = Statement(insert(anchor_head))


def append(tx: Transaction, event: SealedEvent) -> None:
    """Store a sealed event; the caller stores the chain's new head in the same transaction."""
    tx.write_row(_INSERT, event)
    if event.content is not None:
        tx.write_row(_INSERT_VALUE, event)


def chain_events(tx: Transaction, chain: str) -> list[SealedEvent]:
    """Return all events of a chain, in order."""
    return [SealedEvent(*row) for row in tx.rows(_CHAIN, chain=chain)]


def chain_page(tx: Transaction, chain: str, after: int, most: int) -> list[SealedEvent]:
    """Return up to `most` events of a chain after a sequence number."""
    return [SealedEvent(*row) for row in tx.rows(_PAGE, chain=chain, after=after, most=most)]


def latest_of(tx: Transaction, chain: str, kind: str) -> tuple[str, datetime] | None:
    """Return who did the latest event of a kind in a chain, and when it was entered; None: there is none."""
    row = tx.one(_LATEST, chain=chain, kind=kind)
    return None if row is None else (row.actor_id, row.entered_at)


def erase_content(tx: Transaction, chain: str, seq: int, content: str) -> None:
    """Replace an event's values after their erasure was recorded in its chain; triggers refuse all else."""
    tx.write(_ERASE, of_chain=chain, of_seq=seq, content=content)


def chains(tx: Transaction) -> dict[str, int]:
    """Return all chains with how many events each has."""
    return {row.chain: row.events for row in tx.rows(_CHAINS)}


def stored_heads(tx: Transaction) -> dict[str, Head]:
    """Return the heads that orders, instances, outages and the administration point to, by chain."""
    rows: list[Any] = [
        *tx.rows(_ORDER_HEADS),
        *tx.rows(_INSTANCE_HEADS),
        *tx.rows(_ADMINISTRATION_HEADS),
        *tx.rows(_OUTAGE_HEADS),
    ]
    return {row.id: Head(row.chain_length, row.chain_head) for row in rows}


def last_anchor(tx: Transaction) -> tuple[int, datetime, str] | None:
    """Return number, time and hash of the last anchor, or None."""
    row = tx.one(_LAST_ANCHOR)
    return (row.number, row.made_at, row.hash) if row is not None else None


def all_anchors(tx: Transaction) -> Iterator[Anchor]:
    """Yield all anchors with their heads, oldest first."""
    for row in tx.rows(_ANCHORS):
        heads = {h.chain: Head(h.seq, h.hash) for h in tx.rows(_ANCHOR_HEADS, number=row.number)}
        yield Anchor(row.number, row.made_at, row.previous, heads)


def grown_heads(tx: Transaction) -> dict[str, Head]:
    """Return the heads of all chains that grew since they were last anchored."""
    rows = [row for statement in _GROWN for row in tx.rows(statement)]
    return {row.id: Head(row.chain_length, row.chain_head) for row in rows}


def insert_anchor(tx: Transaction, made: Anchor) -> None:
    """Store an anchor with its heads."""
    tx.write(
        _INSERT_ANCHOR,
        number=made.number,
        made_at=made.made_at,
        heads=len(made.heads),
        previous=made.previous,
        hash=made.hash,
    )
    for chain, head in made.heads.items():
        tx.write(_INSERT_HEAD, number=made.number, chain=chain, seq=head.seq, hash=head.hash)
