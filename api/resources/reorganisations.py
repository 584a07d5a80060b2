"""Reorganisations: departments close and move, areas change their county, people leave; work goes on."""

from __future__ import annotations

from collections.abc import Callable

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.schemas.common import PageQuery
from api.schemas.organisation import (
    ChangeSupplyUnitBody,
    CloseDepartmentBody,
    EndMembershipBody,
    MembershipEnded,
    MoveBody,
    MoveTierBody,
    Reorganisations,
    ReorganiseBody,
    Reorganised,
    SupplyUnitChanged,
    TierPlaced,
)
from engine.commands import Answer, Command
from engine.commands.organisation.change_supply_unit import ChangeSupplyUnit
from engine.commands.organisation.close_department import CloseDepartment
from engine.commands.organisation.end_membership import EndMembership
from engine.commands.organisation.leave_person import LeavePerson
from engine.commands.organisation.move_department import MoveDepartment
from engine.commands.organisation.move_territory import MoveTerritory
from engine.commands.organisation.place_tier import CloseTier, MoveTier
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
    "/organisation/people/<id:person_id>/places/<id:membership_id>/end",
    "endMembership",
    Action.ADMINISTER,
    body=EndMembershipBody,
    answer=MembershipEnded,
    command=True,
)
def end_membership(body: Values, person_id: str, membership_id: str) -> Answer:
    """End one place of a person; what they hold of that department's tasks goes back to it."""
    return run(EndMembership(person_id, membership_id, **body))


@endpoint(
    group,
    "POST",
    "/organisation/tiers/<id:tier_id>/move",
    "moveTier",
    Action.ADMINISTER,
    body=MoveTierBody,
    answer=TierPlaced,
    command=True,
    revised=True,
    problems=(428,),
)
def move_tier(body: Values, tier_id: str) -> Answer:
    """Let a tier stand below another superior, with all below it; refused where orders have ever lain."""
    return _changed(MoveTier, tier_id, body)


@endpoint(
    group,
    "POST",
    "/organisation/tiers/<id:tier_id>/close",
    "closeTier",
    Action.ADMINISTER,
    body=ReorganiseBody,
    answer=TierPlaced,
    command=True,
    revised=True,
    problems=(428,),
)
def close_tier(body: Values, tier_id: str) -> Answer:
    """Close a tier at which nothing is left; refused with what is in the way, and how much of it."""
    return _changed(CloseTier, tier_id, body)


@endpoint(
    group,
    "POST",
    "/organisation/supply-units/<id:unit_id>/change",
    "changeSupplyUnit",
    Action.ADMINISTER,
    body=ChangeSupplyUnitBody,
    answer=SupplyUnitChanged,
    command=True,
    revised=True,
    problems=(428,),
)
def change_supply_unit(body: Values, unit_id: str) -> Answer:
    """Change what a supply unit is called and whose it is, or end it once it has no premises."""
    body["label"] = body.pop("name")
    return _changed(ChangeSupplyUnit, unit_id, body)


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
