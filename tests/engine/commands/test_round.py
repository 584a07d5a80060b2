"""An order goes its round: who has it, who sees it, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.claim import ClaimTask
from engine.commands.complete import CompleteTask
from engine.commands.hold import HoldOrder
from engine.commands.open_order import OpenOrder
from engine.commands.order_requests import (
    RequestAppointment,
    RequestCancellation,
    RequestHold,
    RequestRelease,
)
from engine.commands.repeats import JoinCall
from engine.commands.return_task import ReturnTask, WithdrawTask
from engine.commands.save_draft import SaveDraft
from engine.errors import (
    Conflict,
    HeldByAnother,
    InvalidInput,
    NotAllowed,
    NotFound,
    RevisionConflict,
    field_finding,
)
from engine.queries.doctor import examine
from engine.words import Words
from tests.stage import MORNING


def healthy(stage):
    services = stage.engine.services
    return list(examine(stage.system.database, lambda tx, key: services.definition(tx, key).compiled))


def test_an_order_goes_round_twice_and_is_archived(stage):
    order = stage.open_order()["order"]
    assert stage.lines("dispatch") == {("candidate", "customer-service@P")}
    stage.do("dispatch", "agent")
    stage.later(minutes=4)
    assert stage.lines("accept") == {("candidate", "repair@A1"), ("watcher", "command@A")}
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": stage.ids["A1-C1"]})
    stage.later(minutes=60)
    stage.do("arrive", "crew")
    stage.do("restore", "crew", {"cause": "equipment", "work_done": "换熔断器"})
    stage.do("report", "crew", {"report": "已恢复"})
    stage.do("review", "desk", {"decision": "approve"})
    stage.do("call-customer", "agent", {"reached": True, "restored": False, "satisfied": False})
    assert (stage.open(), stage.order(order).round) == (["dispatch"], 2)
    for element, by, values in (
        ("dispatch", "agent", {}),
        ("accept", "desk", {"decision": "accept"}),
        ("assign", "desk", {"crew": "A1-C1"}),
        ("arrive", "crew", {}),
        ("restore", "crew", {"cause": "other", "work_done": "x"}),
        ("report", "crew", {"report": "y"}),
        ("review", "desk", {"decision": "approve"}),
        ("call-customer", "agent", {"reached": True, "restored": True, "satisfied": True}),
    ):
        stage.do(element, by, values)
    archived = stage.order(order)
    assert (archived.status, archived.outcome, archived.attention) == ("archived", "confirmed", "city")
    assert (stage.open(), stage.timers(), stage.incidents(), healthy(stage)) == ([], {}, [], [])


def test_a_completion_answers_with_the_persons_next_tasks(stage):
    stage.open_order()
    answer = stage.do("dispatch", "agent")
    assert answer["next"] == []
    answer = stage.do("accept", "desk", {"decision": "accept"})
    assert [task["element"] for task in answer["next"]] == ["assign"]


def test_a_form_is_checked_and_every_field_named_before_anything_changes(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    with pytest.raises(InvalidInput) as refused:
        stage.do("accept", "desk", {"decision": "reject", "colour": "red"})
    assert {finding["field"] for finding in refused.value.findings} >= {"colour"}
    with pytest.raises(InvalidInput) as refused:
        stage.do("accept", "desk", {"decision": "reject"})
    assert {finding["field"] for finding in refused.value.findings} == {"reject_reason", "evidence"}
    assert stage.open() == ["accept"]


def test_only_the_department_works_on_its_task_and_watchers_only_watch(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.later(minutes=4)
    for watcher in ("city", "agent", "auditor"):
        with pytest.raises(NotAllowed):
            stage.do("accept", watcher, {"decision": "accept"})


def test_a_neighbour_is_not_even_told_that_a_task_exists(stage):
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    task = stage.task("accept")["id"]
    for command in (
        ClaimTask(task),
        SaveDraft(task, {"decision": "accept"}),
        CompleteTask(task, {"decision": "accept"}),
        ReturnTask(task, "dispatch", "x"),
        WithdrawTask(task),
        HoldOrder(order, "awaiting-parts", stage.now + timedelta(hours=1)),
        RequestCancellation(order, "x"),
        RequestHold(order, "awaiting-parts", stage.now + timedelta(hours=1)),
        RequestRelease(order),
        RequestAppointment(order, stage.now + timedelta(hours=1), "x"),
    ):
        with pytest.raises(NotFound) as told:
            stage.run(command, "west")
        assert stage.order(order).number not in str(told.value)


def test_who_comes_second_is_told_who_was_first(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    task = stage.task("accept")["id"]
    stage.claim("accept", "desk")
    assert stage.claim("accept", "desk")["holder"] == stage.ids["desk"]
    with pytest.raises(HeldByAnother, match="东县调度"):
        stage.claim("accept", "desk2")
    stage.do("accept", "desk", {"decision": "accept"})
    with pytest.raises(HeldByAnother) as told:
        stage.run(CompleteTask(task, {"decision": "accept"}), "desk2")
    assert (told.value.attributes["person"], told.value.attributes["at"]) == ("东县调度", MORNING)


def test_a_form_read_before_a_change_is_refused(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    read = stage.task("accept")
    stage.claim("accept", "desk")
    with pytest.raises(RevisionConflict, match="read revision 1, it is at 2"):
        stage.run(CompleteTask(read["id"], {"decision": "accept"}, revision=1), "desk")


def test_a_warning_timer_does_not_refuse_a_clerks_form(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    read = stage.task("accept")
    stage.later(minutes=10)
    stage.run(CompleteTask(read["id"], {"decision": "accept"}, revision=read["revision"]), "desk")
    assert stage.open() == ["assign"]


def test_the_same_key_gives_the_same_answer_and_another_request_a_conflict(stage):
    from engine.errors import IdempotencyMismatch

    wanted = OpenOrder(
        "fault-report", "停电", premise_id=stage.ids["premise-A1"], fields={"symptom": "no-power"}
    )
    first = stage.run(wanted, "agent", key="k1")
    assert stage.run(wanted, "agent", key="k1") == first
    task = first["opened"][0]["task"]
    done = stage.run(CompleteTask(task), "agent", key="k2")
    assert stage.run(CompleteTask(task), "agent", key="k2") == done
    with pytest.raises(IdempotencyMismatch):
        stage.run(CompleteTask(task, {"dispatch_note": "x"}), "agent", key="k2")
    with pytest.raises(Conflict, match="you have completed 派单 already"):
        stage.run(CompleteTask(task), "agent", key="k3")


@pytest.mark.parametrize(
    ("value", "problem", "problem_zh"),
    [
        ("A2-C1", "is no crew of the county that has the order", "不是承办工单的区县的班组"),
        ("A1", "is no crew of the county that has the order", "不是承办工单的区县的班组"),
        ("nowhere", "is none of those offered", "不在所列之中"),
    ],
)
def test_a_field_takes_only_what_its_source_offers(stage, value, problem, problem_zh):
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    with pytest.raises(InvalidInput) as refused:
        stage.do("assign", "desk", {"crew": value})
    choose = Words("choose one of those offered", "请从所列的中选择")
    assert refused.value.findings == [field_finding("crew", Words(problem, problem_zh), choose)]
    assert (stage.open(), stage.incidents()) == (["assign"], [])


@pytest.mark.parametrize(("minutes", "problem"), [(-1, "before the customer called"), (1, "in the future")])
def test_nothing_happened_before_the_customer_called_or_later_than_now(stage, minutes, problem):
    stage.open_order()
    with pytest.raises(InvalidInput, match=problem):
        stage.do("dispatch", "agent", event_at=MORNING + timedelta(minutes=minutes))
    assert stage.open() == ["dispatch"]


def test_a_call_of_another_year_is_taken_for_a_slip(stage):
    with pytest.raises(InvalidInput, match="was the year mistyped"):
        stage.open_order(event_at=MORNING.replace(year=2025))
    stage.open_order(event_at=MORNING - timedelta(days=30))


def test_an_arrival_entered_late_counts_when_it_happened(stage):
    stage.open_order()
    for element, by, values in (
        ("dispatch", "agent", {}),
        ("accept", "desk", {"decision": "accept"}),
        ("assign", "desk", {"crew": "A1-C1"}),
    ):
        stage.do(element, by, values)
    stage.later(minutes=50)
    stage.do("arrive", "crew", {}, event_at=MORNING + timedelta(minutes=40))
    event = stage.history()[-1]
    assert (event.event_at, event.entered_at) == (MORNING + timedelta(minutes=40), stage.now)
    assert '"late":true' in event.body
    assert stage.clock("arrive")["stopped_at"] == "2026-11-23T01:40:00Z"
    with pytest.raises(InvalidInput, match="future"):
        stage.do(
            "restore", "crew", {"cause": "other", "work_done": "x"}, event_at=stage.now + timedelta(minutes=1)
        )


def test_a_second_caller_of_the_same_premise_joins_the_open_order(stage):
    first = stage.open_order()
    with pytest.raises(Conflict) as refused:
        stage.open_order()
    assert [row["number"] for row in refused.value.attributes["orders"]] == [first["number"]]
    stage.run(JoinCall(first["order"], note="还没来电"), "agent2")
    stage.drain()
    assert stage.order(first["order"]).urges == 1
    assert stage.open_order(beside=True)["number"] != first["number"]


def test_a_premise_cut_off_for_debt_gets_no_fault_report(stage):
    from engine.ids import new_id
    from engine.store.organisation import insert_rows

    row = {**stage.premise("A1"), "id": new_id(), "number": "M9", "cut_off_for_debt": True}
    with stage.system.database.transaction() as tx:
        insert_rows(tx, "premise", [row])
    with pytest.raises(InvalidInput, match="service request for reconnection"):
        stage.open_order(premise_id=row["id"])


def test_an_order_without_a_known_area_is_asked_for_it(stage):
    with pytest.raises(InvalidInput, match="the time limits need to know: area"):
        stage.run(
            OpenOrder("fault-report", "停电", tier_id=stage.ids["A1"], fields={"symptom": "no-power"}),
            "agent",
        )
