"""Incidents: what could not go on, for those who may see and mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, not_, or_, select

from engine.errors import NotFound
from engine.feel import decode_value
from engine.org import Action, Target
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.plain import plain
from engine.queries.reading import Reading
from engine.queries.visibility import (
    open_by_name,
    path_parameters,
    require_look,
    restriction_parameters,
    shown_title,
    within_paths,
)
from engine.store.incidents import OUTCOME_UNKNOWN
from engine.store.orders import order_by_id
from engine.store.restrictions import restriction_of
from engine.store.statement import Statement
from engine.store.tables import definition, incident, instance, task, work_order
from engine.words import Words

#: The command of a trigger that a person's completion left behind: its task can be opened again.
_COMPLETION = "complete-task"


class IncidentsWish(NamedTuple):
    """Which incidents: `status` is `open` or `resolved`; of the others None narrows nothing."""

    status: str
    kind: str | None = None
    package: str | None = None
    element: str | None = None

    @property
    def narrowed(self) -> dict[str, str]:
        """What the list is narrowed by."""
        return {name: said for name, said in self._asdict().items() if said is not None and name != "status"}


@dataclass(frozen=True)
class IncidentLine:
    """One incident. Times are aware UTC business time. `retryable`: a retry applies what failed again;
    else it only closes the incident. `outcome_unknown`: somebody has to find out whether an effect happened,
    and say so. `task_can_be_reopened`: a person's completion is stuck in it. `typed`
    is what that person filled in, None when nothing is, or for whoever may not mend it.
    """

    id: str
    kind: str
    message: str
    message_zh: str | None
    status: str
    retries: int
    opened_at: datetime
    resolved_at: datetime | None
    resolved_by_name: str | None
    instance: str | None
    package: str | None
    element: str | None
    task: str | None
    task_name: str | None
    order: str | None
    order_number: str | None
    order_title: str | None
    retryable: bool
    outcome_unknown: bool
    task_can_be_reopened: bool
    may_mend: bool
    typed: Mapping[str, Any] | None


_COLUMNS = [
    *[
        incident.c[name]
        for name in (
            "id kind message message_zh status retries opened_at resolved_at resolved_by instance_id "
            "element_id task_id "
            "order_id trigger"
        ).split()
    ],
    task.c.name.label("task_name"),
    definition.c.package,
    work_order.c.number,
    work_order.c.title,
    work_order.c.tier_path,
    work_order.c.restricted,
]
_JOINED = (
    incident.outerjoin(work_order, work_order.c.id == incident.c.order_id)
    .outerjoin(task, task.c.id == incident.c.task_id)
    .outerjoin(instance, instance.c.id == incident.c.instance_id)
    .outerjoin(definition, definition.c.id == instance.c.definition_id)
)
_NARROWED = {"kind": incident.c.kind, "package": definition.c.package, "element": incident.c.element_id}
_BY_ID = Statement(select(*_COLUMNS).select_from(_JOINED).where(incident.c.id == bindparam("incident_id")))
NEWEST = Order("newest", (incident.c.opened_at, incident.c.id), ("moment", "id"), True)


def _query(paths: int, status: str, narrowed: tuple[str, ...]) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(_JOINED)
        .where(
            incident.c.status == status,
            *[_NARROWED[name] == bindparam(name) for name in narrowed],
            or_(
                incident.c.order_id.is_(None),
                and_(not_(work_order.c.restricted), within_paths(work_order.c.tier_path, paths)),
                and_(work_order.c.restricted, open_by_name()),
            ),
        )
    )


@cache
def _page(paths: int, status: str, narrowed: tuple[str, ...], after: bool) -> Statement:
    return Statement(NEWEST.applied(_query(paths, status, narrowed).add_columns(*NEWEST.columns()), after))


@cache
def _count(paths: int, status: str, narrowed: tuple[str, ...]) -> Statement:
    return count_up_to(_query(paths, status, narrowed))


def incidents_page(
    reading: Reading, wish: IncidentsWish, cursor: str | None, most: int
) -> Page[IncidentLine]:
    """Return a page of incidents, newest first.

    Raises:
        NotAllowed: the actor has no role that sees incidents.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_INCIDENTS)
    shape = (len(reading.paths), wish.status, tuple(wish.narrowed))
    parameters = {**path_parameters(reading), **restriction_parameters(reading), **wish.narrowed}
    position = NEWEST.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, cursor is not None), {**parameters, **position, "most": most + 1}),
        (_count(*shape), parameters),
    )
    return page_of(
        rows, [_line(reading, row, whole=False) for row in rows[:most]], NEWEST, most, counted[0].count
    )


def visible_incident(reading: Reading, incident_id: str) -> IncidentLine:
    """Return one incident.

    Raises:
        NotFound: there is no such incident that the actor may see.
        LookReasonNeeded: its order is restricted, and they have not said why they look.
    """
    row = reading.tx.one(_BY_ID, incident_id=incident_id)
    if row is None or not reading.may(Action.SEE_INCIDENTS, _target(reading, row)):
        raise NotFound(
            Words(
                f"there is no incident {incident_id} that you may see", f"没有您可以查看的异常 {incident_id}"
            )
        )
    if row.restricted:
        require_look(reading, order_by_id(reading.tx, row.order_id))
    return _line(reading, row, whole=True)


def _target(reading: Reading, row: Any) -> Target:
    """Return what the policy is asked about: an incident is where its order is, and as closed."""
    return Target(
        row.tier_path, restriction=restriction_of(reading.tx, row.order_id) if row.restricted else None
    )


def _line(reading: Reading, row: Any, whole: bool) -> IncidentLine:
    """Return an incident; `whole` False: of a restricted order what was typed is not shown."""
    command = row.trigger.get("command")
    is_open = row.status == "open"
    may_mend = is_open and reading.may(Action.MEND_INCIDENT, _target(reading, row))
    resolver = row.resolved_by
    return IncidentLine(
        id=row.id,
        kind=row.kind,
        message=row.message,
        message_zh=row.message_zh,
        status=row.status,
        retries=row.retries,
        opened_at=row.opened_at,
        resolved_at=row.resolved_at,
        resolved_by_name=None if resolver is None or ":" in resolver else reading.name_of(resolver),
        instance=row.instance_id,
        package=row.package,
        element=row.element_id,
        task=row.task_id,
        task_name=row.task_name,
        order=row.order_id,
        order_number=row.number,
        order_title=None if row.title is None else shown_title(row.title, row.restricted),
        retryable=is_open and command is not None and row.kind != OUTCOME_UNKNOWN,
        outcome_unknown=is_open and row.kind == OUTCOME_UNKNOWN,
        task_can_be_reopened=is_open and command == _COMPLETION and row.task_id is not None,
        may_mend=may_mend,
        typed=plain(decode_value(row.trigger["values"]))
        if may_mend and command == _COMPLETION and (whole or not row.restricted)
        else None,
    )
