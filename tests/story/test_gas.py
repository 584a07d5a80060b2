"""Gas over HTTP: a leak is made safe and repaired; a canteen is connected. The utility's profile is gas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import sqlite_copy
from tests.story.over_http import Town


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[Town]:
    made = Town(
        sqlite_copy(sqlite_template, tmp_path), ("follow-up", "gas-emergency", "gas-connection"), "gas"
    )
    yield made
    made.close()


def test_a_leak_is_made_safe_and_repaired(town: Town) -> None:
    town.at("2026-11-23T09:00")
    body = {
        "category": "gas-emergency",
        "title": "楼道漏气",
        "premise_id": town.stage.ids["premise-A1"],
        "caller_number": "13800000001",
        "fields": {"symptom": "leak", "danger": True, "safety_told": True, "people_out": True},
    }
    order = town.post("agent", "/orders", body)["order"]
    town.complete("agent", "dispatch")
    # Out within three minutes of the dispatch, on site within thirty of the call.
    assert town.due("agent", order, "depart") == "2026-11-23 09:03"
    assert town.due("agent", order, "arrive") == "2026-11-23 09:30"
    town.complete("desk", "assign", decision="accept", crew=town.stage.ids["A1-C1"])
    town.complete("crew", "depart", crew_size=4)
    town.at("2026-11-23T09:20")
    town.complete("crew", "arrive", gas_ppm=12)
    # Where there is danger nobody cancels, whatever the caller says.
    refused = town.post("agent", f"/orders/{order}/cancel-request", {"reason": "没味了"})
    assert refused is not None
    town.complete("crew", "make-safe", made_safe="关阀通风", supply_stopped=True, customers_without_gas=24)
    town.complete("desk", "tell-area", notice_told="逐户敲门", gas_back_at="2026-11-23T13:00:00+08:00")
    # Six hours from 09:20. Held for parts from 10:00 to 12:00, two hours more.
    assert town.due("agent", order, "restore") == "2026-11-23 15:20"
    town.at("2026-11-23T10:00")
    hold = {"reason": "awaiting-parts", "until": "2026-11-23T12:00:00+08:00"}
    town.post("crew", f"/orders/{order}/hold-request", hold)
    town.complete("duty", "approve-hold", hold_verdict="agree")
    town.at("2026-11-23T12:00")
    assert town.due("agent", order, "restore") == "2026-11-23 17:20"
    town.complete("crew", "restore", cause="equipment", work_done="更换阀门", appliances_checked=True)
    town.complete("crew", "report", report="已恢复")
    town.complete("desk", "review", decision="rework", remarks="缺检测数据")
    town.complete("crew", "restore", cause="equipment", work_done="补测合格", appliances_checked=True)
    town.complete("crew", "report", report="已补数据")
    town.complete("desk", "review", decision="approve")
    town.complete("agent2", "call-customer", reached=True, restored=True, satisfied=True)
    archived = town.get("agent", f"/orders/{order}")
    assert (archived["status"], archived["open_incidents"]) == ("archived", 0)


def test_a_canteen_is_connected_with_an_external_line_over_the_holiday(town: Town) -> None:
    town.at("2026-08-31T09:00")
    body = {
        "category": "gas-connection",
        "title": "食堂用气",
        "premise_id": town.stage.ids["premise-A1"],
        "caller_number": "13800000001",
        "fields": {"connection_kind": "gas-medium-pressure", "flow_m3h": 120},
    }
    order = town.post("agent", "/orders", body)["order"]
    town.complete("marketing", "check-papers", decision="accept")
    # Fifteen working days from Monday 31 August: 1 to 4 (4), 7 to 11 (9), 14 to 18 (14) September, and
    # Sunday the 20th, which is made up for the National Day holiday (15).
    assert town.due("agent", order, "connect-total") == "2026-09-21 00:00"
    town.complete(
        "marketing",
        "survey",
        survey_result="feasible",
        external_line="up-to-500-m",
        stop_needed=True,
        survey_note="距主管 300 米",
    )
    town.complete("marketing", "draft-scheme", scheme="中压接入调压箱")
    for reviewer in ("operations", "dispatching"):
        town.complete(reviewer, "joint-review", opinion="agree")
    town.complete("marketing", "reply-scheme", scheme_valid_until="2026-12-31")
    town.at("2026-09-01T10:00")
    town.complete("marketing", "await-customer")
    # Thirty working days from Tuesday 1 September: 2 to 4 (3), 7 to 11 (8), 14 to 18 (13), the 20th (14),
    # 21 to 24 (18), 28 to 30 September (21); 8 to 10 October with the made-up Saturday (24), 12 to 16 (29), 19 (30).
    assert town.due("agent", order, "external-line") == "2026-10-20 00:00"
    town.complete("marketing", "contract", contract_number="GQ-1")
    town.at("2026-10-19T15:00")
    town.complete("operations", "external-line", works_done="已通球试压")
    assert town.clock("agent", order, "external-line")["breached"] is False
    town.complete("marketing", "await-construction")
    town.complete("operations", "inspect", inspection="passed")
    town.complete("city-dispatching", "plan-stop", stop_at="2026-10-20T08:00:00+08:00")
    # Less than 48 hours ahead nobody could be told in time: it is planned again.
    town.complete("city-dispatching", "plan-stop", stop_at="2026-10-22T08:00:00+08:00")
    town.at("2026-10-22T08:00")
    town.complete("operations", "tie-in", tie_in_note="已碰口")
    town.complete("marketing", "energise", meter_number="G001")
    town.complete("marketing", "file-papers")
    town.complete("agent2", "call-customer", reached=True, restored=True, satisfied=True)
    archived = town.get("agent", f"/orders/{order}")
    assert (archived["status"], archived["outcome"]) == ("archived", "confirmed")
