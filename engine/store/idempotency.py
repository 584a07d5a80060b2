"""Statements on idempotency keys: the same key and request gets the same answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_

from engine.store.database import Transaction
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import idempotency_key

#: How long an answer is kept.
KEPT_SECONDS = 24 * 3600.0

_READ = Statement(
    select(idempotency_key.c.digest, idempotency_key.c.answer).where(
        idempotency_key.c.actor == bindparam("actor"),
        idempotency_key.c.key == bindparam("key"),
        idempotency_key.c.expires_at > machine_now(),
    )
)
_WRITE = Statement(
    insert(idempotency_key).values(
        actor=bindparam("actor"),
        key=bindparam("key"),
        digest=bindparam("digest"),
        answer=bindparam("answer"),
        expires_at=machine_now(bindparam("seconds")),
    )
)
_IDS = tuple_(idempotency_key.c.actor, idempotency_key.c.key)
_PURGE = Statement(
    delete(idempotency_key).where(
        _IDS.in_(
            select(idempotency_key.c.actor, idempotency_key.c.key)
            .where(idempotency_key.c.expires_at <= machine_now())
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
        )
    )
)


def answer_of(tx: Transaction, actor: str, key: str) -> Any:
    """Return digest and answer kept under this key, or None."""
    return tx.one(_READ, actor=actor, key=key)


def keep_answer(tx: Transaction, actor: str, key: str, digest: str, answer: Any) -> None:
    """Keep an answer with the change that it tells of."""
    tx.write(_WRITE, actor=actor, key=key, digest=digest, answer=answer, seconds=KEPT_SECONDS)


def purge_answers(tx: Transaction, most: int) -> int:
    """Forget up to `most` answers that are no longer kept; return how many."""
    return tx.changed(_PURGE, most=most)
