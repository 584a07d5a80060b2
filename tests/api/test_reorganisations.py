"""Reorganisations over HTTP: told before, then open work goes on elsewhere, each step in its own history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.store.tables import assignment, work_order
from engine.workers import advance_reorganisations
from tests.api.conftest import Site, Visitor


def work(site: Site) -> None:
    """Let the worker do all there is, in small stretches."""
    while advance_reorganisations(site.stage.engine, most=2):
        pass


def dispatched(site: Site) -> dict[str, Any]:
    """Open an order in the east county and dispatch it; return the task by which the county accepts it."""
    site.order(site.person("agent"))
    site.stage.do("dispatch", "agent")
    return site.stage.task("accept")


def told(answer: Any) -> list[tuple[str, str | None, int]]:
    assert answer.status_code == 200, answer.text
    return [(one["from_name"], one["to_name"], one["tasks"]) for one in answer.json["moves"]]


def now_at(site: Site) -> set[str]:
    names = {value: key for key, value in site.ids.items()}
    return {names[task["department_id"]] for task in site.stage.tasks() if task["element_id"] == "accept"}


def operator_of(site: Site) -> Visitor:
    return site.person("operator")


def test_a_department_closes_and_another_goes_on_with_its_tasks(any_site: Site) -> None:
    task = dispatched(any_site)
    operator, path = operator_of(any_site), f"/organisation/departments/{any_site.ids['repair@A1']}/close"
    assert told(operator.post(path, {"dry_run": True})) == [("东县抢修调度", "甲市供电服务指挥中心", 1)]
    into = {"successor_id": any_site.ids["duty@A1"], "reason": "并入值班室"}
    assert told(operator.post(path, {**into, "dry_run": True})) == [("东县抢修调度", "东县值班室", 1)]
    assert now_at(any_site) == {"repair@A1"}, "a dry run changes nothing"
    assert operator.post(path, into).status_code == 428
    done = operator.post(path, {**into, "revision": 1})
    assert told(done) == [("东县抢修调度", "东县值班室", 1)]
    work(any_site)
    assert now_at(any_site) == {"duty@A1"}
    assert any_site.stage.lines("accept") == {("candidate", "duty@A1")}
    events = [event.type for event in any_site.stage.history(task["order_id"])]
    assert events[-1] == "task.readdressed"
    (line,) = operator.get("/organisation/reorganisations").json["items"]
    assert (line["state"], line["moved"], line["failed"]) == ("done", 1, 0)
    assert any_site.person("duty").post(f"/tasks/{task['id']}/claim").status_code == 200
    assert operator.post(path, {**into, "revision": 2}).status_code == 409, "closed already"
    assert operator.put(path.removesuffix("/close"), {"reopen": True, "revision": 2}).status_code == 200


def test_whoever_leaves_gives_back_what_they_had(any_site: Site) -> None:
    task = dispatched(any_site)
    assert any_site.person("desk").post(f"/tasks/{task['id']}/claim").status_code == 200
    operator, path = operator_of(any_site), f"/organisation/people/{any_site.ids['desk']}/leave"
    assert operator.post(path, {"dry_run": True}).json["released"] == 1
    desk = any_site.person("desk")
    assert operator.post(path, {"revision": 1, "reason": "离职"}).status_code == 200
    work(any_site)
    assert any_site.stage.lines("accept") == {("candidate", "repair@A1")}
    assert any_site.stage.task("accept")["holder_id"] is None
    assert desk.post(f"/tasks/{task['id']}/claim").status_code in (401, 403)
    assert any_site.person("desk2").post(f"/tasks/{task['id']}/claim").status_code == 200
    mine = f"/organisation/people/{any_site.ids['operator']}/leave"
    assert operator.post(mine, {"revision": 1}).status_code == 409, "nobody locks themselves out"


def test_a_county_is_divided_and_its_running_orders_go_with_their_area(any_site: Site) -> None:
    task = dispatched(any_site)
    operator = operator_of(any_site)
    path = f"/organisation/territories/{any_site.ids['T-A1']}/move"
    to_west = {"tier_id": any_site.ids["B1"], "reason": "区划调整"}
    tried = operator.post(path, {**to_west, "dry_run": True})
    assert told(tried) == [("东县抢修调度", "北县抢修调度", 1)]
    assert tried.json["orders"] == 1
    assert operator.post(path, {**to_west, "revision": 1}).status_code == 200
    work(any_site)
    assert now_at(any_site) == {"repair@B1"}
    (row,) = any_site.stage.rows(select(work_order.c.tier_path, work_order.c.id))
    assert row["tier_path"] == "/P/B/B1/"
    kinds = [event.type for event in any_site.stage.history(row["id"])]
    assert kinds[-2:] == ["order.readdressed", "task.readdressed"]
    assert any_site.person("desk").get(f"/tasks/{task['id']}").status_code == 404, "no longer theirs to see"
    assert any_site.person("north").post(f"/tasks/{task['id']}/claim").status_code == 200


def test_a_department_moves_and_the_tier_that_it_left_goes_on_without_it(any_site: Site) -> None:
    dispatched(any_site)
    operator = operator_of(any_site)
    path = f"/organisation/departments/{any_site.ids['repair@A1']}/move"
    there = operator.post(path, {"tier_id": any_site.ids["A2"], "dry_run": True})
    assert there.status_code == 422, "that county has one of its kind"
    moved = operator.post(path, {"tier_id": any_site.ids["A"], "revision": 1})
    assert moved.status_code == 200, moved.text
    work(any_site)
    assert now_at(any_site) == {"repair@A1"}, "now the city's, which answers for the county too"
    county = any_site.person("duty")
    assert county.post(path, {"tier_id": any_site.ids["A1"], "revision": 2}).status_code == 403


def test_questions_watchers_and_support_of_a_closed_department_go_on_elsewhere(any_site: Site) -> None:
    task = dispatched(any_site)
    desk, operator, ids = any_site.person("desk"), operator_of(any_site), any_site.ids
    order, at = task["order_id"], f"/tasks/{task['id']}"
    assert desk.post(f"{at}/claim").status_code == 200
    asked = {"asked": [{"department": ids["duty@A1"]}], "question": "能否带电作业？", "timing": "before"}
    assert desk.post(f"{at}/co-signers", asked).status_code == 200
    support = {"department_id": ids["duty@A1"], "task": "联系客户"}
    assert desk.post(f"/orders/{order}/supports", support).status_code == 200
    assert any_site.stage.lines("accept") >= {("co-signer", "duty@A1"), ("watcher", "duty@A1")}
    path = f"/organisation/departments/{ids['duty@A1']}/close"
    into = {"successor_id": ids["command@A"], "reason": "上收到市", "revision": 1}
    assert operator.post(path, into).status_code == 200
    work(any_site)
    assert any_site.stage.lines("accept") == {
        ("candidate", "repair@A1"),
        ("holder", "desk"),
        ("co-signer", "command@A"),
        ("watcher", "command@A"),
    }
    page = desk.get(f"/orders/{order}").json
    assert [one["department_name"] for one in page["supporting"]] == ["甲市供电服务指挥中心"]
    city = any_site.person("city")
    (line,) = [one for one in any_site.stage.rows(select(assignment)) if one["role"] == "co-signer"]
    assert line["question"] == "能否带电作业？"
    answer = {"agrees": True, "opinion": "可以"}
    assert city.post(f"{at}/questions/{line['id']}/answer", answer).status_code == 200


def test_a_restricted_order_opens_to_the_department_that_goes_on_with_it(site: Site) -> None:
    task = dispatched(site)
    path = f"/orders/{task['order_id']}/restrict"
    assert site.person("duty").post(path, {"reason": "敏感"}).status_code == 200
    into = {"successor_id": site.ids["command@A"], "reason": "上收", "revision": 1}
    close = f"/organisation/departments/{site.ids['repair@A1']}/close"
    assert operator_of(site).post(close, into).status_code == 200
    work(site)
    assert site.person("city").post(f"/tasks/{task['id']}/claim").status_code == 200
