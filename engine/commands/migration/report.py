"""What a migration does, or would do, to one instance, for the one who orders it. Holds nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands.migration.rows import OPEN, Rows
from engine.commands.version import Definition
from engine.runtime.migrating import MigrationPlan
from engine.store.carried_over import CarriedTask


def report_of(
    plan: MigrationPlan, before: Rows, after: Rows, old: Definition, new: Definition
) -> dict[str, Any]:
    """Return what became of each token, task, timer, subscription and effect.

    Due times are ISO 8601 UTC, of a task the promise's, else the target's; None: not due while its clock does
    not run. Of a task, `notes` say what
    somebody should look at: `form` (another form, or one with other fields), `draft` (and something has been
    typed into it already), `assignment` (the new version would address it to others: it stays with whom it
    is).
    """
    return {
        "tokens": [move.document() for move in plan.moves],
        "tasks": [
            _task(row, after.tasks[key], plan, old, new)
            for key, row in before.tasks.items()
            if row.status in OPEN
        ],
        "timers": _waits(before.timers, after.timers, due=True),
        "subscriptions": _waits(before.subscriptions, after.subscriptions, due=False),
        "jobs": [{"element": row.element_id, "status": row.status} for row in after.jobs.values()],
    }


def _task(
    row: CarriedTask, now: CarriedTask, plan: MigrationPlan, old: Definition, new: Definition
) -> dict[str, Any]:
    return {
        "task": row.id,
        "element": row.element_id,
        "name": row.name,
        "to_element": now.element_id,
        "to_name": now.name,
        "held": row.holder_id is not None,
        "drafted": row.drafted_at is not None,
        "due_at": _moment(row.promise_due_at or row.target_due_at),
        "due_at_after": _moment(now.promise_due_at or now.target_due_at),
        "notes": _notes(row, now, plan, old, new),
    }


def _notes(
    row: CarriedTask, now: CarriedTask, plan: MigrationPlan, old: Definition, new: Definition
) -> list[str]:
    notes = []
    before, after = _form(old, row.form_key), _form(new, now.form_key)
    if row.token in plan.places and before != after:
        notes.append("form")
        if row.drafted_at is not None:
            notes.append("draft")
    if row.token in plan.readdressed:
        notes.append("assignment")
    return notes


def _form(definition: Definition, key: str | None) -> Mapping[str, Any] | None:
    form = definition.forms.get(key) if key is not None else None
    return form.schema if form is not None else None


def _waits(before: Mapping[str, Any], after: Mapping[str, Any], *, due: bool) -> list[dict[str, Any]]:
    """Return what waits: `keeps`, `new` or `ends`; of timers with their due times before and after."""
    told = []
    for key, row in before.items():
        later = after.get(key)
        told.append(_wait("keeps" if later is not None else "ends", row, later, due))
    told += [_wait("new", None, row, due) for key, row in after.items() if key not in before]
    return told


def _wait(outcome: str, before: Any, after: Any, due: bool) -> dict[str, Any]:
    shown = after if after is not None else before
    told = {"outcome": outcome, "element": shown.element_id}
    if due:
        told["due_at"] = _moment(before.due_at) if before is not None else None
        told["due_at_after"] = _moment(after.due_at) if after is not None else None
    else:
        told["message"] = shown.name
    return told


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
