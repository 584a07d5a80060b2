"""Tell people that a limit of their order is about to end, or is missed: once each, by whoever polls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications import tell
from engine.commands.watching.told import watchers_to_tell
from engine.commands.work import Work
from engine.errors import MissingCalendar
from engine.inbox import TaskFacts, holding
from engine.limits import (
    MISSED,
    LimitRule,
    OrderClock,
    Unit,
    WorkingCalendar,
    from_text,
    left_in_words,
    next_telling,
    reached_telling,
    working_left,
    working_left_in_words,
)
from engine.org import HEADS, Directory, approver_department, superior_department
from engine.store.clocks import ClockRow, read_time, set_telling, tasks_showing, time_of_order
from engine.store.tasks import open_tasks_of_order
from engine.words import Words


@dataclass(frozen=True)
class TellOfLimits:
    """Tell what the clocks of an order have to tell now. Doing it twice tells nothing more.

    A warning goes to whoever holds the line, or to the department that may claim it. That a limit is missed
    is told to those above as well: the departments that watch the task because the diagram raised their
    attention, else the nearest superior one; and to those who watch the order by their own wish. `leave`
    True: nothing is told, the clocks are left alone until they move again; for an order that cannot be told
    of.
    """

    name: ClassVar[str] = "tell-of-limits"

    order_id: str
    leave: bool = False

    def perform(self, work: Work) -> Answer:
        """Tell it; the answer counts the notices.

        Raises:
            NotFound: there is no such order.
        """
        case = Case.of_order(work, self.order_id)
        order = case.order
        assert order is not None
        rows = read_time(*work.tx.fetch(*time_of_order(order.id))).clocks
        due = [row for row in rows if row.tell_at is not None and row.tell_at <= case.now]
        if self.leave or not order.live:
            for row in due:
                set_telling(work.tx, row, None, row.told)
            return {"order": order.id, "told": 0}
        told = 0
        tasks = open_tasks_of_order(work.tx, order.id) if due else []
        for row in due:
            told += len(_tell_of(case, row, tasks))
        return {"order": order.id, "told": told}


def _tell_of(case: Case, row: ClockRow, tasks: Sequence[TaskFacts]) -> list[str]:
    """Tell what one clock has to tell; return the ids of the notices."""
    work, order = case.work, case.order
    assert order is not None
    clock = from_text(row.clock)
    rule = work.services.limits(work.tx).rule(clock.terms.rule)
    fractions = rule.warn_at if rule is not None else ()
    tier = case.directory.tiers[order.tier_id]
    calendar = work.services.calendar(work.tx, tier.calendar, tier.zone)
    try:
        reached = reached_telling(clock, fractions, row.told, case.now, calendar)
        told = row.told if reached is None else reached
        coming = next_telling(clock, fractions, told, calendar)
        facts = _facts(clock, rule, case.now, calendar)
    except MissingCalendar:  # its incident is open; importing the year counts the clock anew
        set_telling(work.tx, row, None, row.told)
        return []
    set_telling(work.tx, row, coming.at if coming is not None else None, told)
    if reached is None:
        return []
    showing = tasks_showing(work.tx, order.id, row.rule)
    concerned = [task for task in tasks if task.id in showing] or tasks
    found = holding(concerned)
    watching: list[str] = []
    if reached < MISSED:
        kind = "day-limit-warning" if clock.terms.unit.counts_days else "limit-warning"
    else:
        kind = "breach"
        facts.pop("left")
        found = found.and_departments(_above(case, concerned))
        watching = watchers_to_tell(case, tasks, found.departments)
    return tell(
        work,
        kind,
        people=[*found.people, *watching],
        departments=found.departments,
        order_id=order.id,
        values=facts,
    )


def _facts(
    clock: OrderClock, rule: LimitRule | None, now: datetime, calendar: WorkingCalendar
) -> dict[str, Any]:
    due = clock.due(calendar)
    name: Words = Words(rule.names.en, rule.names.zh) if rule is not None else Words.same(clock.terms.key)
    left: Words | None = None
    if due is not None and due > now:
        left = left_in_words(due - now)
        if clock.terms.unit in (Unit.WORKING_DAYS, Unit.WORKING_MINUTES):
            working = working_left(now, due, calendar)
            left = working_left_in_words(working) if working is not None else left
    return {"limit": name, "deadline": due, "left": left}


def _above(case: Case, tasks: Sequence[TaskFacts]) -> list[str]:
    """Return the departments above that hear of a missed limit; of a restricted order those named alone."""
    found = [one for task in tasks for one in sorted(task.watchers)]
    if not found:
        found = [one for task in tasks for one in _superior(task, case.directory)]
    if not tasks:
        assert case.order is not None
        head = approver_department(case.order.tier_id, HEADS, case.directory)
        found = [head.id] if head is not None else []
    restriction = case.restriction()
    return [one for one in dict.fromkeys(found) if restriction is None or one in restriction.named]


def _superior(task: TaskFacts, directory: Directory) -> list[str]:
    above = superior_department(task.department_id, directory)
    return [above.id] if above is not None else []
