"""What a field of a form offers to choose from, where the form's schema names a source (`x-source`)."""

from __future__ import annotations

from engine.errors import NotFound
from engine.orders import WorkOrder
from engine.org import SOURCES, Choice
from engine.queries.reading import Reading
from engine.words import Words


def options(reading: Reading, source: str, order: WorkOrder | None) -> list[Choice]:
    """Return the choices of a source for a task of `order`.

    Raises:
        NotFound: there is no such source.
    """
    found = SOURCES.get(source)
    if found is None:
        raise NotFound(
            Words(
                f"there is no source {source!r}; sources: {', '.join(sorted(SOURCES))}",
                f"没有来源 {source!r}；已有：{'、'.join(sorted(SOURCES))}",
            )
        )
    home = reading.directory.tiers.get(order.tier_id) if order is not None else None
    return found.choices(reading.directory, home)
