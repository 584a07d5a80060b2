"""What the actor can do with a task now, with why not, and who was asked before it completes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from engine.inbox import Asker, Possible, TaskFacts, possible
from engine.org import Action, Target, standing_above, superior_department
from engine.queries.reading import Reading
from engine.store.operations import rejections_by, urges_by
from engine.store.statement import Statement
from engine.store.tables import assignment, joint_review

_QUESTIONS = Statement(
    select(
        assignment.c.id,
        assignment.c.role,
        assignment.c.department_id,
        assignment.c.person_id,
        assignment.c.status,
        assignment.c.opened_at,
        assignment.c.asked_by,
        assignment.c.question,
        assignment.c.timing,
        assignment.c.review_id,
        assignment.c.answer,
        assignment.c.opinion,
        assignment.c.answered_by,
        assignment.c.answered_at,
        joint_review.c.rule,
        joint_review.c.needed,
        joint_review.c.outcome,
    )
    .select_from(assignment.outerjoin(joint_review, joint_review.c.id == assignment.c.review_id))
    .where(assignment.c.task_id == bindparam("task_id"), assignment.c.asked_by.is_not(None))
    .order_by(assignment.c.opened_at, assignment.c.id)
)


@dataclass(frozen=True)
class Question:
    """Somebody who was asked before a task completes, and what they said. Times are aware UTC business time.

    `status` is open, refused (it waits until it is taken back), done or withdrawn. `answer` is agree, refuse
    or done, None: not answered. `rule`, `needed` and `outcome` are those of the joint review, None of others.
    """

    id: str
    role: str
    status: str
    department: str | None
    department_name: str | None
    person: str | None
    person_name: str | None
    asked_by_name: str | None
    asked_at: datetime
    question: str
    timing: str | None
    review: str | None
    rule: str | None
    needed: int | None
    outcome: str | None
    answer: str | None
    opinion: str | None
    answered_by_name: str | None
    answered_at: datetime | None
    may_answer: bool
    may_take_back: bool


def task_operations(
    reading: Reading, task: TaskFacts, working: Target, seeing: Target, sent: bool, rejecting: str | None
) -> list[Possible]:
    """Return the operations that are the actor's to do, with why not.

    `working` and `seeing` are the task as the policy is asked about working on it and seeing it; `sent` says
    that it was sent from a task, `rejecting` what its form says of rejections, None: nothing.
    """
    actor, directory = reading.actor, reading.directory
    works = reading.may(Action.WORK_TASK, working)
    stands_in = task.holder_id in actor.stands_in_for or (
        (task.holder_id, task.department_id) in actor.stands_in_within
    )
    superior = superior_department(task.department_id, directory)
    watching = superior_department(task.department_id, directory, task.seen_by_departments)
    urges, urged_at = urges_by(reading.tx, task.id, actor.id)
    asker = Asker(
        person=task.holder_id if works and stands_in and task.holder_id else actor.id,
        departments=reading.departments,
        works=works,
        leads=reading.may(Action.REASSIGN_TASK, working),
        oversees=reading.may(Action.TAKE_OVER_TASK, working),
        urges=reading.may(Action.URGE_TASK, seeing),
        is_above=standing_above(actor, task.department_id, directory) is not None,
        superior=superior.id if superior is not None else None,
        watching=watching.id if watching is not None else None,
        rejections=rejections_by(reading.tx, task.department_id, task.order_id, task.id) if works else 0,
        rejecting=rejecting,
        urges_made=urges,
        urged_at=urged_at,
    )
    found = possible(task, asker, reading.services.inbox_rules, reading.now, reading.title_of)
    return [one for one in found if sent or one.name != "withdraw"]


def questions_of(reading: Reading, task: TaskFacts) -> list[Question]:
    """Return who was asked about a task, the first asked first."""
    return [_question(reading, task, row) for row in reading.tx.rows(_QUESTIONS, task_id=task.id)]


def _question(reading: Reading, task: TaskFacts, row: Any) -> Question:
    actor = reading.actor.id
    is_open = task.status == "open" and row.status == "open"
    mine = row.person_id == actor or row.department_id in reading.departments
    ready = row.timing != "after" or task.submitted_at is not None
    standing = task.status == "open" and row.status in ("open", "refused")
    return Question(
        id=row.id,
        role=row.role,
        status=row.status,
        department=row.department_id,
        department_name=reading.department_name(row.department_id),
        person=row.person_id,
        person_name=reading.name_of(row.person_id),
        asked_by_name=reading.name_of(row.asked_by),
        asked_at=row.opened_at,
        question=row.question or "",
        timing=row.timing,
        review=row.review_id,
        rule=row.rule,
        needed=row.needed,
        outcome=row.outcome,
        answer=row.answer,
        opinion=row.opinion,
        answered_by_name=reading.name_of(row.answered_by),
        answered_at=row.answered_at,
        may_answer=is_open and mine and ready,
        may_take_back=standing and actor in (task.holder_id, row.asked_by),
    )
