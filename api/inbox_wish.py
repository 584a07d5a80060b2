"""The filters of an inbox, as a query string or a saved view has them, as what the query is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.queries.inbox import SOON, InboxWish


def inbox_wish(filters: Mapping[str, Any], cursor: str | None, most: int) -> InboxWish:
    """Return the wish of loaded `InboxFilters`."""
    return InboxWish(
        scope=filters["scope"],
        overdue=filters["overdue"],
        soon=filters["soon"] is True,
        fraction=filters["soon_at"] / 100 if filters["soon_at"] is not None else SOON,
        held=filters["held"],
        category=filters["category"],
        stage=filters["stage"],
        area=filters["area"],
        tier_id=filters["tier"],
        supply_unit_id=filters["unit"],
        department_id=filters["department"],
        holder=filters["holder"],
        unclaimed=filters["unclaimed"],
        least_priority=filters["least_priority"],
        opened_from=filters["opened_from"],
        opened_to=filters["opened_to"],
        due_from=filters["due_from"],
        due_to=filters["due_to"],
        text=filters["words"],
        sort=filters["sort"],
        cursor=cursor,
        most=most,
    )


def plain_filters(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Return loaded `InboxFilters` as they are stored and shown: what was said, in plain values."""
    return {
        {"words": "text"}.get(name, name): value.isoformat() if isinstance(value, datetime) else value
        for name, value in filters.items()
        if value is not None
    }
