"""Announcements of one's tiers: what is heard, what could be, what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.calling.prompts import prompt_key
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.announcements import latest_announcements

SHOWN = 50


@dataclass(frozen=True)
class AnnouncementLine:
    """An announcement; times are aware UTC, None: it did not happen. `sound` is the name of its prompt."""

    id: str
    tier: str
    tier_name: str | None
    text: str
    on: bool
    sound: str
    written_at: datetime
    written_by: str | None
    on_at: datetime | None
    on_by: str | None
    off_at: datetime | None
    off_by: str | None


@dataclass(frozen=True)
class AnnouncingTier:
    """A tier for which the actor may announce."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class Announcements:
    """The latest announcements, and for which tiers there can be some."""

    items: list[AnnouncementLine]
    tiers: list[AnnouncingTier]


def announcements(reading: Reading) -> Announcements:
    """Return the 50 latest announcements of the actor's tiers and below.

    Raises:
        NotAllowed: the actor announces nothing.
    """
    reading = reading.by(Action.ANNOUNCE)
    tiers = [
        one
        for one in sorted(reading.directory.tiers.values(), key=lambda one: one.path)
        if one.path.startswith(reading.paths) and one.kind in ("province", "city", "county")
    ]
    rows = latest_announcements(reading.tx, [one.id for one in tiers], SHOWN)
    return Announcements(
        [
            AnnouncementLine(
                row.id,
                row.tier_id,
                reading.tier_name(row.tier_id),
                row.text,
                row.is_on,
                prompt_key(row.text),
                row.written_at,
                reading.name_of(row.written_by),
                row.on_at,
                reading.name_of(row.on_by),
                row.off_at,
                reading.name_of(row.off_by),
            )
            for row in rows
        ],
        [AnnouncingTier(one.id, one.name, one.kind) for one in tiers],
    )
