"""Open an incident, what needs a person, with what is needed to try again; and tell who mends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.commands.case import Case
from engine.commands.notifications.tell import tell
from engine.commands.work import NOWHERE, Work
from engine.ids import new_id
from engine.org import Action, Actor, Directory, Target, may
from engine.store.incidents import IncidentRow, insert_incident, open_incident_like, open_incident_since
from engine.words import Words

#: So long after one incident was told, others of its kind at the same element are not told again: a gateway
#: that is down makes one of every message, and a notice by mail of each of them would make more.
TOLD_TOGETHER = timedelta(hours=1)


def note_incident(
    case: Case,
    kind: str,
    message: Words,
    *,
    element_id: str | None = None,
    token: int | None = None,
    task_id: str | None = None,
    trigger: Mapping[str, Any] | None = None,
) -> str:
    """Open an incident unless one that says and would do the same is open; return its id. The order goes on.

    `trigger` is the command that a retry applies again; without one, retry only closes the incident.
    """
    order_id = case.order.id if case.order is not None else None
    row = IncidentRow(
        id=new_id(),
        kind=kind,
        instance_id=case.row.id if case.row is not None else None,
        order_id=order_id,
        task_id=task_id,
        element_id=element_id,
        token=token,
        message=str(message),
        message_zh=message.zh,
        trigger=dict(trigger or {}),
        status="open",
        retries=0,
        opened_at=case.now,
    )
    same = open_incident_like(case.work.tx, row)
    if same is not None:
        return same.id
    _open(case.work, row, message, case.target())
    case.work.changed("incident", [case.order.tier_id if case.order is not None else NOWHERE])
    return row.id


def note_incident_of_none(
    work: Work,
    now: datetime,
    kind: str,
    message: Words,
    trigger: Mapping[str, Any] | None = None,
    *,
    element_id: str | None = None,
) -> str:
    """Open an incident that belongs to no order and no instance; return its id. `now` is business time."""
    row = IncidentRow(
        id=new_id(),
        kind=kind,
        instance_id=None,
        order_id=None,
        task_id=None,
        element_id=element_id,
        token=None,
        message=str(message),
        message_zh=message.zh,
        trigger=dict(trigger or {}),
        status="open",
        retries=0,
        opened_at=now,
    )
    _open(work, row, message, Target(None))
    work.changed("incident", [NOWHERE])
    return row.id


def _open(work: Work, row: IncidentRow, message: Words, place: Target) -> None:
    told = open_incident_since(work.tx, row.kind, row.element_id, row.opened_at - TOLD_TOGETHER)
    insert_incident(work.tx, row)
    if not told:
        _, directory = work.services.time_and_place(work.tx)
        who = administrators(place, directory)
        tell(work, "incident", people=who, order_id=row.order_id, values={"text": message})


def administrators(place: Target, directory: Directory) -> list[str]:
    """Return who may mend an incident there, by themselves and not for somebody."""
    operators = {one.person_id: None for one in directory.memberships if one.role == "operator"}
    return [
        person
        for person in operators
        if directory.people[person].active and may(Actor(person), Action.MEND_INCIDENT, place, directory)
    ]
