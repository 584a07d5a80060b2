"""Which lines of a task a reorganisation moves, and to whom. Pure, as `decisions`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from engine.inbox.lines import ASKED, Role, TaskFacts


class Readdressing(NamedTuple):
    """What becomes of a task's lines. `closed` end; `candidates` are departments that get the task beside
    those that keep it; `moved` gives lines that stand elsewhere from now on, with what they ask, and where;
    `supports` are supporting units 协办 in whose place another comes; `holder_left`: nobody holds it any
    more; `question_left`: a question ends, because nobody is known who could answer it.
    """

    closed: tuple[str, ...]
    candidates: tuple[str, ...]
    moved: Mapping[str, str]
    supports: Mapping[str, str]
    holder_left: bool
    question_left: bool


def readdressing(
    task: TaskFacts,
    heir: Callable[[str], str],
    gone: Collection[str],
    left: Mapping[str, str | None],
) -> Readdressing | None:
    """Decide it; None: nothing of the task is concerned.

    `heir` gives the department to which a department's work goes, itself where it stays. Watchers and
    questions move only where their department is `gone`. `left` are people who have left, with the department
    that gets what they had (None: none is known).
    """
    closed: dict[str, None] = {}
    moved: dict[str, str] = {}
    supports: dict[str, str] = {}
    candidates: dict[str, None] = {}
    watching = {line.department_id for line in task.lines if line.role == Role.WATCHER}
    for line in task.lines:
        department = line.department_id
        if line.role == Role.CANDIDATE and department is not None:
            to = heir(department)
            if to != department:
                closed[line.id] = candidates[to] = None
        elif department is not None and department in gone and (to := heir(department)) != department:
            if line.role != Role.WATCHER:
                moved[line.id] = to
                continue
            supports[department] = to
            if to in watching:
                closed[line.id] = None
            else:
                watching.add(to)
                moved[line.id] = to
        elif line.person_id in left:
            to_whom = left[line.person_id] if line.person_id is not None else None
            if line.role in (Role.CO_SIGNER, Role.REVIEWER) and to_whom is not None:
                moved[line.id] = to_whom
            else:
                closed[line.id] = None
    if not closed and not moved:
        return None
    stay = {
        line.department_id for line in task.lines if line.role == Role.CANDIDATE and line.id not in closed
    }
    holder_left = task.holder_id in left
    theirs = [line for line in task.lines if line.person_id in left and line.id in closed]
    if theirs and not stay and not candidates:
        # It was somebody's alone: their department goes on with it.
        homes = [left[line.person_id] for line in theirs if line.person_id is not None]
        last = next((one for one in homes if one is not None), task.department_id)
        if last is not None:
            candidates[last] = None
    return Readdressing(
        tuple(closed),
        tuple(one for one in candidates if one not in stay),
        moved,
        supports,
        holder_left,
        any(line.id in closed and line.role in ASKED for line in task.lines),
    )
