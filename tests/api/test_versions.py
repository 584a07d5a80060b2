"""Versions over HTTP: who may deploy activates, rolls back and deactivates; everybody reads the record."""

from __future__ import annotations

from tests.api.conftest import Site
from tests.stage import PACKAGES, package_files


def deployed_again(site: Site) -> tuple[str, str]:
    """Deploy repair with another description; return the ids of both versions."""
    designer = site.person("designer")
    before = designer.get("/packages/repair").json["current"]["id"]
    files = package_files(PACKAGES / "repair")
    files["package.yaml"] = files["package.yaml"].replace("From the call", "Now from the call")
    answer = designer.post("/packages", {"files": files})
    assert answer.status_code == 200, answer.text
    assert (answer.json["version"], answer.json["active"]) == (2, True)
    return before, answer.json["id"]


def test_a_designer_rolls_back_and_activates_again(any_site: Site) -> None:
    first, second = deployed_again(any_site)
    designer = any_site.person("designer")
    back = designer.post("/packages/repair/roll-back", {"reason": "the text was better"})
    assert (back.status_code, back.json["id"], back.json["previous"]) == (200, first, 2), back.text
    again = designer.post(f"/definitions/{second}/activate", {})
    assert (again.status_code, again.json["version"], again.json["previous"]) == (200, 2, 1), again.text
    items = any_site.person("agent").get("/packages/repair/activations").json["items"]
    assert [(one["what"], one["version"], one["previous"]) for one in items] == [
        ("activated", 2, 1),
        ("rolled-back", 1, 2),
        ("deployed", 2, 1),
        ("deployed", 1, None),
    ]
    assert (items[1]["reason"], items[1]["actor_name"]) == ("the text was better", "设计员")


def test_an_order_is_refused_clearly_while_its_package_is_out_of_service(any_site: Site) -> None:
    designer, agent = any_site.person("designer"), any_site.person("agent")
    current = designer.get("/packages/repair").json["current"]["id"]
    out = designer.post(f"/definitions/{current}/deactivate", {"reason": "检修"})
    assert (out.status_code, out.json) == (200, {"package": "repair", "previous": 1}), out.text
    order = {"category": "fault-report", "title": "停电", "premise_id": any_site.ids["premise-A1"]}
    refused = agent.post("/orders", {**order, "fields": {"symptom": "no-power"}})
    assert (refused.status_code, refused.json["code"]) == (409, "deactivated"), refused.text
    assert "out of service (检修), deactivated by 设计员" in refused.json["detail"]
    assert agent.get("/orders/intake?category=fault-report").status_code == 409
    twice = designer.post(f"/definitions/{current}/deactivate", {"reason": "x"})
    assert (twice.status_code, "is not the active one" in twice.json["detail"]) == (409, True)


def test_a_designer_sees_how_many_orders_run_on_each_version(any_site: Site) -> None:
    agent, designer = any_site.person("agent"), any_site.person("designer")
    order = {"category": "fault-report", "title": "停电", "fields": {"symptom": "no-power"}}

    def opened(premise: str) -> None:
        answer = agent.post("/orders", {**order, "premise_id": any_site.ids[premise]})
        assert answer.status_code == 201, answer.text

    assert designer.get("/packages/repair/running").json == {"items": []}
    opened("premise-A1")
    opened("premise-A2")
    first, second = deployed_again(any_site)
    opened("premise-B1")
    assert designer.get("/packages/repair/running").json["items"] == [
        {"definition_id": second, "version": 2, "active": True, "instances": 1, "orders": 1},
        {"definition_id": first, "version": 1, "active": False, "instances": 2, "orders": 2},
    ]
    assert designer.get("/packages/nobody/running").status_code == 404
    assert agent.get("/packages/repair/running").status_code == 403


def test_others_may_not(any_site: Site) -> None:
    agent = any_site.person("agent")
    current = agent.get("/packages/repair").json["current"]["id"]
    for path, body in (
        ("/packages/repair/roll-back", {}),
        ("/packages/repair/deactivate", {"reason": "x"}),
        (f"/definitions/{current}/activate", {}),
        (f"/definitions/{current}/deactivate", {"reason": "x"}),
    ):
        assert agent.post(path, body).status_code == 403
    assert any_site.visitor().get("/health/ready").json["broken"] == []


def test_versions_and_files_are_compared_in_words_of_both_languages(any_site: Site) -> None:
    deployed_again(any_site)
    agent = any_site.person("agent")
    stored = agent.post("/packages/repair/compare", {"from": 1, "to": 2})
    (found,) = stored.json["items"]
    assert (found["about"], found["file"]) == ("sheet", "package.yaml")
    assert found["sentence"].startswith("package: the English description changed from `From the call")
    files = package_files(PACKAGES / "repair")
    files["repair.bpmn"] = files["repair.bpmn"].replace('name="接单" ', 'name="受理" ')
    drawn = agent.post("/packages/repair/compare", {"from": 1, "files": files})
    assert [one["element"] for one in drawn.json["items"]] == ["accept"]
    assert "名称由 `接单` 改为 `受理`" in drawn.json["items"][0]["sentence_zh"]
    for body, status in (
        ({"from": 1}, 422),
        ({"from": 1, "to": 2, "files": files}, 422),
        ({"from": 1, "files": {"package.yaml": "["}}, 422),
        ({"from": 1, "to": 9}, 404),
    ):
        assert agent.post("/packages/repair/compare", body).status_code == status
