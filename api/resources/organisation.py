"""The organisation: tiers, departments, people, territories and supply units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition, tag_of, tagged, unchanged
from api.pages import paged
from api.schemas import organisation as schemas
from engine.commands import Answer
from engine.commands.organisation.add_membership import AddMembership
from engine.commands.organisation.case import missing
from engine.commands.organisation.change_department import ChangeDepartment
from engine.commands.organisation.change_person import ChangePerson
from engine.commands.organisation.change_tier import ChangeTier
from engine.commands.organisation.create_department import CreateDepartment
from engine.commands.organisation.create_person import CreatePerson
from engine.commands.organisation.create_tier import CreateTier
from engine.commands.organisation.territories import CreateSupplyUnit, CreateTerritory
from engine.org import Action
from engine.org.vocabulary import DEPARTMENT_KINDS, POSTS, ROLES, TIER_KINDS
from engine.queries.organisation import OrganisationWish, organisation_item, organisation_page
from engine.words import Words

group = blueprint("organisation", "Who is who: tiers, departments, people, territories and supply units.")
SEE, ADMINISTER = Action.SEE_ADMINISTRATION, Action.ADMINISTER
_STATES = {"active": True, "ended": False, "all": None}


def listed(which: str, query: Values) -> Values:
    """Return a page of one of the organisation's lists as an answer."""
    wish = OrganisationWish(
        kind=query.get("kind"),
        at=query["at"],
        below=query["below"],
        department_id=query.get("department_id"),
        role=query.get("role"),
        text=query["words"],
        active=_STATES[query["state"]],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(organisation_page(look, which, wish))


def one(which: str, what: Words, row_id: str) -> Any:
    """Return one thing of a list with its ETag, or 304 when it is known already."""
    with reading() as look:
        item = organisation_item(look, which, row_id)
    if item is None:
        raise missing(what, what.zh, row_id)
    tag = tag_of(item["revision"], item)
    same: Response | None = unchanged(tag)
    return same if same is not None else (item, tagged(tag))


@endpoint(
    group,
    "GET",
    "/organisation/vocabulary",
    "getOrganisationVocabulary",
    SEE,
    answer=schemas.OrganisationVocabulary,
)
def vocabulary() -> Values:
    """The words that tiers, departments, roles and posts may have."""

    def told(words: Mapping[str, Words]) -> list[Values]:
        return [{"word": word, "zh": said.zh, "en": str(said)} for word, said in words.items()]

    return {
        "tier_kinds": told(TIER_KINDS),
        "department_kinds": told(DEPARTMENT_KINDS),
        "roles": told(ROLES),
        "posts": told(POSTS),
    }


@endpoint(
    group,
    "GET",
    "/organisation/tiers",
    "listOrganisationTiers",
    SEE,
    query=schemas.TiersQuery,
    answer=schemas.OrganisationTiers,
)
def list_tiers(query: Values) -> Values:
    """Tiers at one's own and below, from the top down."""
    return listed("tiers", query)


@endpoint(
    group,
    "GET",
    "/organisation/tiers/<id:tier_id>",
    "getTier",
    SEE,
    answer=schemas.OrganisationTier,
    tagged=True,
)
def get_tier(tier_id: str) -> Any:
    """A tier; the ETag begins with its revision."""
    return one("tiers", Words("tier", "层级"), tier_id)


@endpoint(
    group,
    "POST",
    "/organisation/tiers",
    "createTier",
    ADMINISTER,
    body=schemas.CreateTierBody,
    answer=schemas.Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_tier(body: Values) -> Answer:
    """Create a city, county, station or crew below its superior."""
    return run(CreateTier(**body))


@endpoint(
    group,
    "PUT",
    "/organisation/tiers/<id:tier_id>",
    "changeTier",
    ADMINISTER,
    body=schemas.ChangeTierBody,
    answer=schemas.Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_tier(body: Values, tier_id: str) -> Answer:
    """Change a tier's name, zone or working calendar."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ChangeTier(tier_id, revision, **body))


@endpoint(
    group,
    "GET",
    "/organisation/departments",
    "listDepartments",
    SEE,
    query=schemas.DepartmentsQuery,
    answer=schemas.Departments,
)
def list_departments(query: Values) -> Values:
    """Departments of one's tiers and those below."""
    return listed("departments", query)


@endpoint(
    group,
    "GET",
    "/organisation/departments/<id:department_id>",
    "getDepartment",
    SEE,
    answer=schemas.Department,
    tagged=True,
)
def get_department(department_id: str) -> Any:
    """A department; the ETag begins with its revision."""
    return one("departments", Words("department", "部门"), department_id)


@endpoint(
    group,
    "POST",
    "/organisation/departments",
    "createDepartment",
    ADMINISTER,
    body=schemas.CreateDepartmentBody,
    answer=schemas.Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_department(body: Values) -> Answer:
    """Create a department at a tier; a tier has one of each kind."""
    return run(CreateDepartment(**body))


@endpoint(
    group,
    "PUT",
    "/organisation/departments/<id:department_id>",
    "changeDepartment",
    ADMINISTER,
    body=schemas.ChangeDepartmentBody,
    answer=schemas.Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_department(body: Values, department_id: str) -> Answer:
    """Change a department's name, kind or queues, or open it again."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ChangeDepartment(department_id, revision, **body))


@endpoint(
    group,
    "GET",
    "/organisation/people",
    "listPeople",
    SEE,
    query=schemas.PeopleQuery,
    answer=schemas.People,
)
def list_people(query: Values) -> Values:
    """People who belong to one's tiers or those below, with their places."""
    return listed("people", query)


@endpoint(
    group,
    "GET",
    "/organisation/people/<id:person_id>",
    "getPerson",
    SEE,
    answer=schemas.PersonLine,
    tagged=True,
)
def get_person(person_id: str) -> Any:
    """A person with their places; the ETag begins with the revision."""
    return one("people", Words("person", "人员"), person_id)


@endpoint(
    group,
    "POST",
    "/organisation/people",
    "createPerson",
    ADMINISTER,
    body=schemas.CreatePersonBody,
    answer=schemas.Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_person(body: Values) -> Answer:
    """Take somebody on with a first place; without a password they cannot sign in yet."""
    return run(CreatePerson(**body))


@endpoint(
    group,
    "PUT",
    "/organisation/people/<id:person_id>",
    "changePerson",
    ADMINISTER,
    body=schemas.ChangePersonBody,
    answer=schemas.Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_person(body: Values, person_id: str) -> Answer:
    """Change what is known of a person, or take one back who has left."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ChangePerson(person_id, revision, **body))


@endpoint(
    group,
    "POST",
    "/organisation/people/<id:person_id>/places",
    "addMembership",
    ADMINISTER,
    body=schemas.AddMembershipBody,
    answer=schemas.Kept,
    status=201,
    command=True,
)
def add_membership(body: Values, person_id: str) -> Answer:
    """Give a person a place in a department, with a role and a post."""
    return run(AddMembership(person_id, **body))


@endpoint(
    group,
    "GET",
    "/organisation/territories",
    "listTerritories",
    SEE,
    query=schemas.OrganisationQuery,
    answer=schemas.Territories,
)
def list_territories(query: Values) -> Values:
    """Administrative areas that one's tiers and those below serve."""
    return listed("territories", query)


@endpoint(
    group,
    "POST",
    "/organisation/territories",
    "createTerritory",
    ADMINISTER,
    body=schemas.CreateAreaBody,
    answer=schemas.Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_territory(body: Values) -> Answer:
    """Create an administrative area."""
    return run(CreateTerritory(**body))


@endpoint(
    group,
    "GET",
    "/organisation/supply-units",
    "listSupplyUnits",
    SEE,
    query=schemas.OrganisationQuery,
    answer=schemas.SupplyUnits,
)
def list_supply_units(query: Values) -> Values:
    """Supply units of one's tiers and those below."""
    return listed("supply-units", query)


@endpoint(
    group,
    "POST",
    "/organisation/supply-units",
    "createSupplyUnit",
    ADMINISTER,
    body=schemas.CreateAreaBody,
    answer=schemas.Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_supply_unit(body: Values) -> Answer:
    """Create a supply unit."""
    return run(CreateSupplyUnit(**body))
