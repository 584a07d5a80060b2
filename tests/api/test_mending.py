"""Those who look after the system: unknown outcomes, stopped processes, erasures, calendars, accounts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.jobs import BeginJob, FailJob
from engine.workers.turns import WORKER
from huan.__main__ import main
from tests.api.conftest import Site
from tests.drawing import draw, gateway, mapped, service, start, user
from tests.stage import SYSTEM

CALENDARS = Path(__file__).parent.parent.parent / "engine" / "limits" / "calendars"
SHEET = "key: telling\nname: {zh: 告知, en: Telling}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"


def unknown_outcomes(site: Site, orders: int = 1) -> list[str]:
    """Let messages to customers be sent by a worker that never hears whether they arrived; newest first."""
    told = mapped(inputs={"to": '"13800000001"', "text": '"已恢复"'})
    diagram = draw(start("s"), service("sms", "customer-message", told), user("done"), flows="s > sms > done")
    site.stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    for _ in range(orders):
        enquiry(site)
        begun = site.stage.run(BeginJob("w"), WORKER)
        site.stage.run(FailJob(begun["job"], "no answer came", unknown=True), WORKER)
    found = site.person("operator").get("/incidents").json["items"]
    for one in found:
        assert (one["kind"], one["outcome_unknown"], one["retryable"]) == ("outcome-unknown", True, False)
    return [str(one["id"]) for one in found]


def enquiry(site: Site) -> str:
    """Open an enquiry beside those that are there; return its first task, if it has one."""
    answer = site.person("agent").post(
        "/orders",
        {"category": "enquiry", "title": "咨询", "premise_id": site.ids["premise-A1"], "beside": True},
    )
    assert answer.status_code == 201, answer.text
    return str(next((one["task"] for one in answer.json["opened"]), ""))


@pytest.mark.parametrize("happened", [True, False])
def test_an_unknown_outcome_is_settled_by_who_found_out_and_never_just_retried(
    any_site: Site, happened: bool
) -> None:
    (incident,), operator = unknown_outcomes(any_site), any_site.person("operator")
    refused = operator.post(f"/incidents/{incident}/retry")
    assert (refused.status_code, "find out whether it happened" in refused.json["detail"]) == (409, True)
    settled = operator.post(f"/incidents/{incident}/settle", {"happened": happened})
    assert (settled.status_code, settled.json["status"]) == (200, "resolved")
    tried_again = any_site.stage.run(BeginJob("w"), WORKER)["job"]
    assert (tried_again is None) == happened
    assert any_site.stage.open() == (["done"] if happened else [])


def test_what_a_broken_gateway_left_behind_is_settled_together_with_a_result_for_each(any_site: Site) -> None:
    site = any_site
    operator = site.person("operator")
    newest, middle, oldest = unknown_outcomes(site, 3)
    alike = "/incidents?kind=outcome-unknown&package=telling&element=sms"
    assert operator.get(alike).json["count"] == 3
    for other in ("kind=step-failed", "package=repair", "element=hook"):
        assert operator.get(f"/incidents?{other}").json["count"] == 0
    nowhere = "00000000-0000-7000-8000-000000000000"
    wanted = {"operation": "happened", "incidents": [newest, nowhere, middle]}
    assert site.person("agent").post("/incidents/bulk", wanted).status_code == 403
    for _ in range(2):  # sent twice under its key, it is done once and answered alike
        done = operator.post("/incidents/bulk", wanted, {"Idempotency-Key": "all"}).json
        assert [(one["incident"], one["done"], one["code"]) for one in done["items"]] == [
            (newest, True, None),
            (nowhere, False, "not-found"),
            (middle, True, None),
        ]
        assert (done["done"], done["failed"]) == (2, 1)
    assert site.stage.open() == ["done", "done"]
    again = operator.post("/incidents/bulk", {"operation": "did-not", "incidents": [middle, oldest]}).json
    assert [(one["done"], one["person"]) for one in again["items"]] == [(False, "运维员"), (True, None)]
    assert "已由 运维员 解决" in again["items"][0]["detail_zh"]
    assert site.stage.run(BeginJob("w"), WORKER)["job"] is not None, "the oldest is sent again"


def test_what_fails_again_in_bulk_stays_open_and_its_tasks_are_given_back_together(site: Site) -> None:
    flows = "s > ask > g ; g > big [amount > limit_of_nobody] ; g > small [default]"
    split = gateway("exclusive", "g", default="g-small")
    diagram = draw(start("s"), user("ask"), split, user("big"), user("small"), flows=flows)
    site.stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    tasks = [enquiry(site) for _ in range(2)]
    stuck = [site.stage.run(CompleteTask(task), "desk")["incident"] for task in tasks]
    operator = site.person("operator")
    again = operator.post("/incidents/bulk", {"operation": "retry", "incidents": stuck}).json
    assert [(one["done"], one["code"]) for one in again["items"]] == [(False, "step-failed")] * 2
    assert "limit_of_nobody" in again["items"][0]["detail"]
    back = operator.post("/incidents/bulk", {"operation": "reopen-task", "incidents": stuck}).json
    assert (back["done"], back["failed"]) == (2, 0)
    assert site.stage.open() == ["ask", "ask"]


def test_what_everybody_knows_cannot_be_settled(site: Site) -> None:
    nowhere = "00000000-0000-7000-8000-000000000000"
    answer = site.person("operator").post(f"/incidents/{nowhere}/settle", {"happened": True})
    assert answer.status_code == 404


def test_a_process_is_stopped_where_it_stands_let_go_on_and_cancelled(any_site: Site) -> None:
    site = any_site
    agent, leader = site.person("agent"), site.person("leader")
    opened = site.order(agent)
    process = f"/instances/{opened['instance']}"
    assert leader.post(f"{process}/suspend", {"reason": ""}).status_code == 422
    assert leader.post(f"{process}/suspend", {"reason": "流程有误"}).json["status"] == "suspended"
    task = site.stage.task("dispatch")["id"]
    assert agent.post(f"/tasks/{task}/complete", {"values": {}}).status_code == 409
    assert leader.post(f"{process}/resume").json["status"] == "active"
    assert leader.post(f"{process}/cancel", {"reason": "重复受理"}).json["status"] == "cancelled"
    assert leader.get(f"/orders/{opened['order']}").json["status"] == "cancelled"
    types = [one["type"] for one in leader.get(f"/orders/{opened['order']}/history").json["items"]]
    assert types[-3:] == ["instance.suspended", "instance.resumed", "instance.cancelled"]
    again = leader.post(f"{process}/cancel", {"reason": "再来一次"})
    assert again.status_code == 409


def test_an_auditor_takes_personal_values_away_and_the_chain_stays_whole(any_site: Site) -> None:
    site = any_site
    auditor = site.person("auditor")
    order = site.order(site.person("agent"), caller_name="王女士", caller_number="13800000001")["order"]
    nothing = auditor.post(f"/orders/{order}/erasures", {"names": ["nothing"], "reason": "客户要求"})
    assert nothing.status_code == 422
    wanted = {"names": ["caller_name", "caller_number"], "reason": "客户要求"}
    for _ in range(2):  # sent twice, it is done once
        erased = auditor.post(f"/orders/{order}/erasures", wanted, {"Idempotency-Key": "k1"})
        assert (erased.status_code, erased.json["erased"]) == (200, 2)
    assert auditor.get(f"/orders/{order}").json["caller_name"] is None
    opened = auditor.get(f"/orders/{order}/history").json["items"][0]
    gone = {value["name"]: value["erased"] for value in opened["values"]}
    assert (gone["caller_name"], gone["title"]) == (True, False)


def test_a_calendar_is_checked_before_it_is_stored(site: Site) -> None:
    operator = site.person("operator")
    content = (CALENDARS / "cn-2026.yaml").read_text("utf-8")
    checked = operator.post("/calendars", {"content": content, "dry_run": True}).json
    assert (checked["calendar"], checked["year"], checked["stored"]) == ("cn", 2026, False)
    wrong = operator.post(
        "/calendars", {"content": content.replace("year: 2026", "year: soon"), "file": "c.yaml"}
    )
    assert wrong.status_code == 422
    assert "c.yaml" in wrong.json["detail"]
    assert operator.post("/calendars", {"content": content}).json["stored"] is True


def test_the_command_line_opens_accounts_and_gives_machines_tokens(site: Site, monkeypatch) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", site.stage.system.settings.database_url)
    console = CliRunner()
    opened = console.invoke(main, ["accounts", "set-password", "city"], input="a good password\n")
    assert (opened.exit_code, opened.output) == (0, "city: account opened\n")
    signed_in = site.visitor().post("/session", {"username": "city", "password": "a good password"})
    assert signed_in.status_code == 200
    nobody = console.invoke(main, ["accounts", "set-password", "nobody"], input="a good password\n")
    assert nobody.exit_code == 1
    assert "nobody of your tiers has the username 'nobody'" in nobody.output

    made = console.invoke(main, ["accounts", "create-token", "city", "--label", "大屏", "--days", "1"])
    key, token = (line.split()[1] for line in made.output.splitlines())
    bearer = {"Authorization": f"Bearer {token}"}
    assert site.visitor().get("/session", bearer).json["username"] == "city"
    assert console.invoke(main, ["accounts", "revoke-token", key]).exit_code == 0
    assert site.visitor().get("/session", bearer).status_code == 401


def test_the_command_line_imports_a_calendar(site: Site, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", site.stage.system.settings.database_url)
    console = CliRunner()
    file = tmp_path / "cn-2028.yaml"
    file.write_text(
        "format: 1\ncalendar: cn\nyear: 2028\nzone: Asia/Shanghai\nprovisional: true\nsource: 演示\ndays: {}\n",
        "utf-8",
    )
    dry = console.invoke(main, ["import", "calendar", str(file), "--dry-run"])
    assert (dry.exit_code, dry.output.strip()) == (0, "cn 2028: 0 special day(s), fine, not stored")
    assert "stored" in console.invoke(main, ["import", "calendar", str(file)]).output
    file.write_bytes(b"\xff\xfe\x00")
    assert console.invoke(main, ["import", "calendar", str(file)]).exit_code == 2
