"""The page of tokens: sought, sorted, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, not_, or_, select

from engine.org import Action
from engine.queries.api_tokens import TokenLine, line_of_token
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.accounts import TOKEN_COLUMNS, ApiTokenRow
from engine.store.statement import Statement
from engine.store.tables import api_token, department, membership, person, tier


@dataclass(frozen=True)
class TokensWish:
    """What is asked for; None asks for nothing. `text` is sought in the label and the person's names."""

    text: str | None = None
    person_id: str | None = None
    sort: str = "-created"
    cursor: str | None = None
    most: int = 25


_BY_TIME = (api_token.c.created_at, api_token.c.id)
SORTS = {
    "-created": Order("-created", _BY_TIME, ("moment", "id"), True),
    "created": Order("created", _BY_TIME, ("moment", "id")),
    "label": Order("label", (api_token.c.name, api_token.c.id), ("text", "id")),
}


def people_of(person_id: ColumnElement[Any], paths: int, top: bool) -> ColumnElement[bool]:
    """Return the condition that all departments of a person lie at or below `paths`; `top`: whoever it is.

    Whoever belongs nowhere is the top tier's.
    """
    places = membership.join(department, department.c.id == membership.c.department_id).join(
        tier, tier.c.id == department.c.tier_id
    )
    own = select(membership.c.id).select_from(places).where(membership.c.person_id == person_id)
    outside = own.where(not_(within_paths(tier.c.path, paths)))
    if top:
        return person_id.is_not(None)
    return and_(exists(own), not_(exists(outside)))


def is_top(reading: Reading) -> bool:
    """Answer whether the actor belongs to a top tier, which looks after everybody."""
    tops = {tier.path for tier in reading.directory.tiers.values() if tier.parent_id is None}
    return reading.actor.is_system or not tops.isdisjoint(reading.paths)


def _query(paths: int, top: bool, words: bool, of_person: bool) -> Select[Any]:
    query = (
        select(*TOKEN_COLUMNS)
        .select_from(api_token.join(person, person.c.id == api_token.c.person_id))
        .where(people_of(api_token.c.person_id, paths, top))
    )
    if words:
        query = query.where(
            or_(contained(api_token.c.name), contained(person.c.name), contained(person.c.username))
        )
    if of_person:
        query = query.where(api_token.c.person_id == bindparam("of_person"))
    return query


@cache
def _page(paths: int, top: bool, words: bool, of_person: bool, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    query = _query(paths, top, words, of_person).add_columns(*order.columns())
    return Statement(order.applied(query, after))


@cache
def _count(paths: int, top: bool, words: bool, of_person: bool) -> Statement:
    return count_up_to(_query(paths, top, words, of_person))


def tokens_page(reading: Reading, wish: TokensWish) -> Page[TokenLine]:
    """Return a page of the tokens that act as people whom the actor looks after.

    Raises:
        NotAllowed: the actor does not manage accounts.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.MANAGE_ACCOUNTS)
    order = SORTS[wish.sort]
    shape = (len(reading.paths), is_top(reading), wish.text is not None, wish.person_id is not None)
    given = {
        **path_parameters(reading),
        "words": like_parameter(wish.text or ""),
        "of_person": wish.person_id,
    }
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [line_of_token(reading, ApiTokenRow.read(row)) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)
