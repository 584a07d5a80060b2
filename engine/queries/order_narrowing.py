"""What is asked of lists of orders: how they are sorted and narrowed, and what shapes their statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam

from engine.queries.order_words import DIGITS, WORDS
from engine.queries.paging import Order
from engine.store.prefix import begins_with
from engine.store.tables import work_order


@dataclass(frozen=True)
class OrdersWish:
    """What is asked for; None asks for nothing. `tier_id` means that tier and everything below it.

    `text` is one or more words, all of which the order's texts must have.
    `opened_from` (inclusive) and `opened_to` (exclusive) are aware times.
    """

    status: str | None = None
    category: str | None = None
    stage: str | None = None
    tier_id: str | None = None
    text: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    sort: str = "-opened"
    cursor: str | None = None
    most: int = 25


SORTS = {
    "-opened": Order("-opened", (work_order.c.opened_at, work_order.c.id), ("moment", "id"), True),
    "opened": Order("opened", (work_order.c.opened_at, work_order.c.id), ("moment", "id")),
    "-priority": Order(
        "-priority",
        (work_order.c.priority, work_order.c.opened_at, work_order.c.id),
        ("number", "moment", "id"),
        True,
    ),
}
FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "status": lambda: work_order.c.status == bindparam("status"),
    "category": lambda: work_order.c.category == bindparam("category"),
    "stage": lambda: work_order.c.stage == bindparam("stage"),
    "under": lambda: begins_with(work_order.c.tier_path, "under"),
    "opened_from": lambda: work_order.c.opened_at >= bindparam("opened_from"),
    "opened_to": lambda: work_order.c.opened_at < bindparam("opened_to"),
    **DIGITS,
}
#: Those that speak of the opening time alone.
BETWEEN = ("opened_from", "opened_to")


@dataclass(frozen=True)
class Shape:
    """What decides the text of a statement: everything but its parameters."""

    paths: int
    within: int
    sees_all: bool
    filters: tuple[str, ...]
    sort: str

    @property
    def words(self) -> list[str]:
        """The words that are looked for, by their parameters."""
        return [name for name in self.filters if name in WORDS]
