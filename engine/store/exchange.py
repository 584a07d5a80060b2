"""Statements on telephone exchanges: whose they are, and their gaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import exchange_gap, exchange_node, message


class NodeRow(NamedTuple):
    """An exchange. `leased_until` is of the database's clock, the other times are the listener's."""

    id: str
    name: str
    switchname: str | None
    core_uuid: str | None
    version: str | None
    state: str
    lease_owner: str | None
    leased_until: datetime | None
    lease_term: int
    connected_at: datetime | None
    heard_at: datetime | None
    imported_until: datetime | None
    counters: dict[str, Any]


class GapRow(NamedTuple):
    """A time in which nobody listened."""

    id: str
    node_id: str
    from_at: datetime
    until_at: datetime
    reason: str
    events_shed: int
    lost: int
    imported: int
    opened: int


class Held(NamedTuple):
    """Whose an exchange is now."""

    id: str
    lease_term: int
    heard_at: datetime | None
    imported_until: datetime | None


_NODE = [exchange_node.c[name] for name in NodeRow._fields]
_OWN = (
    exchange_node.c.name == bindparam("node"),
    exchange_node.c.lease_owner == bindparam("owner"),
    exchange_node.c.lease_term == bindparam("term"),
)
_MAKE = Statement(
    insert_unless_there(exchange_node)
    .values(id=bindparam("id"), name=bindparam("node"), state="free", lease_term=0, counters={})
    .on_conflict_do_nothing()
)
_TAKE = Statement(
    update(exchange_node)
    .where(
        exchange_node.c.name == bindparam("node"),
        or_(
            exchange_node.c.lease_owner.is_(None),
            exchange_node.c.lease_owner == bindparam("owner"),
            exchange_node.c.leased_until < machine_now(),
        ),
    )
    .values(
        lease_owner=bindparam("owner"),
        leased_until=machine_now(bindparam("seconds")),
        lease_term=exchange_node.c.lease_term + 1,
        state="connecting",
    )
    .returning(*(exchange_node.c[name] for name in Held._fields)),
    Held,
)
_TOLD = ("state", "switchname", "core_uuid", "version", "connected_at", "heard_at", "counters")
_RENEW = Statement(
    update(exchange_node)
    .where(*_OWN)
    .values(
        leased_until=machine_now(bindparam("seconds")),
        imported_until=func.coalesce(
            bindparam("imported", type_=exchange_node.c.imported_until.type),
            exchange_node.c.imported_until,
        ),
        **{name: bindparam(name) for name in _TOLD},
    )
)
_GIVE_BACK = Statement(
    update(exchange_node).where(*_OWN).values(lease_owner=None, leased_until=None, state="free")
)
_OF_TERM = Statement(select(exchange_node.c.id).where(*_OWN).with_for_update())
_BY_NAME = Statement(select(*_NODE).where(exchange_node.c.name == bindparam("node")), NodeRow)
_ALL = Statement(select(*_NODE).order_by(exchange_node.c.name), NodeRow)
_HEARD = Statement(
    select(exchange_node.c.name).where(
        is_word(exchange_node.c.state, "live"), exchange_node.c.leased_until > machine_now()
    )
)
_NAMESAKE = Statement(
    select(exchange_node.c.name).where(
        exchange_node.c.switchname == bindparam("switchname"),
        exchange_node.c.name != bindparam("node"),
        exchange_node.c.core_uuid != bindparam("core"),
        exchange_node.c.leased_until > machine_now(),
    )
)
_SAME_GAP = (
    exchange_gap.c.node_id == bindparam("of_node"),
    exchange_gap.c.from_at == bindparam("since"),
    exchange_gap.c.until_at == bindparam("to"),
    exchange_gap.c.reason == bindparam("why"),
)
_COUNTED = ("lost", "imported", "opened")
_COUNT_GAP = Statement(
    update(exchange_gap).where(*_SAME_GAP).values({name: bindparam(name) for name in _COUNTED})
)
_INSERT_GAP = Statement(insert(exchange_gap).values({name: bindparam(name) for name in GapRow._fields}))
_MESSAGES = Statement(
    select(message.c.name, message.c.sender_id).where(
        message.c.name == bindparam("message"), is_one_of(message.c.sender_id, "senders")
    )
)


def make_node(tx: Transaction, key: str, node: str) -> None:
    """Store an exchange that nobody has, unless it is there."""
    tx.write(_MAKE, id=key, node=node)


def take_node(tx: Transaction, node: str, owner: str, seconds: float) -> Held | None:
    """Let a process have an exchange for `seconds` of the database's time; None while another has it."""
    held: Held | None = tx.one(_TAKE, node=node, owner=owner, seconds=seconds)
    return held


def renew_node(
    tx: Transaction, node: str, owner: str, term: int, seconds: float, told: dict[str, Any]
) -> bool:
    """Keep an exchange for `seconds` more and store what is `told` of it; False: another has it now.

    Up to when its call records were read stays as it is while nothing is told of it.
    """
    values = {name: told.get(name) for name in _TOLD}
    imported = told.get("imported_until")
    held = {"node": node, "owner": owner, "term": term, "seconds": seconds}
    return tx.changed(_RENEW, imported=imported, **held, **values) == 1


def give_back_node(tx: Transaction, node: str, owner: str, term: int) -> bool:
    """Give an exchange back at once; False when it was not ours any more."""
    return tx.changed(_GIVE_BACK, node=node, owner=owner, term=term) == 1


def node_of_term(tx: Transaction, node: str, owner: str, term: int) -> str | None:
    """Lock an exchange and return its id, None when it is not the owner's of this term any more."""
    row = tx.one(_OF_TERM, node=node, owner=owner, term=term)
    return None if row is None else str(row.id)


def node_by_name(tx: Transaction, node: str) -> NodeRow | None:
    """Return an exchange, or None."""
    found: NodeRow | None = tx.one(_BY_NAME, node=node)
    return found


def all_nodes(tx: Transaction) -> list[NodeRow]:
    """Return every exchange, by name."""
    return tx.rows(_ALL)


def heard_nodes(tx: Transaction) -> set[str]:
    """Return the exchanges that a process of ours hears now: connected, and its lease has not lapsed."""
    return {row.name for row in tx.rows(_HEARD)}


def namesake_of(tx: Transaction, node: str, switchname: str, core: str) -> str | None:
    """Return another exchange, listened to now, with the same name for itself; None: there is none."""
    row = tx.one(_NAMESAKE, node=node, switchname=switchname, core=core)
    return None if row is None else str(row.name)


def put_gap(tx: Transaction, row: GapRow) -> None:
    """Store a gap, or what more is known of one that is stored."""
    counted = {name: getattr(row, name) for name in _COUNTED}
    same = {"of_node": row.node_id, "since": row.from_at, "to": row.until_at, "why": row.reason}
    if not tx.changed(_COUNT_GAP, **same, **counted):
        tx.write_row(_INSERT_GAP, row)


def messages_told(tx: Transaction, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of these messages (name, the sender's own id) have come."""
    by_name: dict[str, list[str]] = {}
    for name, sender in wanted:
        by_name.setdefault(name, []).append(sender)
    return {
        (row.name, row.sender_id)
        for name, senders in by_name.items()
        for row in tx.rows(_MESSAGES, message=name, senders=senders)
    }
