"""The operations of an inbox over HTTP: what the page says is possible, and what each answers."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Site, Visitor

EVIDENCE = "表号不在本县台区"


def at_accept(site: Site) -> str:
    """Open an order and dispatch it; return the county's task."""
    agent = site.person("agent")
    order = site.order(agent)
    agent.post(f"/tasks/{order['opened'][0]['task']}/complete", {})
    site.stage.drain()
    key: str = site.stage.task("accept")["id"]
    return key


def attached(person: Visitor, order: str) -> str:
    """Attach a file to an order; return its id."""
    made = person.send(
        "POST",
        f"/orders/{order}/attachments?name=现场.txt",
        {"Content-Type": "application/octet-stream"},
        data="电表在邻县".encode(),
    )
    assert made.status_code == 201, made.text
    return str(made.json["attachment"])


def operations(person: Visitor, task: str) -> dict[str, str | None]:
    page = person.get(f"/tasks/{task}").json
    assert page is not None
    return {one["name"]: one["reason"] for one in page["operations"]}


def test_the_page_says_what_can_be_done_and_why_not(site: Site) -> None:
    task = at_accept(site)
    desk, agent, city = site.person("desk"), site.person("agent"), site.person("city")
    mine = operations(desk, task)
    assert {name for name, reason in mine.items() if reason is None} == {
        *("complete", "claim", "return", "reassign", "hand-up", "delegate", "co-sign", "review"),
        *("urge", "escalate"),
    }
    assert "so already" in (mine["release"] or "")
    assert operations(agent, task) == {"withdraw": None, "urge": None, "escalate": None}
    assert operations(city, task) == {"reassign": None, "take-over": None, "urge": None, "escalate": None}
    desk.post(f"/tasks/{task}/claim")
    others = operations(site.person("desk2"), task)
    assert "was claimed by 东县调度" in (others["claim"] or "")
    assert "claimed" in (operations(agent, task)["withdraw"] or "")


def test_a_task_is_passed_on_with_its_revision(site: Site) -> None:
    task = at_accept(site)
    desk = site.person("desk")
    tag = desk.get(f"/tasks/{task}").headers["ETag"]
    to = desk.get(f"/tasks/{task}/receivers?purpose=reassign&text=一班").json
    assert [(one["department_name"], one["person_name"]) for one in to["items"]] == [
        ("东县抢修一班", None),
        ("东县抢修一班", "一班班长"),
    ]
    body = {"department": to["items"][0]["department"], "reason": "现场处理"}
    done = desk.post(f"/tasks/{task}/reassign", body, {"If-Match": tag})
    assert (done.status_code, done.json["revision"]) == (200, 2)
    late = site.person("desk2").post(f"/tasks/{task}/claim", headers={"If-Match": tag})
    assert (late.status_code, late.json["code"], late.json["person"]) == (409, "held-by-another", "东县调度")
    assert "已由 东县调度 转办" in late.json["detail_zh"]
    crew = site.person("crew")
    stale = crew.post(f"/tasks/{task}/claim", headers={"If-Match": tag})
    assert (stale.status_code, stale.json["code"], stale.json["person"]) == (
        412,
        "revision-conflict",
        "东县调度",
    )


def test_a_rejection_over_http(site: Site) -> None:
    accepting = at_accept(site)
    desk = site.person("desk")
    assert "form of this step rejects" in str(operations(desk, accepting)["reject"])
    in_form = desk.post(f"/tasks/{accepting}/reject", {"reason": "misdirected", "evidence": EVIDENCE})
    assert (in_form.status_code, in_form.json["code"]) == (409, "conflict"), "its process arbitrates"
    desk.post(f"/tasks/{accepting}/complete", {"values": {"decision": "accept"}})
    site.stage.drain()
    task, order = (site.stage.task("assign")[name] for name in ("id", "order_id"))
    other = site.order(site.person("agent"), beside=True)["order"]
    files = [attached(desk, one) for one in (order, other)]
    reasons = [one["key"] for one in desk.get("/vocabulary").json["reject_reasons"]]
    short = desk.post(f"/tasks/{task}/reject", {"reason": reasons[0], "evidence": "无"})
    assert (short.status_code, short.json["findings"][0]["field"]) == (422, "evidence")
    wrong = desk.post(f"/tasks/{task}/reject", {"reason": "因为", "evidence": EVIDENCE})
    assert (wrong.status_code, wrong.json["findings"][0]["field"]) == (422, "reason")
    body = {"reason": reasons[0], "evidence": EVIDENCE, "attachments": files}
    foreign = desk.post(f"/tasks/{task}/reject", body)
    assert (foreign.status_code, foreign.json["findings"][0]["field"]) == (422, "attachments")
    done = desk.post(f"/tasks/{task}/reject", {**body, "attachments": files[:1]})
    assert done.json["department"] == site.ids["customer-service@P"]
    shown = desk.get(f"/orders/{order}/history").json["items"][-1]
    assert {"name": "evidence_files", "before": None, "after": ["现场.txt"]} in [
        {name: value[name] for name in ("name", "before", "after")} for value in shown["values"]
    ]
    assert (shown["type"], shown["reason"], shown["to_names"]) == (
        "task.rejected",
        "misdirected",
        ["省客户服务中心"],
    )
    assert shown["from_name"] == "东县抢修调度"


def question(person: Visitor, task: str) -> dict[str, Any]:
    page = person.get(f"/tasks/{task}").json
    assert page is not None
    return dict(page["questions"][-1])


def test_co_signing_and_reviewing_over_http(site: Site) -> None:
    task = at_accept(site)
    desk, duty, city = (site.person(name) for name in ("desk", "duty", "city"))
    both = desk.post(f"/tasks/{task}/co-signers", {"asked": [{"person": None, "department": None}]})
    assert both.status_code == 422
    body = {"asked": [{"person": site.ids["duty"]}], "timing": "after", "question": "请把关"}
    first = desk.post(f"/tasks/{task}/co-signers", body, {"Idempotency-Key": "once"})
    assert desk.post(f"/tasks/{task}/co-signers", body, {"Idempotency-Key": "once"}).json == first.json
    other = desk.post(f"/tasks/{task}/co-signers", {**body, "question": "?"}, {"Idempotency-Key": "once"})
    assert (other.status_code, other.json["code"]) == (422, "idempotency-mismatch")
    late = desk.post(f"/tasks/{task}/complete", {"values": {"decision": "accept"}})
    assert late.json["status"] == "submitted"
    line = question(duty, task)
    assert (line["question"], line["asked_by_name"], line["may_answer"]) == ("请把关", "东县调度", True)
    assert question(desk, task)["may_take_back"] is True
    signed = duty.post(f"/tasks/{task}/questions/{line['id']}/answer", {"opinion": "同意"})
    assert signed.json["status"] == "completed"
    site.stage.drain()
    assign = site.stage.task("assign")["id"]
    review = {"asked": [{"person": site.ids["city"]}], "rule": "no-veto", "question": "能否停电"}
    desk.post(f"/tasks/{assign}/reviews", review)
    line = question(city, assign)
    refused = city.post(f"/tasks/{assign}/questions/{line['id']}/answer", {"agrees": False})
    assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "opinion")
    veto = {"agrees": False, "opinion": "保电期间不行"}
    assert city.post(f"/tasks/{assign}/questions/{line['id']}/answer", veto).json["outcome"] == "failed"
    page = desk.get(f"/tasks/{assign}").json
    assert (page["review_outcome"], page["questions"][0]["opinion"]) == ("failed", "保电期间不行")


def test_an_urge_and_an_escalation_over_http(site: Site) -> None:
    task = at_accept(site)
    agent = site.person("agent")
    assert agent.post(f"/tasks/{task}/urge", {"note": "客户很急"}).json["urges"] == 1
    again = agent.post(f"/tasks/{task}/urge", {})
    assert (again.status_code, "10" in again.json["detail"]) == (409, True)
    raised = agent.post(f"/tasks/{task}/escalate", {"reason": "群体性停电"})
    assert raised.json["tier"] == "city"
    watched = site.person("city").get("/inbox?scope=watched").json["items"]
    assert [line["task"] for line in watched] == [task]


def test_a_bulk_action_answers_for_each_row(site: Site) -> None:
    agent, desk, duty = (site.person(name) for name in ("agent", "desk", "duty"))
    tasks = []
    for _ in range(3):
        order = site.order(agent, beside=True)
        agent.post(f"/tasks/{order['opened'][0]['task']}/complete", {})
        site.stage.drain()
        tasks.append(next(t["id"] for t in site.stage.tasks(order["order"]) if t["element_id"] == "accept"))
    site.person("desk2").post(f"/tasks/{tasks[1]}/claim")
    rows = [{"task": task, "revision": 1} for task in tasks]
    done = desk.post("/tasks/bulk", {"operation": "claim", "tasks": rows}, {"Idempotency-Key": "once"}).json
    assert [(item["done"], item["person"]) for item in done["items"]] == [
        (True, None),
        (False, "东县调度乙"),
        (True, None),
    ]
    assert (done["done"], done["failed"]) == (2, 1)
    again = desk.post("/tasks/bulk", {"operation": "claim", "tasks": rows}, {"Idempotency-Key": "once"})
    assert again.json == done
    to = {"department": site.ids["crew@A1-C1"], "reason": "现场"}
    moved = desk.post("/tasks/bulk", {"operation": "reassign", "tasks": [{"task": t} for t in tasks], **to})
    assert moved.json["done"] == 3, "a dispatcher passes on what a colleague holds, too"
    urged = agent.post("/tasks/bulk", {"operation": "urge", "tasks": [{"task": t} for t in tasks]})
    assert urged.json["done"] == 3
    one_form = {
        "operation": "complete",
        "tasks": [{"task": t} for t in tasks],
        "values": {"decision": "accept"},
    }
    refused = site.person("crew").post("/tasks/bulk", one_form)
    assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "tasks")
    double = duty.post("/tasks/bulk", {"operation": "claim", "tasks": [rows[0], rows[0]]})
    assert double.status_code == 422
