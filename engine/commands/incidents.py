"""Open an incident: something that needs a person, with what is needed to try again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands.case import Case
from engine.commands.work import NOWHERE, Work
from engine.ids import new_id
from engine.store.incidents import IncidentRow, insert_incident, open_incident_like
from engine.words import Words


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
    """Open an incident unless one that says the same is open; return its id. The order goes on.

    `trigger` is the command that a retry applies again; without one, retry only closes the incident.
    """
    tx = case.work.tx
    order_id = case.order.id if case.order is not None else None
    same = open_incident_like(tx, kind, order_id, element_id, message)
    if same is not None:
        return same.id
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
    insert_incident(tx, row)
    case.work.changed("incident", [case.order.tier_id if case.order is not None else NOWHERE])
    return row.id


def note_incident_of_none(
    work: Work, now: datetime, kind: str, message: Words, trigger: Mapping[str, Any] | None = None
) -> str:
    """Open an incident that belongs to no order and no instance; return its id. `now` is business time."""
    row = IncidentRow(
        id=new_id(),
        kind=kind,
        instance_id=None,
        order_id=None,
        task_id=None,
        element_id=None,
        token=None,
        message=str(message),
        message_zh=message.zh,
        trigger=dict(trigger or {}),
        status="open",
        retries=0,
        opened_at=now,
    )
    insert_incident(work.tx, row)
    work.changed("incident", [NOWHERE])
    return row.id
