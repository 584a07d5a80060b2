"""To whom a task can be given, and who can be asked: what the dialogues offer, nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.inbox import TaskFacts
from engine.org import Department, may_be_asked, may_be_given, path_of
from engine.queries.reading import Reading
from engine.queries.task_page import task_page

MOST = 50


@dataclass(frozen=True)
class Receiver:
    """A department, or with `person` one of its people. `tier_name` is where the department stands."""

    department: str
    department_name: str
    tier_name: str
    person: str | None
    person_name: str | None


@dataclass(frozen=True)
class Receivers:
    """Those found; `more`: there are others, say more of the name."""

    items: list[Receiver]
    more: bool


def receivers(reading: Reading, task_id: str, purpose: str, text: str) -> Receivers:
    """Return who can receive a task for a purpose, `reassign` or `ask`, whose names have `text` in them.

    Raises:
        NotFound: there is no such task that the actor may see.
    """
    facts = task_page(reading, task_id).facts
    found: list[Receiver] = []
    for one in _all(reading, facts, purpose):
        names = (one.department_name, one.tier_name, one.person_name or "")
        if text.strip() and not any(text.strip() in name for name in names):
            continue
        if len(found) == MOST:
            return Receivers(found, True)
        found.append(one)
    return Receivers(found, False)


def _all(reading: Reading, task: TaskFacts, purpose: str) -> Iterator[Receiver]:
    directory = reading.directory
    fits = may_be_given if purpose == "reassign" else may_be_asked
    home = path_of(task.department_id, directory) or ""

    def distance(department: Department) -> tuple[bool, int, str, str]:
        path = path_of(department.id, directory) or ""
        return department.id != task.department_id, _apart(home, path), path, department.name

    for department in sorted(directory.departments.values(), key=distance):
        members = directory.members(department.id)
        if not members or not fits(reading.actor, task.department_id, department.id, directory):
            continue
        tier = directory.tiers[department.tier_id].name
        yield Receiver(department.id, department.name, tier, None, None)
        for person in sorted({one.person_id for one in members}, key=lambda one: reading.name_of(one) or ""):
            if person != reading.actor.id or purpose == "reassign":
                yield Receiver(department.id, department.name, tier, person, reading.name_of(person))


def _apart(one: str, other: str) -> int:
    """Return how many tiers lie between two paths."""
    first, second = one.strip("/").split("/"), other.strip("/").split("/")
    shared = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        shared += 1
    return len(first) + len(second) - 2 * shared
