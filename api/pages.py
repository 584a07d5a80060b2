"""Pages of lists as answers."""

from __future__ import annotations

from typing import Any

from engine.queries import Page


def paged(page: Page[Any]) -> dict[str, Any]:
    """Return a page as the members that every list's answer has."""
    return {
        "items": page.items,
        "next": page.next,
        "count": page.count,
        "count_is_capped": page.count_is_capped,
    }
