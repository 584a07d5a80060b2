"""Statements on what was done to the versions of packages."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import activation


class ActivationRow(NamedTuple):
    """One change of what is active of a package. `at` is aware UTC business time.

    `what` is `deployed`, `activated`, `rolled-back` or `deactivated`; `definition_id` is active from then on
    (None: nothing is), `previous_id` was until then (None: nothing was).
    """

    id: str
    package: str
    definition_id: str | None
    previous_id: str | None
    what: str
    version: int | None
    previous_version: int | None
    reason: str | None
    actor_id: str
    at: datetime


_INSERT = Statement(insert(activation).values({name: bindparam(name) for name in ActivationRow._fields}))
_COLUMNS = [activation.c[name] for name in ActivationRow._fields]
_OF_PACKAGE = Statement(
    select(*_COLUMNS)
    .where(activation.c.package == bindparam("package"))
    .order_by(activation.c.at.desc(), activation.c.id.desc()),
    ActivationRow,
)


def insert_activation(tx: Transaction, row: ActivationRow) -> None:
    """Note what was done."""
    tx.write_row(_INSERT, row)


def activations_of(tx: Transaction, package: str) -> list[ActivationRow]:
    """Return what was done to the versions of a package, newest first."""
    return tx.rows(_OF_PACKAGE, package=package)
