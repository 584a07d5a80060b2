"""Correct 更正 what was taken down at intake: what the customer said, who called, and above all where it is.

A wrong premise is the commonest mistake at the telephone. What follows from the premise follows it here too:
the supply unit, the county whose departments have the tasks, the working calendar, and the limits, which go
on as each rule says by `when_facts_change`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.corrections import corrected, fact_values, named, sensible, wrong
from engine.commands.county import count_in
from engine.commands.limit_facts import limit_facts
from engine.commands.notifications import tell
from engine.commands.organisation.readdress import readdress_open_task, save_readdressed
from engine.commands.place_of import place_of
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.errors import Conflict, RevisionConflict
from engine.orders import WorkOrder
from engine.org import Action, Directory, require
from engine.org.reorganising import Reorganisation, heir
from engine.org.responsible import Place, responsible
from engine.store.clocks import read_time, time_of_order
from engine.store.customers import PremiseRow, premise_by_id
from engine.store.order_texts import insert_text
from engine.store.tasks import open_tasks_of_order
from engine.words import Words


@dataclass(frozen=True)
class CorrectOrder:
    """Correct some of what `CORRECTING` (corrections.py) names; `revision` is that of the order as read.

    An order whose area's county has it moves with its premise to the county that serves it; one that was
    given to another county stays there. Its open tasks go to departments of the same kind; whoever holds one
    keeps it, and is told.
    """

    name: ClassVar[str] = "correct-order"

    order_id: str
    revision: int
    reason: str
    changes: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Correct it; what is right already is a success. The answer says where the order lies, how many
        tasks went elsewhere, and which limits are due at another time.

        Raises:
            NotFound, NotAllowed: the actor may not see the order, or not correct it here, or where it goes.
            InvalidInput: no reason, or something cannot be so; every field is named.
            RevisionConflict: somebody has changed the order meanwhile.
            Conflict: the order is done, or a crew of this county has it and would have to follow.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CORRECT_ORDER)
        before = case.order
        assert before is not None
        given = sensible(self.changes, self.reason)
        premise = self._premise(work, before, given)
        after = corrected(work, case.directory, before, given, premise)
        if after == before:
            return _answer(before, 0, [])
        if not before.is_open:
            raise Conflict(
                Words(
                    f"order {before.number} is {before.status}: what is wrong in it is said in a comment",
                    f"工单 {before.number} 已不在办：有误之处请写在评论里",
                )
            )
        if self.revision != before.revision:
            raise RevisionConflict(Words("the order", "工单"), self.revision, before.revision)
        if after.tier_id != before.tier_id:
            _require_movable(case, after)
        was = premise_by_id(work.tx, before.premise_id) if before.premise_id is not None else None
        values = fact_values(before, after, was, premise)
        if after.tier_id != before.tier_id:
            values["county"] = (self._county(case, before), self._county(case, after))
        values["reason"] = (None, self.reason.strip())
        case.change_order(after)
        clocks, rules = _recounted(case, before)
        case.record("order.corrected", body=_body(before, after, clocks, rules), values=values)
        moved = _readdressed(case, before)
        if premise is not None and premise.id != before.premise_id:
            insert_text(work.tx, after.id, premise.texts())
        if (after.caller_name, after.caller_number) != (before.caller_name, before.caller_number):
            insert_text(work.tx, after.id, [one for one in (after.caller_name, after.caller_number) if one])
        save_readdressed(case)
        self._tell(case, sorted(set(values) - {"reason"}))
        assert case.order is not None
        return _answer(case.order, moved, [one[0] for one in clocks])

    @staticmethod
    def _county(case: Case, order: WorkOrder) -> str:
        return case.directory.tiers[order.tier_id].name

    def _premise(self, work: Work, before: WorkOrder, given: Mapping[str, Any]) -> PremiseRow | None:
        """Return the premise that the order has afterwards."""
        wanted = given.get("premise_id", before.premise_id)
        found = premise_by_id(work.tx, wanted) if wanted is not None else None
        if found is None and "premise_id" in given:
            raise wrong("premise_id", Words("there is no such premise", "没有这个户号"))
        return found

    def _tell(self, case: Case, names: list[str]) -> None:
        """Tell whoever works on it: a crew may be on its way to where it is not."""
        order = case.order
        assert order is not None
        tasks = open_tasks_of_order(case.work.tx, order.id)
        tell(
            case.work,
            "corrected",
            people=[task.holder_id for task in tasks],
            departments=[task.department_id for task in tasks if task.holder_id is None],
            order_id=order.id,
            values={"what": named(names), "reason": self.reason.strip()},
        )
        case.work.changed("task", [task.id for task in tasks])
        case.work.changed("inbox", [one for task in tasks for one in task.inboxes])


def _require_movable(case: Case, after: WorkOrder) -> None:
    """Refuse to push an order to a neighbour, or to leave a crew behind with it."""
    require(
        case.work.actor,
        Action.CORRECT_ORDER,
        case.target()._replace(tier_path=after.tier_path),
        case.directory,
    )
    if after.crew_id is not None:
        crew = case.directory.tiers[after.crew_id].name
        raise Conflict(
            Words(
                f"{crew} has it and belongs to the other county: return it to the assignment first",
                f"{crew}正在处理，而户号属于另一区县：请先退回到派工",
            )
        )


def _recounted(case: Case, before: WorkOrder) -> tuple[list[list[Any]], list[tuple[str, str | None, str]]]:
    """Let the clocks go on under the facts and the calendar that the order has now; return what changed."""
    order, work = case.order, case.work
    assert order is not None
    tiers = case.directory.tiers
    facts, came, there = limit_facts(order), tiers[before.tier_id], tiers[order.tier_id]
    if facts == limit_facts(before) and (came.calendar, came.zone) == (there.calendar, there.zone):
        return [], []
    clocks = clocks_of(case, read_time(*work.tx.fetch(*time_of_order(order.id))))
    assert clocks is not None
    clocks.calendar = work.services.calendar(work.tx, came.calendar, came.zone)
    count_in(case, clocks)
    profile = work.services.limits(work.tx).profile(order.profile, case.now)
    rules = clocks.reconsider(profile.rules_for(facts), case.now)
    changes = clocks.save(work.tx)
    follow(case, clocks, changes)
    work.hints.add(Hint.TIMERS)
    return [[one.rule, one.phase, one.promise_due_at, one.target_due_at] for one in changes], rules


def _readdressed(case: Case, before: WorkOrder) -> int:
    """Give open tasks to the departments of the county, or supply unit, in which the order lies now."""
    order = case.order
    assert order is not None
    if (order.tier_id, order.unit_tier_id) == (before.tier_id, before.unit_tier_id):
        return 0
    place, nothing = place_of(order, None, case.directory), Reorganisation()

    def to_whom(department_id: str) -> str:
        at_unit = _of_unit(department_id, before, place, case.directory)
        return at_unit or heir(department_id, place, nothing, case.directory) or department_id

    tasks = open_tasks_of_order(case.work.tx, order.id)
    return sum(readdress_open_task(case, task, to_whom, nothing, None) for task in tasks)


def _of_unit(department_id: str, before: WorkOrder, place: Place, directory: Directory) -> str | None:
    """Return the department of the supply unit now, for one of the supply unit before."""
    department = directory.departments.get(department_id)
    left = before.unit_tier_id
    if (
        department is None
        or left is None
        or department.tier_id != left
        or left in (before.tier_id, place.unit)
    ):
        return None
    found = responsible(f"{department.kind}@unit", place, directory)
    return found.department.id if found is not None else None


def _body(
    before: WorkOrder,
    after: WorkOrder,
    clocks: list[list[Any]],
    rules: list[tuple[str, str | None, str]],
) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if before.premise_id != after.premise_id:
        body |= {"from_premise": before.premise_id, "to_premise": after.premise_id}
    if before.tier_id != after.tier_id:
        body |= {"from_tier": before.tier_id, "to_tier": after.tier_id}
    if clocks:
        body["clocks"] = clocks
    if rules:
        body["rules_changed"] = rules
    return body


def _answer(order: WorkOrder, moved: int, limits: list[str]) -> Answer:
    return {
        "order": order.id,
        "revision": order.revision,
        "tier": order.tier_id,
        "moved": moved,
        "limits": limits,
    }
