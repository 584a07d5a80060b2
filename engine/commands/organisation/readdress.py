"""Readdress one order or task that a reorganisation concerns; recorded in its own history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.county import count_in
from engine.commands.notifications.tell import tell
from engine.commands.place_of import place_of
from engine.commands.restriction.recuse import record_recused, recuse, tell_recused
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.errors import NotFound
from engine.ids import new_id
from engine.inbox import Role, TaskFacts, Touch, readdressing
from engine.org import Place
from engine.org.reorganising import Reorganisation, heir
from engine.store.clocks import read_time, time_of_order
from engine.store.order_notes import move_support
from engine.store.reorganisations import reorganisation_by_id
from engine.store.task_lines import Touching, close_lines, move_lines, unsubmit_task
from engine.store.tasks import insert_line, open_tasks_of_order, readdress, set_holder
from engine.words import Words


@dataclass(frozen=True)
class ReaddressTask:
    """Give an open task to those to whom it goes after a reorganisation; done already is a success."""

    name: ClassVar[str] = "readdress-task"

    task_id: str
    reorganisation_id: str

    def perform(self, work: Work) -> Answer:
        """Move its lines; raises NotFound when there is no such task or reorganisation."""
        plan = _plan(work, self.reorganisation_id)
        case, task, _ = Case.of_task(work, self.task_id)
        place = place_of(case.order, None, case.directory)
        moved = task.status in ("open", "stuck") and _readdressed(
            case, task, place, plan, self.reorganisation_id
        )
        if moved:
            save_readdressed(case)
        return {"moved": int(moved)}


@dataclass(frozen=True)
class ReaddressOrder:
    """Let an order lie in the county that serves its area now; its open tasks go to departments there."""

    name: ClassVar[str] = "readdress-order"

    order_id: str
    reorganisation_id: str

    def perform(self, work: Work) -> Answer:
        """Move it. An order that was handed to another county than its area's stays there.

        Raises:
            NotFound: there is no such order or reorganisation.
        """
        plan = _plan(work, self.reorganisation_id)
        case = Case.of_order(work, self.order_id)
        order = case.order
        assert order is not None
        tiers = plan.territories.get(order.territory_id or "")
        if order.status not in ("open", "held") or tiers is None or order.tier_id != tiers[0]:
            return {"moved": 0}
        tier = case.directory.tiers[tiers[1]]
        case.change_order(order.but(tier_id=tier.id, tier_path=tier.path))
        clocks = _counted_there(case, tiers[0])
        case.record(
            "order.readdressed",
            body={
                "reorganisation": self.reorganisation_id,
                "from_tier": tiers[0],
                "to_tier": tier.id,
                **({"clocks": clocks} if clocks else {}),
            },
        )
        place = place_of(case.order, None, case.directory)
        for task in open_tasks_of_order(work.tx, order.id):
            _readdressed(case, task, place, plan, self.reorganisation_id)
        save_readdressed(case)
        return {"moved": 1}


def _plan(work: Work, reorganisation_id: str) -> Reorganisation:
    row = reorganisation_by_id(work.tx, reorganisation_id)
    if row is None:
        raise NotFound(Words("there is no such reorganisation", "没有这次机构调整"))
    return Reorganisation.of_document(row.plan)


def save_readdressed(case: Case) -> None:
    """Store the order; a restricted one opens to whoever has its tasks now, unless it concerns them."""
    recused = recuse(case) if case.order is not None and case.order.restricted else []
    record_recused(case, recused)
    case.save()
    tell_recused(case, recused)


def _counted_there(case: Case, left: str) -> list[list[Any]]:
    """Count the order's clocks on its new county's calendar, where that is another; return what changed."""
    order, tiers, tx = case.order, case.directory.tiers, case.work.tx
    assert order is not None
    came, there = tiers.get(left), tiers[order.tier_id]
    if came is None or (came.calendar, came.zone) == (there.calendar, there.zone):
        return []
    clocks = clocks_of(case, read_time(*tx.fetch(*time_of_order(order.id))))
    assert clocks is not None
    clocks.calendar = case.work.services.calendar(tx, came.calendar, came.zone)
    count_in(case, clocks)
    changes = clocks.save(tx)
    follow(case, clocks, changes)
    case.work.hints.add(Hint.TIMERS)
    return [[one.rule, one.phase, one.promise_due_at, one.target_due_at] for one in changes]


def _readdressed(case: Case, task: TaskFacts, place: Place, plan: Reorganisation, cause: str) -> bool:
    """Move a task's lines as the plan says; return whether any had to be moved."""
    return readdress_open_task(
        case, task, lambda one: heir(one, place, plan, case.directory) or one, plan, cause
    )


def readdress_open_task(
    case: Case,
    task: TaskFacts,
    to_whom: Callable[[str], str],
    plan: Reorganisation,
    cause: str | None,
) -> bool:
    """Move a task's lines; `to_whom` gives where a department's work goes, itself: it stays.

    `cause` is the reorganisation; None: the order's own place was corrected. The caller stores the case.
    """
    tx, now, departments = case.work.tx, case.now, case.directory.departments
    known = {person: one if one in departments else None for person, one in plan.people.items()}
    known |= {person: one for person, one in plan.places.items() if task.department_id == one}
    done = readdressing(task, to_whom, plan.departments, known)
    if done is None:
        return False
    close_lines(tx, task.id, done.closed, "withdrawn", now)
    for to in dict.fromkeys(done.moved.values()):
        move_lines(tx, task.id, [line for line, where in done.moved.items() if where == to], to)
    for unit, to in done.supports.items():
        order = case.order
        if order is not None and order.supports and move_support(tx, order.id, unit, to):
            case.change_order(order.but(supports=order.supports - 1))
    for department in done.candidates:
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
    first = next(iter(done.candidates), task.department_id)
    if first is not None:
        readdress(tx, task.id, first)
    if done.holder_left:
        set_holder(tx, task.id, None, None)
    if task.submitted_at is not None and done.question_left:
        # Nobody is left to sign it: the completion is the holder's again.
        unsubmit_task(tx, task.id, Touching(case.work.actor.id, now, Touch.QUESTION_BACK))
    asked = list(dict.fromkeys(done.moved.values()))
    case.record(
        "task.readdressed",
        element_id=task.element_id,
        body={
            "task": {"task": task.id, "department": first, **({"person": None} if done.holder_left else {})},
            "given_from": task.department_id,
            "given_to": [*done.candidates, *(one for one in asked if one not in done.candidates)],
            **({"reorganisation": cause} if cause is not None else {}),
        },
    )
    for department in dict.fromkeys([*done.candidates, *asked]):
        values = {"task": task.name, "department": departments[department].name}
        tell(case.work, "readdressed", departments=[department], order_id=task.order_id, values=values)
    case.work.changed("task", [task.id])
    case.work.changed("inbox", [*task.inboxes, *done.candidates, *asked])
    return True
