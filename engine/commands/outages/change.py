"""Change what is known of an outage, above all its estimate, restore it, cancel it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.outages.record import let_orders_know, locked, recorded, save
from engine.commands.work import Work
from engine.errors import InvalidInput, RevisionConflict, field_finding
from engine.orders import (
    CAUSES,
    Outage,
    OutageKind,
    OutageStatus,
    require_going_on,
    require_sensible,
    status_at,
)
from engine.words import Words

#: What can be changed; where it is stays.
CHANGING = ("title", "cause", "description", "starts_at", "expected_at")


@dataclass(frozen=True)
class ChangeOutage:
    """Change some of title, cause, description, starts_at and expected_at.

    Who is linked learns of another estimate, or of another beginning when it is planned, once each.
    """

    name: ClassVar[str] = "change-outage"

    outage_id: str
    revision: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Change it; the answer says how many orders are told.

        Raises:
            RevisionConflict: somebody has changed it meanwhile.
            Conflict: it is over.
            InvalidInput: something cannot be changed, or the times contradict each other.
        """
        before, now = _at(work, self.outage_id, self.revision)
        unknown = sorted(set(self.changes) - set(CHANGING))
        if unknown or self.changes.get("cause", before.cause) not in CAUSES:
            name = unknown[0] if unknown else "cause"
            raise _wrong(name, Words("cannot be changed to this", "不能这样修改"))
        if not str(self.changes.get("title", before.title)).strip():
            raise _wrong("title", Words("is missing", "缺少"))
        after = before._replace(**self.changes)
        after = after._replace(status=status_at(after, now))
        require_sensible(after, now)
        if after == before:
            return {"outage": before.id, "revision": before.revision, "told": 0}
        after = recorded(work, before, after, "changed", now, reason=self.reason.strip())
        save(work, after)
        moved = after.expected_at != before.expected_at or (
            after.kind == OutageKind.PLANNED and after.starts_at != before.starts_at
        )
        told = let_orders_know(work, after.id, now) if moved else 0
        return {"outage": after.id, "revision": after.revision + 1, "told": told}


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
            RevisionConflict, Conflict, InvalidInput: as `ChangeOutage`.
        """
        before, now = _at(work, self.outage_id, self.revision)
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
            RevisionConflict, Conflict: as `ChangeOutage`.
            InvalidInput: no reason.
        """
        if not self.reason.strip():
            raise _wrong("reason", Words("is missing", "缺少"))
        before, now = _at(work, self.outage_id, self.revision)
        after = before._replace(status=OutageStatus.CANCELLED)
        return _over(work, before, after, "cancelled", now, now, self.reason.strip())


def _at(work: Work, outage_id: str, revision: int) -> tuple[Outage, datetime]:
    found, now = locked(work, outage_id)
    if found.revision != revision:
        raise RevisionConflict("停电事件", revision, found.revision)
    require_going_on(found)
    return found, now


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


def _wrong(name: str, problem: Words) -> InvalidInput:
    told = Words(f"{name} {problem}", f"{name} {problem.zh}")
    return InvalidInput(told, findings=[field_finding(name, problem, Words("correct it", "请改正"))])
