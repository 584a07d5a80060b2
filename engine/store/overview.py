"""Everything that is open in a database, for scenarios: read whole, so only from small databases."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.incidents import IncidentRow
from engine.store.jobs import JobRow
from engine.store.statement import Statement
from engine.store.tables import (
    incident,
    instance,
    job,
    notification,
    order_link,
    subscription,
    timer,
    work_order,
)


class InstanceGlance(NamedTuple):
    """An instance, in short."""

    id: str
    definition_id: str
    order_id: str | None
    status: str


class Wait(NamedTuple):
    """A timer or a message that an instance waits for; `due_at` None is a message, or a stopped timer."""

    element_id: str
    due_at: datetime | None


class NoticeRow(NamedTuple):
    """A stored notice."""

    job_id: str | None
    department_id: str | None
    person_id: str | None
    text: str


_INSTANCES = Statement(
    select(*[instance.c[name] for name in InstanceGlance._fields]).order_by(
        instance.c.started_at, instance.c.id
    )
)
_TIMERS = Statement(select(timer.c.element_id, timer.c.due_at).where(timer.c.instance_id.is_not(None)))
_SUBSCRIPTIONS = Statement(
    select(subscription.c.element_id).where(
        subscription.c.instance_id.is_not(None), subscription.c.message_id.is_(None)
    )
)
_JOBS = Statement(
    select(*[job.c[name] for name in JobRow._fields])
    .where(is_word(job.c.status, "ready", "running"))
    .order_by(job.c.created_at, job.c.id)
)
_INCIDENTS = Statement(
    select(*[incident.c[name] for name in IncidentRow._fields])
    .where(incident.c.status == "open")
    .order_by(incident.c.opened_at, incident.c.id)
)
_NOTICES = Statement(
    select(*[notification.c[name] for name in NoticeRow._fields]).order_by(
        notification.c.created_at, notification.c.id
    )
)
_LINKED = Statement(
    select(work_order.c.category)
    .select_from(order_link.join(work_order, work_order.c.id == order_link.c.linked_id))
    .where(order_link.c.order_id == bindparam("order_id"))
    .order_by(order_link.c.linked_at, order_link.c.id)
)


def all_instances(tx: Transaction) -> list[InstanceGlance]:
    """Return all instances, oldest first."""
    return [InstanceGlance(*row) for row in tx.rows(_INSTANCES)]


def all_waits(tx: Transaction) -> tuple[list[Wait], list[Wait]]:
    """Return the timers and the messages that instances wait for."""
    timers = [Wait(row.element_id, row.due_at) for row in tx.rows(_TIMERS)]
    return timers, [Wait(row.element_id, None) for row in tx.rows(_SUBSCRIPTIONS)]


def unfinished_jobs(tx: Transaction) -> list[JobRow]:
    """Return all jobs that are ready or being done, oldest first."""
    return [JobRow(*row) for row in tx.rows(_JOBS)]


def open_incidents(tx: Transaction) -> list[IncidentRow]:
    """Return all open incidents, oldest first."""
    return [IncidentRow(*row) for row in tx.rows(_INCIDENTS)]


def all_notices(tx: Transaction) -> list[NoticeRow]:
    """Return all notices, oldest first."""
    return [NoticeRow(*row) for row in tx.rows(_NOTICES)]


def linked_categories(tx: Transaction, order_id: str) -> list[str]:
    """Return the categories of the orders linked to one, oldest first."""
    return [row.category for row in tx.rows(_LINKED, order_id=order_id)]
