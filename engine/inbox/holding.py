"""Who has tasks in hand: whoever is told that something about them presses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.inbox.lines import ASKED, TaskFacts


class Holding(NamedTuple):
    """Ids of people and of departments, each once."""

    people: tuple[str, ...]
    departments: tuple[str, ...]

    def and_departments(self, more: Iterable[str]) -> Holding:
        """Return these with more departments."""
        return Holding(self.people, tuple(dict.fromkeys((*self.departments, *more))))


def holding(tasks: Iterable[TaskFacts]) -> Holding:
    """Return who has these tasks: holders, delegates, whoever was asked; else who may claim them."""
    people: dict[str, None] = {}
    departments: dict[str, None] = {}
    for task in tasks:
        people |= dict.fromkeys(sorted(task.people))
        if not task.people:
            departments |= dict.fromkeys(sorted(task.departments))
        for line in task.lines:
            if line.role in ASKED and line.status == "open":
                people |= dict.fromkeys(filter(None, (line.person_id,)))
                departments |= dict.fromkeys(filter(None, (line.department_id,)))
    return Holding(tuple(people), tuple(departments))
