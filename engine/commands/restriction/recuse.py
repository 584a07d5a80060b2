"""Recusal 回避: open tasks leave those whom a restricted order is found to concern, in the same transaction.

The rule is that by which a task is addressed first: the nearest department above that is not concerned gets
it, and is named by that. Whoever keeps a task of the order is named as well, so that it stays in their inbox.

Three steps, because the parties belong into the event of what shut the order, and notices come after it is
stored: `recuse`, `record_recused`, `tell_recused`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.commands.case import Case
from engine.commands.incidents import note_incident
from engine.commands.notifications.tell import tell
from engine.ids import new_id
from engine.inbox import Line, Recusal, Role, TaskFacts, Touch, recusal
from engine.orders import NAMED, Party
from engine.org import Actor, concerns_department, is_concerned, unconcerned
from engine.store.operations import close_review
from engine.store.task_lines import Touching, close_lines, touch_task, unsubmit_task
from engine.store.tasks import insert_line, open_tasks_of_order, readdress, set_holder
from engine.words import Words


class Recused(NamedTuple):
    """A task as it was, and what has become of it."""

    task: TaskFacts
    done: Recusal


def recuse(case: Case) -> list[Recused]:
    """Move what those concerned have of the restricted order's open tasks; return the tasks that moved."""
    assert case.order is not None
    moved: list[Recused] = []
    for task in open_tasks_of_order(case.work.tx, case.order.id):
        done = recusal(task, lambda line: _is_concerned(case, line), lambda line: _instead(case, line))
        lines = task.lines
        if done is not None:
            _move(case, task, done)
            moved.append(Recused(task, done))
            lines = tuple(line for line in lines if line not in done.lines)
        heirs = done.departments if done is not None else ()
        kept = task._replace(lines=lines)
        case.add_parties(
            NAMED,
            [Party("department", one) for one in (*sorted(kept.departments), *heirs)]
            + [Party("person", one) for one in sorted(kept.people)],
        )
    return moved


def record_recused(case: Case, moved: Sequence[Recused]) -> None:
    """Record each task's recusal in the order's history."""
    for task, done in moved:
        person = None if done.holder_left else task.holder_id
        case.record(
            "task.recused",
            element_id=task.element_id,
            body={
                "task": {"task": task.id, "department": done.whose, "person": person},
                "given_from": next(iter(done.left), None),
                "given_to": list(done.departments),
                "left": list(done.left),
            },
        )


def tell_recused(case: Case, moved: Sequence[Recused]) -> None:
    """Tell whoever has the tasks now; the order is stored already."""
    for task, done in moved:
        reason = Words("it concerns those who had it", "原办理方涉事回避")
        tell(
            case.work,
            "assigned",
            departments=done.departments,
            order_id=task.order_id,
            values={"task": task.name, "reason": reason},
        )
        case.work.changed("task", [task.id])
        case.work.changed("inbox", [*task.inboxes, *done.departments])


def _is_concerned(case: Case, line: Line) -> bool:
    restriction = case.restriction()
    assert restriction is not None
    if line.department_id is not None and concerns_department(
        line.department_id, restriction, case.directory
    ):
        return True
    return line.person_id is not None and is_concerned(Actor(line.person_id), restriction, case.directory)


def _instead(case: Case, line: Line) -> str | None:
    restriction, directory = case.restriction(), case.directory
    assert restriction is not None
    own = line.department_id
    if own is None and line.person_id is not None:
        own = next((one.department_id for one in directory.memberships_of(line.person_id)), None)
    department = directory.departments.get(own or "")
    other = unconcerned(department, restriction, directory) if department is not None else None
    return other.id if other is not None else None


def _move(case: Case, task: TaskFacts, done: Recusal) -> None:
    tx, now = case.work.tx, case.now
    close_lines(tx, task.id, [line.id for line in done.lines], "withdrawn", now)
    for review in done.reviews:
        close_review(tx, review, "withdrawn", now)
    for department in done.departments:
        insert_line(
            tx,
            key=new_id(),
            task_id=task.id,
            order_id=task.order_id,
            role=Role.CANDIDATE,
            department_id=department,
            person_id=None,
            at=now,
        )
    if done.whose != task.department_id:
        readdress(tx, task.id, done.whose)
    if done.holder_left:
        set_holder(tx, task.id, None, None)
    touch = Touching(case.work.actor.id, now, Touch.RECUSED)
    if task.submitted_at is not None and (done.holder_left or done.question_left):
        unsubmit_task(tx, task.id, touch)
    else:
        touch_task(tx, task.id, touch)
    if done.whose is None:
        note_incident(
            case,
            "no-department",
            Words(
                f"{task.name}: the order concerns everybody who could take it. Reassign it to somebody named",
                f"{task.name}：可办理的部门都涉事。请转办给已指名的人",
            ),
            element_id=task.element_id,
            token=task.token,
            task_id=task.id,
        )
