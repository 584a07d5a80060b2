"""Working calendars as edited data: seen, tried, put; who may; what is refused; what is counted anew."""

from __future__ import annotations

from typing import Any

import pytest

from engine.workers import advance_recomputations
from tests.api.conftest import Site, Visitor

HOURS = ["08:30-12:00", "14:00-17:30"]


def year(by: Visitor, at: str = "cn/2026") -> tuple[dict[str, Any], dict[str, str]]:
    answer = by.get(f"/calendars/{at}")
    assert answer.status_code == 200, answer.text
    return answer.json, {"If-Match": answer.headers["ETag"]}


def body_of(page: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return what a form sends that shows a year: the days that it names itself."""
    days = [{k: v for k, v in d.items() if k not in ("kind", "own")} for d in page["days"] if d["own"]]
    for day in days:
        if day["hours"] is None:
            del day["hours"]
    kept = {name: page[name] for name in ("zone", "provisional", "source", "business_hours")}
    return {**kept, "days": days, **changes}


def test_a_day_is_taken_off_after_the_dry_run_has_told_what_that_changes(
    any_site: Site,
) -> None:
    operator = any_site.person("operator")
    page, tag = year(operator)
    assert {d["kind"] for d in page["days"]} == {"off", "make-up"}
    assert (page["revision"], page["working_days"], page["may_change"]) == (1, 248, True)
    any_site.stage.open_order()
    off = {"date": "2026-12-24", "working": False, "name": "检修日"}
    wanted = body_of(page, business_hours=HOURS, reason="全省检修")
    wanted["days"].append(off)
    tried = operator.put("/calendars/cn/2026", {**wanted, "dry_run": True}, tag).json
    assert (tried["stored"], tried["revision"]) == (False, 1)
    assert tried["running_clocks"] > 0
    changed = next(one for one in tried["changes"] if one["date"] == "2026-12-24")
    assert (changed["before"]["working"], changed["after"]["name"]) == (True, "检修日")
    assert year(operator)[0]["working_days"] == 248
    put = operator.put("/calendars/cn/2026", wanted, tag)
    assert (put.status_code, put.json["revision"]) == (200, 2), put.text
    now, _ = year(operator)
    assert (now["working_days"], now["counted_hours"]) == (247, HOURS)
    assert operator.put("/calendars/cn/2026", wanted, tag).status_code == 412
    assert advance_recomputations(any_site.stage.engine) == 1
    changes = operator.get("/administration/changes?subject=calendars").json["items"]
    assert (changes[0]["key"], changes[0]["reason"]) == ("cn-2026", "全省检修")
    assert "2026-12-24" in {value["name"] for value in changes[0]["values"]}


def test_hours_of_one_year_are_not_those_of_another(site: Site) -> None:
    operator = site.person("operator")
    page, tag = year(operator)
    put = operator.put("/calendars/cn/2026", body_of(page, business_hours=HOURS), tag)
    assert put.status_code == 200, put.text
    assert year(operator, "cn/2025")[0]["counted_hours"] == []


def test_a_tier_has_its_own_calendar_over_the_countrys(site: Site) -> None:
    operator = site.person("operator")
    own = {
        "zone": "Asia/Shanghai",
        "extends": "cn",
        "provisional": False,
        "source": "县局通知（演示）",
        "business_hours": HOURS,
        "days": [{"date": "2026-03-12", "working": False, "name": "县庆（演示）"}],
    }
    added = operator.put("/calendars/cn-county/2026", own)
    assert (added.status_code, added.json["revision"]) == (200, 1), added.text
    page, _ = year(operator, "cn-county/2026")
    national = next(one for one in page["days"] if one["date"] == "2026-10-01")
    assert (page["working_days"], national["own"]) == (247, False)
    lines = operator.get("/calendars?text=county").json["items"]
    assert [(one["key"], one["extends"], one["tiers"]) for one in lines] == [("cn-county", "cn", 0)]
    # What changes the country's changes it, too; a final year cannot lie over a provisional one.
    country, tag = year(operator)
    tried = operator.put("/calendars/cn/2026", body_of(country, source="更正", dry_run=True), tag)
    assert tried.json["calendars"] == ["cn", "cn-county"]
    unsure = operator.put("/calendars/cn/2026", body_of(country, provisional=True), tag)
    assert (unsure.status_code, "cn-county" in unsure.json["detail"]) == (422, True)
    nowhere = operator.put("/calendars/cn-county/2031", {**own, "days": []})
    assert (nowhere.status_code, "2031" in nowhere.json["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"business_hours": ["08:30-12:00", "11:00-17:30"]}, "business_hours[2]"),
        ({"business_hours": ["17:30-08:30"]}, "business_hours[1]"),
        ({"zone": "Moon/Crater"}, "zone"),
        ({"days": [{"date": "2027-01-01", "working": False, "name": "元旦"}]}, "days.2027-01-01"),
        ({"days": [{"date": "2026-03-03", "working": False, "name": "x"}] * 2}, "days[2].date"),
        ({"days": [{"date": "2026-03-03", "working": True, "name": "x"}]}, "days.2026-03-03"),
    ],
)
def test_what_is_wrong_is_named_by_field_in_both_languages(
    site: Site, changes: dict[str, Any], field: str
) -> None:
    operator = site.person("operator")
    page, tag = year(operator)
    refused = operator.put("/calendars/cn/2026", body_of(page, **changes), tag)
    assert refused.status_code == 422, refused.text
    finding = refused.json["findings"][0]
    assert (finding["field"], bool(finding["problem_zh"])) == (field, True)


def test_a_missing_year_says_which_there_are_and_only_who_administers_all_may_change(site: Site) -> None:
    agent = site.person("agent")
    missing = agent.get("/calendars/cn/2031")
    assert (missing.status_code, "2026" in missing.json["detail_zh"]) == (404, True)
    page, tag = year(agent)
    assert page["may_change"] is False
    assert agent.put("/calendars/cn/2026", body_of(page), tag).status_code == 403
