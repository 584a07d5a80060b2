"""Lease timers and deliveries for one worker, committed before anything is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.messages import lease_deliveries
from engine.store.timers import lease_due_timers, next_due


@dataclass(frozen=True)
class LeaseTimers:
    """Lease up to `most` due timers for `seconds` of the database's time."""

    name: ClassVar[str] = "lease-timers"

    owner: str
    seconds: float = 60
    most: int = 200

    def perform(self, work: Work) -> Answer:
        """Return the leased timers; without any, `next_due` says when to look again, None: none waits."""
        now, _ = work.services.time_and_place(work.tx)
        rows = lease_due_timers(work.tx, now, self.owner, self.seconds, self.most)
        coming = next_due(work.tx) if not rows else None
        return {
            "timers": [{"id": row.id, "instance": row.instance_id, "order": row.order_id} for row in rows],
            "next_due": coming.isoformat() if coming is not None else None,
        }


@dataclass(frozen=True)
class LeaseDeliveries:
    """Lease up to `most` deliveries."""

    name: ClassVar[str] = "lease-deliveries"

    owner: str
    seconds: float = 60
    most: int = 100

    def perform(self, work: Work) -> Answer:
        """Return the leased deliveries, oldest first."""
        rows = lease_deliveries(work.tx, self.owner, self.seconds, self.most)
        return {"deliveries": [{"id": row.id, "instance": row.instance_id} for row in rows]}
