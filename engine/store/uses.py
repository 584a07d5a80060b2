"""Statements on what stands in the way of moving or ending a part of the organisation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import assignment, premise, supervision, supply_unit, task, territory, work_order

_RUNS = is_word(work_order.c.status, "open", "held")


def _count(source: Any, *conditions: Any) -> Statement:
    return Statement(select(func.count().label("count")).select_from(source).where(*conditions))


_ORDERS_BELOW = _count(work_order, begins_with(work_order.c.tier_path, "path"))
_SUPERVISIONS_BELOW = _count(supervision, begins_with(supervision.c.tier_path, "path"))
_ORDERS_OF = _count(
    work_order,
    _RUNS,
    is_one_of(work_order.c.crew_id, "tiers", "uuid") | is_one_of(work_order.c.unit_tier_id, "tiers", "uuid"),
)
_TERRITORIES = _count(territory, territory.c.active, is_one_of(territory.c.tier_id, "tiers", "uuid"))
_UNITS = _count(supply_unit, supply_unit.c.active, is_one_of(supply_unit.c.tier_id, "tiers", "uuid"))
_PREMISES = _count(premise, premise.c.supply_unit_id == bindparam("unit_id"))
_ORDERS_OF_UNIT = _count(work_order, _RUNS, work_order.c.supply_unit_id == bindparam("unit_id"))
_HELD_IN = _count(
    assignment.join(task, task.c.id == assignment.c.task_id),
    assignment.c.status == "open",
    assignment.c.person_id == bindparam("person_id"),
    task.c.department_id == bindparam("department_id"),
)


def tier_uses(tx: Transaction, path: str, tiers: list[str]) -> dict[str, int]:
    """Return what lies at a tier and below: `orders` of all times, `supervisions`, `territories` and
    `supply_units` in use; `running` are orders with a crew or the tier of a supply unit among `tiers`.
    """
    rows = tx.fetch(
        (_ORDERS_BELOW, {"path": path}),
        (_SUPERVISIONS_BELOW, {"path": path}),
        (_ORDERS_OF, {"tiers": tiers}),
        (_TERRITORIES, {"tiers": tiers}),
        (_UNITS, {"tiers": tiers}),
    )
    names = ("orders", "supervisions", "running", "territories", "supply_units")
    return {name: int(found[0].count) for name, found in zip(names, rows, strict=True)}


def unit_uses(tx: Transaction, unit_id: str) -> dict[str, int]:
    """Return how many `premises` a supply unit has, and running `orders`."""
    premises, orders = tx.fetch((_PREMISES, {"unit_id": unit_id}), (_ORDERS_OF_UNIT, {"unit_id": unit_id}))
    return {"premises": int(premises[0].count), "orders": int(orders[0].count)}


def held_in(tx: Transaction, person_id: str, department_id: str) -> int:
    """Return how many open lines a person has of tasks of a department."""
    return int(tx.one(_HELD_IN, person_id=person_id, department_id=department_id).count)
