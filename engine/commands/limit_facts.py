"""By which facts the limit rules of an order are chosen."""

from __future__ import annotations

from typing import Any

from engine.limits import facts_of

#: From this priority on an order is urgent.
URGENT = 10


def limit_facts(order: Any) -> dict[str, str]:
    """Return the facts of an order or what will become one: its own, and those of its package's fields."""
    known = {
        "category": order.category,
        "area": order.area,
        "customer_class": order.customer_class,
        "priority": "urgent" if order.priority >= URGENT else "ordinary",
    }
    return facts_of(known, order.fields)
