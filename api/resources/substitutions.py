"""Substitutions: arrange, end, list; and who could stand in."""

from __future__ import annotations

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.substitutions import (
    CandidatesQuery,
    EndSubstitutionBody,
    MakeSubstitutionBody,
    SubstituteCandidates,
    SubstitutionKept,
    Substitutions,
    SubstitutionsQuery,
)
from engine.commands import Answer
from engine.commands.organisation.end_substitution import EndSubstitution
from engine.commands.organisation.make_substitution import MakeSubstitution
from engine.queries.substitutions import SubstitutionsWish, candidates, substitutions_page

group = blueprint("substitutions", "Who stands in for whom while somebody is away.")


@endpoint(
    group,
    "GET",
    "/substitutions",
    "listSubstitutions",
    Access.SIGNED_IN,
    query=SubstitutionsQuery,
    answer=Substitutions,
)
def list_substitutions(query: Values) -> Values:
    """One's own substitutions; whoever leads people sees theirs too."""
    wish = SubstitutionsWish(
        state=query["state"],
        mine=query["mine"],
        person_id=query["person_id"],
        text=query["words"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(substitutions_page(look, wish))


@endpoint(
    group,
    "GET",
    "/substitutions/candidates",
    "listSubstituteCandidates",
    Access.SIGNED_IN,
    query=CandidatesQuery,
    answer=SubstituteCandidates,
)
def list_candidates(query: Values) -> Values:
    """People of the same county, or of a tier above or below, who could stand in."""
    with reading() as look:
        return {"items": candidates(look, query["person_id"], query["words"], query["limit"])}


@endpoint(
    group,
    "POST",
    "/substitutions",
    "makeSubstitution",
    Access.SIGNED_IN,
    body=MakeSubstitutionBody,
    answer=SubstitutionKept,
    status=201,
    command=True,
    problems=(403,),
)
def make_substitution(body: Values) -> Answer:
    """Let somebody do one's work for a time, or arrange it for a person whom one leads."""
    return run(MakeSubstitution(**body))


@endpoint(
    group,
    "POST",
    "/substitutions/<id:substitution_id>/end",
    "endSubstitution",
    Access.SIGNED_IN,
    body=EndSubstitutionBody,
    answer=SubstitutionKept,
    command=True,
    problems=(403,),
)
def end_substitution(body: Values, substitution_id: str) -> Answer:
    """End a substitution now, or call it off before it begins."""
    return run(EndSubstitution(substitution_id, body["reason"]))
