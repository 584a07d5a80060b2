"""Working over HTTP: claims, drafts, completions, returns, withdrawals, stuck completions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.api.conftest import Site, Visitor, no_roster


def task_at(visitor: Visitor, element: str) -> dict[str, Any]:
    """Return the line of the open task at an element, as the visitor's inbox shows it."""
    lines = [line for line in visitor.get("/inbox?limit=100").json["items"] if line["element"] == element]
    assert lines, f"nothing at {element}"
    return dict(lines[0])


def complete(site: Site, visitor: Visitor, element: str, values: Any = None, **more: Any) -> Any:
    body = {"values": values or {}, **more}
    answer = visitor.post(f"/tasks/{task_at(visitor, element)['task']}/complete", body)
    assert answer.status_code == 200, answer.text
    site.stage.drain()
    return answer.json


def test_an_order_goes_its_round_over_http(any_site: Site) -> None:
    site = any_site
    agent, desk, crew = site.person("agent"), site.person("desk"), site.person("crew")
    opened = site.order(agent)
    assert complete(site, agent, "dispatch")["next"] == []
    next_ = complete(site, desk, "accept", {"decision": "accept"})["next"]
    assert [task["element"] for task in next_] == ["assign"]
    crews = desk.get(f"/tasks/{next_[0]['task']}/options/crews").json["items"]
    assert [option["label"] for option in crews] == ["东县抢修一班", "东县抢修二班"]
    complete(site, desk, "assign", {"crew": crews[0]["value"]})
    complete(site, crew, "arrive", {"position": "30,120"})
    complete(site, crew, "restore", {"cause": "equipment", "work_done": "换熔断器"})
    complete(site, crew, "report", {"report": "已处理"})
    complete(site, desk, "review", {"decision": "approve"})
    complete(site, agent, "call-customer", {"reached": True, "restored": True, "satisfied": True})
    order = agent.get(f"/orders/{opened['order']}").json
    assert (order["status"], order["tasks"], order["round"]) == ("archived", [], 1)
    assert order["instances"][0]["status"] == "completed"
    assert {clock["state"] for clock in order["clocks"]} <= {"stopped", "waiting"}
    arrive = next(clock for clock in order["clocks"] if clock["rule"] == "arrive")
    assert (arrive["name_zh"] != "arrive", arrive["breached"]) == (True, False)


def test_the_page_of_a_task_has_form_order_and_draft(any_site: Site) -> None:
    site = any_site
    agent, desk = site.person("agent"), site.person("desk")
    site.order(agent, caller_name="王女士")
    complete(site, agent, "dispatch")
    line = task_at(desk, "accept")
    answer = desk.get(f"/tasks/{line['task']}")
    page = answer.json
    assert page["form"]["properties"]["decision"]["title"] == "处理"
    assert (page["order"]["caller_name"], page["premise"]["number"]) == ("王女士", "M0000001")
    assert (page["may_work"], page["mine"], page["sender_name"]) == (True, False, "坐席甲")
    assert answer.headers["ETag"].startswith(f'"{page["revision"]}-')
    same = desk.get(f"/tasks/{line['task']}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    path = f"/tasks/{line['task']}/draft"
    assert desk.put(path, {"values": {"evidence": "x"}}).status_code == 428
    kept = desk.put(path, {"values": {"evidence": "线路在西县"}}, {"If-Match": answer.headers["ETag"]})
    assert kept.status_code == 200
    late = desk.put(path, {"values": {}}, {"If-Match": answer.headers["ETag"]})
    assert (late.status_code, late.json["code"]) == (412, "revision-conflict")
    conflict = desk.put(path, {"values": {}, "revision": page["revision"]})
    assert (conflict.status_code, conflict.json["actual"]) == (409, page["revision"] + 1)
    again = desk.get(f"/tasks/{line['task']}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.json["draft"] == {"evidence": "线路在西县"}
    watcher = site.person("supervisor").get(f"/tasks/{line['task']}").json
    assert (watcher["may_work"], watcher["draft"]) == (False, None)


def test_numbers_in_drafts_and_values_stay_as_they_were_typed(site: Site) -> None:
    agent, desk, crew = site.person("agent"), site.person("desk"), site.person("crew")
    opened = site.order(agent)
    complete(site, agent, "dispatch")
    complete(site, desk, "accept", {"decision": "accept"})
    complete(site, desk, "assign", {"crew": "A1-C1"})
    complete(site, crew, "arrive")
    line = task_at(crew, "restore")
    typed = (
        '{"values": {"cause": "other", "work_done": "x", "quantity": 0.1000000000000000055}, "revision": 1}'
    )
    drafted = crew.send(
        "PUT", f"/tasks/{line['task']}/draft", data=typed, headers={"Content-Type": "application/json"}
    )
    assert drafted.status_code == 200, drafted.text
    shown = crew.get(f"/tasks/{line['task']}").text
    assert '"quantity":0.1000000000000000055' in shown
    complete(site, crew, "restore", {"cause": "other", "work_done": "x"})
    materials = [{"material": "熔断器", "quantity": 1.5}]
    complete(site, crew, "report", {"report": "已处理", "materials": materials})
    history = crew.get(f"/orders/{opened['order']}/history")
    assert history.status_code == 404, "the crew has done its part"
    desk_sees = desk.get(f"/orders/{opened['order']}/history").json["items"]
    assert [v["after"] for v in desk_sees[-1]["values"] if v["name"] == "materials"] == [materials]


def test_of_two_who_claim_at_once_one_gets_it_and_the_other_hears_who(any_site: Site) -> None:
    site = any_site
    task = site.order(site.person("agent"))["opened"][0]["task"]
    people = [site.person("agent"), site.person("agent2")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one.post(f"/tasks/{task}/claim"), people))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    lost = next(answer.json for answer in answers if answer.status_code == 409)
    assert lost["code"] == "held-by-another"
    assert lost["person"] in ("坐席甲", "坐席乙")
    assert lost["person"] in lost["detail"]
    assert lost["at"] == "2026-11-23T01:00:00+00:00"


def test_a_completion_sent_twice_is_done_once(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    task = site.order(agent)["opened"][0]["task"]
    key = {"Idempotency-Key": "3f6c"}
    first = agent.post(f"/tasks/{task}/complete", {"values": {}}, key)
    second = agent.post(f"/tasks/{task}/complete", {"values": {}}, key)
    assert (first.status_code, first.json) == (second.status_code, second.json)
    other = agent.post(f"/tasks/{task}/complete", {"values": {"note": "x"}}, key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency-mismatch")
    without = agent.post(f"/tasks/{task}/complete", {"values": {}})
    assert (without.status_code, without.json["code"]) == (409, "conflict")
    bad = agent.post(f"/tasks/{task}/claim", headers={"Idempotency-Key": "x" * 121})
    assert bad.status_code == 422


def test_a_form_that_does_not_fit_is_told_field_by_field(site: Site) -> None:
    agent, desk = site.person("agent"), site.person("desk")
    site.order(agent)
    complete(site, agent, "dispatch")
    task = task_at(desk, "accept")["task"]
    refused = desk.post(f"/tasks/{task}/complete", {"values": {"decision": "reject", "colour": "red"}})
    assert refused.status_code == 422
    assert {finding["field"] for finding in refused.json["findings"]} == {
        "colour",
        "reject_reason",
        "evidence",
    }


def test_a_stuck_completion_is_accepted_and_mended(any_site: Site) -> None:
    site = any_site
    agent, desk, operator = site.person("agent"), site.person("desk"), site.person("operator")
    opened = site.order(agent)
    complete(site, agent, "dispatch")
    complete(site, desk, "accept", {"decision": "accept"})
    task = task_at(desk, "assign")["task"]
    with no_roster():
        stuck = desk.post(f"/tasks/{task}/complete", {"values": {"crew": "A1-C2"}})
        assert (stuck.status_code, stuck.json["status"]) == (200, "stuck")
        assert "is being rebuilt" in stuck.json["message"]
        assert task_at(desk, "assign")["status"] == "stuck"
        assert desk.get("/incidents").status_code == 403
        found = operator.get("/incidents").json["items"]
        assert [(one["id"], one["task_can_be_reopened"]) for one in found] == [(stuck.json["incident"], True)]
        assert found[0]["order_number"] == opened["number"]
        retried = operator.post(f"/incidents/{found[0]['id']}/retry").json
        assert retried["status"] == "open"
        assert "is being rebuilt" in retried["message"]
    assert operator.get(f"/incidents/{found[0]['id']}").json["retries"] == 1
    assert operator.post(f"/incidents/{found[0]['id']}/reopen-task").json["task"] == task
    assert desk.get(f"/tasks/{task}").json["draft"] == {"crew": "A1-C2"}
    complete(site, desk, "assign", {"crew": "A1-C1"})
    assert operator.get("/incidents").json["count"] == 0
    assert operator.get("/incidents?status=resolved").json["items"][0]["resolved_by_name"] == "运维员"
    gone = operator.post(f"/incidents/{found[0]['id']}/retry")
    assert (gone.status_code, gone.json["person"]) == (409, "运维员")


def test_a_review_returns_the_order_to_an_earlier_task(any_site: Site) -> None:
    site = any_site
    agent, desk, crew = site.person("agent"), site.person("desk"), site.person("crew")
    site.order(agent)
    complete(site, agent, "dispatch")
    complete(site, desk, "accept", {"decision": "accept"})
    complete(site, desk, "assign", {"crew": "A1-C1"})
    task = task_at(crew, "arrive")["task"]
    targets = crew.get(f"/tasks/{task}/return-targets").json["items"]
    assert [target["element"] for target in targets] == ["assign", "accept", "dispatch"]
    assert targets[0]["refused"] is None
    assert "arrive" in targets[0]["cancels"]
    planned = crew.post(f"/tasks/{task}/return", {"target": "assign", "dry_run": True}).json
    assert (planned["dry_run"], planned["cancels"]) == (True, targets[0]["cancels"])
    assert crew.post(f"/tasks/{task}/return", {"target": "assign"}).status_code == 422
    done = crew.post(f"/tasks/{task}/return", {"target": "assign", "reason": "车坏了"})
    assert (done.status_code, done.json["holder"]) == (200, site.ids["desk"])
    assert task_at(desk, "assign")["holder_name"] == "东县调度"
    assert desk.get(f"/tasks/{task}/return-targets").status_code == 404
    gone = crew.post(f"/tasks/{task}/return", {"target": "assign", "reason": "x"})
    assert gone.status_code in (403, 409)


def test_the_sender_takes_back_what_the_receiver_has_not_touched(site: Site) -> None:
    agent, desk = site.person("agent"), site.person("desk")
    site.order(agent)
    complete(site, agent, "dispatch")
    task = task_at(desk, "accept")["task"]
    assert agent.get(f"/tasks/{task}").json["can_withdraw"]
    assert not desk.get(f"/tasks/{task}").json["can_withdraw"]
    desk.post(f"/tasks/{task}/claim")
    late = agent.post(f"/tasks/{task}/withdraw", {})
    assert (late.status_code, late.json["person"]) == (409, "东县调度")
    desk.post(f"/tasks/{task}/release")
    assert agent.post(f"/tasks/{task}/withdraw", {"reason": "写错了"}).json["target"] == "dispatch"
    assert task_at(agent, "dispatch")["mine"]


def test_a_late_entry_says_when_it_really_was(site: Site) -> None:
    agent = site.person("agent")
    opened = site.order(agent)
    site.stage.later(minutes=1)
    complete(site, agent, "dispatch", event_at="2026-11-23T09:00:30+08:00")
    entry = agent.get(f"/orders/{opened['order']}/history").json["items"][-1]
    assert (entry["late"], entry["event_at"]) == (True, "2026-11-23T01:00:30+00:00")
    future = agent.post(
        f"/tasks/{opened['opened'][0]['task']}/complete", {"event_at": "2027-01-01T00:00:00Z"}
    )
    assert future.status_code in (409, 422)
    naive = agent.post(f"/tasks/{opened['opened'][0]['task']}/complete", {"event_at": "2026-01-01T00:00:00"})
    assert naive.json["findings"][0]["field"] == "event_at"
