"""The end of an outage: the supply is back, or it does not take place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.outages.record import let_orders_know, locked_going_on, recorded, save, wrong
from engine.commands.work import Work
from engine.orders import Outage, OutageStatus, require_sensible
from engine.words import Words


@dataclass(frozen=True)
class RestoreOutage:
    """The supply is back; `restored_at` None: now. Who wished a message gets it."""

    name: ClassVar[str] = "restore-outage"

    outage_id: str
    revision: int
    restored_at: datetime | None = None

    def perform(self, work: Work) -> Answer:
        """Restore it; the answer says how many orders are told.

        Raises:
            RevisionConflict, HeldByAnother: somebody was faster; it says who.
            InvalidInput: it is before its beginning, or in the future.
        """
        before, now = locked_going_on(work, self.outage_id, self.revision)
        at = self.restored_at or now
        after = before._replace(status=OutageStatus.RESTORED, restored_at=at)
        require_sensible(after, now)
        return _over(work, before, after, "restored", now, at, "")


@dataclass(frozen=True)
class CancelOutage:
    """It does not take place, or was none; the orders that it explained have no estimate by it any more."""

    name: ClassVar[str] = "cancel-outage"

    outage_id: str
    revision: int
    reason: str

    def perform(self, work: Work) -> Answer:
        """Cancel it.

        Raises:
            RevisionConflict, HeldByAnother: somebody was faster; it says who.
            InvalidInput: no reason.
        """
        if not self.reason.strip():
            raise wrong("reason", Words("is missing", "缺少"))
        before, now = locked_going_on(work, self.outage_id, self.revision)
        after = before._replace(status=OutageStatus.CANCELLED)
        return _over(work, before, after, "cancelled", now, now, self.reason.strip())


def _over(
    work: Work, before: Outage, after: Outage, kind: str, now: datetime, at: datetime, reason: str
) -> Answer:
    after = recorded(work, before, after, kind, now, event_at=at, reason=reason)
    save(work, after)
    return {
        "outage": after.id,
        "revision": after.revision + 1,
        "told": let_orders_know(work, after.id, now),
    }
