"""Premises and their customers."""

from __future__ import annotations

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.schemas.premises import Premises, PremisesQuery
from engine.errors import InvalidInput, field_finding
from engine.org import Action
from engine.queries.premises import premises_of_phone, search_premises
from engine.words import Words

group = blueprint("premises", "Where customers are supplied.")


@endpoint(
    group,
    "GET",
    "/premises",
    "listPremises",
    Action.SEE_CUSTOMERS,
    query=PremisesQuery,
    answer=Premises,
)
def list_premises(query: Values) -> Values:
    """Premises that fit words, or a telephone number; one of the two must be given."""
    words, phone = query["search"], query["phone"]
    if (words is None) == (phone is None):
        finding = field_finding(
            "search",
            Words("say search or phone", "请写 search 或 phone"),
            Words("give exactly one of them", "请只给出其中一个"),
        )
        raise InvalidInput(
            Words("say what is known of the premise: search or phone", "请写明所知道的户号：search 或 phone"),
            findings=[finding],
        )
    with reading() as look:
        if phone is not None:
            return {"items": premises_of_phone(look, phone, query["limit"])}
        return {"items": search_premises(look, words, query["limit"])}
