"""Substitutions: who stands in for whom."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, Query, flag, key, parts, text, texts, when, whole
from engine.queries.substitutions import SORTS, STATES


class Substitution(Schema):
    """Somebody does a person's work for a time."""

    id = key("The substitution.")
    person_id = key("Whose work it is.")
    person_name = text("Their name.")
    substitute_id = key("Who does it.")
    substitute_name = text("Their name.")
    department_id = key("Only the work of this department; null: all of it.", null=True)
    department_name = text("Its name; null: all work, or it was closed.", null=True)
    from_at = when("From when, business time, UTC.")
    until_at = when("Until when, not included, business time, UTC.")
    ended_at = when("When it was ended before its time; null: it was not.", null=True)
    reason = text("Why.")
    made_by_name = text("Who arranged it; null: nobody who is known any more.", null=True)
    made_at = when("When it was arranged, business time, UTC.")
    standing = text("Whether it is in force.", one_of=("now", "future", "past"))
    may_end = flag("You may end it.")
    revision = whole("Counts its changes, from 1.")


class Substitutions(Paged):
    """A page of substitutions."""

    items = parts(Substitution, "The substitutions.")


class SubstitutionsQuery(PageQuery):
    """Which substitutions."""

    state = text("In force now, later, over, or all.", given=False, one_of=STATES, load_default="all")
    mine = flag("Only your own, as either of the two.", given=False, load_default=False)
    person_id = key("Only those of this person, as either of the two.", given=False)
    words = text("Only where a name contains this.", given=False, least=1, most=100, data_key="text")
    sort = text(
        "By their beginning; `-from`: the latest first.",
        given=False,
        one_of=sorted(SORTS),
        load_default="-from",
    )


class MakeSubstitutionBody(Schema):
    """Who stands in, from when until when."""

    substitute_id = key("Who does the work.")
    from_at = when("From when; before now is now.")
    until_at = when("Until when, not included.")
    reason = text("Why, such as leave or a course.", least=1, most=500)
    person_id = key("Whose work, for those who lead them; left out: your own.", given=False)
    department_id = key("Only the work of this department; left out: all of it.", given=False)


class EndSubstitutionBody(Schema):
    """Why it ends now."""

    reason = text("Why; left out: nothing is said.", given=False, least=1, most=500)


class SubstitutionKept(Schema):
    """What was stored."""

    id = key("The substitution.")
    revision = whole("Its revision now.")


class CandidatesQuery(Query):
    """For whom somebody is looked for."""

    person_id = key("Whose work; left out: your own.", given=False)
    words = text("Only names that contain this.", given=False, least=1, most=100, data_key="text")
    limit = whole("How many at most.", given=False, least=1, most=50, load_default=20)


class SubstituteCandidate(Schema):
    """Somebody who could stand in."""

    id = key("The person.")
    name = text("Their name.")
    departments = texts("Names of their departments.")


class SubstituteCandidates(Schema):
    """People who could stand in."""

    items = parts(SubstituteCandidate, "By name.")
