"""Recusal 回避: who has a task, or was asked about it, gives it up when the order is found to concern them.

Pure, as `decisions`. Whether the order concerns somebody, and who takes the place of a department, is asked
of the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.inbox.lines import ASKED, Line, Role, TaskFacts


class Recusal(NamedTuple):
    """What becomes of a task. `lines` close; `departments` get it beside those that keep it.

    `whose` is its department from now on, None: nobody is left who could take it. `holder_left`: its holder
    holds it no more. `question_left`: somebody who was asked is asked no more. `reviews` are joint reviews
    that end without an outcome, because one of those who vote may not. `left` are the ids of those who gave
    it up.
    """

    lines: tuple[Line, ...]
    departments: tuple[str, ...]
    whose: str | None
    holder_left: bool
    question_left: bool
    reviews: tuple[str, ...]
    left: tuple[str, ...]


def recusal(
    task: TaskFacts,
    concerned: Callable[[Line], bool],
    instead_of: Callable[[Line], str | None],
) -> Recusal | None:
    """Decide what becomes of a task; None: nobody who has it is concerned.

    `concerned` answers of a line; `instead_of` gives the department to which the work of a line goes, None:
    nobody is left. A joint review of which one line goes is over as a whole.
    """
    theirs = [line for line in task.lines if concerned(line)]
    if not theirs:
        return None
    reviews = {line.review_id for line in theirs if line.review_id is not None}
    closing = [line for line in task.lines if line in theirs or line.review_id in reviews - {None}]
    keep = [
        line.department_id
        for line in task.lines
        if line.role == Role.CANDIDATE and line.department_id is not None and line not in closing
    ]
    gone = [line for line in theirs if line.role == Role.CANDIDATE]
    holder_left = any(line.role == Role.HOLDER for line in theirs)
    if not gone and not keep and holder_left:
        # It was somebody's alone: their department goes on with it.
        gone = [line for line in theirs if line.role == Role.HOLDER]
    heirs = dict.fromkeys(to for line in gone if (to := instead_of(line)) is not None and to not in keep)
    stays = task.department_id if task.department_id in keep else None
    return Recusal(
        tuple(closing),
        tuple(heirs),
        stays or next(iter(heirs), None) or next(iter(keep), None),
        holder_left,
        any(line.role in ASKED for line in closing),
        tuple(sorted(reviews)),
        tuple(dict.fromkeys(filter(None, (line.department_id or line.person_id for line in theirs)))),
    )
