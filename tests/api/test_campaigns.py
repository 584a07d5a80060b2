"""A campaign over HTTP, with the clock set: from the list that a leader brings to what agents make of it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from openpyxl import Workbook, load_workbook

from engine.calling.controls import Verb
from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.controls import ClaimControl, SettleControl
from engine.commands.deploy import Deploy
from engine.commands.restriction.restrict import RestrictOrder
from engine.workers import settle_campaigns
from tests.api.conftest import Site, Visitor
from tests.calling import NODE, OWNER, connect
from tests.stage import PACKAGES, SYSTEM, package_files

RULES = {
    "quiet": [{"start": "20:00", "end": "08:30"}, {"start": "12:00", "end": "14:00"}],
    "days_off": [7],
    "attempts": 2,
    "attempts_a_day": 2,
    "busy_minutes": 30,
    "no_answer_minutes": 120,
}
LIST = "电话,姓名,户号,金额,备注\n138 0000 0001,王芳,,86.40,\n+86 571 8800 1234,李强,,12,阶梯电价\n"


def body_of(site: Site) -> dict[str, Any]:
    return {
        "name": "十一月催费",
        "kind": "payment-reminder",
        "department_id": site.ids["customer-service@P"],
        "script": "您好，这里是95598。",
        "rules": RULES,
    }


def campaign(site: Site, by: Visitor, **more: Any) -> str:
    answer = by.post("/campaigns", {**body_of(site), **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def upload(by: Visitor, key: str, content: bytes, *, dry_run: bool = False, name: str = "名单.csv") -> Any:
    path = f"/campaigns/{key}/file" + ("?dry_run=true" if dry_run else "")
    return by.send("POST", path, data={"file": (io.BytesIO(content), name)})


def running(site: Site, leader: Visitor, content: str = LIST) -> str:
    key = campaign(site, leader)
    assert upload(leader, key, content.encode()).status_code == 200
    assert leader.post(f"/campaigns/{key}/move", {"to": "running"}).json["status"] == "running"
    return key


def entries(by: Visitor, key: str, query: str = "") -> list[Any]:
    return list(by.get(f"/campaigns/{key}/entries{query}").json["items"])


def taken(agent: Visitor, key: str) -> str:
    answer = agent.post(f"/campaigns/{key}/next")
    assert answer.status_code == 200, answer.text
    return str(answer.json["id"])


def called(agent: Visitor, key: str) -> str:
    entry = taken(agent, key)
    answer = agent.post(f"/campaigns/entries/{entry}/call")
    assert answer.status_code == 200, answer.text
    assert answer.json["status"] == "calling"
    return entry


def told(agent: Visitor, entry: str, result: str, **more: Any) -> str:
    answer = agent.post(f"/campaigns/entries/{entry}/result", {"result": result, **more})
    assert answer.status_code == 200, answer.text
    return str(answer.json["status"])


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_reminder_from_the_file_to_the_promise(any_site: Site) -> None:
    """Two debtors: one promises to pay, the other is busy, then does not answer: that was often enough."""
    site = any_site
    connect(site.stage)
    leader, agent = site.person("leader"), site.person("agent")
    key = running(site, leader)
    assert agent.get("/campaigns/next").json["campaigns"][0]["waiting"] == 2

    first = called(agent, key)
    shown: Any = agent.get("/campaigns/next").json["in_hand"]
    assert (shown["entry"]["number"], shown["entry"]["details"]) == ("13800000001", {"amount": "86.40"})
    assert shown["script"] == "您好，这里是95598。"
    dialled: Any = agent.get(f"/controls/{shown['attempt']}").json
    assert (dialled["verb"], dialled["status"]) == ("dial", "written")
    assert told(agent, first, "agreed", note="周五前缴清") == "done"
    assert told_again(agent, first) == (409, "conflict"), "it is told once"

    settle(site, shown["attempt"])
    second = called(agent, key)
    assert second != first
    settle(site, agent.get("/campaigns/next").json["in_hand"]["attempt"])
    assert told(agent, second, "busy") == "waiting"
    assert agent.post(f"/campaigns/{key}/next").json["id"] is None, "not before half an hour is over"
    site.stage.later(minutes=31)
    assert called(agent, key) == second
    assert told(agent, second, "no-answer") == "exhausted"

    page: Any = leader.get(f"/campaigns/{key}").json
    assert {one["key"]: one["lines"] for one in page["statuses"]} == {"done": 1, "exhausted": 1}
    assert {one["key"]: one["lines"] for one in page["results"]} == {"agreed": 1, "no-answer": 1}
    line = entries(leader, key, "?status=done")[0]
    assert (line["note"], line["held_by_name"], len(line["tried"])) == ("周五前缴清", "坐席甲", 1)
    exported = leader.post(f"/campaigns/{key}/entries/export", {"format": "csv"}).data.decode("utf-8-sig")
    assert [row.count("坐席甲") for row in exported.splitlines()] == [0, 1, 1], "who called stays known"
    changes = leader.get("/administration/changes?subject=campaigns").json["items"]
    assert [one["kind"] for one in changes] == ["changed", "changed", "created"]


def told_again(agent: Visitor, entry: str) -> tuple[int, str]:
    return code(agent.post(f"/campaigns/entries/{entry}/result", {"result": "reached"}))


def settle(site: Site, control: str, outcome: str = "answered", text: str = "+OK") -> None:
    term = connect(site.stage)
    site.stage.run(ClaimControl(control, Verb.DIAL, NODE, OWNER, term), SYSTEM)
    site.stage.run(SettleControl(control, outcome, text), SYSTEM)


def test_who_says_never_again_is_called_by_no_campaign(any_site: Site) -> None:
    """What a customer says in one call holds for all, at the last moment too; a leader takes it out again."""
    site = any_site
    connect(site.stage)
    leader, agent, other = site.person("leader"), site.person("agent"), site.person("agent2")
    key = running(site, leader)
    entry = called(agent, key)
    assert told(agent, entry, "do-not-call", note="不要再打") == "done"
    # Both lists and what is in hand already know it.
    held = taken(other, key)
    body = {"number": "+86 571 8800 1234", "reason": "律师函", "kind": "payment-reminder"}
    assert leader.post("/do-not-call", body).status_code == 201
    refused: Any = other.post(f"/campaigns/entries/{held}/call").json
    assert (refused["control"], refused["status"], refused["reason"]) == (None, "left-out", "律师函")
    site.stage.later(minutes=5)
    assert agent.post(f"/campaigns/{key}/next").json["id"] is None
    again = campaign(site, leader)
    filled: Any = upload(leader, again, LIST.encode()).json
    assert (filled["added"], filled["left_out"]) == (0, 2)
    survey = campaign(site, leader, kind="survey")
    assert upload(leader, survey, LIST.encode()).json["added"] == 1, "the second holds for reminders alone"

    listed: Any = leader.get("/do-not-call?text=1380").json["items"]
    assert [(one["number"], one["reason"], one["holds"]) for one in listed] == [
        ("13800000001", "不要再打", True)
    ]
    gone = leader.post(f"/do-not-call/{listed[0]['id']}/remove", {"reason": "客户来信撤回"})
    assert gone.status_code == 200
    over: Any = leader.get("/do-not-call?state=over").json["items"]
    assert (over[0]["removal_reason"], over[0]["removed_by_name"]) == ("客户来信撤回", "班长")
    assert code(agent.post("/do-not-call", body)) == (403, "not-allowed")
    assert leader.post("/do-not-call", {"number": "1' OR 1=1", "reason": "x"}).status_code == 422


def test_a_leader_lets_a_list_dial_by_itself_and_sees_how_it_goes(any_site: Site) -> None:
    """To a queue of the department's own, or to a dialogue; how it dials stays while it runs."""
    site = any_site
    connect(site.stage)
    leader, agent = site.person("leader"), site.person("agent")
    site.stage.run(Deploy(package_files(PACKAGES / "supply-restored")), SYSTEM)
    keep = KeepQueue("repair@default", NODE, "报修", "repairs", 20, 0)
    queue = site.stage.run(keep, "operator")["id"]
    options: Any = leader.get("/campaigns/options").json
    assert ([one["id"] for one in options["queues"]], [one["package"] for one in options["dialogues"]]) == (
        [queue],
        ["supply-restored"],
    )
    for way in ({"mode": "progressive"}, {"mode": "dialogue", "dialogue": "no-such"}):
        answer = leader.post("/campaigns", {**body_of(site), **way})
        assert code(answer) == (422, "invalid-input"), way
    key = campaign(site, leader, mode="progressive", queue_id=queue)
    assert upload(leader, key, LIST.encode()).status_code == 200
    assert leader.post(f"/campaigns/{key}/move", {"to": "running"}).status_code == 200
    page: Any = leader.get(f"/campaigns/{key}").json
    assert (page["mode"], page["queue_zh"], page["dialogue"]) == ("progressive", "报修", None)
    assert (page["rules"]["abandoned_percent"], page["rules"]["keys"]) == (3, [])
    assert page["pace"] == {
        "dialling": 0, "waiting": 0, "speaking": 0, "agents": 0, "agents_free": 0, "answered": 0,
        "abandoned": 0, "abandoned_percent": None, "abandoned_percent_most": 3, "window": 200,
        "lines_most": 10, "answers_percent": None, "line_down": False,
    }  # fmt: skip
    shown: Any = agent.get("/campaigns/next").json["campaigns"][0]
    assert shown["mode"] == "progressive"
    assert code(agent.post(f"/campaigns/{key}/next")) == (409, "conflict")
    keys = [{"key": "2", "element": "restored", "result": "not-satisfied"}]
    told = {**body_of(site), "mode": "dialogue", "dialogue": "supply-restored", "revision": page["revision"]}
    told["rules"] = {**RULES, "keys": keys}
    assert code(leader.put(f"/campaigns/{key}", told)) == (409, "conflict")
    leader.post(f"/campaigns/{key}/move", {"to": "paused"})
    assert leader.put(f"/campaigns/{key}", {**told, "revision": page["revision"] + 1}).status_code == 200
    page = leader.get(f"/campaigns/{key}").json
    assert (page["queue_id"], page["dialogue"], page["rules"]["keys"]) == (None, "supply-restored", keys)


def test_of_a_line_whose_order_was_restricted_only_its_place_is_shown(site: Site) -> None:
    leader, agent = site.person("leader"), site.person("agent")
    order = site.order(agent, caller_number="13900000007", caller_name="孙七")
    key = campaign(site, leader)
    listed = f"电话,姓名,工单编号\n13900000007,孙七,{order['number']}\n".encode()
    assert upload(leader, key, listed).json["added"] == 1
    site.stage.run(RestrictOrder(order["order"], "举报", named=[site.ids["supervisor"]]), "leader")
    (line,) = entries(leader, key)
    hidden = {name: line[name] for name in ("name", "order", "order_number", "note", "customer_number")}
    assert (line["restricted"], line["number"], line["details"]) == (True, "139****0007", {})
    assert set(hidden.values()) == {None}
    assert entries(leader, key, "?text=孙") == []
    exported = leader.post(f"/campaigns/{key}/entries/export", {"format": "csv"}).data.decode("utf-8-sig")
    assert order["number"] not in exported
    assert "13900000007" not in exported
    connect(site.stage)
    leader.post(f"/campaigns/{key}/move", {"to": "running"})
    assert agent.post(f"/campaigns/{key}/next").json["id"] is None
    assert entries(leader, key)[0]["status"] == "left-out"


def test_nobody_is_called_in_quiet_hours_or_when_it_is_paused(site: Site) -> None:
    connect(site.stage)
    leader, agent = site.person("leader"), site.person("agent")
    key = running(site, leader)
    held = taken(agent, key)
    assert leader.post(f"/campaigns/{key}/move", {"to": "paused"}).status_code == 200
    assert code(agent.post(f"/campaigns/entries/{held}/call")) == (409, "conflict")
    assert leader.post(f"/campaigns/{key}/move", {"to": "running"}).status_code == 200
    site.stage.later(hours=3, minutes=30)
    noon = agent.get("/campaigns/next").json["campaigns"][0]
    assert (noon["quiet"], noon["opens_at"]) == (
        True,
        (site.stage.now + timedelta(hours=1, minutes=30)).isoformat(),
    )
    assert code(agent.post(f"/campaigns/entries/{held}/call")) == (409, "conflict")
    assert agent.post(f"/campaigns/entries/{held}/put-back").json["status"] == "waiting"
    assert code(agent.post(f"/campaigns/{key}/next")) == (409, "conflict")
    assert leader.post(f"/campaigns/{key}/move", {"to": "ended", "reason": "已缴清"}).status_code == 200
    assert code(leader.post(f"/campaigns/{key}/move", {"to": "running"})) == (409, "conflict")


def test_a_call_whose_result_nobody_tells_is_told_to_the_leader_and_not_dialled_again(any_site: Site) -> None:
    """What was only looked at goes back to the list; what was called waits for a person's decision."""
    site = any_site
    connect(site.stage)
    leader, agent, other = site.person("leader"), site.person("agent"), site.person("agent2")
    key = running(site, leader)
    lost = called(agent, key)
    assert code(agent.post(f"/campaigns/entries/{lost}/call")) == (409, "conflict"), "once is once"
    looked_at = taken(other, key)
    site.stage.later(minutes=61)
    assert settle_campaigns(site.stage.engine) == 2
    assert settle_campaigns(site.stage.engine) == 0
    assert [one["status"] for one in entries(leader, key)] == ["unknown", "waiting"]
    assert entries(leader, key)[1]["id"] == looked_at
    (notice,) = [
        one for one in leader.get("/notifications").json["items"] if one["kind"] == "campaign-call-unknown"
    ]
    assert "138****0001" in notice["text"]
    assert "坐席甲" in notice["text"]
    assert taken(agent, key) == looked_at, "the lost one is not among those to be called"
    assert code(agent.post(f"/campaigns/entries/{lost}/call-again", {"reason": "x"})) == (403, "not-allowed")
    again = leader.post(f"/campaigns/entries/{lost}/call-again", {"reason": "话单中没有这通电话"})
    assert again.json["status"] == "waiting"
    assert (
        leader.post(f"/campaigns/entries/{lost}/leave-out", {"reason": "已面访"}).json["status"] == "left-out"
    )


def test_what_the_exchange_did_not_dial_may_be_dialled_again(site: Site) -> None:
    connect(site.stage)
    leader, agent = site.person("leader"), site.person("agent")
    key = running(site, leader)
    entry = called(agent, key)
    settle(
        site, agent.get("/campaigns/next").json["in_hand"]["attempt"], "refused", "-ERR USER_NOT_REGISTERED"
    )
    assert agent.post(f"/campaigns/entries/{entry}/call").json["status"] == "calling"
    assert len(entries(leader, key)[0]["tried"]) == 1
    later = (site.stage.now + timedelta(hours=4)).isoformat()
    assert told(agent, entry, "call-again", again_at=later) == "waiting"
    assert entries(leader, key)[0]["next_at"] == (site.stage.now + timedelta(hours=5)).isoformat(), (
        "not at noon"
    )


def test_a_hostile_list_is_told_line_by_line_and_nothing_of_it_is_kept(site: Site) -> None:
    """Formulas, SQL and numbers that are none are named with their lines; what is only odd stays text."""
    leader = site.person("leader")
    key = campaign(site, leader)
    bad = (
        "电话,姓名,户号\n13800000001,王芳,C0000001\n1 OR 1=1,李强,\n13800000009,赵六,C9999999\n"
        "138-0000-0001,又是王芳,\n"
    )
    tried: Any = upload(leader, key, bad.encode("gb18030"), dry_run=True).json
    assert [(one["line"], one["field"], one["remedy_zh"]) for one in tried["problems"]] == [
        (3, "phone", "请改正，或删去这一行"),
        (4, "customer", "请改正，或留空"),
    ]
    assert (tried["added"], tried["doubled"], tried["stored"]) == (2, 1, False)
    refused = upload(leader, key, bad.encode("gb18030"))
    assert (refused.status_code, len(refused.json["findings"])) == (422, 2)

    book = Workbook()
    book.active.append(["电话", "姓名", "备注"])
    book.active.append(["=1+1", "王芳", ""])
    book.active.append([13800000001, "<img src=x onerror=alert(1)>", "@SUM(1)"])
    written = io.BytesIO()
    book.save(written)
    formula: Any = upload(leader, key, written.getvalue(), dry_run=True, name="名单.xlsx").json
    assert [(one["line"], one["field"]) for one in formula["problems"]] == [(2, "phone")]
    book.active.delete_rows(2)
    written = io.BytesIO()
    book.save(written)
    assert upload(leader, key, written.getvalue(), name="名单.xlsx").json["added"] == 1
    assert upload(leader, key, written.getvalue(), name="名单.xlsx").json["doubled"] == 1, (
        "again changes nothing"
    )
    assert upload(leader, key, b"PK\x03\x04 no workbook", name="x.xlsx").status_code == 422

    csv = leader.post(f"/campaigns/{key}/entries/export", {"format": "csv"})
    assert "'@SUM(1)" in csv.data.decode("utf-8-sig")
    xlsx = leader.post(f"/campaigns/{key}/entries/export", {"format": "xlsx", "status": "waiting"})
    row = list(load_workbook(io.BytesIO(xlsx.data)).active.iter_rows(values_only=True))[1]
    assert row[1:3] == ("13800000001", "<img src=x onerror=alert(1)>")
    exports: Any = site.person("auditor").get("/administration/changes?subject=exports").json["items"]
    assert len(exports) == 2


def test_lists_come_from_orders_and_customers_of_the_place_alone(any_site: Site) -> None:
    """Of an outage its open orders and its customers; finished orders of a period; a county sees its own."""
    site = any_site
    agent, duty, leader = site.person("agent"), site.person("duty"), site.person("leader")
    order = site.order(agent, caller_number="13900000007", caller_name="孙七")
    site.order(agent, "B1", caller_number="13900000008")
    key = campaign(site, leader, kind="outage-notice")
    own = campaign(site, duty, kind="outage-notice", department_id=site.ids["duty@A1"])
    outage = duty.post(
        "/outages",
        {
            "kind": "fault",
            "title": "变压器故障",
            "cause": "equipment",
            "tier_id": site.ids["A1"],
            "starts_at": site.stage.now.isoformat(),
            "premise_ids": [site.ids["premise-A1"]],
        },
    ).json["outage"]
    duty.post(f"/orders/{order['order']}/outage", {"outage_id": outage})

    def fill(by: Visitor, to: str, source: str, **more: Any) -> Any:
        answer = by.post(f"/campaigns/{to}/query", {"source": source, **more})
        return answer.json if answer.status_code == 200 else code(answer)

    assert fill(duty, own, "orders-of-outage", outage_id=outage, dry_run=True)["added"] == 1
    assert fill(duty, own, "orders-of-outage", outage_id=outage)["stored"] is True
    line = entries(duty, own)[0]
    assert (line["number"], line["name"], line["order"]) == ("13900000007", "孙七", order["order"])
    assert fill(duty, own, "customers-of-outage", outage_id=outage)["added"] == 1
    assert [one["customer_number"] for one in entries(duty, own, "?text=客户")] == ["C0000001"]
    since, until = site.stage.now - timedelta(days=1), site.stage.now + timedelta(days=1)
    period = {"since": since.isoformat(), "until": until.isoformat()}
    assert fill(leader, key, "orders-finished", **period)["added"] == 0
    assert fill(leader, key, "orders-finished") == (422, "invalid-input")
    assert fill(leader, key, "orders-of-outage") == (404, "not-found")
    assert fill(leader, key, "customers-in-debt")["added"] == 0
    assert fill(duty, key, "customers-in-debt") == (404, "not-found"), "the province's is not the county's"
    assert [one["id"] for one in duty.get("/campaigns").json["items"]] == [own]
    assert {one["id"] for one in leader.get("/campaigns?sort=name").json["items"]} == {key, own}


def test_a_campaign_is_changed_by_who_read_it_last_and_leaves_some_time_to_call(site: Site) -> None:
    leader = site.person("leader")
    key = campaign(site, leader)
    page: Any = leader.get(f"/campaigns/{key}").json
    body = {name: page[name] for name in ("name", "kind", "department_id", "script", "rules")}
    changed = leader.put(f"/campaigns/{key}", {**body, "name": "十二月催费", "revision": 1})
    assert changed.json["revision"] == 2
    assert code(leader.put(f"/campaigns/{key}", {**body, "revision": 1})) == (409, "revision-conflict")
    never = {**RULES, "quiet": [{"start": "00:00", "end": "12:00"}, {"start": "12:00", "end": "00:00"}]}
    assert code(leader.put(f"/campaigns/{key}", {**body, "rules": never, "revision": 2})) == (
        422,
        "invalid-input",
    )
    assert code(leader.post(f"/campaigns/{key}/move", {"to": "running"})) == (409, "conflict"), (
        "an empty list"
    )
