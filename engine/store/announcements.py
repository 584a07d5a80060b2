"""Statements on announcements 公告."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import line_announcement


class AnnouncementRow(NamedTuple):
    """An announcement: written, switched on (`on_at`), switched off or put away (`off_at`); None: not yet."""

    id: str
    tier_id: str
    text: str
    written_at: datetime
    written_by: str
    on_at: datetime | None = None
    on_by: str | None = None
    off_at: datetime | None = None
    off_by: str | None = None

    @property
    def is_on(self) -> bool:
        """Callers hear it."""
        return self.on_at is not None and self.off_at is None


_ROWS = select(*[line_announcement.c[name] for name in AnnouncementRow._fields])
_NEWEST = (line_announcement.c.written_at.desc(), line_announcement.c.id.desc())
_IN = is_one_of(line_announcement.c.tier_id, "tiers", "uuid")
_INSERT = Statement(
    insert(line_announcement).values({name: bindparam(name) for name in AnnouncementRow._fields})
)
_LOCK = Statement(
    _ROWS.where(line_announcement.c.id == bindparam("announcement_id")).with_for_update(), AnnouncementRow
)
_UPDATE = Statement(
    update(line_announcement)
    .where(line_announcement.c.id == bindparam("announcement_id"))
    .values({name: bindparam(name) for name in ("on_at", "on_by", "off_at", "off_by")})
)
_ON = Statement(
    _ROWS.where(line_announcement.c.on_at.is_not(None), line_announcement.c.off_at.is_(None), _IN),
    AnnouncementRow,
)
_KEPT = Statement(_ROWS.where(line_announcement.c.off_at.is_(None)).order_by(*_NEWEST), AnnouncementRow)
_LATEST = Statement(_ROWS.where(_IN).order_by(*_NEWEST).limit(bindparam("most")), AnnouncementRow)


def insert_announcement(tx: Transaction, row: AnnouncementRow) -> None:
    """Store an announcement."""
    tx.write_row(_INSERT, row)


def lock_announcement(tx: Transaction, announcement_id: str) -> AnnouncementRow | None:
    """Lock and return an announcement, or None."""
    found: AnnouncementRow | None = tx.one(_LOCK, announcement_id=announcement_id)
    return found


def update_announcement(tx: Transaction, row: AnnouncementRow) -> None:
    """Store whether it is switched on, and who did it."""
    tx.write(
        _UPDATE,
        announcement_id=row.id,
        on_at=row.on_at,
        on_by=row.on_by,
        off_at=row.off_at,
        off_by=row.off_by,
    )


def announcements_on(tx: Transaction, tiers: Collection[str]) -> list[AnnouncementRow]:
    """Return what callers of these tiers hear now, one a tier at most."""
    return tx.rows(_ON, tiers=sorted(tiers))


def announcements_kept(tx: Transaction) -> list[AnnouncementRow]:
    """Return the announcements of every tier that are on, or may be switched on; the newest first."""
    return tx.rows(_KEPT)


def latest_announcements(tx: Transaction, tiers: Collection[str], most: int) -> list[AnnouncementRow]:
    """Return the announcements of these tiers, those switched off too, the newest first."""
    return tx.rows(_LATEST, tiers=sorted(tiers), most=most)
