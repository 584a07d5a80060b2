"""What an agent is told at intake, flags, reopening, acting by telephone, and late entries in bulk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from engine.commands.case import Case
from engine.commands.work import Work
from engine.store.statement import Statement
from engine.store.tables import premise
from tests.api.conftest import Site
from tests.stage import MORNING, SYSTEM


def settle_premise(site: Site, **values: Any) -> None:
    with site.stage.system.database.transaction() as tx:
        tx.write(Statement(update(premise).where(premise.c.number == "M0000001").values(**values)))


def test_an_agent_is_told_of_repeats_neighbours_outages_debt_and_flags(any_site: Site) -> None:
    site = any_site
    agent, leader, desk = site.person("agent"), site.person("leader"), site.person("desk")
    settle_premise(site, transformer_area="演示1号台区")
    first = site.order(agent, caller_number="13800000001")
    for _ in range(2):
        site.order(agent, beside=True, caller_number="13900000002")
    where = f"/intake/hints?category=fault-report&premise={site.ids['premise-A1']}"
    told = agent.get(f"{where}&caller_number=138 0000 0001").json
    assert first["order"] in [one["id"] for one in told["repeats"]]
    assert (told["neighbours"], told["calls_around"], told["outages"]) == (3, True, [])
    assert {one["by"] for one in told["repeats"]} == {"premise"}
    outage = {
        "kind": "fault",
        "title": "变压器",
        "cause": "equipment",
        "tier_id": site.ids["A1"],
        "starts_at": MORNING.isoformat(),
        "transformer_area": "演示1号台区",
    }
    assert desk.post("/outages", outage).json["orders"] == 3
    flag = {"caller_number": "13800000001", "kind": "sensitive", "reason": "重要用户家属"}
    assert agent.post("/caller-flags", flag).status_code == 403
    made = leader.post("/caller-flags", flag)
    assert made.status_code == 201
    assert leader.post("/caller-flags", flag).json == made.json, "it is set already"
    settle_premise(site, cut_off_for_debt=True)
    told = agent.get(f"{where}&caller_number=13800000001&danger=true").json
    assert (told["outages"][0]["title"], told["reconnect"], told["priority"]) == ("变压器", True, 30)
    assert [one["reason"] for one in told["flags"]] == ["重要用户家属"]
    assert leader.post(f"/caller-flags/{made.json['flag']}/end", {"reason": "核实"}).status_code == 200
    assert agent.get(f"{where}&caller_number=13800000001").json["flags"] == []
    assert agent.get("/caller-flags?holding=false").json["count"] == 1
    site.stage.later(hours=80)
    assert agent.get(where).json["repeats"] == [], "the window is over"


def test_danger_and_importance_make_it_urgent_and_mood_does_not(any_site: Site) -> None:
    agent = any_site.person("agent")
    order = any_site.order(agent, danger=True)
    assert agent.get(f"/orders/{order['order']}").json["priority"] == 30
    important = any_site.order(agent, "A2", customer_class="important", caller_number="13911111111")
    assert agent.get(f"/orders/{important['order']}").json["priority"] == 20
    usual = any_site.order(agent, "B1", caller_number="13922222222")
    assert agent.get(f"/orders/{usual['order']}").json["priority"] == 0


def test_what_is_fixed_but_not_fixed_becomes_a_new_order_linked_to_the_old(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    old = site.order(agent)["order"]
    assert agent.post(f"/orders/{old}/reopen", {"reason": "又停了"}).status_code == 409
    with site.stage.system.database.transaction() as tx:
        case = Case.of_order(Work(tx, SYSTEM, site.stage.engine.services), old)
        assert case.order is not None
        ended = {"status": "archived", "done_at": case.now, "archived_at": case.now}
        case.change_order(case.order.but(**ended))
        case.record("order.done")
        case.save()
    again = agent.post(f"/orders/{old}/reopen", {"reason": "又停了"})
    assert (again.status_code, again.json["again"]) == (200, False)
    new = agent.get(f"/orders/{again.json['order']}").json
    assert (new["description"], new["links"][0]["kind"], new["links"][0]["to_this"]) == (
        "又停了",
        "reopened",
        True,
    )
    site.stage.later(days=8)
    assert agent.post(f"/orders/{old}/reopen", {"reason": "又停了"}).status_code == 409


def at_the_crew(site: Site) -> tuple[str, str]:
    """Open an order and bring it to its crew; return its id and number."""
    opened = site.order(site.person("agent"))
    site.stage.do("dispatch", "agent")
    site.stage.do("accept", "desk", {"decision": "accept"})
    site.stage.do("assign", "desk", {"crew": "A1-C1"})
    site.stage.later(minutes=40)
    return opened["order"], opened["number"]


def test_a_dispatcher_enters_what_a_crew_reports_by_telephone(any_site: Site) -> None:
    site = any_site
    desk = site.person("desk")
    order, _ = at_the_crew(site)
    task = site.stage.task("arrive")["id"]
    said = {
        "on_behalf_of": site.ids["crew"],
        "reason": "现场无网络",
        "values": {"position": "120.1,30.2"},
        "event_at": (MORNING + timedelta(minutes=20)).isoformat(),
    }
    assert (
        desk.post(f"/tasks/{task}/enter-for", {**said, "on_behalf_of": site.ids["crew2"]}).status_code == 422
    )
    assert site.person("agent").post(f"/tasks/{task}/enter-for", said).status_code == 403
    assert site.person("west").post(f"/tasks/{task}/enter-for", said).status_code == 404
    done = desk.post(f"/tasks/{task}/enter-for", said)
    assert (done.status_code, done.json["status"]) == (200, "completed"), done.text
    entry = desk.get(f"/orders/{order}/history").json["items"][-1]
    assert (entry["actor_name"], entry["on_behalf_of_name"], entry["late"]) == ("东县调度", "一班班长", True)


def test_a_sheet_of_late_entries_is_tried_then_entered_order_by_order(any_site: Site) -> None:
    site = any_site
    desk = site.person("desk")
    order, number = at_the_crew(site)
    other, second = site.order(site.person("agent"), "A2", caller_number="13912345678"), "x"
    second = other["number"]
    sheet = (
        "受理编号,环节,发生时间,账号,position,cause,work_done\n"
        f'{number},arrive,2026-11-23 09:20,crew,"120.1,30.2",,\n'
        f"{number},restore,2026-11-23 09:35,crew,,equipment,更换熔断器\n"
        f"{second},restore,2026-11-23 09:35,,,equipment,无此环节\n"
    ).encode()
    path = "/late-entries/file?reason=系统中断"
    tried = desk.send("POST", f"{path}&dry_run=true", data=sheet).json
    assert [one["outcome"] for one in tried["results"]] == ["would", "refused"]
    assert site.stage.open(order) == ["arrive"], "only tried"
    done = desk.send("POST", path, data=sheet).json
    assert [(one["outcome"], one["line"]) for one in done["results"]] == [("done", None), ("refused", 4)]
    assert (done["entered"], done["refused"]) == (2, 1)
    events = [one for one in desk.get(f"/orders/{order}/history").json["items"] if one["late"]]
    assert [one["event_at"][:16] for one in events] == ["2026-11-23T01:20", "2026-11-23T01:35"]
    again = desk.send("POST", path, data=sheet).json
    assert again["results"][0]["outcome"] == "refused", "it contradicts where the order stands"
    wrong = desk.send("POST", path, data="受理编号,环节,发生时间\n1,x,昨天\n2,y,=1+1\n".encode())
    assert (wrong.status_code, len(wrong.json["findings"])) == (422, 2)
    body = {"reason": "x", "lines": [{"number": number, "step": "x", "event_at": "2026-11-23T01:20:00Z"}]}
    assert site.person("agent").post("/late-entries", body).status_code == 403
