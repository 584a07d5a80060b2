"""Repair and call back over HTTP: two crews on one order, a station beside them, a breach told up to the province."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.commands.record_call import RecordCall, TellOfCall
from tests.conftest import sqlite_copy
from tests.stage import MORNING, SYSTEM
from tests.story.over_http import Town


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[Town]:
    made = Town(sqlite_copy(sqlite_template, tmp_path), ("follow-up", "repair", "inbound-call"))
    yield made
    made.close()


def test_a_late_crew_is_helped_by_another_and_the_breach_is_told_up_to_the_province(town: Town) -> None:
    town.at("2026-11-23T09:00")
    body = {
        "category": "fault-report",
        "title": "全家停电",
        "premise_id": town.stage.ids["premise-A1"],
        "caller_number": "13800000001",
        "fields": {"symptom": "no-power"},
    }
    order = town.post("agent", "/orders", body)["order"]
    town.complete("agent", "dispatch")
    town.complete("desk", "accept", decision="accept")
    town.complete("desk", "assign", crew=town.stage.ids["A1-C1"])
    town.post("crew", f"/tasks/{town.line('crew', 'arrive')['task']}/claim")
    # Urban: on site within 45 minutes of the call; four fifths of them are 36 minutes.
    assert town.due("agent", order, "arrive") == "2026-11-23 09:45"
    assert town.told("crew", "limit-warning") == []
    town.at("2026-11-23T09:36")
    (warned,) = town.told("crew", "limit-warning")
    assert "the limit “arrival on site” ends at 11-23 09:45, 9 minutes left" in warned
    town.at("2026-11-23T09:46")
    # Missed: whoever is on the way hears of it, and the city, whose attention the diagram has raised.
    for somebody in ("crew", "city"):
        assert len(town.told(somebody, "breach")) == 1, somebody
    assert town.told("supervisor", "escalated") == []
    town.at("2026-11-23T10:08")  # one and a half times 45 minutes after the call
    assert len(town.told("supervisor", "escalated")) == 1
    assert town.get("agent", f"/orders/{order}")["attention"] == "province"
    town.complete("crew", "arrive", position="120.10,30.20")
    # 加签: the second crew signs what both have done, before it counts.
    task = town.line("crew", "restore")["task"]
    asked = {"asked": [{"department": town.stage.ids["crew@A1-C2"]}], "question": "请会同处理低压侧"}
    town.post("crew", f"/tasks/{task}/co-signers", asked)
    done = {"cause": "equipment", "work_done": "更换熔断器"}
    early = town.person("crew").post(f"/tasks/{task}/complete", {"values": done})
    assert early.status_code == 409, early.text
    assert town.line("crew2", "restore")["role"] == "co-signer"
    (question,) = town.get("crew2", f"/tasks/{task}")["questions"]
    answer = {"agrees": True, "opinion": "低压侧已恢复"}
    town.post("crew2", f"/tasks/{task}/questions/{question['id']}/answer", answer)
    town.complete("crew", "restore", **done)
    town.complete("crew", "report", report="已恢复")
    # 转办: the county lets its supply station look at the report, which sends it back once.
    review = town.line("desk", "review")["task"]
    to_station = {"department": town.stage.ids["repair@A1-S"], "reason": "属地核实"}
    town.post("desk", f"/tasks/{review}/reassign", to_station)
    town.complete("station", "review", decision="rework", review_note="缺照片")
    # Restoration counts from arrival: three hours in town, also after the rework.
    assert town.due("agent", order, "restore") == "2026-11-23 13:08"
    town.complete("crew", "restore", cause="equipment", work_done="更换熔断器，补照片")
    town.complete("crew", "report", report="照片已补")
    town.complete("desk", "review", decision="approve")
    town.complete("agent2", "call-customer", reached=True, restored=True, satisfied=True)
    archived = town.get("agent", f"/orders/{order}")
    assert (archived["status"], archived["outcome"]) == ("archived", "confirmed")
    assert town.clock("agent", order, "arrive")["breached"] is True
    assert len(town.told("crew", "breach")) == 1


def test_a_caller_whom_nobody_heard_is_called_back_until_somebody_answers(town: Town) -> None:
    town.at("2026-11-23T09:00")
    queued = RecordCall(
        "x",
        "inbound",
        "queued",
        MORNING,
        queue="repair@default",
        queued_at=MORNING,
        caller_number="13800000001",
    )
    call_id = town.stage.run(queued, SYSTEM)["call"]
    town.stage.run(TellOfCall(call_id, "call.offered", "x:offered"), SYSTEM)
    town.at("2026-11-23T09:01")
    over = town.stage.now
    town.stage.run(replace(queued, state="abandoned", ended_at=over, outcome="abandoned"), SYSTEM)
    town.stage.run(TellOfCall(call_id, "call.abandoned", "x:abandoned"), SYSTEM)
    town.at("2026-11-23T09:10")
    town.complete("agent", "call-back", result="not-reached")
    assert town.stage.open() == []
    town.at("2026-11-23T10:10")  # again after an hour
    town.complete("agent2", "call-back", result="answered", summary="已恢复，客户满意")
    assert town.stage.open() == []
    (call,) = town.get("agent", "/calls")["items"]
    assert (call["outcome"], call["caller_number"]) == ("abandoned", "13800000001")
