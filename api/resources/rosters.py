"""Rosters and hand-overs."""

from __future__ import annotations

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.schemas import rosters as schemas
from engine.commands import Answer
from engine.commands.rosters.change_shift import ChangeShift
from engine.commands.rosters.plan_shift import PlanShift
from engine.commands.rosters.receive_hand_over import ReceiveHandOver
from engine.commands.rosters.write_hand_over import WriteHandOver
from engine.org import Action
from engine.queries.rosters import RosterWish, hand_overs_page, on_duty_now, shifts_page

group = blueprint("rosters", "Who is on duty when, and what one shift hands over to the next.")


@endpoint(
    group,
    "GET",
    "/rosters/shifts",
    "listShifts",
    Access.SIGNED_IN,
    query=schemas.ShiftsQuery,
    answer=schemas.Shifts,
)
def list_shifts(query: Values) -> Values:
    """Shifts of one's own departments, and of those of one's tiers and below."""
    wish = RosterWish(
        department_id=query["department_id"],
        since=query["since"],
        until=query["until"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(shifts_page(look, wish))


@endpoint(
    group,
    "GET",
    "/rosters/on-duty",
    "listOnDuty",
    Access.SIGNED_IN,
    query=schemas.OnDutyQuery,
    answer=schemas.OnDutyNow,
)
def list_on_duty(query: Values) -> Values:
    """Who is on duty now."""
    department = query["department_id"]
    with reading() as look:
        return {"items": on_duty_now(look, [department] if department is not None else None)}


@endpoint(
    group,
    "POST",
    "/rosters/shifts",
    "planShift",
    Action.ARRANGE_DUTY,
    body=schemas.PlanShiftBody,
    answer=schemas.ShiftsPlanned,
    status=201,
    command=True,
    problems=(404,),
)
def plan_shift(body: Values) -> Answer:
    """Plan who is on duty, on one day or on several in a row: all of them, or none."""
    return run(PlanShift(**{**body, "people": tuple(body["people"])}))


@endpoint(
    group,
    "PUT",
    "/rosters/shifts/<id:shift_id>",
    "changeShift",
    Action.ARRANGE_DUTY,
    body=schemas.ChangeShiftBody,
    answer=schemas.RosterKept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_shift(body: Values, shift_id: str) -> Answer:
    """Change or cancel a shift."""
    revision = expected_revision(body.pop("revision"), required=True)
    people = body.pop("people")
    with precondition():
        return run(
            ChangeShift(shift_id, revision, people=tuple(people) if people is not None else None, **body)
        )


@endpoint(
    group,
    "GET",
    "/rosters/hand-overs",
    "listHandOvers",
    Access.SIGNED_IN,
    query=schemas.HandOversQuery,
    answer=schemas.HandOvers,
)
def list_hand_overs(query: Values) -> Values:
    """The hand-over log, the newest first."""
    with reading() as look:
        return paged(hand_overs_page(look, query["department_id"], query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/rosters/shifts/<id:shift_id>/hand-over",
    "writeHandOver",
    Access.SIGNED_IN,
    body=schemas.WriteHandOverBody,
    answer=schemas.RosterKept,
    status=201,
    command=True,
)
def write_hand_over(body: Values, shift_id: str) -> Answer:
    """Hand a shift over: what is open, signed by whoever is on duty in it."""
    return run(WriteHandOver(shift_id, body["to_person_id"], tuple(body["points"]), body["remarks"]))


@endpoint(
    group,
    "POST",
    "/rosters/hand-overs/<id:hand_over_id>/receive",
    "receiveHandOver",
    Access.SIGNED_IN,
    answer=schemas.RosterKept,
    command=True,
)
def receive_hand_over(hand_over_id: str) -> Answer:
    """Sign that one has taken over; it cannot be changed afterwards."""
    return run(ReceiveHandOver(hand_over_id))
