"""A restricted order opens only to those named, after they have said why; to whom it is about, never."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from engine.store.statement import Statement
from engine.store.tables import order_look
from tests.api.conftest import Site, Visitor

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WHY = {"reason": "来电核实进展"}


@pytest.fixture
def order(any_site: Site) -> str:
    """An order of county A1 that its duty manager has restricted; it is about the manager of A1's desk."""
    order: str = any_site.order(any_site.person("agent"))["order"]
    agent = any_site.person("agent")
    for task in any_site.stage.tasks(order):
        agent.post(f"/tasks/{task['id']}/complete", {"values": {}})
    any_site.stage.drain()
    west = any_site.ids["repair@A2"]
    moved = any_site.stage.tasks(order)[0]
    hand_over(any_site, moved["id"], west)
    body = {
        "reason": "反映调度员本人",
        "named": [any_site.ids["supervisor"], any_site.ids["desk"]],
        "concerned": [any_site.ids["repair@A1"]],
    }
    done = any_site.person("duty").post(f"/orders/{order}/restrict", body)
    assert done.status_code == 200, done.text
    return order


def hand_over(site: Site, task_id: str, department: str) -> None:
    """Let another department have the task, as reassigning would."""
    from sqlalchemy import bindparam

    from engine.store.tables import assignment, task

    with site.stage.system.database.transaction() as tx:
        for table, column in ((assignment, assignment.c.task_id), (task, task.c.id)):
            tx.write(
                Statement(
                    update(table)
                    .where(column == bindparam("of_task"))
                    .values(department_id=bindparam("department"))
                ),
                of_task=task_id,
                department=department,
            )


def addresses(site: Site, order: str) -> list[str]:
    """Every address under which something of the order is read."""
    number = site.stage.order(order).number
    task = site.stage.tasks(order)[0]["id"]
    return [
        f"/orders/{order}",
        f"/orders/by-number/{number}",
        f"/orders/{order}/history",
        f"/orders/{order}/diagram",
        f"/orders/{order}/state",
        f"/tasks/{task}",
    ]


def listed(visitor: Visitor, order: str) -> Any:
    return next((one for one in visitor.get("/orders").json["items"] if one["id"] == order), None)


def test_whoever_is_named_reads_it_after_saying_why(any_site: Site, order: str) -> None:
    supervisor = any_site.person("supervisor")
    assert listed(supervisor, order)["title"] == "限制查阅"
    for address in addresses(any_site, order):
        asked = supervisor.get(address)
        assert (asked.status_code, asked.json["code"]) == (403, "look-reason-needed"), address
        assert asked.json["order"] == order
    assert supervisor.post(f"/orders/{order}/looks", {"reason": "  "}).status_code == 422
    looked = supervisor.post(f"/orders/{order}/looks", WHY)
    assert (looked.status_code, looked.json["seconds"]) == (201, 1800)
    for address in addresses(any_site, order):
        assert supervisor.get(address).status_code == 200, address
    page = supervisor.get(f"/orders/{order}").json
    assert page["title"] == "全家停电"
    assert [one["name"] for one in page["restriction"]["concerned"]] == ["东县抢修调度"]
    with any_site.stage.system.database.transaction() as tx:
        tx.write(Statement(update(order_look).values(until=LONG_AGO)))
    assert supervisor.get(f"/orders/{order}").json["code"] == "look-reason-needed"


def test_to_whom_it_is_about_and_to_who_is_not_named_it_is_not_there(any_site: Site, order: str) -> None:
    for name in ("desk", "desk2", "leader", "city", "north", "crew", "auditor", "operator"):
        somebody = any_site.person(name)
        assert listed(somebody, order) is None, name
        for address in addresses(any_site, order):
            assert somebody.get(address).status_code == 404, f"{name} {address}"
        assert somebody.post(f"/orders/{order}/looks", WHY).status_code == 404, name
    assert any_site.person("supervisor").get("/orders").json["count"] == 1
    assert any_site.person("city").get("/orders").json["count"] == 0


def test_every_look_is_in_the_history_and_in_the_list_of_looks(any_site: Site, order: str) -> None:
    supervisor, duty = any_site.person("supervisor"), any_site.person("duty")
    supervisor.post(f"/orders/{order}/looks", WHY)
    duty.post(f"/orders/{order}/looks", {"reason": "定级复核"})
    auditor = any_site.person("auditor")
    for who in (supervisor, duty, auditor):
        looks = who.get(f"/orders/{order}/looks").json["items"]
        assert [(one["person_name"], one["reason"]) for one in looks] == [
            ("东县值班长", "定级复核"),
            ("监督员", "来电核实进展"),
        ]
    assert [one["reason"] for one in auditor.get("/looks?text=核实").json["items"]] == ["来电核实进展"]
    assert auditor.get(f"/orders/{order}").status_code == 404, (
        "an auditor reads who looked, not what it is about"
    )
    assert any_site.person("desk").get(f"/orders/{order}/looks").status_code == 404
    types = [event.type for event in any_site.stage.history(order)]
    assert types[-3:] == ["order.restricted", "order.looked", "order.looked"]


def test_those_named_name_others_but_nobody_whom_it_concerns(any_site: Site, order: str) -> None:
    duty, leader = any_site.person("duty"), any_site.person("leader")
    named = duty.post(f"/orders/{order}/name", {"reason": "协查", "named": [any_site.ids["leader"]]})
    assert (named.status_code, named.json["added"]) == (200, 1)
    assert listed(leader, order) is not None
    refused = duty.post(f"/orders/{order}/name", {"reason": "协查", "named": [any_site.ids["desk2"]]})
    assert (refused.status_code, refused.json["code"]) == (409, "conflict")
    own = duty.post(f"/orders/{order}/name", {"reason": "x", "concerned": [any_site.ids["A1"]]})
    assert own.status_code == 409, "nobody shuts themselves out by mistake"
    unit = duty.post(f"/orders/{order}/name", {"reason": "x", "named": [any_site.ids["A2"]]})
    assert (unit.status_code, unit.json["findings"][0]["field"]) == (422, "named")
    agent = any_site.person("agent").post(f"/orders/{order}/name", {"reason": "x", "named": []})
    assert (agent.status_code, agent.json["code"]) == (403, "not-allowed")
    out = duty.post(f"/orders/{order}/unname", {"reason": "协查结束", "party": any_site.ids["leader"]})
    assert out.status_code == 200
    assert listed(leader, order) is None
    assert [event.type for event in any_site.stage.history(order)][-2:] == ["order.named", "order.unnamed"]


def test_a_task_of_the_one_concerned_goes_to_whoever_is_above_them(site: Site) -> None:
    order = site.order(site.person("agent"))["order"]
    for task in site.stage.tasks(order):
        site.person("agent").post(f"/tasks/{task['id']}/complete", {"values": {}})
    site.stage.drain()
    body = {"reason": "反映东县抢修", "concerned": [site.ids["repair@A1"]]}
    done = site.person("duty").post(f"/orders/{order}/restrict", body)
    assert (done.status_code, done.json) == (200, {"order": order, "moved": 1})
    assert [one["department_id"] for one in site.stage.tasks(order)] == [site.ids["command@A"]]
    assert listed(site.person("desk"), order) is None
    assert listed(site.person("city"), order) is not None
    assert [one.type for one in site.stage.history(order)][-2:] == ["order.restricted", "task.recused"]


def test_a_restriction_is_lifted_with_a_reason_after_a_look_at_who_sees_it_then(
    any_site: Site, order: str
) -> None:
    duty, desk = any_site.person("duty"), any_site.person("desk")
    told = duty.post(f"/orders/{order}/lift", {"dry_run": True})
    assert (told.status_code, told.json["lifted"], told.json["concerned"]) == (200, False, ["东县抢修调度"])
    assert [(one["kind"], one["name"]) for one in told.json["sees"]] == [
        ("unit", "东县"),
        ("unit", "甲市"),
        ("unit", "演示省"),
        ("department", "西县抢修调度"),
    ]
    assert listed(desk, order) is None
    assert duty.post(f"/orders/{order}/lift", {"reason": " "}).status_code == 422
    assert any_site.person("leader").post(f"/orders/{order}/lift", {"reason": "x"}).status_code == 404
    assert duty.post(f"/orders/{order}/lift", {"reason": "已查明，与其无关"}).json["lifted"] is True
    assert listed(desk, order)["title"] == "全家停电"
    assert any_site.person("city").get(f"/orders/{order}").json["restriction"] is None
    event = any_site.stage.history(order)[-1]
    assert event.type == "order.lifted"
    again = duty.post(f"/orders/{order}/restrict", {"reason": "再限制"})
    assert again.status_code == 200
    assert [
        one["name"] for one in looked(any_site.person("duty"), order)["restriction"]["concerned"]
    ] == [], "restricting again begins anew"
    assert duty.post(f"/orders/{order}/lift", {"reason": "x"}).status_code == 200
    assert duty.post(f"/orders/{order}/lift", {"reason": "x"}).status_code == 409


def looked(visitor: Visitor, order: str) -> Any:
    assert visitor.post(f"/orders/{order}/looks", WHY).status_code == 201
    return visitor.get(f"/orders/{order}").json
