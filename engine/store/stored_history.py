"""The history as it lies in the database, whatever somebody has put there: read for its verification.

No column is read by its type here. On SQLite a column holds whatever it was given, and a text need not even
be one; so each comes as the octets that are stored, and what they say is decided by `engine.history.stored`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, and_, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from engine.history import Anchor, Head, SealedEvent, Unreadable
from engine.history.stored import (
    NotReadable,
    Stored,
    event_in,
    is_chain,
    moment_in,
    number_in,
    text_in,
)
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
from engine.store.types import moment_from_text, moment_text


class as_stored(FunctionElement[Any]):
    """A column as text (PostgreSQL, where it cannot be anything else) or as octets (SQLite).

    A blob is no text though it may have the same octets: what is stored as one is told as octets of no text.
    """

    type = Text()
    inherit_cache = True
    name = "as_stored"


class stored_type(FunctionElement[Any]):
    """How a column's value is stored on SQLite: `text`, `blob` …; always `text` on PostgreSQL."""

    type = Text()
    inherit_cache = True
    name = "stored_type"


@compiles(as_stored, "postgresql")
def _pg_stored(element: as_stored, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"


@compiles(as_stored, "sqlite")
def _lite_stored(element: as_stored, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"CASE typeof({column}) WHEN 'blob' THEN x'ff' ELSE CAST({column} AS BLOB) END"


@compiles(stored_type, "postgresql")
def _pg_type(element: stored_type, compiler: Any, **options: Any) -> str:
    return "'text'"


@compiles(stored_type, "sqlite")
def _lite_type(element: stored_type, compiler: Any, **options: Any) -> str:
    return f"typeof({compiler.process(element.clauses, **options)})"


def _stored(*columns: ColumnElement[Any]) -> list[Any]:
    return [as_stored(column).label(f"c{number}") for number, column in enumerate(columns)]


_EVENT = [
    history_value.c.content if name == "content" else history.c["actor_id" if name == "actor" else name]
    for name in SealedEvent._fields
]
_SAME_EVENT = and_(history_value.c.chain == history.c.chain, history_value.c.seq == history.c.seq)
_CHAIN = Statement(
    select(*_stored(*_EVENT))
    .select_from(history.outerjoin(history_value, _SAME_EVENT))
    .where(history.c.chain == bindparam("chain"))
    .order_by(history.c.seq)
)
_CHAINS = Statement(
    select(
        as_stored(history.c.chain).label("chain"),
        stored_type(history.c.chain).label("kind"),
        func.count().label("events"),
    )
    .group_by(history.c.chain)
    .order_by(history.c.chain)
)
_STRAY_VALUES = Statement(
    select(as_stored(history_value.c.chain).label("chain"), as_stored(history_value.c.seq).label("seq"))
    .select_from(history_value.outerjoin(history, _SAME_EVENT))
    .where(history.c.chain.is_(None))
    .limit(100)
)
#: Whose chains there are; an instance alone may have none.
_OWNERS = (work_order, instance, administration_chain, outage)
_OF_AN_OWNER = [select(*_stored(table.c.id, table.c.chain_length, table.c.chain_head)) for table in _OWNERS]
_HEADS = [Statement(query) for query in _OF_AN_OWNER]
_HEAD = [
    Statement(query.where(table.c.id == bindparam("chain")))
    for query, table in zip(_OF_AN_OWNER, _OWNERS, strict=True)
]
_ANCHORS = Statement(
    select(
        *_stored(anchor.c.number, anchor.c.made_at, anchor.c.previous, anchor.c.hash, anchor.c.heads)
    ).order_by(anchor.c.number)
)
_ANCHOR_HEADS = Statement(
    select(
        *_stored(anchor_head.c.number, anchor_head.c.chain, anchor_head.c.seq, anchor_head.c.hash)
    ).order_by(anchor_head.c.number)
)


class StoredChains(NamedTuple):
    """Which chains there are: how many events each has, and names that are no chain's, as far as shown."""

    events: dict[str, int]
    unreadable: list[str]


class StoredHeads(NamedTuple):
    """The heads that orders, instances and subjects point to; None for one that cannot be read."""

    heads: dict[str, Head | None]
    unreadable: list[str]


class StoredAnchors(NamedTuple):
    """The anchors that can be read, oldest first, and what is wrong with them or with others."""

    anchors: list[Anchor]
    wrong: list[str]


def _moment_of(dialect: str) -> Any:
    if dialect == "postgresql":
        return datetime.fromisoformat

    def moment(text: str) -> datetime:
        found = moment_from_text(text)
        if moment_text(found) != text:
            raise ValueError(text)  # the same time in other words than ours
        return found

    return moment


def shown(stored: Stored) -> str:
    """Return whatever is stored as a text that can be told."""
    return stored.decode(errors="backslashreplace") if isinstance(stored, bytes) else str(stored)


def stored_chains(tx: Transaction) -> StoredChains:
    """Return which chains there are."""
    found = StoredChains({}, [])
    for row in tx.rows(_CHAINS):
        name = shown(row.chain)
        if row.kind == "text" and is_chain(name):
            found.events[name] = row.events
        else:
            found.unreadable.append(name)
    return found


def stored_events(tx: Transaction, chain: str) -> list[SealedEvent | Unreadable]:
    """Return what stands in the rows of a chain, in order."""
    moment = _moment_of(tx.dialect)
    return [event_in(chain, row, moment) for row in tx.rows(_CHAIN, chain=chain)]


def stray_values(tx: Transaction) -> list[tuple[str, str]]:
    """Return chain and number of up to a hundred values that belong to no event."""
    return [(shown(row.chain), shown(row.seq)) for row in tx.rows(_STRAY_VALUES)]


def stored_heads(tx: Transaction) -> StoredHeads:
    """Return the heads that orders, instances and subjects point to; of an instance without a chain, none."""
    return _heads([tx.rows(statement) for statement in _HEADS])


def stored_head(tx: Transaction, chain: str) -> Head | None:
    """Return the head that the owner of a chain points to; None: there is none to read."""
    return _heads([tx.rows(statement, chain=chain) for statement in _HEAD]).heads.get(chain)


def _heads(by_owner: list[list[Any]]) -> StoredHeads:
    found = StoredHeads({}, [])
    for owner, rows in zip(_OWNERS, by_owner, strict=True):
        may_be_empty = owner is not instance
        for key, length, head in rows:
            name = shown(key)
            if not is_chain(name):
                found.unreadable.append(name)
                continue
            try:
                read = Head(number_in(length, "chain_length"), text_in(head, "chain_head"))
            except NotReadable:
                found.heads[name] = None
                continue
            if read.seq != 0 or may_be_empty:
                found.heads[name] = read
    return found


def stored_anchors(tx: Transaction) -> StoredAnchors:
    """Return the anchors of the database, each held to its own hash and number of heads."""
    found = StoredAnchors([], [])
    heads: dict[str, dict[str, Head]] = {}
    for number, chain, seq, hash_ in tx.rows(_ANCHOR_HEADS):
        of_anchor = heads.setdefault(shown(number), {})
        try:
            of_anchor[text_in(chain, "chain")] = Head(number_in(seq, "seq"), text_in(hash_, "hash"))
        except NotReadable as column:
            found.wrong.append(f"a head of anchor {shown(number)} is no longer readable ({column})")
    moment = _moment_of(tx.dialect)
    for number, made_at, previous, hash_, count in tx.rows(_ANCHORS):
        its_heads = heads.pop(shown(number), {})
        try:
            read = Anchor(
                number_in(number, "number"),
                moment_in(made_at, "made_at", moment),
                text_in(previous, "previous"),
                its_heads,
            )
            stated, many = text_in(hash_, "hash"), number_in(count, "heads")
        except NotReadable as column:
            found.wrong.append(f"anchor {shown(number)} is no longer readable ({column})")
            continue
        if read.hash != stated or len(its_heads) != many:
            found.wrong.append(f"anchor {read.number} was changed after it was made")
        found.anchors.append(read)
    found.wrong.extend(f"heads belong to an anchor {number}, which is not there" for number in sorted(heads))
    return found
