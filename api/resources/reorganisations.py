"""Reorganisations: departments close and move, areas change their county, people leave; work goes on."""

from __future__ import annotations

from collections.abc import Callable

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.schemas.common import PageQuery
from api.schemas.organisation import (
    CloseDepartmentBody,
    MoveBody,
    Reorganisations,
    ReorganiseBody,
    Reorganised,
)
from engine.commands import Answer, Command
from engine.commands.organisation.close_department import CloseDepartment
from engine.commands.organisation.leave_person import LeavePerson
from engine.commands.organisation.move_department import MoveDepartment
from engine.commands.organisation.move_territory import MoveTerritory
from engine.org import Action
from engine.queries.reorganisations import reorganisations_page

group = blueprint("reorganisations", "Changes of the organisation that readdress open work.")


def _changed(kind: Callable[..., Command], row_id: str, body: Values) -> Answer:
    """Run a change at the revision that the request names; a dry run needs to name none."""
    revision = expected_revision(body.pop("revision"), required=not body["dry_run"])
    with precondition():
        return run(kind(row_id, revision, **body))


@endpoint(
    group,
    "GET",
    "/organisation/reorganisations",
    "listReorganisations",
    Action.SEE_ADMINISTRATION,
    query=PageQuery,
    answer=Reorganisations,
)
def list_reorganisations(query: Values) -> Values:
    """Reorganisations and how far each is, the newest first."""
    with reading() as look:
        return paged(reorganisations_page(look, query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/organisation/departments/<id:department_id>/close",
    "closeDepartment",
    Action.ADMINISTER,
    body=CloseDepartmentBody,
    answer=Reorganised,
    command=True,
    revised=True,
    problems=(428,),
)
def close_department(body: Values, department_id: str) -> Answer:
    """Close a department, or let it become part of another; its open tasks are readdressed."""
    return _changed(CloseDepartment, department_id, body)


@endpoint(
    group,
    "POST",
    "/organisation/departments/<id:department_id>/move",
    "moveDepartment",
    Action.ADMINISTER,
    body=MoveBody,
    answer=Reorganised,
    command=True,
    revised=True,
    problems=(428,),
)
def move_department(body: Values, department_id: str) -> Answer:
    """Move a department with its people to another tier; the open tasks that it had are readdressed."""
    return _changed(MoveDepartment, department_id, body)


@endpoint(
    group,
    "POST",
    "/organisation/people/<id:person_id>/leave",
    "leavePerson",
    Action.ADMINISTER,
    body=ReorganiseBody,
    answer=Reorganised,
    command=True,
    revised=True,
    problems=(428,),
)
def leave_person(body: Values, person_id: str) -> Answer:
    """Note that somebody has left; the tasks that they had go back to departments."""
    return _changed(LeavePerson, person_id, body)


@endpoint(
    group,
    "POST",
    "/organisation/territories/<id:territory_id>/move",
    "moveTerritory",
    Action.ADMINISTER,
    body=MoveBody,
    answer=Reorganised,
    command=True,
    revised=True,
    problems=(428,),
)
def move_territory(body: Values, territory_id: str) -> Answer:
    """Let another tier serve an area; its running orders go there, and their open tasks are readdressed."""
    return _changed(MoveTerritory, territory_id, body)
