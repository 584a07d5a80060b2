"""Carry one instance over to another version, within a unit of work: state, rows and history.

1. Decide (engine.runtime.migrating), and refuse with every reason. 2. Change the instance in memory. 3. Give
the rows of its tokens what the new version says of them: drafts, claims, inbox lines and due times stay.
4. Settle as any step: what was armed and disarmed, the state, one event. 5. Compare the rows before and
after: that is the report, and what putting the instance back needs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.commands.case import Case
from engine.commands.migration.report import report_of
from engine.commands.migration.rows import OPEN, Rows, rename, rows_of, undo_document
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.errors import Conflict
from engine.runtime import Kind, Transition
from engine.runtime.migrating import ElementMapping, MigrationPlan, Refusal, migrate, plan_migration
from engine.runtime.migrating.refusals import refusal
from engine.runtime.specs.tasks import UserTask
from engine.store.carried_over import CarriedTask, set_carried_task, tokens_awaiting_delivery
from engine.store.clocks import OrderTime
from engine.store.database import Transaction
from engine.store.instance_migrations import MigrationRow
from engine.store.tasks import open_tasks_at
from engine.words import Words

#: What a step may have done when nothing but waiting was changed; anything else cannot be undone.
_ONLY_WAITING = frozenset({Kind.MIGRATED, Kind.ARMED, Kind.CANCELLED, Kind.ENTERED})


class MigrationRefused(Conflict):
    """An instance cannot be migrated as it stands; `refusals` are all reasons."""

    code = "migration-refused"

    def __init__(self, refusals: list[Refusal]) -> None:
        documents = [one.document() for one in refusals]
        super().__init__(Words(refusals[0].problem, refusals[0].problem_zh), refusals=documents)
        self.refusals = documents


class Carried(NamedTuple):
    """What was done: the report, what putting it back needs (None: it cannot be), and the revision now."""

    report: dict[str, Any]
    undo: dict[str, Any] | None
    revision: int


def carry_over(case: Case, time: OrderTime, migration: MigrationRow) -> Carried:
    """Migrate the instance of a case.

    Raises:
        MigrationRefused: with every reason; nothing has changed.
        StepFailed: an expression of the new version fails, or nothing could ever move there.
    """
    work, row, order = case.work, case.row, case.order
    assert row is not None
    tx = work.tx
    step = Step(case, time, even_suspended=True)
    old = work.services.definition(tx, migration.source_id)
    new = work.services.definition(tx, migration.target_id)
    mapping = ElementMapping(**migration.mapping)
    before = rows_of(tx, row.id)
    plan = plan_migration(step.instance, old.compiled, new.compiled, mapping)
    refusals = [*plan.refusals, *_unsafe_rows(plan, before, step)]
    if refusals:
        raise MigrationRefused(refusals)
    told = _told(plan, step)
    if 0 in plan.scopes:
        step.take_version(new)
        case.change_row(row._replace(definition_id=new.row.id, process=plan.scopes[0]))
    migrate(step.instance, plan, new.compiled)
    elements = {token: element.element_id for token, element in plan.places.items()}
    rename(tx, before, elements, mapping.renamed if 0 in plan.scopes else {})
    changed = _carry_tasks(step, plan, before)
    _change_stage(case, plan)
    transitions = list(step.instance.transitions)
    undoable = all(one.kind in _ONLY_WAITING for one in transitions)
    state = row.state
    settle(
        step,
        Trigger(
            "instance.migrated",
            body={
                "migration": migration.id,
                "from": old.row.id,
                "to": new.row.id,
                "versions": [old.row.version, new.row.version],
                **({"definition": new.row.id, "renamed": mapping.renamed} if 0 in plan.scopes else {}),
                "tokens": [
                    [m.outcome, m.token, m.source, m.target] for m in plan.moves if m.outcome != "stays"
                ],
                "tasks": [{"task": one.id, "element": one.element_id, "name": one.name} for one in changed],
            },
            since={timer.token: timer.armed_at for timer in before.timers.values()},
        ),
    )
    _tell_pages(case, tx, [one.token for one in before.tasks.values() if one.status in OPEN])
    after = rows_of(tx, row.id)
    undo = None
    if undoable:
        assert state is not None
        undo = {
            "state": state.decode(),
            "definition_id": row.definition_id,
            "process": row.process,
            "stage": order.stage if order is not None else None,
            "stage_after": case.order.stage if case.order is not None else None,
            "moves": _backwards(transitions, told),
            **undo_document(before, after),
        }
    revision = case.row.revision if case.row is not None else 0
    return Carried(report_of(plan, before, after, old, new), undo, revision)


def _unsafe_rows(plan: MigrationPlan, before: Rows, step: Step) -> list[Refusal]:
    """Refuse what is under way outside the state: an effect being done, a message being delivered."""
    found = []
    for row in before.jobs.values():
        if row.status in ("running", "unknown") and row.token in plan.places:
            found.append(_row_refusal("job-running", row.token or 0, step))
    # A delivery names its token: one that waits anew would take what was meant for the old wait.
    coming = tokens_awaiting_delivery(step.case.work.tx, step.instance_id)
    for token in (*plan.disarmed, *plan.rearmed):
        if token in coming:
            found.append(_row_refusal("message-matched", token, step))
    return found


def _row_refusal(code: str, token_id: int, step: Step) -> Refusal:
    element = step.instance.live_token(token_id).task_spec
    return refusal(code, token_id, element.element_id, name=element.title)


def _told(plan: MigrationPlan, step: Step) -> dict[int, str]:
    """Return where the tokens that move stood before."""
    return {
        token: before
        for token, element in plan.places.items()
        if (before := step.instance.live_token(token).task_spec.element_id) != element.element_id
    }


def _carry_tasks(step: Step, plan: MigrationPlan, before: Rows) -> list[CarriedTask]:
    """Give open tasks the name, form, stage and limit of the new version; return those that changed."""
    changed = []
    for row in before.tasks.values():
        element = plan.places.get(row.token)
        if row.status not in OPEN or not isinstance(element, UserTask):
            continue
        limit = element.assignment.limit
        promise, target = row.promise_due_at, row.target_due_at
        if limit != row.limit_rule:
            known = limit is not None and step.clocks is not None
            promise, target = step.clocks.due_times(limit) if known else (None, None)  # type: ignore[union-attr, arg-type]
        new = row._replace(
            element_id=element.element_id,
            name=element.title,
            form_key=element.assignment.form_key,
            stage=element.marks.stage,
            limit_rule=limit,
            promise_due_at=promise,
            target_due_at=target,
        )
        if new != row:
            set_carried_task(step.case.work.tx, new)
            changed.append(new)
    return changed


def _change_stage(case: Case, plan: MigrationPlan) -> None:
    """Show the stage that the new version gives the work that the order is shown at."""
    order = case.order
    for before, after in plan.stages.values():
        if order is not None and order.stage == before and after is not None and after != before:
            case.change_order(order.but(stage=after))
            return


def _backwards(transitions: list[Transition], told: dict[int, str]) -> list[list[Any]]:
    """Return what the history will say when all of this is put back, as `moves`."""
    back = {Kind.ARMED: Kind.CANCELLED, Kind.CANCELLED: Kind.ARMED}
    return [
        [
            back.get(one.kind, one.kind).value,
            told.get(one.token, one.element) if one.kind is Kind.MIGRATED else one.element,
            one.token,
            one.scope,
        ]
        for one in reversed(transitions)
    ]


def _tell_pages(case: Case, tx: Transaction, tokens: list[int]) -> None:
    row = case.row
    assert row is not None
    for task in open_tasks_at(tx, row.id, tokens):
        case.work.changed("task", [task.id])
        case.work.changed("inbox", [*task.departments, *task.watchers, *task.people])
