"""A task and its inbox lines as the decisions see them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Why a line stands in an inbox."""

    CANDIDATE = "candidate"  # the department may claim it
    HOLDER = "holder"  # this person has claimed it
    WATCHER = "watcher"  # attention was raised to this department
    CO_SIGNER = "co-signer"  # 加签: must act before the task completes
    DELEGATE = "delegate"  # 委派: acts for the holder
    REVIEWER = "reviewer"  # 会签: says yes or no, with an opinion


#: Who has been asked; a task waits for those of them that are `required`.
ASKED = (Role.CO_SIGNER, Role.DELEGATE, Role.REVIEWER)


class Line(NamedTuple):
    """One assignment row: a person or a department, with a state of its own.

    `status` is `open`, or `refused`: the answer was no, and the task waits until the line is taken back.
    `timing` says of a co-signer whether they act `before` the holder completes, or `after`; None of others.
    """

    id: str
    role: str
    department_id: str | None
    person_id: str | None
    required: bool
    status: str
    asked_by: str | None = None
    timing: str | None = None
    opened_at: datetime | None = None
    review_id: str | None = None


class TaskFacts(NamedTuple):
    """What a decision needs to know of a task. Times are aware UTC business time.

    `submitted_at`: its holder has completed it, and somebody signs after 后加签; None: not. `review_outcome`
    is that of its last joint review 会签, None without. `touched_by`, `touched_at` and `touched_how` say who
    changed last whose it is or what it waits for; None: nobody since it was opened.
    """

    id: str
    instance_id: str
    order_id: str | None
    token: int
    element_id: str
    name: str
    status: str
    revision: int
    department_id: str | None
    holder_id: str | None
    claimed_at: datetime | None
    drafted_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    sender_id: str | None
    submitted_by: str | None = None
    submitted_at: datetime | None = None
    review_outcome: str | None = None
    touched_by: str | None = None
    touched_at: datetime | None = None
    touched_how: str | None = None
    lines: tuple[Line, ...] = ()

    @property
    def departments(self) -> frozenset[str]:
        """Departments that may work on the task; of a closed one, whose it was."""
        if self.status in ("completed", "cancelled"):
            return frozenset(filter(None, (self.department_id,)))
        return frozenset(
            line.department_id
            for line in self.lines
            if line.department_id and line.status == "open" and line.role == Role.CANDIDATE
        )

    @property
    def people(self) -> frozenset[str]:
        """People who have the task: the holder, and a delegate; of a closed one, who had it."""
        if self.status in ("completed", "cancelled"):
            return frozenset(filter(None, (self.holder_id, self.closed_by)))
        return frozenset(
            line.person_id
            for line in self.lines
            if line.person_id and line.status == "open" and line.role in (Role.HOLDER, Role.DELEGATE)
        )

    @property
    def seen_by_departments(self) -> frozenset[str]:
        """Departments with any line in their inbox: they work on it, watch it, or were asked."""
        lines = {line.department_id for line in self.lines if line.department_id and line.status == "open"}
        return self.departments | lines

    @property
    def seen_by_people(self) -> frozenset[str]:
        """People with any line of their own."""
        lines = {line.person_id for line in self.lines if line.person_id and line.status == "open"}
        return self.people | lines

    @property
    def watchers(self) -> frozenset[str]:
        """Departments whose attention was raised."""
        return frozenset(
            line.department_id
            for line in self.lines
            if line.department_id and line.status == "open" and line.role == Role.WATCHER
        )

    @property
    def inboxes(self) -> list[str]:
        """Ids of the departments and people in whose inboxes it stands."""
        return [*self.seen_by_departments, *self.seen_by_people]
