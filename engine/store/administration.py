"""Statements on the record of administration: the chain of a subject, and by what its changes are found."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import administration_chain, administration_change

#: The value of an event that holds why: it may name people, so it is kept where it can be erased.
REASON = "@reason"


class ChainHead(NamedTuple):
    """The chain of a subject: its name, how long it is, and the hash of its last event."""

    id: str
    chain_length: int
    chain_head: str


class AdministrationChange(NamedTuple):
    """By what a change is found. `tier_path` None concerns the installation; the time is aware UTC."""

    id: str
    subject: str
    item: str
    label: str | None
    kind: str
    tier_path: str | None
    chain: str
    seq: int
    changed_at: datetime
    changed_by: str


_HEAD = Statement(
    select(*[administration_chain.c[name] for name in ChainHead._fields]).where(
        administration_chain.c.subject == bindparam("subject")
    )
)
_BEGIN = Statement(
    insert(administration_chain).values(
        {name: bindparam(name) for name in ("id", "subject", "chain_length", "chain_head")}
    )
)
_GROW = Statement(
    update(administration_chain)
    .where(administration_chain.c.id == bindparam("chain"))
    .values(chain_length=bindparam("length"), chain_head=bindparam("head"))
)
_INSERT = Statement(
    insert(administration_change).values({name: bindparam(name) for name in AdministrationChange._fields})
)


def lock_chain(tx: Transaction, subject: str) -> ChainHead | None:
    """Keep others from writing to a subject's chain in this transaction; None: it has not begun."""
    tx.lock_channel([("administration", subject)])
    row: Any = tx.one(_HEAD, subject=subject)
    return ChainHead(*row) if row is not None else None


def begin_chain(tx: Transaction, subject: str, head: ChainHead) -> None:
    """Store a chain with its first event."""
    tx.write(_BEGIN, subject=subject, **head._asdict())


def grow_chain(tx: Transaction, head: ChainHead) -> None:
    """Store a chain's new head."""
    tx.write(_GROW, chain=head.id, length=head.chain_length, head=head.chain_head)


def insert_administration_change(tx: Transaction, row: AdministrationChange) -> None:
    """Store by what a change is found."""
    tx.write_row(_INSERT, row)
