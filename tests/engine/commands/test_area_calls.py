"""Several premises of one transformer area report faults: they rank higher, and the dispatcher is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.order_rules import read_order_rules, seed_order_rules
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.orders import AreaRow, Report, suspected
from engine.store.organisation import insert_rows
from engine.store.tables import assignment, notification, work_order
from tests.stage import MORNING, Stage

AREA = "演示1号台区"


def premises(stage: Stage, count: int) -> list[str]:
    """Build houses beside the first county's premise, all of one transformer area."""
    like = {**stage.premise("A1"), "transformer_area": AREA}
    made = [{**like, "id": new_id(), "number": f"T{number:07d}"} for number in range(count)]
    with stage.system.database.transaction() as tx:
        insert_rows(tx, "premise", made)
    return [str(one["id"]) for one in made]


def report(stage: Stage, premise: str, number: int = 0) -> str:
    caller = f"1380001{number:04d}"
    answer = stage.open_order(premise_id=premise, caller_number=caller, beside=True)
    stage.drain()
    return str(answer["order"])


def told(stage: Stage) -> list[tuple[str, str]]:
    names = {value: key for key, value in stage.ids.items()}
    rows = stage.rows(
        select(notification).where(notification.c.kind == "area-calls").order_by(notification.c.id)
    )
    return [(names[row["department_id"]], row["text"]) for row in rows]


def ranks(stage: Stage) -> list[tuple[int, int]]:
    """The priority of each order, and how its open line ranks."""
    query = (
        select(work_order.c.priority, assignment.c.rank)
        .select_from(work_order.join(assignment, assignment.c.order_id == work_order.c.id))
        .where(assignment.c.closed_at.is_(None), assignment.c.role == "candidate")
        .order_by(work_order.c.opened_at, work_order.c.id)
    )
    return [(row["priority"], row["rank"]) for row in stage.rows(query)]


def test_the_third_premise_raises_all_three_and_the_fourth_follows_in_silence(stage: Stage) -> None:
    houses = premises(stage, 4)
    first = report(stage, houses[0], 1)
    report(stage, houses[0], 2)  # who calls twice is one premise
    report(stage, houses[1], 3)
    assert (told(stage), ranks(stage)) == ([], [(0, 0)] * 3)
    stage.set_clock(MORNING + timedelta(minutes=59))
    last = report(stage, houses[2], 4)
    number = stage.order(last).number
    text = (
        f"3 premises of {AREA} report faults within 60 minutes, {number} the last: find out whether it is one "
        "outage, record it, merge the orders"
    )
    assert (told(stage), ranks(stage)) == ([("repair@A1", text)], [(5, -5)] * 4)
    report(stage, houses[3], 5)
    assert (len(told(stage)), ranks(stage)) == (1, [(5, -5)] * 5)
    (event,) = [one for one in stage.history(first) if one.type == "order.area-calls"]
    assert '"reached":3' in event.body


def test_six_within_two_hours_are_urgent_and_the_city_hears_too(stage: Stage) -> None:
    for number, house in enumerate(premises(stage, 6)):
        stage.set_clock(MORNING + timedelta(minutes=20 * number))
        report(stage, house, number)
    # Three within an hour, and at 100 minutes six within two: the county is told of both, the city of the second.
    assert [who for who, _ in told(stage)] == ["repair@A1", "repair@A1", "command@A"]
    assert ranks(stage) == [(10, -10)] * 6


def test_what_lies_too_far_apart_and_an_area_of_another_county_is_not_counted(stage: Stage) -> None:
    houses = premises(stage, 3)
    with stage.system.database.transaction() as tx:
        west = {**stage.premise("A2"), "id": new_id(), "number": "W1", "transformer_area": AREA}
        insert_rows(tx, "premise", [west])
    for number, house in enumerate((*houses[:2], str(west["id"]))):
        report(stage, house, number)
    stage.set_clock(MORNING + timedelta(minutes=61))
    report(stage, houses[2], 4)
    assert (told(stage), ranks(stage)) == ([], [(0, 0)] * 4)


def test_the_row_with_the_most_premises_counts() -> None:
    rows = (AreaRow(2, 30, 5, "county"), AreaRow(3, 60, 10, "city"))
    reports = [Report(str(n), f"p{n}", MORNING + timedelta(minutes=20 * n)) for n in range(3)]
    found = suspected(rows, reversed(reports), MORNING + timedelta(minutes=45))
    assert found is not None
    assert (found.row, [one.order_id for one in found.reports]) == (rows[1], ["0", "1", "2"])
    assert suspected(rows, reports[:1], MORNING) is None
    assert suspected((), reports, MORNING) is None


def test_a_table_that_falls_back_is_refused_and_one_may_have_none() -> None:
    text = (
        "format: 1\nmerge: {sample_percent: 20}\nrepeat: {window_hours: 72, neighbourhood: 3}\n"
        "reopen: {window_days: 7}\npriority: []\nmessages:\n"
        + "".join(f"  {name}: x\n" for name in seed_order_rules().messages)
    )
    assert read_order_rules(text, "mine.yaml").area_calls == ()
    row = "  - {premises: 3, within_minutes: 60, priority: 5, tells: county}\n"
    with pytest.raises(InvalidInput) as caught:
        read_order_rules(f"{text}area_calls:\n{row}{row}", "mine.yaml")
    assert "is not above the row before" in str(caught.value)
