"""Rosters and hand-overs."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.common import Paged, PageQuery, Query, flag, key, nothing, parts, text, when, whole
from engine.queries.rosters import SORTS


def people(about: str, *, given: bool = True) -> fields.List[Any]:
    """Declare a list of people."""
    more: dict[str, Any] = {} if given else {"load_default": nothing, "allow_none": True}
    return fields.List(
        key("A person."),
        required=given,
        validate=validate.Length(min=1, max=100),
        metadata={"description": about},
        **more,
    )


class PersonOnDuty(Schema):
    """Somebody on duty."""

    id = key("The person.")
    name = text("Their name.")


class Shift(Schema):
    """A shift."""

    id = key("The shift.")
    department_id = key("Its department.")
    department_name = text("Its name; null: it was closed.", null=True)
    name = text("What it is called: day shift, night shift …")
    from_at = when("From when, business time, UTC.")
    until_at = when("Until when, not included, business time, UTC.")
    people = parts(PersonOnDuty, "Who is on duty, whoever leads first.")
    note = text("What is said of it; null: nothing.", null=True)
    now = flag("It is going on.")
    may_plan = flag("You may change it.")
    revision = whole("Counts its changes, from 1.")


class Shifts(Paged):
    """A page of shifts."""

    items = parts(Shift, "The shifts.")


class ShiftsQuery(PageQuery):
    """Which shifts."""

    department_id = key("Only of this department.", given=False)
    since = when("Only what has not ended at this time.", given=False)
    until = when("Only what has begun before this time.", given=False)
    sort = text("By the beginning.", given=False, one_of=sorted(SORTS), load_default="from")


class OnDutyQuery(Query):
    """Of which department."""

    department_id = key("Only of this department.", given=False)


class OnDutyNow(Schema):
    """Who is on duty now."""

    items = parts(Shift, "The shifts that go on.")


class PlanShiftBody(Schema):
    """A new shift."""

    department_id = key("The department.")
    label = text("What it is called.", least=1, most=40, data_key="name")
    from_at = when("From when.")
    until_at = when("Until when, not included.")
    people = people("Members of the department, whoever leads first.")
    note = text("What is to be said of it.", given=False, least=1, most=500)
    days = whole(
        "On how many days in a row, at the same time of the clock.",
        given=False,
        least=1,
        most=31,
        load_default=1,
    )


class ShiftsPlanned(Schema):
    """What was planned."""

    ids = fields.List(
        key("A shift."), required=True, metadata={"description": "The shifts, one for each day."}
    )


class ChangeShiftBody(Schema):
    """What becomes of a shift; what is left out stays."""

    label = text("What it is called.", given=False, least=1, most=40, data_key="name")
    from_at = when("From when.", given=False)
    until_at = when("Until when, not included.", given=False)
    people = people("Members of the department, whoever leads first.", given=False)
    note = text("What is to be said of it.", given=False, most=500)
    cancel = flag("Cancel it.", given=False, load_default=False)
    reason = text("Why.", given=False, least=1, most=500)
    revision = whole("The revision that was read; left out: If-Match says it.", given=False, least=1)


class RosterKept(Schema):
    """What was stored."""

    id = key("The shift or hand-over.")
    revision = whole("Its revision now.")


class OpenPoint(Schema):
    """An open matter."""

    order = text("The number of the order; null: of none.", null=True)
    text = text("What is to be known or done.")


class OpenPointBody(Schema):
    """An open matter."""

    order = text("The number of the order; left out: of none.", given=False, least=1, most=20)
    text = text("What is to be known or done.", least=1, most=500)


class HandOver(Schema):
    """What one shift left to the next."""

    id = key("The hand-over.")
    department_id = key("The department.")
    department_name = text("Its name; null: it was closed.", null=True)
    shift_id = key("The shift that ends.")
    shift_name = text("What it is called.")
    from_person_name = text("Who handed over; null: nobody who is known any more.", null=True)
    to_person_name = text("Who takes over; null: nobody who is known any more.", null=True)
    points = parts(OpenPoint, "What is open.")
    remarks = text("What else is said; null: nothing.", null=True)
    signed_at = when("When it was signed by whoever handed over, UTC.")
    received_at = when("When it was signed by whoever took over, UTC; null: not yet.", null=True)
    may_receive = flag("It waits for your signature.")
    revision = whole("Counts its changes, from 1.")


class HandOvers(Paged):
    """A page of hand-overs."""

    items = parts(HandOver, "The hand-overs, the newest first.")


class HandOversQuery(PageQuery):
    """Which hand-overs."""

    department_id = key("Only of this department.", given=False)


class WriteHandOverBody(Schema):
    """A new hand-over."""

    to_person_id = key("Who takes over.")
    points = parts(
        OpenPointBody, "What is open.", given=False, load_default=list, validate=validate.Length(max=100)
    )
    remarks = text("What else is to be said.", given=False, least=1, most=4000)
