"""Statements on attempts to sign in, and on sign-ins that another house is asked about."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from engine.ids import new_id
from engine.store.database import Transaction
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import oidc_login, sign_in_attempt

LOGIN_SECONDS = 10 * 60.0


class Door(NamedTuple):
    """From where somebody comes: their address, and what their browser says it is."""

    address: str = ""
    agent: str = ""


#: A door of which nothing is known: a test, the command line.
NOWHERE = Door()

_NOTE = Statement(
    insert(sign_in_attempt).values(
        **{name: bindparam(name) for name in "id username person_id via result address agent".split()},
        at=machine_now(),
    )
)
_BEGIN = Statement(
    insert(oidc_login).values(
        **{name: bindparam(name) for name in "state_hash nonce verifier back_to".split()},
        expires_at=machine_now(LOGIN_SECONDS),
    )
)
_END = Statement(
    delete(oidc_login)
    .where(oidc_login.c.state_hash == bindparam("hash"), oidc_login.c.expires_at > machine_now())
    .returning(oidc_login.c.nonce, oidc_login.c.verifier, oidc_login.c.back_to)
)
_PURGE = Statement(
    delete(oidc_login).where(
        oidc_login.c.state_hash.in_(
            select(oidc_login.c.state_hash)
            .where(oidc_login.c.expires_at <= machine_now())
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
        )
    )
)


def note_sign_in(
    tx: Transaction, username: str, person_id: str | None, result: str, door: Door, via: str = "password"
) -> None:
    """Write down an attempt: `success`, `wrong-password`, `unknown-name`, `locked`, `throttled`, `closed`,
    `refused` (by the other house) or `nobody` (it named nobody whom we know).
    """
    tx.write(
        _NOTE,
        id=new_id(),
        username=username[:60],
        person_id=person_id,
        via=via,
        result=result,
        address=door.address[:45],
        agent=door.agent[:200],
    )


def begin_oidc_login(tx: Transaction, state_hash: str, nonce: str, verifier: str, back_to: str) -> None:
    """Keep what the answer of the other house is checked against, for ten minutes."""
    tx.write(_BEGIN, state_hash=state_hash, nonce=nonce, verifier=verifier, back_to=back_to)


def end_oidc_login(tx: Transaction, state_hash: str) -> Any:
    """Return nonce, verifier and back_to, once; None when it is unknown, used or over."""
    rows = tx.rows(_END, hash=state_hash)
    return rows[0] if rows else None


def purge_oidc_logins(tx: Transaction, most: int) -> int:
    """Forget up to `most` sign-ins that the other house has not answered in time; return how many."""
    return tx.changed(_PURGE, most=most)
