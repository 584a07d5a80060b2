"""Callers who keep their places in a queue are called back by the house, in turn, and enter where they stood."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Update, select, update

from engine.commands.call_parts import Talk, Visit
from engine.commands.controls import SettleByEvidence
from engine.commands.deploy import Deploy
from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.end import EndDialogue
from engine.commands.places.ask import AskCallBack
from engine.commands.record_call import RecordCall
from engine.store.statement import Statement
from engine.store.tables import call_attempt, call_control, instance, queue_place
from engine.workers import call_back_in_turn, settle_agents
from telephony.dialogues.desk import DIALOGUE
from tests.api.conftest import Site
from tests.api.test_agents import furnished
from tests.calling import SWITCH, TELEPHONY, connect
from tests.stage import PACKAGES, SYSTEM, package_files

QUEUE = "repair@default"


class Hotline:
    """A hotline whose agent may be signed in; callers hold the line, or leave it and keep their places."""

    def __init__(self, site: Site) -> None:
        self.site, self.stage = site, site.stage
        self.desk = furnished(site)["desk"]
        self.stage.run(Deploy(package_files(PACKAGES / "call-back")), SYSTEM)
        self.stage.engine.services.calls_out = True
        connect(self.stage, node="hz-1", switch=SWITCH)

    def agent_comes(self) -> None:
        agent = self.site.person("agent")
        assert agent.post("/agent/sign-in", {"device": self.desk}).status_code == 200
        assert agent.put("/agent/state", {"state": "available"}).status_code == 200

    def holds(self, number: str, since: datetime, until: datetime | None = None) -> None:
        """A caller holds the line, or has given up."""
        cause = ("Cancel", "BREAK_OUT") if until is not None else (None, None)
        record = RecordCall(
            f"line-{number}", "inbound", "queued" if until is None else "ended", since, caller_number=number,
            queue=QUEUE, queued_at=since, ended_at=until, node=SWITCH, as_of=self.stage.now,
            parts=(Visit(f"member-{number}", QUEUE, since, until, *cause),),
        )  # fmt: skip
        self.stage.run(record, TELEPHONY)

    def rings(self, number: str) -> datetime:
        """Somebody rings, and hears a dialogue."""
        self.stage.run(BeginDialogue(f"kept-{number}", "call-back", SWITCH, number), DIALOGUE)
        return self.stage.now

    def keeps(self, number: str, began: datetime | None = None) -> str:
        """A caller, who has rung now or then, leaves the line after a minute and keeps the place; return the
        process of the call.
        """
        exchange_id = f"kept-{number}"
        began = began or self.rings(number)
        self.stage.later(minutes=1)
        self.stage.run(AskCallBack(exchange_id, QUEUE, number), DIALOGUE)
        record = RecordCall(
            exchange_id, "inbound", "ended", began, outcome="abandoned", caller_number=number, queue=QUEUE,
            ended_at=self.stage.now, node=SWITCH, as_of=self.stage.now,
        )  # fmt: skip
        call: str = self.stage.run(record, TELEPHONY)["call"]
        self.stage.drain()
        (process,) = [one for one in self.stage.rows(select(instance)) if one["call_id"] == call]
        return str(process["id"])

    def turn(self) -> None:
        """Agents are settled and places looked at, as a worker does every second."""
        settle_agents(self.stage.engine)
        self.stage.drain()
        while call_back_in_turn(self.stage.engine):
            self.stage.drain()

    def after(self, seconds: int) -> None:
        self.stage.later(seconds=seconds)
        self.turn()

    @property
    def places(self) -> list[str]:
        rows = self.stage.rows(select(queue_place).order_by(queue_place.c.joined_at, queue_place.c.id))
        return [one["status"] for one in rows]

    @property
    def dialled(self) -> list[dict[str, Any]]:
        return self.stage.rows(select(call_attempt).order_by(call_attempt.c.id))

    def answers(self, how: str, agent: str | None = None) -> None:
        """The customer who was dialled last hears the dialogue, which ends so; `agent` then has him."""
        attempt = self.dialled[-1]
        run = self.stage.run(
            BeginDialogue(f"back-{attempt['id']}", "call-back", SWITCH, "95598", attempt["control_id"]),
            DIALOGUE,
        )
        assert run["variables"]["kept_queue"] == QUEUE
        statement = (
            update(call_control).where(call_control.c.id == attempt["control_id"]).values(status="done")
        )
        self.write(statement)
        if agent is not None:
            self.speaks(attempt["control_id"], agent)
        self.stage.run(EndDialogue(run["run"], how), DIALOGUE)
        self.turn()

    def speaks(self, control: str, agent: str) -> None:
        """The exchange tells that an agent has the customer who was dialled."""
        now = self.stage.now
        record = RecordCall(
            f"back-{control}", "outbound", "answered", now, kind="outbound", queue=QUEUE, agent=agent,
            answered_at=now, node=SWITCH, as_of=now, parts=(Talk(f"leg-{control}", agent, now, how="answer"),),
        )  # fmt: skip
        call = self.stage.run(record, TELEPHONY)["call"]
        self.stage.run(SettleByEvidence(call, (control,)), TELEPHONY)

    def tasks(self) -> list[dict[str, Any]]:
        """What there is to do in the agent's inbox, by its order."""
        found: list[dict[str, Any]] = self.site.person("agent").get("/inbox").json["items"]
        return found

    def write(self, statement: Update) -> None:
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(statement))

    def ended(self, process: str) -> bool:
        (row,) = [one for one in self.stage.rows(select(instance)) if one["id"] == process]
        return row["status"] == "completed"


@pytest.fixture
def hotline(site: Site) -> Hotline:
    return Hotline(site)


def test_places_are_called_in_turn_between_those_who_hold_the_line(hotline: Hotline) -> None:
    began = hotline.stage.now
    hotline.holds("13800000001", began - timedelta(minutes=2))
    first, second = hotline.keeps("13800000002"), hotline.keeps("13800000003")
    hotline.turn()
    assert (hotline.places, hotline.dialled) == (["in-line", "in-line"], []), "nobody serves the queue"
    hotline.agent_comes()
    hotline.turn()
    assert hotline.places == ["in-line", "in-line"], "one who holds the line was there before"
    hotline.holds("13800000001", began - timedelta(minutes=2), hotline.stage.now)
    hotline.turn()
    assert hotline.places == ["called", "in-line"]
    (attempt,) = hotline.dialled
    assert (attempt["number"], attempt["purpose"], attempt["dialogue"]) == (
        "13800000002",
        "call-back",
        "call-back",
    )
    assert attempt["variables"] == {"kept_queue": QUEUE, "waited_since": began.isoformat()}
    (control,) = hotline.stage.rows(select(call_control))
    assert (control["verb"], control["node"], control["status"]) == ("call", "hz-1", "written")
    hotline.answers("transferred", "1001@default")
    assert (hotline.places, [one["number"] for one in hotline.dialled]) == (
        ["over", "called"], ["13800000002", "13800000003"],
    )  # fmt: skip
    # Who was put through to him does what is to be done of the talk; then the contact is over.
    (talk,) = hotline.tasks()
    assert (talk["name"], talk["mine"], hotline.ended(first)) == ("回电处理", True, False)
    done = {"values": {"result": "answered"}, "revision": talk["revision"]}
    assert hotline.site.person("agent").post(f"/tasks/{talk['task']}/complete", done).status_code == 200
    hotline.stage.drain()
    assert hotline.ended(first)
    assert not hotline.ended(second)


def test_where_the_exchange_has_not_told_who_speaks_the_queue_has_the_task(hotline: Hotline) -> None:
    hotline.agent_comes()
    hotline.keeps("13800000002")
    hotline.answers("transferred")
    (talk,) = hotline.tasks()
    assert (talk["name"], talk["holder"], talk["department_name"]) == ("回电处理", None, "省客户服务中心")


def test_who_is_not_reached_is_called_again_by_the_rule_and_keeps_his_place(hotline: Hotline) -> None:
    hotline.agent_comes()
    process = hotline.keeps("13800000002")
    joined = hotline.stage.rows(select(queue_place.c.joined_at))[0]["joined_at"]
    for number in (1, 2, 3):
        assert len(hotline.dialled) == number
        hotline.answers("done")  # nobody pressed 1
        assert hotline.places == ["over"]
        assert hotline.ended(process) is (number == 3)
        hotline.after(3600)
    assert [one["status"] for one in hotline.dialled] == ["done"] * 3
    assert {one["variables"]["waited_since"] for one in hotline.dialled} == {joined.isoformat()}


def test_a_place_that_nobody_calls_any_more_holds_up_nobody(hotline: Hotline) -> None:
    hotline.agent_comes()
    gone, other = hotline.keeps("13800000002"), hotline.keeps("13800000003")
    assert hotline.places == ["called", "in-line"]
    hotline.write(update(instance).where(instance.c.id == gone).values(call_id=None))
    hotline.turn()
    assert hotline.places == ["over", "called"]
    assert not hotline.ended(other)


def test_without_an_exchange_that_can_dial_an_agent_calls(hotline: Hotline) -> None:
    hotline.agent_comes()
    connect(hotline.stage, node="hz-1", switch=SWITCH, state="down")
    hotline.keeps("13800000002")
    assert hotline.places == ["over"]
    assert [one["name"] for one in hotline.tasks()] == ["回拨客户"]


def test_of_callers_whom_agents_call_back_who_has_waited_longest_stands_first(hotline: Hotline) -> None:
    """The second to ask had rung before the first: his task was opened later, and is due sooner."""
    hotline.stage.engine.services.calls_out = False
    early = hotline.rings("13800000002")
    hotline.stage.later(minutes=4)
    hotline.keeps("13800000003")
    hotline.keeps("13800000002", early)
    first, second = hotline.tasks()
    assert [one["caller_number"] for one in (first, second)] == ["13800000002", "13800000003"]
    assert first["opened_at"] > second["opened_at"]
    due = (early + timedelta(minutes=30), early + timedelta(minutes=34))
    assert (first["promise_due_at"], second["promise_due_at"]) == tuple(one.isoformat() for one in due)
    # Who was tried and not reached is due half an hour after the next try begins.
    done = {"values": {"result": "not-reached"}, "revision": first["revision"]}
    assert hotline.site.person("agent").post(f"/tasks/{first['task']}/complete", done).status_code == 200
    hotline.after(3600)
    (again,) = [one for one in hotline.tasks() if one["caller_number"] == "13800000002"]
    assert again["promise_due_at"] == (hotline.stage.now + timedelta(minutes=30)).isoformat()
