"""Restricted orders: whom they name, whom they concern, who looked."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.common import Id, Paged, PageQuery, flag, key, parts, text, texts, when, whole
from engine.queries.looks import SORTS

MOST_PARTIES = 50


def _ids(about: str) -> fields.List[str]:
    return fields.List(
        Id(metadata={"format": "uuid"}),
        required=False,
        load_default=list,
        validate=validate.Length(max=MOST_PARTIES),
        metadata={"description": about},
    )


class PartiesBody(Schema):
    """Whom to name, whom it concerns, and why."""

    reason = text("Why; it stays in the history.", least=1, most=1000)
    named = _ids("People and departments to whom the order opens.")
    concerned = _ids("People, departments and units (tiers) that it is about: it never opens to them.")


class UnnameBody(Schema):
    """Whose name to take out, and why."""

    reason = text("Why; it stays in the history.", least=1, most=1000)
    party = key("The person or department.")


class Restricted(Schema):
    """An order that was restricted."""

    order = key("The order.")
    moved = whole("How many of its open tasks left those concerned, for the nearest department above them.")


class Named(Schema):
    """An order in which somebody was named."""

    order = key("The order.")
    added = whole("How many were not named, or not known to be concerned, before.")
    moved = whole("How many open tasks left those concerned, for the nearest department above them.")


class Unnamed(Schema):
    """An order out of which a name was taken."""

    order = key("The order.")
    party = key("Whose name.")


class LiftBody(Schema):
    """Why a restriction is lifted."""

    reason = text(
        "Why; it stays in the history. A dry run needs none.", given=False, most=1000, load_default=""
    )
    dry_run = flag("Only tell who would see it.", given=False, load_default=False)


class Seeing(Schema):
    """Who sees an order that is restricted no longer."""

    kind = text(
        "unit: all people of this tier; department, person: because of an open task.",
        one_of=("unit", "department", "person"),
    )
    name = text("Its name.")


class Lifted(Schema):
    """An order whose restriction was lifted, or would be."""

    order = key("The order.")
    lifted = flag("Whether it was done; false: it was a dry run.")
    sees = parts(Seeing, "Who sees it then.")
    concerned = texts("Whom it concerned: they are shut out no longer.")


class LookBody(Schema):
    """Why one looks."""

    reason = text("Why; it stays in the history, and auditors read it.", least=1, most=1000)


class Looked(Schema):
    """A look: from now on the order can be read for a while."""

    look = key("The look.")
    order = key("The order.")
    seconds = whole("For how long it can be read without giving a reason again, seconds.")


class Look(Schema):
    """Who looked at a restricted order, when and why."""

    id = key("The look.")
    order = key("The order.")
    order_number = text("Its number, 13 digits.")
    person = key("Who looked.")
    person_name = text("Their name.")
    reason = text("Why, in their words.")
    looked_at = when("When, business time, UTC.")


class LooksQuery(PageQuery):
    """Which looks."""

    person = key("Only those of this person.", given=False)
    words = text(
        "Contained in the order's number or in the reason.", given=False, least=1, most=100, data_key="text"
    )
    sort = text(
        "-looked: the newest first; looked: the oldest first.",
        given=False,
        one_of=sorted(SORTS),
        load_default="-looked",
    )


class Looks(Paged):
    """A page of looks."""

    items = parts(Look, "The looks.")


class RestrictionParty(Schema):
    """Somebody named in an order, or whom it concerns."""

    kind = text("What it is; a unit can only be concerned.", one_of=("person", "department", "unit"))
    id = key("Its id.")
    name = text("Its name; null: it is gone.", null=True)
    added_by_name = text("Who said so; null: the process did.", null=True)
    added_at = when("When, business time, UTC.")


class Restriction(Schema):
    """To whom a restricted order opens, and whom it concerns."""

    named = parts(RestrictionParty, "To whom it opens, unless it concerns them.")
    concerned = parts(RestrictionParty, "To whom it never opens; a unit with all below it.")
