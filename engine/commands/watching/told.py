"""Whom of those who watch an order something is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.commands.case import Case
from engine.inbox import TaskFacts
from engine.org import Action, Target, acting, may
from engine.store.watches import watchers_of


def watchers_to_tell(case: Case, tasks: Sequence[TaskFacts], departments: Collection[str]) -> list[str]:
    """Return who watches the order and may still see it, but for members of `departments`, which are told.

    `tasks` are all open tasks of the order: by their lines one may see it.
    """
    order = case.order
    assert order is not None
    place = Target(
        order.tier_path,
        frozenset(one for task in tasks for one in task.seen_by_departments),
        frozenset(one for task in tasks for one in task.seen_by_people),
        case.restriction(),
    )
    directory = case.directory
    told = {member.person_id for one in departments for member in directory.members(one)}
    return [
        one
        for one in watchers_of(case.work.tx, order.id)
        if one not in told and may(acting(one, directory, case.now), Action.SEE_ORDER, place, directory)
    ]
