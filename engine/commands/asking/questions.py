"""What every question shares: the holder stays responsible, lines open in inboxes, the task waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.commands.case import Case
from engine.commands.notifications.tell import tell
from engine.errors import InvalidInput, field_finding
from engine.ids import new_id
from engine.inbox import Asked, Role, TaskFacts, Touch
from engine.org import Action, Actor, may, may_be_asked
from engine.store.task_lines import Question, Touching, ask, hold_task, touch_task
from engine.store.tasks import insert_line
from engine.words import Words


def require_askable(case: Case, task: TaskFacts, asked: Sequence[Asked], field: str) -> None:
    """Raise InvalidInput unless each may be asked: is there, at, below or above a tier, and may see it.

    A department must have members. Of a restricted order nobody is asked who is not named in it.
    """
    directory = case.directory
    for one in asked:
        problem = None
        if (one.department_id is None) == (one.person_id is None):
            problem = Words("name a person or a department", "请写明一个人或一个部门")
        elif one.person_id is not None:
            person = directory.people.get(one.person_id)
            reached = (
                person is not None
                and person.active
                and any(
                    may_be_asked(case.work.actor, task.department_id, department, directory)
                    for department in directory.departments_of(one.person_id)
                )
            )
            target = case.target(task)._replace(people=frozenset([one.person_id]))
            if not reached:
                problem = Words("cannot be asked from here", "不能请此人办理")
            elif not may(Actor(one.person_id), Action.SEE_ORDER, target, directory):
                problem = Words("may not see this restricted order", "无权查看这张受限工单")
        else:
            assert one.department_id is not None
            if not may_be_asked(
                case.work.actor, task.department_id, one.department_id, directory
            ) or not directory.members(one.department_id):
                problem = Words(
                    "cannot be asked from here, or has no members", "不能请该部门办理，或没有成员"
                )
            elif case.target(task).restriction is not None:
                problem = Words("an order that is restricted asks people by name", "受限工单只能请具名的人")
        if problem is not None:
            raise InvalidInput(
                Words(f"this one {problem}", f"所选对象{problem.zh}"),
                findings=[field_finding(field, problem, Words("choose another", "请另选"))],
            )


def take_hold(case: Case, task: TaskFacts, how: Touch) -> None:
    """Let the actor hold the task from now on, who stays responsible for it; whoever holds it goes on."""
    work = case.work
    touch = Touching(work.actor.id, case.now, how)
    if task.holder_id is not None:
        touch_task(work.tx, task.id, touch)
        return
    hold_task(work.tx, task.id, work.actor.id, touch)
    insert_line(
        work.tx,
        key=new_id(),
        task_id=task.id,
        order_id=task.order_id,
        role=Role.HOLDER,
        department_id=None,
        person_id=work.actor.id,
        at=case.now,
    )


def open_questions(
    case: Case,
    task: TaskFacts,
    asked: Sequence[Asked],
    role: Role,
    question: str,
    *,
    timing: str | None = None,
    review_id: str | None = None,
) -> list[str]:
    """Put a line into each inbox; return the lines' ids."""
    ids = []
    for one in asked:
        ids.append(new_id())
        ask(
            case.work.tx,
            Question(
                id=ids[-1],
                task_id=task.id,
                order_id=task.order_id,
                role=role,
                department_id=one.department_id,
                person_id=one.person_id,
                opened_at=case.now,
                asked_by=case.work.actor.id,
                question=question,
                timing=timing,
                review_id=review_id,
            ),
        )
    return ids


#: The kind of notice that each question is told by.
_NOTICE = {
    "task.delegated": "delegated",
    "task.co-sign-asked": "co-sign-asked",
    "task.review-asked": "joint-review-asked",
}


def record_asked(
    case: Case, task: TaskFacts, kind: str, asked: Sequence[Asked], question: str, **body: Any
) -> None:
    """Record that others were asked, and tell the pages."""
    holder = task.holder_id or case.work.actor.id
    case.record(
        kind,
        element_id=task.element_id,
        body={
            "task": {"task": task.id, "person": holder},
            "given_to": [one.person_id or one.department_id for one in asked],
            **body,
        },
        values={"question": (None, question)} if question else {},
    )
    case.save()
    tell(
        case.work,
        _NOTICE[kind],
        people=[one.person_id for one in asked],
        departments=[one.department_id for one in asked],
        order_id=task.order_id,
        values={"task": task.name, **({"reason": question} if question else {})},
    )
    case.work.changed("task", [task.id])
    case.work.changed(
        "inbox", [*task.inboxes, holder, *(one.person_id or one.department_id for one in asked)]
    )
