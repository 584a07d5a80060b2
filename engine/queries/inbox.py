"""The inbox: lines of a person, their departments and those below, sorted and filtered by the database.

A line is an `assignment` row: a task may stand in it as the department's candidate line, as a colleague's
or one's own claimed task, or because attention was raised. What one has claimed oneself shows once.

A page is read in two parts: the arms of the scope give the keys of its lines, each walking along an index in
the list's order; only the page's own lines are joined with everything that they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import case, func, literal_column, select

from engine.queries.inbox_filters import FILTERS
from engine.queries.inbox_line import InboxLine, inbox_line
from engine.queries.inbox_scopes import (
    ASK_FOR_ORDERS,
    Arm,
    arms_of,
    departments_are,
    list_parameter,
    scope_parameters,
    shown_by,
)
from engine.queries.inbox_sorts import SORTS
from engine.queries.inbox_walks import MOST_APART, Shape, looked_at, page, passes, union
from engine.queries.paging import MOST_COUNTED, MOST_ITEMS, Order, Page, page_of
from engine.queries.reading import Reading
from engine.queries.searching import like_parameter, may_guess_number
from engine.queries.visibility import within_pairs
from engine.store.statement import Statement
from engine.store.tables import assignment

__all__ = ["SORTS", "InboxLine", "InboxWish", "inbox_page"]

#: From which part of its limit on a task is about to be late.
SOON = 0.8
#: A filtered count looks at so many lines: with a filter that hardly anything passes, counting would go
#: through everything a department has; and at so many where each line's task or order has to be asked.
MOST_LOOKED_AT, MOST_ASKED = 1_500, 250


@dataclass(frozen=True)
class InboxWish:
    """What is asked for; None asks for nothing.

    `scope`: `mine`, `department`, `watched`, `subordinates` or `supervised`; None is all of one's own.
    `soon`: only what is about to be late, from the `fraction` of its limit on. `tier_id` means the order's
    tier or one above it. `unclaimed`: only what nobody holds, or only what somebody does. Moments are
    aware; `_from` is inclusive, `_to` is not; due is the internal target, or the promise without one.
    """

    scope: str | None = None
    overdue: bool | None = None
    soon: bool = False
    fraction: float = SOON
    held: bool | None = None
    category: str | None = None
    stage: str | None = None
    area: str | None = None
    tier_id: str | None = None
    supply_unit_id: str | None = None
    department_id: str | None = None
    holder: str | None = None
    unclaimed: bool | None = None
    least_priority: int | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    text: str | None = None
    sort: str = "due"
    cursor: str | None = None
    most: int = 25


def _counted_among(shape: Shape) -> int:
    """Return among how many lines a count counts."""
    if any(FILTERS[name].needs for name in shape.filters):
        return MOST_ASKED
    if any(shown_by(arm, shape.paths, shape.within).needs for arm in shape.arms):
        return MOST_ASKED
    return MOST_LOOKED_AT if any(FILTERS[name].of_line for name in shape.filters) else MOST_COUNTED


@lru_cache(maxsize=512)
def _count(shape: Shape) -> Statement:
    """Count up to a thousand lines among those that are looked at; say how many these were."""
    of_lines = [part() for name in shape.filters if (part := FILTERS[name].of_line) is not None]
    further = [FILTERS[name] for name in shape.filters if FILTERS[name].needs or FILTERS[name].of_line]
    on_lines = [FILTERS[name].made() for name in shape.filters if FILTERS[name] not in further]
    bound: Any = literal_column(str(_counted_among(shape) + 1))
    parts = []
    for arm in shape.arms:
        shown = shown_by(arm, shape.paths, shape.within).of_line
        lines = select(passes(shape, arm, further).label("passes")).select_from(assignment)
        lines = lines.where(shown, *of_lines, *on_lines)
        departments = list_parameter(arm)
        if departments is not None:
            lines = lines.where(departments_are(departments))
        if arm is Arm.ALL_BELOW:
            # Most lines are closed and lie before the open ones: not to be read from their beginning.
            lines = lines.order_by(assignment.c.due_at, assignment.c.id)
        parts.append(lines.limit(bound))
    some = select(union(parts, "parts")).limit(bound).subquery("some")
    counted = func.count(case((some.c.passes, 1)))
    return Statement(select(counted.label("count"), func.count().label("looked_at")).select_from(some))


def inbox_page(reading: Reading, wish: InboxWish) -> Page[InboxLine]:
    """Return a page of the actor's inbox.

    The count stops at a thousand; filtered, also where enough lines have been looked at: then it is capped,
    and there may be more than it says. Of a list that is narrowed by what the line itself does not
    know, a page may have fewer lines than asked for, even none, though there is a next one: it ends where
    enough lines have been looked at.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = SORTS[wish.sort]
    shape, parameters = _asked(reading, wish)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    read = (
        page(shape, wish.sort, wish.cursor is not None, _rounded(wish.most + 1)),
        {**parameters, **position},
    )
    if shape.filters and wish.cursor is None:
        # Often few lines pass: then the page is all there is, and nothing has to be looked at twice.
        (rows,) = reading.tx.fetch(read)
        found, following = _ended(shape, order, rows, wish.most)
        if len(found) <= wish.most:
            items = [inbox_line(reading, row) for row in found]
            return Page(items, following, len(items), following is not None)
        (counted,) = reading.tx.fetch((_count(shape), parameters))
    else:
        rows, counted = reading.tx.fetch(read, (_count(shape), parameters))
        found, following = _ended(shape, order, rows, wish.most)
    items = [inbox_line(reading, row) for row in found[: wish.most]]
    made = page_of(found, items, order, wish.most, counted[0].count)
    gave_up = counted[0].looked_at > _counted_among(shape)
    return Page(made.items, following or made.next, made.count, made.count_is_capped or gave_up)


def _asked(reading: Reading, wish: InboxWish) -> tuple[Shape, dict[str, Any]]:
    """Return the shape of the statements for a wish, and their parameters."""
    arms = arms_of(reading, wish.scope)
    given = _given(reading, wish)
    filters = tuple(name for name in FILTERS if name in given)
    within = len(within_pairs(reading)) if not ASK_FOR_ORDERS.isdisjoint(arms) else 0
    scope = scope_parameters(reading, arms)
    departments = max([len(scope[name]) for arm in arms if (name := list_parameter(arm))], default=1)
    lateral = reading.tx.dialect == "postgresql"
    most = looked_at(departments if lateral else 1)
    apart = 0 if lateral or len(reading.departments) > MOST_APART else len(reading.departments)
    shape = Shape(arms, len(reading.paths), within, filters, lateral, most, apart)
    return shape, {**scope, **_values(given, filters, reading.now)}


def _ended(shape: Shape, order: Order, rows: Sequence[Any], most: int) -> tuple[Sequence[Any], str | None]:
    """Return a page's rows, up to one more than it shows; if a walk stopped, where the next page begins."""
    if not shape.asks(order.name):
        return rows, None
    found: list[Any] = []
    for row in rows:
        if row.passes:
            found.append(row)
        if len(found) > most:
            break
        if row.is_end:
            return found, order.cursor(row)
    return found, None


def _rounded(most: int) -> int:
    """Return how many rows a statement asks for: a few sizes, so that few statements have to be prepared."""
    return next(size for size in (2, 26, 51, MOST_ITEMS + 1) if size >= most)


def _given(reading: Reading, wish: InboxWish) -> dict[str, Any]:
    """Return the filters that are asked for, each with its value."""
    tier = reading.directory.tiers.get(wish.tier_id) if wish.tier_id is not None else None
    given: dict[str, Any] = {
        "late": True if wish.overdue is True else None,
        "in_time": True if wish.overdue is False else None,
        "soon": wish.fraction if wish.soon else None,
        "held": True if wish.held is True else None,
        "not_held": True if wish.held is False else None,
        "category": wish.category,
        "stage": wish.stage,
        "area": wish.area,
        # An unknown tier has no orders: no path begins with this.
        "under": None if wish.tier_id is None else tier.path if tier is not None else "?",
        "unit": wish.supply_unit_id,
        "department": wish.department_id,
        "holder": wish.holder,
        "unclaimed": True if wish.unclaimed is True else None,
        "claimed": True if wish.unclaimed is False else None,
        "most_rank": -wish.least_priority if wish.least_priority is not None else None,
        "opened_from": wish.opened_from,
        "opened_to": wish.opened_to,
        "due_from": wish.due_from,
        "due_to": wish.due_to,
    }
    # A title may quote a telephone number.
    hidden = wish.text is not None and may_guess_number(wish.text, sees_numbers=reading.sees_numbers)
    given["order_number" if hidden else "words"] = wish.text
    return {name: value for name, value in given.items() if value is not None}


def _values(given: dict[str, Any], filters: tuple[str, ...], now: datetime) -> dict[str, Any]:
    """Return the parameters that the filters name."""
    text = given.get("words") or given.get("order_number") or ""
    known = {
        **given,
        "now": now,
        "rest": 1.0 - given.get("soon", 0.0),
        "words": like_parameter(text),
        "number_begins": like_parameter("".join(text.split()), only_begin=True),
    }
    return {name: known[name] for each in filters for name in FILTERS[each].parameters}
