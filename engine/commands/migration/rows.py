"""The rows of an instance's tokens before and after a migration: what stays, what is new, what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from engine.store.carried_over import (
    CarriedRow,
    CarriedTask,
    incidents_of_instance,
    jobs_of_instance,
    set_carried_task,
    set_element,
    tasks_of_instance,
)
from engine.store.database import Transaction
from engine.store.messages import SubscriptionRow, subscriptions_of_instance
from engine.store.timers import TimerRow, timers_of_instance

OPEN = ("open", "stuck")


class Rows(NamedTuple):
    """Everything that waits for an instance, by id."""

    tasks: dict[str, CarriedTask]
    timers: dict[str, TimerRow]
    subscriptions: dict[str, SubscriptionRow]
    jobs: dict[str, CarriedRow]
    incidents: dict[str, CarriedRow]


def rows_of(tx: Transaction, instance_id: str) -> Rows:
    """Return the rows of an instance, under its lock."""
    return Rows(
        _by_id(tasks_of_instance(tx, instance_id)),
        _by_id(timers_of_instance(tx, instance_id)),
        _by_id(subscriptions_of_instance(tx, instance_id)),
        _by_id(jobs_of_instance(tx, instance_id)),
        _by_id(incidents_of_instance(tx, instance_id)),
    )


def _by_id(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.id: row for row in rows}


def rename(tx: Transaction, before: Rows, elements: Mapping[int, str], closed: Mapping[str, str]) -> None:
    """Give rows the elements of another version: by token, closed tasks by their element.

    A closed task is carried over too, so that a return 退回 still finds who completed it.
    """
    for kind, rows in (
        ("timer", before.timers),
        ("subscription", before.subscriptions),
        ("job", before.jobs),
        ("incident", before.incidents),
    ):
        for row in rows.values():
            element = elements.get(row.token) if row.token is not None else None
            if element is not None and element != row.element_id:
                set_element(tx, kind, row.id, element)
    for task in before.tasks.values():
        renamed = closed.get(task.element_id)
        if task.status not in OPEN and renamed is not None:
            set_element(tx, "task", task.id, renamed)


def undo_document(before: Rows, after: Rows) -> dict[str, Any]:
    """Return what is needed to bring the rows back: what is new, what is gone, what was called otherwise."""
    renamed = [
        [kind, key, row.element_id]
        for kind, olds, news in (
            ("timer", before.timers, after.timers),
            ("subscription", before.subscriptions, after.subscriptions),
            ("job", before.jobs, after.jobs),
            ("incident", before.incidents, after.incidents),
        )
        for key, row in olds.items()
        if key in news and news[key].element_id != row.element_id
    ]
    renamed += [
        ["task", key, row.element_id]
        for key, row in before.tasks.items()
        if row.status not in OPEN and after.tasks[key].element_id != row.element_id
    ]
    return {
        "renamed": renamed,
        "tasks": [
            _written(row)
            for key, row in before.tasks.items()
            if row.status in OPEN and _said(after.tasks[key]) != _said(row)
        ],
        "new_timers": sorted(after.timers.keys() - before.timers.keys()),
        "timers": [_written(row) for key, row in before.timers.items() if key not in after.timers],
        "new_subscriptions": sorted(after.subscriptions.keys() - before.subscriptions.keys()),
        "subscriptions": [
            _written(row) for key, row in before.subscriptions.items() if key not in after.subscriptions
        ],
    }


def bring_names_back(tx: Transaction, undo: Mapping[str, Any]) -> None:
    """Give open tasks what they said before, and all rows their elements."""
    for written in undo["tasks"]:
        set_carried_task(tx, read(CarriedTask, written))
    for kind, key, element_id in undo["renamed"]:
        set_element(tx, kind, key, element_id)


def read(kind: Any, written: Mapping[str, Any]) -> Any:
    """Return a row from what `undo_document` wrote of it."""
    return kind(
        **{
            name: datetime.fromisoformat(value) if name.endswith("_at") and value is not None else value
            for name, value in written.items()
        }
    )


def _written(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._asdict().items()
    }


def _said(row: CarriedTask) -> tuple[Any, ...]:
    """Return what a version says of a task, without what people did to it."""
    return (row.element_id, row.name, row.form_key, row.stage, row.limit_rule)
