"""How somebody wants to be told: what they chose, what holds otherwise, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.notices import CHANNELS, DIGEST_AT, HANDLERS, KINDS, Channel, Kind
from engine.queries.reading import Reading
from engine.store.notices import count_waiting, reader_from, reader_of


@dataclass(frozen=True)
class KindWish:
    """What holds for a kind, by channel: now, hourly, daily, off."""

    kind: Kind
    app: str
    email: str
    sms: str
    webhook: str


@dataclass(frozen=True)
class WishesPage:
    """`channels` are those that the installation has. `waiting` counts notices that go out later.

    `revision` 0: nothing was ever said. `zone` is the IANA zone of the times of day.
    """

    email: str | None
    phone: str | None
    quiet_from: str | None
    quiet_to: str | None
    digest_at: str
    revision: int
    zone: str
    channels: list[str]
    kinds: list[KindWish]
    waiting: int


def wishes_page(reading: Reading) -> WishesPage:
    """Return how the actor is told."""
    row, chosen = reader_of(reading.tx, reading.actor.id)
    reader = reader_from(reading.actor.id, row, chosen)
    there = [channel.value for channel in CHANNELS if HANDLERS[channel] in reading.services.handlers]
    places = reading.directory.memberships_of(reading.actor.id)
    department = reading.directory.departments[places[0].department_id] if places else None
    return WishesPage(
        email=reader.email,
        phone=reader.phone,
        quiet_from=row.quiet_from if row is not None else None,
        quiet_to=row.quiet_to if row is not None else None,
        digest_at=row.digest_at if row is not None else DIGEST_AT.isoformat("minutes"),
        revision=row.revision if row is not None else 0,
        zone=reading.directory.tiers[department.tier_id].zone if department is not None else "UTC",
        channels=there,
        kinds=[
            KindWish(kind, *[reader.choice(kind, channel).value for channel in Channel])
            for kind in KINDS.values()
        ],
        waiting=count_waiting(reading.tx, reading.actor.id),
    )
