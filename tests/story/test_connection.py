"""A shop gets power, over HTTP from intake to archive; its limit is held over the National Day holiday."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import sqlite_copy
from tests.story.over_http import Town


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[Town]:
    made = Town(sqlite_copy(sqlite_template, tmp_path), ("follow-up", "connection"))
    yield made
    made.close()


def test_a_shop_is_connected_and_its_limit_is_held_over_the_holiday(town: Town) -> None:
    town.at("2026-09-23T09:00")
    opened = town.post(
        "agent",
        "/orders",
        {
            "category": "connection-request",
            "title": "小店用电",
            "premise_id": town.stage.ids["premise-A1"],
            "caller_number": "13800000001",
            "fields": {"connection_kind": "lv-non-residential", "voltage_kv": 0.38, "capacity_kva": 60},
        },
    )
    order = opened["order"]

    # The account manager says once, completely, what is missing; the customer brings it an hour later.
    town.complete("marketing", "check-papers", decision="supplement", missing_papers=["营业执照", "房产证明"])
    assert town.clock("agent", order, "connect-total")["state"] == "waiting"
    town.at("2026-09-23T10:00")
    town.complete("marketing", "wait-papers", papers_brought_note="两份都有")
    town.complete("marketing", "check-papers", decision="accept")

    # Six working days from Wednesday the 23rd, which is not counted: 24 (1); 25 is the Mid-Autumn holiday,
    # 26 and 27 a weekend; 28 (2), 29 (3), 30 (4); 1 to 7 October are National Day; 8 (5), 9 (6).
    assert town.due("agent", order, "connect-total") == "2026-10-10 00:00"
    town.complete(
        "marketing",
        "survey",
        survey_result="feasible",
        works_needed=False,
        outage_needed=True,
        survey_note="可接",
    )
    town.complete("marketing", "draft-scheme", scheme="低压接入", sources=1)

    # On Tuesday the 29th the customer wants to wait until after the holiday; the city's marketing approves.
    town.at("2026-09-29T09:00")
    wish = {"reason": "customer-wish", "until": "2026-10-09T09:00:00+08:00"}
    town.post("marketing", f"/orders/{order}/hold-request", wish)
    town.complete("city-marketing", "approve-hold", hold_verdict="agree")
    assert town.clock("agent", order, "connect-total")["state"] == "paused"
    town.at("2026-10-05T09:00")
    assert town.get("agent", f"/orders/{order}")["status"] == "held"

    # It ends on Friday 9 October. Until the hold 24, 28 and 29 September were used: three of six. Left are
    # Saturday the 10th, which is made up for the holiday (1), Monday the 12th (2) and Tuesday the 13th (3).
    town.at("2026-10-09T09:00")
    assert town.due("agent", order, "connect-total") == "2026-10-14 00:00"
    clock = town.clock("agent", order, "connect-total")
    # What is left of Friday (15 hours), then Saturday, Monday and Tuesday: three working days.
    assert (clock["remaining_days"], clock["remaining_working_days"]) == (3, 3)
    assert clock["remaining_working_seconds"] == 15 * 3600

    # The customer's own time does not count: the scheme is given on Saturday, and agreed to a month later.
    town.at("2026-10-10T10:00")
    town.complete("marketing", "reply-scheme", scheme_valid_until="2026-12-31")
    town.at("2026-11-09T10:00")
    assert town.clock("agent", order, "connect-total")["state"] == "waiting"
    town.complete("marketing", "await-customer", customer_says="accept")
    town.complete("marketing", "contract", contract_number="HT-1", signed_on="2026-11-09")
    town.complete("marketing", "await-construction", construction="finished")

    # The first inspection finds defects: one list; the second passes.
    town.complete("operations", "inspect", inspection="failed", defects=["接地不合格", "标识缺失"])
    town.complete("marketing", "await-construction", construction="finished")
    town.complete("operations", "inspect", inspection="passed")

    # 24, 28 and 29 September, and 10 October: four of six are used; energised on the last day it is in time.
    assert town.due("agent", order, "connect-total") == "2026-11-12 00:00"
    town.complete("city-dispatching", "book-slot", slot="2026-11-10T08:00:00+08:00")
    town.at("2026-11-10T09:00")
    town.complete("operations", "connect", connected="slipped", connect_note="大雨")
    town.complete("city-dispatching", "book-slot", slot="2026-11-11T08:00:00+08:00")
    town.at("2026-11-11T16:00")
    town.complete("operations", "connect", connected="done")
    town.complete("marketing", "energise", meter_number="33000012")
    clock = town.clock("agent", order, "connect-total")
    assert (clock["state"], clock["breached"]) == ("stopped", False)
    town.complete("marketing", "file-papers", gap_closed=True)
    town.complete("agent2", "call-customer", reached=True, restored=True, satisfied=True)

    archived = town.get("agent", f"/orders/{order}")
    assert (archived["status"], archived["outcome"], archived["open_incidents"]) == (
        "archived",
        "confirmed",
        0,
    )
    history = town.get("agent", f"/orders/{order}/history?limit=200")["items"]
    assert [one["seq"] for one in history] == list(range(1, len(history) + 1))
    measured = town.get("supervisor", "/limits/measures?month=2026-09&rule=connect-total")["items"]
    assert [(one["finished"], one["on_time"]) for one in measured] == [(1, 1)]


def test_a_broken_promise_reaches_the_province(town: Town) -> None:
    town.at("2026-11-23T09:00")
    body = {
        "category": "connection-request",
        "title": "新房装表",
        "premise_id": town.stage.ids["premise-A1"],
        "fields": {"connection_kind": "residential", "voltage_kv": 0.22, "capacity_kva": 8},
    }
    order = town.post("agent", "/orders", body)["order"]
    town.complete("marketing", "check-papers", decision="accept")
    # Monday the 23rd is not counted: 24, 25, 26, 27 and 30 November are the five working days.
    assert town.due("agent", order, "connect-total") == "2026-12-01 00:00"
    town.at("2026-11-30T23:59")
    assert town.get("supervisor", "/inbox?scope=watched")["count"] == 0
    town.at("2026-12-01T00:00")
    (watched,) = town.get("supervisor", "/inbox?scope=watched")["items"]
    assert (watched["element"], watched["attention"]) == ("survey", "province")
    assert town.clock("agent", order, "connect-total")["breached"] is False  # due is in time; a second later
    town.at("2026-12-01T00:01")
    assert town.clock("agent", order, "connect-total")["breached"] is True
