"""How far behind the workers are, and which stored versions cannot be run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import bindparam, func, select

from engine.clock import REAL_TIME
from engine.errors import BrokenVersion
from engine.store.database import Transaction
from engine.store.definitions import active_definitions
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import delivery, job, timer
from engine.store.time import read_clock
from engine.store.types import Moment

_NOW = Statement(select(machine_now().label("now")))
_TIMER = Statement(
    select(func.min(timer.c.due_at, type_=Moment()).label("oldest")).where(
        ~timer.c.parked, timer.c.due_at.is_not(None), timer.c.due_at <= bindparam("now")
    )
)
_DELIVERY = Statement(
    select(func.min(delivery.c.created_at, type_=Moment()).label("oldest")).where(~delivery.c.parked)
)
_JOB = Statement(
    select(func.min(job.c.run_at, type_=Moment()).label("oldest")).where(
        job.c.status == "ready", job.c.run_at <= machine_now()
    )
)


@dataclass(frozen=True)
class Lag:
    """Seconds for which the oldest due timer, delivery and job have waited; 0 when nothing is due.

    Timers and deliveries in seconds of the business clock, jobs of the database's.
    """

    timers: float
    deliveries: float
    jobs: float


def lag(tx: Transaction) -> Lag:
    """Return how far behind the workers are."""
    machine = tx.one(_NOW).now
    found = read_clock(tx)
    business = (found[0] if found is not None else REAL_TIME).at(machine)
    timers, deliveries, jobs = tx.fetch((_TIMER, {"now": business}), (_DELIVERY, {}), (_JOB, {}))
    return Lag(_since(business, timers), _since(business, deliveries), _since(machine, jobs))


def _since(now: Any, rows: list[Any]) -> float:
    oldest = rows[0].oldest if rows else None
    return max((now - oldest).total_seconds(), 0.0) if oldest is not None else 0.0


class Definitions(Protocol):
    """Gives compiled versions; the commands' cache serves."""

    def definition(self, tx: Transaction, definition_id: str) -> object: ...


@dataclass(frozen=True)
class BrokenActive:
    """An active version that cannot be run: nothing starts on it, everything else goes on."""

    package: str
    version: int
    reason: str
    reason_zh: str


def broken_versions(tx: Transaction, definitions: Definitions) -> list[BrokenActive]:
    """Return the active versions that this release cannot run; each is compiled when first looked at."""
    found = []
    for row in active_definitions(tx):
        try:
            definitions.definition(tx, row.id)
        except BrokenVersion as error:
            found.append(BrokenActive(row.package, row.version, error.message, error.message.zh))
    return found
