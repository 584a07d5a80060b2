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


class Line(NamedTuple):
    """One assignment row: a person or a department, with a state of its own."""

    id: str
    role: str
    department_id: str | None
    person_id: str | None
    required: bool
    status: str


class TaskFacts(NamedTuple):
    """What a decision needs to know of a task. Times are aware UTC business time."""

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
    lines: tuple[Line, ...] = ()

    @property
    def departments(self) -> frozenset[str]:
        """Departments that may work on the task (watchers may only look); of a closed one, whose it was."""
        if self.status in ("completed", "cancelled"):
            return frozenset(filter(None, (self.department_id,)))
        return frozenset(
            line.department_id
            for line in self.lines
            if line.department_id and line.status == "open" and line.role != Role.WATCHER
        )

    @property
    def watchers(self) -> frozenset[str]:
        """Departments whose attention was raised."""
        return frozenset(
            line.department_id
            for line in self.lines
            if line.department_id and line.status == "open" and line.role == Role.WATCHER
        )

    @property
    def people(self) -> frozenset[str]:
        """People with a line of their own; of a closed task, who had it."""
        if self.status in ("completed", "cancelled"):
            return frozenset(filter(None, (self.holder_id, self.closed_by)))
        return frozenset(line.person_id for line in self.lines if line.person_id and line.status == "open")
