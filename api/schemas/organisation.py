"""Tiers, departments, people, territories and supply units, for those who administer them."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.common import (
    TIER_KINDS,
    Paged,
    PageQuery,
    flag,
    key,
    parts,
    text,
    when,
    whole,
)

REASON = "Why; it is kept with the change. Null or left out: nothing is said."
REVISION = "The revision that was read; null or left out: If-Match says it."


def reason() -> fields.String:
    """Declare why something is changed."""
    return text(REASON, given=False, least=1, most=500)


def revision() -> fields.Integer:
    """Declare which revision a change is based on."""
    return whole(REVISION, given=False, least=1)


class Kept(Schema):
    """What was stored."""

    id = key("What was created or changed.")
    revision = whole("Its revision now; send it with the next change.")


class OrganisationTier(Schema):
    """A tier."""

    id = key("The tier.")
    parent_id = key("Its superior; null: it is the top.", null=True)
    parent_name = text("Its superior's name; null: it is the top.", null=True)
    kind = text("province, city, county, station or crew.")
    code = text("Its code, unique and for ever.")
    name = text("What it is called.")
    path = text("The codes from the top down to it.")
    zone = text("Its IANA time zone.")
    calendar = text("Its working calendar's key.")
    departments = whole("How many departments it has.")
    active = flag("It has not been closed.")
    revision = whole("Counts its changes, from 1.")


class OrganisationTiers(Paged):
    """A page of tiers."""

    items = parts(OrganisationTier, "The tiers.")


class Department(Schema):
    """A department."""

    id = key("The department.")
    tier_id = key("Its tier.")
    tier_name = text("Its tier's name.")
    tier_kind = text("Its tier's kind.")
    kind = text("What it does; candidate groups name it.")
    name = text("What it is called.")
    queue = text("Telephone queues whose calls are its, by blanks; null: none.", null=True)
    members = whole("How many places people have in it.")
    active = flag("It has not been closed.")
    revision = whole("Counts its changes, from 1.")


class Departments(Paged):
    """A page of departments."""

    items = parts(Department, "The departments.")


class PersonPlace(Schema):
    """A person's place in a department."""

    id = key("The place.")
    department_id = key("The department.")
    department_name = text("Its name.")
    department_active = flag("It has not been closed.")
    tier_id = key("Its tier.")
    tier_name = text("Its tier's name.")
    role = text("What the person may do there.")
    post = text("What the person is there 岗位; null: nothing said.", null=True)


class PersonLine(Schema):
    """A person with their places."""

    id = key("The person.")
    username = text("The name to sign in with.")
    name = text("What they are called.")
    agent = text("Their name at the telephone exchange; null: none.", null=True)
    language = text("zh or en.")
    active = flag("They have not left.")
    revision = whole("Counts changes, from 1.")
    places = parts(PersonPlace, "Where they belong.")


class People(Paged):
    """A page of people."""

    items = parts(PersonLine, "The people.")


class Territory(Schema):
    """An administrative area."""

    id = key("The territory.")
    parent_id = key("The area of which it is a part; null: none.", null=True)
    code = text("Its code.")
    name = text("Its name.")
    tier_id = key("The tier that serves it; null: its parts are served.", null=True)
    tier_name = text("That tier's name; null: its parts are served.", null=True)
    active = flag("It is still in use.")
    revision = whole("Counts its changes, from 1.")


class Territories(Paged):
    """A page of territories."""

    items = parts(Territory, "The territories.")


class SupplyUnit(Schema):
    """A supply unit 供电单位."""

    id = key("The supply unit.")
    code = text("Its code.")
    name = text("Its name.")
    tier_id = key("Its tier.")
    tier_name = text("That tier's name.")
    active = flag("It is still in use.")
    revision = whole("Counts its changes, from 1.")


class SupplyUnits(Paged):
    """A page of supply units."""

    items = parts(SupplyUnit, "The supply units.")


class OrganisationQuery(PageQuery):
    """Which of them."""

    at = key("Only what lies at this tier; of tiers, those directly below it.", given=False)
    below = key("Only what lies at this tier or below it.", given=False)
    words = text(
        "Only those whose name or code contains this.", given=False, least=1, most=100, data_key="text"
    )
    state = text(
        "`active`, `ended`, or `all`.",
        given=False,
        one_of=("active", "ended", "all"),
        load_default="active",
    )
    sort = text(
        "By code (of tiers and departments: from the top down), or by name; `-` turns it round.",
        given=False,
        one_of=("code", "-code", "name", "-name"),
        load_default="code",
    )


class TiersQuery(OrganisationQuery):
    """Which tiers."""

    kind = text("Only this kind.", given=False, one_of=TIER_KINDS)


class DepartmentsQuery(OrganisationQuery):
    """Which departments."""

    kind = text("Only this kind.", given=False, least=1, most=40)


class PeopleQuery(OrganisationQuery):
    """Which people."""

    department_id = key("Only those who belong to this department.", given=False)
    role = text("Only those with this role somewhere.", given=False, least=1, most=20)


class CreateTierBody(Schema):
    """A new tier."""

    kind = text("Its kind.", one_of=TIER_KINDS)
    code = text("Its code: letters, digits, hyphens; it never changes.", least=1, most=40)
    label = text("What it is called.", least=1, most=100, data_key="name")
    parent_id = key("Its superior.")
    zone = text("Its IANA time zone; left out: its superior's.", given=False, least=1, most=40)
    calendar = text("Its working calendar; left out: its superior's.", given=False, least=1, most=40)
    reason = reason()


class ChangeTierBody(Schema):
    """What becomes of a tier; what is left out stays."""

    label = text("What it is called.", given=False, least=1, most=100, data_key="name")
    zone = text("Its IANA time zone.", given=False, least=1, most=40)
    calendar = text("Its working calendar.", given=False, least=1, most=40)
    revision = revision()
    reason = reason()


class CreateDepartmentBody(Schema):
    """A new department."""

    tier_id = key("Its tier.")
    kind = text("What it does: one of the vocabulary.", least=1, most=40)
    label = text("What it is called.", least=1, most=100, data_key="name")
    queue = text("Telephone queues whose calls are its, by blanks.", given=False, least=1, most=400)
    reason = reason()


class ChangeDepartmentBody(Schema):
    """What becomes of a department; what is left out stays."""

    label = text("What it is called.", given=False, least=1, most=100, data_key="name")
    kind = text("What it does.", given=False, least=1, most=40)
    queue = text("Its telephone queues, by blanks; empty: none.", given=False, most=400)
    reopen = flag("Open it again when it was closed.", given=False, load_default=False)
    revision = revision()
    reason = reason()


class CreatePersonBody(Schema):
    """Somebody new, with a first place."""

    username = text("The name to sign in with; it never changes.", least=1, most=60)
    label = text("What they are called.", least=1, most=100, data_key="name")
    department_id = key("Their department.")
    role = text("What they may do there.", least=1, most=20)
    post = text("What they are there 岗位.", given=False, least=1, most=40)
    agent = text("Their name at the telephone exchange.", given=False, least=1, most=80)
    language = text("zh or en.", given=False, one_of=("zh", "en"), load_default="zh")
    reason = reason()


class ChangePersonBody(Schema):
    """What becomes of a person; what is left out stays."""

    label = text("What they are called.", given=False, least=1, most=100, data_key="name")
    agent = text("Their name at the telephone exchange; empty: none.", given=False, most=80)
    language = text("zh or en.", given=False, one_of=("zh", "en"))
    back = flag("Take them back when they have left.", given=False, load_default=False)
    revision = revision()
    reason = reason()


class AddMembershipBody(Schema):
    """A place in a department."""

    department_id = key("The department.")
    role = text("What they may do there.", least=1, most=20)
    post = text("What they are there 岗位.", given=False, least=1, most=40)
    reason = reason()


class CreateAreaBody(Schema):
    """A new territory or supply unit."""

    code = text("Its code: letters, digits, hyphens.", least=1, most=40)
    label = text("What it is called.", least=1, most=100, data_key="name")
    tier_id = key("The tier that serves it, or to which it belongs.")
    reason = reason()


class OrganisationWord(Schema):
    """A word that may be used."""

    word = text("As it is stored.")
    zh = text("In Chinese.")
    en = text("In English.")


class OrganisationVocabulary(Schema):
    """Which words the organisation knows."""

    tier_kinds = parts(OrganisationWord, "Kinds of tiers, from the top.")
    department_kinds = parts(OrganisationWord, "Kinds of departments.")
    roles = parts(OrganisationWord, "Roles: what one may do.")
    posts = parts(OrganisationWord, "Posts 岗位: what one is.")


class ReorganiseBody(Schema):
    """What is closed or left; with `dry_run` nothing changes, and what would go where is told."""

    dry_run = flag("Change nothing; tell what would go where.", given=False, load_default=False)
    revision = revision()
    reason = reason()


class CloseDepartmentBody(ReorganiseBody):
    """Closing a department."""

    successor_id = key(
        "The department that goes on with its open tasks; left out: whoever is responsible without it.",
        given=False,
    )


class MoveBody(ReorganiseBody):
    """Moving a department, or an area."""

    tier_id = key("The tier to which it goes.")


class TasksGo(Schema):
    """How many open tasks go from one department to another."""

    from_name = text("The department that has them.")
    to_name = text("The department to which they go; null: nobody is found, and they stay.", null=True)
    tasks = whole("How many.")


class Reorganised(Schema):
    """What became, or would become, of open work."""

    id = key("What was changed.")
    revision = whole("Its revision now.")
    reorganisation = key("The reorganisation that a worker carries out; null: it was a dry run.", null=True)
    orders = whole("Running orders that lie in another county.")
    released = whole("Tasks that somebody who leaves has, and gives back.")
    moves = parts(TasksGo, "Where open tasks go, most first.")


class EndMembershipBody(Schema):
    """Ending a place; with `dry_run` nothing changes, and what would go back is told."""

    dry_run = flag("Change nothing; tell what would go back.", given=False, load_default=False)
    reason = reason()


class MembershipEnded(Schema):
    """A place that was ended, or would be."""

    id = key("The place.")
    reorganisation = key(
        "The reorganisation by which a worker gives tasks back; null: there are none, or it was a dry run.",
        null=True,
    )
    released = whole("Tasks of the department that they hold, and that go back to it.")


class MoveTierBody(ReorganiseBody):
    """Moving a tier."""

    parent_id = key("The superior below which it stands then.")


class TierPlaced(Schema):
    """A tier that was moved or closed, or would be."""

    id = key("The tier.")
    revision = whole("Its revision now.")
    tiers = whole("How many tiers are concerned, with itself.")
    departments = whole("How many departments go with them.")


class ChangeSupplyUnitBody(ReorganiseBody):
    """Changing a supply unit; what is left out stays."""

    name = text("What it is called.", given=False, least=1, most=100)
    tier_id = key("The tier whose it is.", given=False)
    ended = flag("true: it is ended; false: it is in use again; null or left out: as it is.", given=False)


class SupplyUnitChanged(Schema):
    """A supply unit that was changed, or would be."""

    id = key("The supply unit.")
    revision = whole("Its revision now.")
    premises = whole("How many premises it has.")
    orders = whole("How many running orders it has; they stay with the tier that has them.")


class ReorganisationLine(Schema):
    """A reorganisation and how far it is."""

    id = key("The reorganisation.")
    kind = text("What was changed.", one_of=("department", "person", "territory"))
    label = text("What it is called.")
    reason = text("Why; null: nobody said.", null=True)
    state = text("Whether work is still being readdressed.", one_of=("running", "done"))
    moved = whole("Orders and tasks that went elsewhere.")
    failed = whole("Those that could not be readdressed; the log says why.")
    created_at = when("When it was begun, business time, UTC.")
    created_by_name = text("Who began it; null: a part of the system.", null=True)
    finished_at = when("When the last was readdressed; null: not yet.", null=True)


class Reorganisations(Paged):
    """A page of reorganisations."""

    items = parts(ReorganisationLine, "The reorganisations, the newest first.")
