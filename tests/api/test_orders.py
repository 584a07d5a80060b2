"""Orders over HTTP: opening, lists, pages, history, state, requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.commands.call_parts import Ring, Talk, Visit
from engine.commands.erase import EraseValues
from engine.commands.record_call import RecordCall
from engine.orders import check_digit
from tests.api.conftest import Site, Visitor
from tests.stage import MORNING, SYSTEM


def call(site: Site, caller: str = "13800000001", agent: str | None = "1001") -> str:
    """Record a call that an agent answers, and return its id."""
    command = RecordCall(
        exchange_id=f"x-{caller}-{agent}",
        direction="inbound",
        state="talking",
        started_at=site.stage.now - timedelta(minutes=1),
        caller_number=caller,
        queue="repair@default",
        agent=agent,
        answered_at=site.stage.now,
    )
    return str(site.stage.run(command, SYSTEM)["call"])


def test_whoever_was_rung_sees_the_call_with_what_happened_in_it(any_site: Site) -> None:
    site = any_site
    now = site.stage.now
    command = RecordCall(
        exchange_id="x-elsewhere",
        direction="inbound",
        kind="inbound",
        state="answered",
        started_at=now - timedelta(minutes=1),
        queue="elsewhere@default",
        agent="1002",
        last_agent="1002",
        answered_at=now,
        hold_ms=0,
        parts=(
            Ring("1001@default", now - timedelta(seconds=30), now - timedelta(seconds=10), "NO_ANSWER"),
            Talk("core/b", "1002@default", now, how="answer"),
            Visit("m", "elsewhere@default", now - timedelta(seconds=40), now),
        ),
    )
    known = site.stage.run(command, SYSTEM)["call"]
    agent = site.person("agent")
    page = agent.get(f"/calls/{known}").json
    ((ring,), (talk,), (visit,)) = page["rings"], page["talks"], page["visits"]
    assert (ring["person_name"], ring["missed"]) == ("坐席甲", "NO_ANSWER")
    assert (talk["person_name"], talk["how"], talk["until"]) == ("坐席乙", "answer", None)
    assert (visit["queue"], visit["department_name"]) == ("elsewhere@default", None)
    assert (page["call"]["kind"], page["call"]["last_agent_name"]) == ("inbound", "坐席乙")
    assert [one["id"] for one in agent.get("/calls?scope=mine").json["items"]] == [known]
    assert site.person("crew").get(f"/calls/{known}").status_code == 404


def complete(site: Site, visitor: Visitor, element: str, values: Any = None) -> None:
    task = site.stage.task(element)["id"]
    answer = visitor.post(f"/tasks/{task}/complete", {"values": values or {}})
    assert answer.status_code == 200, answer.text
    site.stage.drain()


def test_opening_says_what_is_missing_or_wrong(any_site: Site) -> None:
    agent = any_site.person("agent")
    nothing = agent.post("/orders", {})
    assert {finding["field"] for finding in nothing.json["findings"]} == {"category", "title"}
    nowhere = agent.post("/orders", {"category": "fault-report", "title": "停电"})
    assert (nowhere.status_code, nowhere.json["findings"][0]["field"]) == (422, "premise_id")
    body = {"category": "fault-report", "title": "x", "premise_id": any_site.ids["premise-A1"]}
    unfit = agent.post("/orders", {**body, "fields": {"symptom": "ghost"}})
    assert unfit.json["findings"][0]["field"] == "symptom"
    unknown = agent.post("/orders", {**body, "premise_id": any_site.ids["agent"]})
    assert unknown.status_code == 422
    odd = agent.post("/orders", {**body, "fields": {"symptom": "other"}, "area": "lunar"})
    assert odd.status_code == 422
    assert agent.post("/orders", {**body, "colour": 1}).json["findings"][0]["field"] == "colour"
    assert any_site.person("crew").post("/orders", body).status_code == 403
    assert (
        any_site.person("west").post("/orders", {**body, "fields": {"symptom": "other"}}).status_code == 403
    )


def test_a_repeated_caller_joins_the_open_order(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    first = site.order(agent)
    body = {
        "category": "fault-report",
        "title": "还没来电",
        "premise_id": site.ids["premise-A1"],
        "fields": {"symptom": "no-power"},
    }
    again = agent.post("/orders", body)
    assert again.status_code == 409
    assert [one["number"] for one in again.json["orders"]] == [first["number"]]
    joined = agent.post(f"/orders/{first['order']}/join-call", {"call_id": call(site), "note": "还没来电"})
    assert joined.json["number"] == first["number"]
    site.stage.drain()
    order = agent.get(f"/orders/{first['order']}").json
    assert (order["urges"], [one["kind"] for one in order["calls"]]) == (1, ["repeat"])
    assert agent.post("/orders", {**body, "beside": True}).status_code == 201


def test_a_call_of_others_is_taken_by_nobody_and_its_number_copied_nowhere(any_site: Site) -> None:
    site = any_site
    foreign, west = call(site, "13800000042"), site.person("west")
    unknown = site.ids["agent"]
    body = {
        "category": "fault-report",
        "title": "停电",
        "premise_id": site.ids["premise-A2"],
        "fields": {"symptom": "no-power"},
    }
    for one in (foreign, unknown):
        refused = west.post("/orders", {**body, "call_id": one})
        assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "call_id")
        assert f"no call '{one}' that you may see" in refused.json["detail"]
        assert "13800000042" not in refused.text
    own = site.order(west, "A2")
    joined = west.post(f"/orders/{own['order']}/join-call", {"call_id": foreign})
    assert (joined.status_code, joined.json["findings"][0]["field"]) == (422, "call_id")
    assert site.person("agent").get(f"/calls/{foreign}").json["orders"] == []


def test_orders_alike_of_others_are_counted_without_number(any_site: Site) -> None:
    site = any_site
    agent, west = site.person("agent"), site.person("west")
    first = site.order(agent, "A1", caller_number="13800000043")
    mine = {
        "category": "fault-report",
        "title": "停电",
        "premise_id": site.ids["premise-A2"],
        "caller_number": "13800000043",
        "fields": {"symptom": "no-power"},
    }
    told = west.post("/orders", mine)
    assert (told.status_code, told.json["orders"]) == (409, [])
    assert first["number"] not in told.text
    assert "(1), of others" in told.json["detail"]
    second = site.order(agent, "A2", caller_number="13800000043", beside=True)
    told = west.post("/orders", mine)
    assert [one["number"] for one in told.json["orders"]] == [second["number"]]
    assert "and 1 of others" in told.json["detail"]
    assert first["number"] not in told.text


def test_a_call_shows_who_may_be_calling_and_why(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    opened = site.order(agent)
    ringing = call(site)
    page = agent.get(f"/calls/{ringing}").json
    assert (page["repeat"], page["call"]["agent_name"]) == (True, "坐席甲")
    assert [one["number"] for one in page["candidates"]] == ["M0000001"]
    assert [one["number"] for one in page["open_orders"]] == [opened["number"]]
    assert agent.get("/calls?scope=mine").json["count"] == 1
    assert site.person("agent2").get("/calls?scope=mine").json["count"] == 0
    assert site.person("agent2").get("/calls?scope=queue").json["count"] == 1
    assert site.person("desk").get(f"/calls/{ringing}").status_code == 404
    assert site.person("desk").get("/calls").json["count"] == 0
    nobodys = call(site, "13912345678", None)
    assert agent.get(f"/calls/{nobodys}").json["repeat"] is False
    assert agent.get("/calls").json["count"] == 2


def test_a_neighbour_county_does_not_see_an_order(any_site: Site) -> None:
    site = any_site
    opened = site.order(site.person("agent"))
    path = f"/orders/{opened['order']}"
    for who in ("desk", "city", "supervisor", "agent"):
        person = site.person(who)
        assert person.get(path).status_code == 200, who
        assert [one["id"] for one in person.get("/orders").json["items"]] == [opened["order"]], who
    for who in ("west", "city2", "north", "crew"):
        person = site.person(who)
        for part in ("", "/history", "/state", "/diagram"):
            assert person.get(path + part).status_code == 404, who
        assert person.get(f"/orders/by-number/{opened['number']}").status_code == 404
        assert person.get("/orders").json["items"] == [], who
        assert person.get(f"/tasks/{opened['opened'][0]['task']}").status_code == 404


def test_a_crew_sees_the_order_while_it_has_a_task(any_site: Site) -> None:
    site = any_site
    agent, desk, crew = site.person("agent"), site.person("desk"), site.person("crew")
    opened = site.order(agent)
    complete(site, agent, "dispatch")
    complete(site, desk, "accept", {"decision": "accept"})
    complete(site, desk, "assign", {"crew": "A1-C1"})
    assert crew.get(f"/orders/{opened['order']}").json["crew_name"] == "东县抢修一班"
    assert crew.get("/orders").json["count"] == 1
    assert site.person("crew2").get("/orders").json["count"] == 0


def test_an_order_is_found_by_its_number_as_it_is_read_out(any_site: Site) -> None:
    agent = any_site.person("agent")
    number = any_site.order(agent)["number"]
    spoken = f"{number[:6]} {number[6:12]}-{number[12:]}"
    answer = agent.get(f"/orders/by-number/{spoken}")
    assert answer.json["number"] == number
    same = agent.get(f"/orders/by-number/{number}", headers={"If-None-Match": answer.headers["ETag"]})
    assert same.status_code == 304
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert agent.get(f"/orders/by-number/{wrong}").status_code == 422
    other = f"{int(number[:12]) + 7:012d}"
    assert agent.get(f"/orders/by-number/{other}{check_digit(other)}").status_code == 404


def test_the_etag_of_an_order_changes_with_what_is_shown_not_with_every_second(site: Site) -> None:
    agent = site.person("agent")
    opened = site.order(agent)
    path = f"/orders/{opened['order']}"
    tag = agent.get(path).headers["ETag"]
    site.stage.later(seconds=10)
    assert agent.get(path, headers={"If-None-Match": tag}).status_code == 304
    site.stage.later(minutes=3)
    late = agent.get(path, headers={"If-None-Match": tag})
    assert late.status_code == 200
    dispatch = next(clock for clock in late.json["clocks"] if clock["rule"] == "dispatch")
    assert (dispatch["breached"], dispatch["remaining_seconds"]) == (True, -70)
    agent.post(f"/tasks/{opened['opened'][0]['task']}/claim")
    assert agent.get(path).headers["ETag"] != late.headers["ETag"]


def test_lists_are_filtered_and_sorted(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    first = site.order(agent, title="路灯不亮_100%")
    site.stage.set_clock(MORNING + timedelta(hours=1))
    second = site.order(agent, "A2", title="变压器异响", priority=10)
    third = agent.post(
        "/orders", {"category": "enquiry", "title": "问电价", "tier_id": site.ids["B1"], "area": "urban"}
    ).json

    def ids(query: str) -> list[str]:
        answer = agent.get(f"/orders?{query}")
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json["items"]]

    everything = [third["order"], second["order"], first["order"]]
    assert ids("") == everything or sorted(ids("")) == sorted(everything)
    assert ids("sort=opened")[0] == first["order"]
    assert ids("sort=-priority")[0] == second["order"]
    assert ids("category=enquiry") == [third["order"]]
    assert ids(f"tier={site.ids['A']}&sort=opened") == [first["order"], second["order"]]
    assert ids(f"tier={site.ids['agent']}") == []
    assert ids("status=archived") == []
    assert sorted(ids("stage=dispatch")) == sorted([first["order"], second["order"]])
    assert ids("text=100%25") == [first["order"]]
    assert agent.get("/orders?text=%25").status_code == 422, "nothing to look for"
    assert agent.get(f"/search?words={'电' * 10_000}").status_code == 422
    assert [one["id"] for one in agent.get("/search?words=电价").json["items"]] == [third["order"]]
    assert ids(f"text={second['number'][:6]} {second['number'][6:]}") == [second["order"]]
    half = (MORNING + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    assert ids(f"opened_to={half}") == [first["order"]]
    assert sorted(ids(f"opened_from={half}")) == sorted([second["order"], third["order"]])
    assert agent.get("/orders?status=lost").status_code == 422
    assert agent.get("/orders?statos=open").json["findings"][0]["field"] == "statos"


def test_history_and_state_tell_the_same_story(any_site: Site) -> None:
    site = any_site
    agent, desk = site.person("agent"), site.person("desk")
    opened = site.order(agent, caller_name="王女士")
    path = f"/orders/{opened['order']}"
    site.stage.later(minutes=1)
    complete(site, agent, "dispatch")
    site.stage.later(minutes=4)
    complete(site, desk, "accept", {"decision": "accept"})
    history = agent.get(f"{path}/history").json
    types = [entry["type"] for entry in history["items"]]
    assert types == ["order.opened", "instance.started", "task.completed", "timer.fired", "task.completed"]
    raised = history["items"][3]
    assert (raised["actor"], raised["actor_name"]) == ("system:timer", None)
    assert [one["tier"] for one in raised["attention"]] == ["city"]
    accepted = history["items"][4]
    assert (accepted["actor_name"], accepted["element_name"]) == ("东县调度", "接单")
    assert accepted["milestones"] == ["accepted"]
    assert [task["name"] for task in accepted["opened"]] == ["派工"]
    assert {"accept", "assign"} <= {clock["rule"] for clock in accepted["clocks"]}
    assert accepted["values"][0]["name"] == "decision"
    part = agent.get(f"{path}/history?after=1&limit=2").json
    assert ([entry["seq"] for entry in part["items"]], part["next"], part["count"]) == ([2, 3], 3, 5)
    earlier = (MORNING + timedelta(minutes=2)).isoformat().replace("+00:00", "Z")
    before = agent.get(f"{path}/state?at={earlier}").json
    assert [task["element"] for task in before["tasks"]] == ["accept"]
    assert [one["element"] for one in before["instances"][0]["active"]] == ["accept"]
    assert {"name": "caller_name", "value": "王女士", "erased": False} in before["values"]
    now = agent.get(f"{path}/state").json
    assert [task["element"] for task in now["tasks"]] == ["assign"]
    assert {"element": "accept", "times": 1} in now["passed"]
    assert now["events"] == 5
    long_ago = agent.get(f"{path}/state?at=2020-01-01T00:00:00Z").json
    assert (long_ago["events"], long_ago["instances"]) == (0, [])


def test_an_erased_value_shows_as_erased(site: Site) -> None:
    agent = site.person("agent")
    opened = site.order(agent, caller_name="王女士")
    site.stage.run(EraseValues(opened["order"], ("caller_name",), "本人要求"), "auditor")
    path = f"/orders/{opened['order']}"
    values = agent.get(f"{path}/history").json["items"][0]["values"]
    name = next(one for one in values if one["name"] == "caller_name")
    assert name == {"name": "caller_name", "before": None, "after": None, "erased": True}
    state = agent.get(f"{path}/state").json["values"]
    assert {"name": "caller_name", "value": None, "erased": True} in state
    assert "王女士" not in agent.get(path).text


def test_the_diagrams_include_what_is_called(site: Site) -> None:
    agent = site.person("agent")
    opened = site.order(agent)
    diagrams = agent.get(f"/orders/{opened['order']}/diagram").json
    assert [one["package"] for one in diagrams["versions"]] == ["repair", "follow-up"]
    assert diagrams["instances"][0]["definition"] == diagrams["versions"][0]["id"]
    assert all("<bpmn:definitions" in one["xml"] for one in diagrams["versions"])


def test_a_crew_asks_for_a_hold_and_the_duty_manager_approves(any_site: Site) -> None:
    site = any_site
    agent, desk, crew = site.person("agent"), site.person("desk"), site.person("crew")
    opened = site.order(agent)
    path = f"/orders/{opened['order']}"
    complete(site, agent, "dispatch")
    complete(site, desk, "accept", {"decision": "accept"})
    complete(site, desk, "assign", {"crew": "A1-C1"})
    until = (site.stage.now + timedelta(hours=2)).isoformat()
    past = crew.post(f"{path}/hold-request", {"reason": "awaiting-parts", "until": "2020-01-01T00:00:00Z"})
    assert (past.status_code, past.json["findings"][0]["field"]) == (422, "until")
    assert "request-hold" in crew.get(path).json["permissions"]
    asked = crew.post(f"{path}/hold-request", {"reason": "awaiting-parts", "until": until})
    assert asked.status_code == 202, asked.text
    assert (
        site.person("crew2")
        .post(f"{path}/hold-request", {"reason": "awaiting-parts", "until": until})
        .status_code
        == 404
    )
    site.stage.drain()
    assert site.stage.open(opened["order"]) == ["approve-hold", "arrive"]
    told = desk.get(f"{path}/history").json["items"]
    assert [entry["actor_name"] for entry in told if entry["type"] == "order.hold-requested"] == ["一班班长"]
    early = crew.post(f"{path}/release-request", {})
    assert (early.status_code, early.json["code"]) == (409, "conflict")


def test_a_customer_wishes_another_time_and_the_arrival_limit_is_the_agreed_one(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    opened = site.order(agent)
    path = f"/orders/{opened['order']}"
    agreed = (site.stage.now + timedelta(hours=5)).isoformat()
    past = agent.post(f"{path}/appointment-request", {"at": "2020-01-01T00:00:00Z", "reason": "x"})
    assert (past.status_code, past.json["findings"][0]["field"]) == (422, "at")
    assert agent.post(f"{path}/appointment-request", {"at": agreed, "reason": " "}).status_code == 422
    assert "request-appointment" in agent.get(path).json["permissions"]
    wish = {"at": agreed, "reason": "下午才在家"}
    assert agent.post(f"{path}/appointment-request", wish).status_code == 202
    site.stage.drain()
    order = agent.get(path).json
    (arrive,) = [clock for clock in order["clocks"] if clock["rule"] == "arrive"]
    assert datetime.fromisoformat(arrive["promise_due_at"]) == datetime.fromisoformat(agreed)
    assert datetime.fromisoformat(order["fields"]["appointment"]) == datetime.fromisoformat(agreed)
    assert site.person("west").post(f"{path}/appointment-request", wish).status_code == 404


def test_a_customer_takes_the_order_back(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    opened = site.order(agent)
    path = f"/orders/{opened['order']}/cancel-request"
    assert agent.post(path, {"reason": ""}).status_code == 422
    assert site.person("crew").post(path, {"reason": "x"}).status_code == 403
    assert agent.post(path, {"reason": "自己修好了"}).status_code == 202
    site.stage.drain()
    assert "check-cancel" in site.stage.open(opened["order"])
    enquiry = agent.post(
        "/orders", {"category": "enquiry", "title": "问", "tier_id": site.ids["A1"], "area": "urban"}
    ).json
    assert enquiry["instance"] is None
    deaf = agent.post(f"/orders/{enquiry['order']}/cancel-request", {"reason": "x"})
    assert deaf.status_code == 409


def test_the_duty_manager_holds_and_releases(site: Site) -> None:
    opened = site.order(site.person("agent"))
    path = f"/orders/{opened['order']}"
    duty = site.person("duty")
    until = (site.stage.now + timedelta(hours=1)).astimezone(UTC).isoformat()
    assert duty.post(f"{path}/hold", {"reason": "bored", "until": until}).status_code == 422
    held = duty.post(f"{path}/hold", {"reason": "customer-wish", "until": until})
    assert (held.status_code, held.json["status"]) == (200, "held")
    page = duty.get(path).json
    assert (page["hold"]["approved_by_name"], page["hold"]["until"]) == ("东县值班长", until)
    assert duty.post(f"{path}/hold", {"reason": "customer-wish", "until": until}).status_code == 409
    assert duty.post(f"{path}/release").json["status"] == "open"
    assert site.person("agent").post(f"{path}/release").status_code == 403


def test_the_intake_form_belongs_to_the_category(site: Site) -> None:
    agent = site.person("agent")
    form = agent.get("/orders/intake?category=fault-report").json
    assert (form["package"], form["form"]["required"]) == ("repair", ["symptom"])
    assert agent.get("/orders/intake?category=enquiry").json["form"] is None
    assert agent.get("/orders/intake?category=ghost").status_code == 422


def test_premises_are_found_where_one_serves(any_site: Site) -> None:
    agent, desk = any_site.person("agent"), any_site.person("desk")
    assert len(agent.get("/premises?search=演示路").json["items"]) == 3
    assert [one["number"] for one in desk.get("/premises?search=演示路").json["items"]] == ["M0000001"]
    assert agent.get("/premises?phone=13800000002").json["items"][0]["customer_name"] == "客户2"
    assert agent.get("/premises?search=%25").json["items"] == []
    assert agent.get("/premises").status_code == 422
    assert any_site.person("designer").get("/premises?search=1").status_code == 403
