"""One task as its page shows it: what is to be done, by whom, with which form, for which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from engine.errors import HuanError, NotFound
from engine.feel import decode_value
from engine.inbox import REJECT, Possible, TaskFacts
from engine.orders import WorkOrder
from engine.org import Action, Target
from engine.queries.plain import plain
from engine.queries.reading import Reading
from engine.queries.standing import standing
from engine.queries.task_operations import Question, questions_of, task_operations
from engine.queries.visibility import place_of_order, require_look
from engine.store.customers import PremiseRow, premise_by_id
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import call, instance, task
from engine.store.tasks import read_task, task_request
from engine.words import Words

_MORE = Statement(
    select(
        task.c.stage,
        task.c.form_key,
        task.c.member,
        task.c.priority,
        task.c.limit_rule,
        task.c.promise_due_at,
        task.c.target_due_at,
        task.c.follow_up_at,
        task.c.opened_at,
        task.c.draft,
        task.c.sent_by_task_id,
        instance.c.state,
        instance.c.definition_id,
        instance.c.call_id,
        call.c.department_id.label("call_department_id"),
    )
    .select_from(
        task.join(instance, instance.c.id == task.c.instance_id).outerjoin(
            call, call.c.id == instance.c.call_id
        )
    )
    .where(task.c.id == bindparam("task_id"))
)


@dataclass(frozen=True)
class Line:
    """An open inbox line of the task, with names."""

    role: str
    department: str | None
    department_name: str | None
    person: str | None
    person_name: str | None


@dataclass(frozen=True)
class TaskPage:
    """Everything the page of a task needs. Times are aware UTC business time.

    `form` is the JSON Schema of its form, None when it has none or is closed; `draft` what was typed so far,
    None for whoever may only look. `order` is None for a call's task. `may_work`: the person may claim,
    draft and complete it (if nobody else holds it). `operations` are those that are the person's to do, each
    with why not now; `questions` who was asked before it completes.
    """

    facts: TaskFacts
    stage: str | None
    member: int | None
    priority: int
    limit: str | None
    promise_due_at: datetime | None
    target_due_at: datetime | None
    follow_up_at: datetime | None
    opened_at: datetime
    form_key: str | None
    form: Mapping[str, Any] | None
    package: str | None
    draft: Mapping[str, Any] | None
    lines: list[Line]
    order: WorkOrder | None
    premise: PremiseRow | None
    call: str | None
    may_work: bool
    can_withdraw: bool
    operations: list[Possible]
    questions: list[Question]


def task_page(reading: Reading, task_id: str) -> TaskPage:
    """Return a task's page.

    Raises:
        NotFound: there is no such task that the actor may see.
        LookReasonNeeded: its order is restricted, and they have not said why they look.
    """
    tx = reading.tx
    rows, more = tx.fetch(task_request(task_id), (_MORE, {"task_id": task_id}))
    facts = read_task(rows)
    row = more[0] if more else None
    if facts is None or row is None:
        raise NotFound(
            Words(f"there is no task {task_id} that you may see", f"没有您可以查看的任务 {task_id}")
        )
    order = order_by_id(tx, facts.order_id) if facts.order_id is not None else None
    path = order.tier_path if order is not None else reading.path_of_department(row.call_department_id)
    restriction = place_of_order(tx, order).restriction
    seen = Target(path, facts.seen_by_departments, facts.seen_by_people, restriction)
    if not reading.may(Action.SEE_ORDER, seen):
        raise NotFound(
            Words(f"there is no task {task_id} that you may see", f"没有您可以查看的任务 {task_id}")
        )
    require_look(reading, order)
    working = seen._replace(departments=facts.departments, people=facts.people)
    may_work = reading.may(Action.WORK_TASK, working)
    package, form = _form(reading, row, facts) if facts.status in ("open", "stuck") else (None, None)
    rejecting = form.get(REJECT) if form is not None else None
    operations = task_operations(reading, facts, working, seen, row.sent_by_task_id is not None, rejecting)
    premise_id = order.premise_id if order is not None else None
    return TaskPage(
        facts=facts,
        stage=row.stage,
        member=row.member,
        priority=row.priority,
        limit=row.limit_rule,
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
        follow_up_at=row.follow_up_at,
        opened_at=row.opened_at,
        form_key=row.form_key,
        form=form,
        package=package,
        draft=plain(decode_value(row.draft)) if row.draft is not None and may_work else None,
        lines=[_line(reading, line) for line in facts.lines],
        order=order,
        premise=premise_by_id(tx, premise_id) if premise_id is not None else None,
        call=row.call_id,
        may_work=may_work,
        can_withdraw=any(one.name == "withdraw" and one.reason is None for one in operations),
        operations=operations,
        questions=questions_of(reading, facts),
    )


def _form(reading: Reading, row: Any, facts: TaskFacts) -> tuple[str | None, Mapping[str, Any] | None]:
    """Return package and schema of the task's form: of the version in which its token stands."""
    definition = row.definition_id
    try:
        where = {one.token: one.definition for one in standing(reading, row.state)}
        definition = where.get(facts.token, definition)
    except HuanError:
        # A state of another release: its forms are shown if they can be found, or none.
        definition = row.definition_id
    version = reading.version(definition)
    if version is None:
        return None, None
    form = version.forms.get(row.form_key) if row.form_key is not None else None
    return version.package.key, form.schema if form is not None else None


def _line(reading: Reading, line: Any) -> Line:
    return Line(
        line.role,
        line.department_id,
        reading.department_name(line.department_id),
        line.person_id,
        reading.name_of(line.person_id),
    )
