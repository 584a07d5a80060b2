"""The unit of work that a command runs in: one transaction, who acts, and the hints to give afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from engine.commands.services import Services
from engine.org import Actor
from engine.store.database import Transaction


class Hint(StrEnum):
    """Which kind of row a worker may look for now; with migrations, clocks to be counted anew."""

    JOBS = "jobs"
    DELIVERIES = "deliveries"
    TIMERS = "timers"
    MIGRATIONS = "migrations"


#: Where a change is that has no place: an incident of no order, a call of no queue that we know.
NOWHERE = "none"


class Change(NamedTuple):
    """Something that a page may show: its kind (`order`, `task`, `inbox`, `call` …) and id.

    What only some may know of is told by where it is, not by its own id: of an inbox, of `calls` and
    `campaigns` the id is the department's or person's, of an incident that of its order's tier, of an outage
    that of its own; NOWHERE when it has no place. `sessions` is for streams themselves: a session or token of
    this person has ended.
    """

    kind: str
    id: str


@dataclass
class Work:
    """One unit of work. `hints` and `changes` are given away only after the commit."""

    tx: Transaction
    actor: Actor
    services: Services
    hints: set[Hint] = field(default_factory=set)
    changes: dict[Change, None] = field(default_factory=dict)

    def changed(self, kind: str, ids: Iterable[str | None]) -> None:
        """Note that pages showing these may look again."""
        for key in ids:
            if key is not None:
                self.changes[Change(kind, key)] = None
