"""Statements on incidents."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import incident
from engine.words import Words

#: The kind of the incident of a *once* effect whose outcome nobody knows.
OUTCOME_UNKNOWN = "outcome-unknown"


class IncidentRow(NamedTuple):
    """What could not go on. `trigger` is the command that retry applies again, with its payload.

    `message_zh` is None where the incident was opened by a release that had no Chinese.
    """

    id: str
    kind: str
    instance_id: str | None
    order_id: str | None
    task_id: str | None
    element_id: str | None
    token: int | None
    message: str
    trigger: dict[str, Any]
    status: str
    retries: int
    opened_at: datetime
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    message_zh: str | None = None


_COLUMNS = [incident.c[name] for name in IncidentRow._fields]
_INSERT = Statement(insert(incident).values({name: bindparam(name) for name in IncidentRow._fields}))
_BY_ID = Statement(select(*_COLUMNS).where(incident.c.id == bindparam("incident_id")))
_LOCK = Statement(select(*_COLUMNS).where(incident.c.id == bindparam("incident_id")).with_for_update())
_OPEN_LIKE = Statement(
    select(*_COLUMNS).where(
        incident.c.kind == bindparam("kind"),
        incident.c.order_id.is_not_distinct_from(bindparam("order_id")),
        incident.c.instance_id.is_not_distinct_from(bindparam("instance_id")),
        incident.c.element_id.is_not_distinct_from(bindparam("element_id")),
        incident.c.message == bindparam("message"),
        incident.c.status == "open",
    )
)
_OPEN_SINCE = Statement(
    select(incident.c.id)
    .where(
        incident.c.opened_at > bindparam("since"),
        is_word(incident.c.status, "open"),
        incident.c.kind == bindparam("kind"),
        incident.c.element_id.is_not_distinct_from(bindparam("element_id")),
    )
    .limit(1)
)
_RESOLVE = Statement(
    update(incident)
    .where(incident.c.id == bindparam("incident_id"))
    .values(status="resolved", resolved_at=bindparam("at"), resolved_by=bindparam("by"))
)
_RESOLVE_TOKENS = Statement(
    update(incident)
    .where(incident.c.instance_id == bindparam("instance_id"), incident.c.status == "open")
    .values(status="resolved", resolved_at=bindparam("at"), resolved_by=bindparam("by"))
)
_FAILED_AGAIN = Statement(
    update(incident)
    .where(incident.c.id == bindparam("incident_id"))
    .values(retries=incident.c.retries + 1, message=bindparam("message"), message_zh=bindparam("message_zh"))
)


def insert_incident(tx: Transaction, row: IncidentRow) -> None:
    """Store an incident."""
    tx.write_row(_INSERT, row)


def incident_by_id(tx: Transaction, incident_id: str, *, lock: bool = False) -> IncidentRow | None:
    """Return an incident, locked or not, or None."""
    row = tx.one(_LOCK if lock else _BY_ID, incident_id=incident_id)
    return IncidentRow(*row) if row is not None else None


def open_incident_like(tx: Transaction, new: IncidentRow) -> IncidentRow | None:
    """Return an open incident that says the same, so that it is not opened twice.

    One that would apply another trigger is another incident, whatever it says: of two members of a
    multi-instance that fail alike, each keeps what was typed.
    """
    said = {name: getattr(new, name) for name in ("kind", "order_id", "instance_id", "element_id", "message")}
    rows = map(IncidentRow._make, tx.rows(_OPEN_LIKE, **said))
    return next((row for row in rows if row.trigger == new.trigger), None)


def open_incident_since(tx: Transaction, kind: str, element_id: str | None, since: datetime) -> bool:
    """Return whether an incident of a kind at an element, opened after `since`, is still open."""
    return tx.one(_OPEN_SINCE, kind=kind, element_id=element_id, since=since) is not None


def resolve_incident(tx: Transaction, incident_id: str, at: datetime, by: str) -> None:
    """Close an incident."""
    tx.write(_RESOLVE, incident_id=incident_id, at=at, by=by)


def resolve_incidents_of(tx: Transaction, instance_id: str, at: datetime, by: str) -> None:
    """Close all incidents of an instance that has ended."""
    tx.write(_RESOLVE_TOKENS, instance_id=instance_id, at=at, by=by)


def incident_failed_again(tx: Transaction, incident_id: str, message: Words) -> None:
    """Count a retry that failed, with what it said."""
    tx.write(_FAILED_AGAIN, incident_id=incident_id, message=str(message), message_zh=message.zh)
