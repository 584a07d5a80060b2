"""What can be done with a task now, and why not: what its page shows beside each button.

Pure. Each operation is asked as its command will ask it, with what the page knows; what only the person can
say (to whom, why) is not asked yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from engine.errors import HuanError
from engine.inbox import attention, decisions, moving
from engine.inbox.decisions import Answer, Name
from engine.inbox.lines import Role, TaskFacts
from engine.inbox.rules import InboxRules
from engine.words import Words


class Asker(NamedTuple):
    """Who asks, and how they stand to the task.

    `person` is who the decisions are asked about: the holder, for whom the asker stands in, or the asker.
    `works`, `leads`, `oversees` and `urges` are the policy's answers on working on it, reassigning it,
    taking it over and urging it. `departments` are the asker's; `is_above` says that one of them stands
    above the task's. `superior` and `watching` are the departments to hand up and to escalate to, None
    where there is none. `rejections` is how often the unit has rejected the order, `rejecting`
    what the task's form says of that; `urges_made` and `urged_at` are the asker's own urges of the task.
    """

    person: str
    departments: frozenset[str]
    works: bool
    leads: bool
    oversees: bool
    urges: bool
    is_above: bool
    superior: str | None
    watching: str | None
    rejections: int
    rejecting: str | None
    urges_made: int
    urged_at: datetime | None


class Possible(NamedTuple):
    """An operation that is the asker's to do; `reason` says why not now, None: it can be done."""

    name: str
    reason: Words | None


def possible(
    task: TaskFacts, asker: Asker, rules: InboxRules, now: datetime, name_of: Name
) -> list[Possible]:
    """Return the operations that the policy leaves to the asker, each with why not, in the pages' order."""
    return [Possible(name, _why_not(ask)) for name, ask in _questions(task, asker, rules, now, name_of)]


def _why_not(ask: Callable[[], Any]) -> Words | None:
    try:
        done = ask()
    except HuanError as error:
        return error.message
    return Words("it is so already", "已经如此") if done is Answer.ALREADY else None


def _questions(
    task: TaskFacts, asker: Asker, rules: InboxRules, now: datetime, name_of: Name
) -> Iterator[tuple[str, Callable[[], Any]]]:
    person = asker.person

    def work() -> None:
        decisions.work(task, person, None, name_of)

    if asker.works:
        yield "complete", lambda: decisions.complete(task, person, None, name_of)
        yield "claim", lambda: decisions.claim(task, person, name_of)
        yield "release", lambda: decisions.release(task, person, name_of)
        yield "return", work
    if task.sender_id == person:
        yield "withdraw", lambda: decisions.withdraw(task, person, name_of)
    if asker.works or asker.leads:
        yield "reassign", (lambda: decisions.require_open(task, person, name_of)) if asker.leads else work
    if asker.works:
        yield "reject", lambda: _reject(task, asker, rules, name_of)
        yield "hand-up", lambda: moving.hand_up(task, person, None, name_of, superior=asker.superior)
        yield "delegate", lambda: _delegate(task, person, name_of)
        yield "co-sign", work
        yield "review", lambda: _review(task, person, name_of)
    if asker.oversees and asker.is_above:
        yield (
            "take-over",
            lambda: moving.take_over(task, person, None, name_of, own=asker.departments, superior=True),
        )
    if asker.urges:
        yield (
            "urge",
            lambda: attention.urge(
                task, person, name_of, rules, now, count=asker.urges_made, last_at=asker.urged_at
            ),
        )
        yield "escalate", lambda: attention.escalate(task, person, name_of, superior=asker.watching)


def _reject(task: TaskFacts, asker: Asker, rules: InboxRules, name_of: Name) -> None:
    decisions.work(task, asker.person, None, name_of)
    moving.require_not_in_form(asker.rejecting)
    moving.require_rejectable(task, rules, asker.rejections)


def _delegate(task: TaskFacts, person: str, name_of: Name) -> None:
    decisions.work(task, person, None, name_of)
    _require_no(task, Role.DELEGATE, name_of)


def _review(task: TaskFacts, person: str, name_of: Name) -> None:
    decisions.work(task, person, None, name_of)
    _require_no(task, Role.REVIEWER, name_of)


def _require_no(task: TaskFacts, role: Role, name_of: Name) -> None:
    whom = next((line for line in task.lines if line.role == role), None)
    if whom is not None:
        name = name_of(whom.person_id or whom.department_id)
        raise HuanError(Words(f"{name} is asked already", f"已请 {name} 办理"))


#: Every operation that a page may show, in its order.
OPERATIONS = (
    "complete claim release return withdraw reassign reject hand-up delegate co-sign review take-over "
    "urge escalate"
).split()
