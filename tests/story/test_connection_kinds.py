"""Connections of every kind over HTTP from intake to archive: residential, high voltage single and dual, transfer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import sqlite_copy
from tests.story.over_http import Town


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[Town]:
    made = Town(sqlite_copy(sqlite_template, tmp_path), ("follow-up", "connection"))
    yield made
    made.close()


def opened(town: Town, title: str, **fields: Any) -> str:
    body = {
        "category": "connection-request",
        "title": title,
        "premise_id": town.stage.ids["premise-A1"],
        "caller_number": "13800000001",
        "beside": True,
        "fields": fields,
    }
    order: str = town.post("agent", "/orders", body)["order"]
    town.complete("marketing", "check-papers", decision="accept")
    return order


def surveyed(town: Town, **found: Any) -> None:
    town.complete("marketing", "survey", survey_result="feasible", survey_note="可接", **found)


def ended(town: Town, order: str) -> None:
    """File the papers and call the customer; see that the limit was kept."""
    town.complete("marketing", "file-papers", gap_closed=True)
    town.complete("agent2", "call-customer", reached=True, restored=True, satisfied=True)
    archived = town.get("agent", f"/orders/{order}")
    assert (archived["status"], archived["outcome"]) == ("archived", "confirmed")
    assert town.clock("agent", order, "connect-total")["breached"] is False


def test_a_home_and_a_transfer_within_five_working_days_over_the_spring_festival(town: Town) -> None:
    town.at("2026-02-13T09:00")
    home = opened(town, "新房装表", connection_kind="residential", voltage_kv=0.22, capacity_kva=8)
    # Friday the 13th is not counted. Saturday the 14th is made up (1); 16 to 20 and the 23rd are holidays;
    # 24 (2), 25 (3), 26 (4) and 27 February (5).
    assert town.due("agent", home, "connect-total") == "2026-02-28 00:00"
    surveyed(town, works_needed=False, outage_needed=False)
    town.at("2026-02-26T16:00")
    town.complete("marketing", "energise", meter_number="33000012")
    ended(town, home)
    transfer = opened(town, "房屋过户", connection_kind="transfer", voltage_kv=0.22, capacity_kva=8)
    # From Thursday the 26th: 27 (1), the made-up Saturday the 28th (2), 2 (3), 3 (4) and 4 March (5).
    assert town.due("agent", transfer, "connect-total") == "2026-03-05 00:00"
    town.complete(
        "marketing", "handle-change", bills_settled=True, new_customer="新户主", change_note="已过户"
    )
    ended(town, transfer)


def test_a_factory_gets_ten_kilovolts_reviewed_in_its_county(town: Town) -> None:
    town.at("2026-03-09T09:00")
    order = opened(town, "机械厂用电", connection_kind="hv-single", voltage_kv=10, capacity_kva=800)
    # 10 to 13 March (4), 16 to 20 (9), 23 to 27 (14), 30 and 31 (16), 1 to 3 April (19); the 6th is a
    # holiday; 7 (20), 8 (21) and 9 April (22).
    assert town.due("agent", order, "connect-total") == "2026-04-10 00:00"
    surveyed(town, works_needed=False, outage_needed=False)
    town.complete("marketing", "draft-scheme", scheme="10 千伏 T 接", sources=1)
    town.complete("operations", "joint-review", opinion="agree")
    # One objection is a veto: the scheme is drawn again.
    town.complete("dispatching", "joint-review", opinion="object", review_note="容量不足")
    # What was objected stands in the order's history, for whoever draws it again.
    events = town.get("marketing", f"/orders/{order}/history?limit=200")["items"]
    (objected,) = [one for one in events if "容量不足" in str(one["values"])]
    assert (objected["type"], objected["element"]) == ("task.completed", "joint-review")
    town.complete("marketing", "draft-scheme", scheme="10 千伏专线", sources=1)
    for reviewer in ("operations", "dispatching", "development"):
        town.complete(reviewer, "joint-review", opinion="agree")
    town.complete("marketing", "reply-scheme", scheme_valid_until="2027-03-10")
    town.complete("marketing", "await-customer", customer_says="accept")
    town.complete("marketing", "contract", contract_number="HT-1", signed_on="2026-03-10")
    town.complete("marketing", "await-construction", construction="finished")
    town.complete("operations", "inspect", inspection="passed")
    town.complete("marketing", "energise", meter_number="33000099")
    ended(town, order)


def test_a_dual_source_increase_is_co_signed_in_the_county_and_approved_by_the_city(town: Town) -> None:
    town.at("2026-03-09T09:00")
    fields = {"voltage_kv": 10, "capacity_kva": 6300, "increase": True, "present_kva": 1600}
    order = opened(town, "增容改双电源", connection_kind="hv-dual", **fields)
    # As far as 9 April it is twenty-two (above); 10 (23), 13 to 17 (28), 20 to 23 April (32).
    assert town.due("agent", order, "connect-total") == "2026-04-24 00:00"
    surveyed(town, works_needed=False, outage_needed=False)
    # 加签: the account manager wants the county's management to sign the scheme before it goes on.
    line = town.line("marketing", "draft-scheme")
    task = line["task"]
    asked = {"asked": [{"department": town.stage.ids["management@A1"]}], "question": "投资请把关"}
    town.post("marketing", f"/tasks/{task}/co-signers", asked)
    values = {"scheme": "双电源", "sources": 2}
    early = town.person("marketing").post(f"/tasks/{task}/complete", {"values": values})
    assert early.status_code == 409, early.text
    (signing,) = town.get("management", f"/tasks/{task}")["questions"]
    answer = {"agrees": True, "opinion": "同意"}
    town.post("management", f"/tasks/{task}/questions/{signing['id']}/answer", answer)
    town.complete("marketing", "draft-scheme", **values)
    for reviewer in ("city-operations", "city-dispatching", "city-development"):
        town.complete(reviewer, "joint-review", opinion="agree")
    town.complete("city-marketing", "approve-scheme", approval="return", approval_note="补估算")
    town.complete("marketing", "draft-scheme", scheme="双电源，附估算", sources=2)
    for reviewer in ("city-operations", "city-dispatching", "city-development"):
        town.complete(reviewer, "joint-review", opinion="agree")
    town.complete("city-marketing", "approve-scheme", approval="approve")
    town.at("2026-03-13T10:00")
    town.complete("marketing", "reply-scheme", scheme_valid_until="2027-03-10")
    town.complete("marketing", "await-customer", customer_says="accept")
    town.complete("marketing", "contract", contract_number="HT-2", signed_on="2026-03-13")
    town.complete("marketing", "collect-fee", fee_paid=189000, fee_receipt="SJ-1")
    # 10 to 13 March were used: four. The customer builds until 11 May; the other twenty-eight are 12 to 15 (4),
    # 18 to 22 (9), 25 to 29 May (14), 1 to 5 (19), 8 to 12 (24) and 15 to 18 June (28).
    town.at("2026-05-11T09:00")
    town.complete("marketing", "await-construction", construction="finished")
    assert town.due("agent", order, "connect-total") == "2026-06-19 00:00"
    town.complete("operations", "inspect", inspection="passed")
    town.complete("marketing", "energise", meter_number="33000100")
    ended(town, order)
    events = town.get("agent", f"/orders/{order}/history?limit=200")["items"]
    signed = [(one["type"], one["actor_name"]) for one in events if "co-sign" in one["type"]]
    assert signed == [("task.co-sign-asked", "东县营销部·一"), ("task.co-signed", "东县公司领导·一")]
