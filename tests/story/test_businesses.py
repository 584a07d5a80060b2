"""A story per business over HTTP, from intake to archive, with every tier: hands work on, gives it back, is late.

Limits are computed by hand beside the assertion. 2026-11-23 is a Monday.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import Site
from tests.stage import Stage
from tests.story.businesses import Business, furnish, local


@pytest.fixture(scope="module")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    path = tmp_path_factory.mktemp("businesses") / "huan.sqlite3"
    shutil.copy(sqlite_template, path)
    stage = Stage(f"sqlite:///{path}")
    furnish(stage)
    stage.system.close()
    return path, stage


@pytest.fixture
def business(furnished: tuple[Path, Stage], tmp_path: Path) -> Iterator[Business]:
    path, stage = furnished
    shutil.copy(path, tmp_path / "huan.sqlite3")
    made = stage.on_copy(f"sqlite:///{tmp_path / 'huan.sqlite3'}")
    yield Business(Site(made), "2026-11-23 09:00")
    made.system.close()


def test_a_major_complaint_goes_from_the_province_to_the_county_and_back_up(business):
    b = business
    b.opens(
        "complaint",
        "施工压坏围墙",
        fields={
            "complaint_class": "construction",
            "accused": "nobody",
            "demand": "修复",
            "public_attention": True,
        },
    )
    # Graded and dispatched within 20 minutes; first contact within 24 hours. Five working days after Monday
    # 23 November end with Monday 30 November: Tuesday is the first, the weekend does not count.
    assert b.promise("agent", "dispatch") == local("2026-11-23 09:20")
    assert b.promise("agent", "contact") == local("2026-11-24 09:00")
    assert b.promise("agent", "reply") == local("2026-12-01 00:00")
    b.does("leader", "check-grade", decision="complaint", complaint_level="major")
    b.does("leader", "report-major", reported_to="省监督处值班")
    b.does("city", "forward", forward_note="请当日联系")
    # The county rejects it once, with evidence; the province rules, and its ruling binds.
    b.does("marketing", "accept", decision="reject", reject_reason="misdirected", evidence="围墙在西县")
    b.does("supervisor", "rule-rejection", ruling="move", unit="A2", ruling_reason="地界在西县")
    assert b.open() == ["contact", "investigate"]
    # Who has claimed the first contact goes on leave: the desk stands in, and the history says for whom.
    task = b.line("west-marketing", "contact")["task"]
    assert b.person("west-marketing").post(f"/tasks/{task}/claim").status_code == 200
    leave = b.person("west-marketing").post(
        "/substitutions",
        {
            "substitute_id": b.site.ids["west"],
            "from_at": local("2026-11-23 09:00").isoformat(),
            "until_at": local("2026-12-05 00:00").isoformat(),
            "reason": "年休假",
        },
    )
    assert leave.status_code == 201, leave.text
    done = b.person("west").post(f"/tasks/{task}/complete", {"values": {"contact_reached": True}})
    assert done.status_code == 200, done.text
    b.site.stage.drain()
    events = b.person("leader").get(f"{b.path}/history?limit=200").json["items"]
    (contacted,) = [one for one in events if one["type"] == "task.completed" and one["element"] == "contact"]
    assert contacted["actor_name"] == "西县调度"
    assert contacted["on_behalf_of_name"] == "西县营销部·一"
    # Nobody investigates. At four fifths, after four working days, the city hears of it; at the end the province.
    b.until("2026-11-28 00:00")
    assert b.page("leader")["attention"] == "city"
    (warned,) = b.told("west-marketing", "day-limit-warning")
    assert "the limit “reply” ends at 12-01 00:00, 1 working day left" in warned
    b.until("2026-12-01 00:01")
    assert b.page("leader")["attention"] == "province"
    assert all(len(b.told(somebody, "breach")) == 1 for somebody in ("west-marketing", "city", "supervisor"))
    found = {"independent": True, "findings": "施工压坏", "liability": "施工单位", "evidence": "照片"}
    b.does("west-marketing", "investigate", verdict="founded", **found)


def test_a_complaint_is_reworked_once_and_ends_with_an_appraisal(business):
    b = business
    fields = {"complaint_class": "service", "accused": "staff", "accused_name": "抄表员", "demand": "道歉"}
    b.opens("complaint", "抄表员态度差", fields=fields)
    b.does("leader", "check-grade", decision="complaint", complaint_level="important")
    b.does("city", "forward")
    b.does("marketing", "accept", decision="accept")
    b.does("marketing", "contact", contact_reached=True)
    for satisfied in (False, True):
        found = {"independent": True, "findings": "录音证实", "liability": "抄表员", "evidence": "录音"}
        if b.open() != ["investigate"]:
            b.does("marketing", "contact", contact_reached=True)
        b.does("marketing", "investigate", verdict="founded", **found)
        b.does("management", "county-review", review="approve")
        if satisfied:
            b.does("city", "city-review", review="rework", review_note="责任写清")
            b.does("marketing", "investigate", verdict="founded", **found)
            b.does("management", "county-review", review="approve")
        b.does("city", "city-review", review="approve")
        b.does("marketing", "reply", reply_text="已道歉", channel="phone")
        b.does("agent2", "ask-satisfaction", reached=True, satisfied=satisfied)
    # Rework does not reset the reply: five working days from the first day.
    assert (b.page("leader")["round"], b.promise("leader", "reply")) == (2, local("2026-12-01 00:00"))
    b.does("marketing", "correct", correction="班组培训")
    b.does("city", "appraise", appraisal="扣 2 分")
    b.archived("leader", "confirmed")


def test_a_complaint_turned_into_a_grievance_keeps_the_original_and_the_grievance_comes_to_an_end(business):
    b = business
    fields = {"complaint_class": "business", "accused": "nobody", "demand": "少排队"}
    b.opens("complaint", "排队太久", fields=fields)
    b.does("leader", "check-grade", decision="grievance", grade_note="客户只提意见")
    b.archived("leader", "reclassified")
    b.follow(b.linked("leader", "grievance"))
    b.does("agent", "dispatch")
    b.does("marketing", "accept", decision="accept")
    b.does("marketing", "answer", findings="窗口停用", reply_text="已增开")
    b.does("agent", "ask-satisfaction", reached=True, satisfied=True)
    b.archived("leader", "confirmed")


def test_a_tip_off_about_misconduct_never_opens_to_the_accused_or_their_superiors(business):
    b = business
    fields = {"accused": "staff", "accused_username": "marketing", "matter": "fee", "details": "收钱不开票"}
    b.opens("misconduct-tip-off", "举报收费", fields=fields)
    for somebody in ("marketing", "management", "desk", "city"):
        assert b.person(somebody).get(b.path).status_code == 404, somebody
        assert all(one["order"] != b.order for one in b.person(somebody).get("/inbox").json["items"])
    unseen = b.person("discipline").get(b.path)
    assert (unseen.status_code, unseen.json["code"]) == (403, "look-reason-needed")
    b.looks("discipline", "承办")
    # Nine working days after Monday 23 November end with Friday 4 December.
    assert b.promise("discipline", "reply") == local("2026-12-05 00:00")
    b.does("discipline", "register", decision="investigate", register_note="有转账线索")
    found = {
        "independent": True,
        "investigators": 2,
        "findings": "属实",
        "verdict": "founded",
        "evidence": "转账",
    }
    b.does("discipline", "investigate", **found)
    b.looks("supervisor", "审定")
    b.does("supervisor", "review", review="approve")
    b.does("discipline", "measure", measures="退款并处分")
    b.does("discipline", "reply", reply_text="已查处")
    b.does("supervisor", "ask-instead", reached=True, satisfied=True)
    b.looks("supervisor", "归档核对")
    b.archived("supervisor", "founded")
    looks = b.person("supervisor").get(f"{b.path}/looks").json["items"]
    assert {one["reason"] for one in looks} >= {"承办", "审定", "归档核对"}


def test_a_tip_off_about_theft_is_inspected_by_the_city_and_answered_by_the_centre(business):
    b = business
    fields = {"place": "三楼", "manner": "bypass", "insider": True}
    b.opens("theft-tip-off", "邻居绕表用电", fields=fields)
    assert b.person("management").get(b.path).status_code == 404
    b.looks("inspection", "承办")
    b.does("inspection", "accept", decision="accept")
    b.does("inspection", "inspect", inspectors=2, findings="表前接线", verdict="theft", evidence="照片")
    b.does("inspection", "settle", lost_kwh=3000, recovered=12000, police=True)
    b.looks("supervisor", "审核")
    b.does("supervisor", "review", review="approve")
    b.looks("agent", "答复")
    b.does("agent", "reply", reply_text="已查处")
    b.does("agent", "ask-satisfaction", reached=True, satisfied=True)
    b.archived("agent", "theft")


def test_a_service_request_held_over_the_national_holiday_counts_working_days_only(business):
    b = business
    b.until("2026-09-30 09:00")
    fields = {"service_kind": "meter-anomaly", "meter": "M1"}
    b.opens("service-request", "电量突增", fields=fields)
    # 1 to 7 October are holidays; Saturday 10 October is worked instead. Five working days after 30 September
    # are 8, 9, 10, 12 and 13 October.
    assert b.promise("agent", "reply") == local("2026-10-14 00:00")
    b.does("agent", "dispatch")
    b.does("metering", "accept", decision="accept")
    asked = b.person("leader").post(
        f"{b.path}/hold-request",
        {"reason": "customer-wish", "until": local("2026-10-09 09:00").isoformat()},
    )
    assert asked.status_code == 202, asked.text
    b.site.stage.drain()
    b.does("duty", "approve-hold", hold_verdict="agree", hold_note="客户外出过节")
    b.until("2026-10-08 12:00")
    assert b.page("leader")["status"] == "held"
    b.until("2026-10-09 09:00")
    assert b.page("leader")["status"] == "open"
    # Held from before the first working day until within the second: 8 and 9 October do not count, the five are
    # 10, 12, 13, 14 and 15 October.
    assert b.promise("leader", "reply") == local("2026-10-16 00:00")
    b.does("metering", "handle", findings="示数抄错", meter_result="good", result="已更正")
    b.does("metering", "reply", reply_text="已更正")
    b.does("agent", "ask-satisfaction", reached=True, satisfied=True)
    b.archived("leader", "confirmed")


def test_an_enquiry_a_query_a_suggestion_and_a_praise(business):
    b = business
    b.opens("query", "阶梯电价", fields={"subject": "outage"})
    b.does("agent", "look-up", found="no")
    b.archived("agent", "turned-into-enquiry")
    b.follow(b.linked("agent", "enquiry"))
    b.does("desk", "find-answer", answer="今晚十点恢复")
    b.does("agent", "tell", told="not-reached")
    b.archived("agent", "not-reached")
    fields = {"topic": "price", "question": "谷段几点", "answered_at_once": True, "answer": "二十二点"}
    b.opens("enquiry", "谷段几点", fields=fields)
    b.archived("agent", "answered-at-once")
    b.opens(
        "suggestion", "网上过户", fields={"about": "business", "proposal": "全程网办", "wants_reply": True}
    )
    b.does("marketing", "assess", adoption="adopted", assessment="可行")
    # 退回: the city sends the assessment back to whoever made it; what that cancels is told before.
    review = b.line("city", "review")["task"]
    back = {"target": "assess", "reason": "未写明期限"}
    planned = b.person("city").post(f"/tasks/{review}/return", {**back, "dry_run": True})
    assert (planned.status_code, b.open()) == (200, ["review"])
    returned = b.person("city").post(f"/tasks/{review}/return", back)
    assert returned.status_code == 200, returned.text
    b.site.stage.drain()
    assert b.line("marketing", "assess")["mine"]
    b.does("marketing", "assess", adoption="adopted", assessment="可行，年内上线")
    b.does("city", "review", review="approve")
    b.does("agent", "reply", reply_reached=True)
    b.archived("agent", "adopted")
    b.opens("praise", "冒雨抢修", fields={"deed": "半夜修好"})
    # 退单: not theirs, says marketing; whoever took it down sends it to where it belongs.
    check = b.line("marketing", "check")["task"]
    reason = {"reason": "misdirected", "evidence": "抢修由运维完成"}
    rejected = b.person("marketing").post(f"/tasks/{check}/reject", reason)
    assert rejected.status_code == 200, rejected.text
    assert b.line("agent", "check")["role"] == "candidate"
    to_repair = {"department": b.site.ids["repair@A1"], "reason": "属运维"}
    passed = b.person("agent").post(f"/tasks/{check}/reassign", to_repair)
    assert passed.status_code == 200, passed.text
    b.does("desk", "check", credit="confirmed", praised="抢修一班")
    b.does("management", "recognise", recognition="通报表扬")
    b.archived("agent", "confirmed")


def test_fault_reports_of_one_event_are_merged_and_each_customer_is_followed_up(business):
    b = business
    wide = {"symptom": "no-power", "neighbours_affected": True}
    b.opens("fault-report", "整栋停电", fields=wide)
    main = b.order
    b.opens("fault-report", "楼上停电", fields=wide, caller_number="13800000002")
    second = b.order
    for order in (main, second):
        b.follow(order)
        b.does("agent", "dispatch")
        b.does("desk", "accept", decision="accept")
    b.follow(main)
    merged = b.person("desk").post(f"{b.path}/merged", {"orders": [second]})
    assert merged.status_code == 200, merged.text
    expected = local("2026-11-23 11:00").isoformat()
    b.does("desk", "diagnose", diagnosis="several", expected=expected)
    b.follow(second)
    b.does("desk", "diagnose", diagnosis="merged")
    assert b.open() == []
    b.follow(main)
    b.does("desk", "assign", crew="A1-C1")
    b.does("crew", "arrive", position="120.1,30.2")
    remains = {"temporary": True, "remains": "更换变压器"}
    b.does("crew", "restore", cause="equipment", work_done="用移动变压器恢复", **remains)
    b.does("crew", "report", report="已临时恢复")
    b.does("desk", "review", decision="approve")
    child = b.linked("agent", "child")
    b.does("agent", "call-customer", reached=True, restored=True, satisfied=True)
    b.archived("agent", "confirmed")
    # What remains is an order of its own. The neighbour's order follows its main order.
    assert b.site.stage.open(child) == ["dispatch"]
    b.follow(second)
    sampled = b.site.stage.engine.services.order_rules.is_sampled(second)
    assert b.open() == (["call-customer"] if sampled else [])
    if sampled:
        b.does("agent", "call-customer", reached=True, restored=True, satisfied=True)
    b.archived("agent", "confirmed" if sampled else "with-main-order")
