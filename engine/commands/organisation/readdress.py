"""Readdress one order or task that a reorganisation concerns; recorded in its own history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.county import count_in
from engine.commands.notifications.tell import tell
from engine.commands.place_of import place_of
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.errors import NotFound
from engine.ids import new_id
from engine.inbox import Role, TaskFacts
from engine.org import Place
from engine.org.reorganising import Reorganisation, heir
from engine.store.clocks import read_time, time_of_order
from engine.store.reorganisations import reorganisation_by_id
from engine.store.task_lines import close_lines
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
        moved = task.status in ("open", "stuck") and _readdressed(
            case, task, place_of(case.order, None, case.directory), plan, self.reorganisation_id
        )
        if moved:
            case.save()
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
        case.save()
        return {"moved": 1}


def _plan(work: Work, reorganisation_id: str) -> Reorganisation:
    row = reorganisation_by_id(work.tx, reorganisation_id)
    if row is None:
        raise NotFound(Words("there is no such reorganisation", "没有这次机构调整"))
    return Reorganisation.of_document(row.plan)


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
    tx, now = case.work.tx, case.now
    closed: list[str] = []
    wanted: dict[str, None] = {}
    for line in task.lines:
        if line.role == Role.CANDIDATE and line.department_id is not None:
            to = heir(line.department_id, place, plan, case.directory) or line.department_id
            if to != line.department_id:
                closed.append(line.id)
                wanted[to] = None
    left = [line for line in task.lines if line.person_id in plan.people]
    closed += [line.id for line in left]
    if not closed:
        return False
    stays = {
        line.department_id for line in task.lines if line.role == Role.CANDIDATE and line.id not in closed
    }
    if not stays and not wanted:
        # It was somebody's alone: their department goes on with it.
        last = next((plan.people[line.person_id] for line in left if line.person_id is not None), None)
        last = last if last in case.directory.departments else task.department_id
        wanted = {last: None} if last is not None else {}
    close_lines(tx, task.id, closed, "withdrawn", now)
    for department in wanted:
        if department not in stays:
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
    first = next(iter(wanted), task.department_id)
    if first is not None:
        readdress(tx, task.id, first)
    if task.holder_id in plan.people:
        set_holder(tx, task.id, None, None)
    case.record(
        "task.readdressed",
        element_id=task.element_id,
        body={
            "task": {"task": task.id, "department": first, "person": None},
            "given_from": task.department_id,
            "given_to": list(wanted),
            "reorganisation": cause,
        },
    )
    for department in wanted:
        values = {"task": task.name, "department": case.directory.departments[department].name}
        tell(case.work, "readdressed", departments=[department], order_id=task.order_id, values=values)
    case.work.changed("task", [task.id])
    case.work.changed("inbox", [*task.departments, *task.people, *wanted])
    return True
