"""Commands tell people: in the application at once, and outside of it as each has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from engine.commands import Answer, Handler
from engine.commands.notifications.read import ReadAllNotifications, ReadNotification
from engine.commands.organisation.make_substitution import MakeSubstitution
from engine.commands.settle_outcome import SettleOutcome
from engine.commands.work import Work
from engine.effects import EffectCall, EffectFailed
from engine.org import Actor
from engine.store.notices import ChoiceRow, ReaderRow, store_reader
from engine.store.tables import job, notice_waiting, notification, notification_read
from engine.words import Words
from engine.workers import do_a_job, send_due_notices
from tests.stage import MORNING, SYSTEM, Stage
from tests.telling import Tell


@dataclass(frozen=True)
class Reached:
    """Somebody says how they are reached."""

    name: ClassVar[str] = "reached-in-a-test"

    row: ReaderRow
    choices: tuple[ChoiceRow, ...] = ()

    def perform(self, work: Work) -> Answer:
        store_reader(work.tx, self.row, self.choices, new=True)
        return {}


@pytest.fixture
def stage(stage: Stage) -> Stage:
    handlers = {"email": Handler("once"), "sms": Handler("once"), "notice-webhook": Handler("repeatable")}
    stage.engine.services.handlers = {**stage.engine.services.handlers, **handlers}
    return stage


def reach(stage: Stage, who: str, *choices: tuple[str, str, str], **where: Any) -> None:
    row = {"email": None, "phone": None, "quiet_from": None, "quiet_to": None, "digest_at": "08:00", **where}
    key = stage.ids[who]
    stage.run(
        Reached(ReaderRow(key, **row, revision=1), tuple(ChoiceRow(key, *one) for one in choices)), SYSTEM
    )


def notices(stage: Stage) -> list[tuple[str | None, str, str | None]]:
    rows = stage.rows(select(notification).order_by(notification.c.id))
    names = {value: key for key, value in stage.ids.items()}
    return [(names[row["person_id"] or row["department_id"]], row["text"], row["text_zh"]) for row in rows]


def test_people_and_departments_are_told_in_both_languages_but_nobody_of_their_own_deed(stage: Stage) -> None:
    order = stage.open_order()
    told = Tell(
        "urged",
        {
            "people": [stage.ids["desk"], stage.ids["duty"], stage.ids["duty"], None],
            "departments": [stage.ids["repair@A1"], None],
            "order_id": order["order"],
            "values": {"count": 2},
        },
    )
    assert len(stage.run(told, "desk")["told"]) == 2
    english = f"东县调度 urges order {order['number']}, for the 2. time"
    chinese = f"东县调度 催办工单 {order['number']}，第 2 次"
    assert notices(stage) == [("duty", english, chinese), ("repair@A1", english, chinese)]


def test_who_acts_for_somebody_is_named_with_them(stage: Stage) -> None:
    actor = Actor(stage.ids["desk2"], stage.ids["desk"])
    stage.run(Tell("told", {"people": [stage.ids["duty"]], "values": {"text": "x"}}), actor)
    stage.run(Tell("roster", {"people": [stage.ids["duty"]]}), actor)
    stage.run(Tell("roster", {"people": [stage.ids["duty"]]}), SYSTEM)
    assert [text for _, text, _ in notices(stage)] == [
        "x",
        "东县调度乙 (for 东县调度) changed the roster",
        "The system changed the roster",
    ]


def test_whoever_stands_in_for_somebody_hears_of_their_orders_but_not_of_their_account(stage: Stage) -> None:
    order = stage.open_order()["order"]
    until = stage.now + timedelta(days=2)
    stage.run(MakeSubstitution(stage.ids["desk2"], stage.now, until, "休假"), "desk")
    told = [stage.ids["desk"]]
    assert len(stage.run(Tell("urged", {"people": told, "order_id": order}), "agent")["told"]) == 2
    assert len(stage.run(Tell("account", {"people": told}), "operator")["told"]) == 1
    stage.set_clock(until)
    assert len(stage.run(Tell("urged", {"people": told, "order_id": order}), "agent")["told"]) == 1


def test_what_is_told_wrongly_is_a_mistake_of_the_program_and_rolls_it_back(stage: Stage) -> None:
    for kind, values in (("colour", {}), ("urged", {"colour": 1})):
        with pytest.raises(ValueError, match="no kind of notice"):
            stage.run(Tell(kind, {"people": [stage.ids["duty"]], "values": values}), SYSTEM)
    assert notices(stage) == []


def test_members_of_a_department_are_reached_as_each_has_chosen(stage: Stage) -> None:
    order = stage.open_order()["order"]
    reach(stage, "desk", email="desk@example.com", phone="+8613800000001")
    reach(stage, "desk2", ("urged", "email", "off"), email="desk2@example.com")
    reach(stage, "west", email="west@example.com")
    before = {row["id"] for row in stage.rows(select(job.c.id))}
    stage.run(Tell("urged", {"departments": [stage.ids["repair@A1"]], "order_id": order}), "agent")
    made = [row for row in stage.rows(select(job).order_by(job.c.id)) if row["id"] not in before]
    assert [(row["handler"], row["mode"], row["payload"]["to"], row["order_id"]) for row in made] == [
        ("email", "once", "desk@example.com", order),
        ("sms", "once", "+8613800000001", order),
    ]
    number = stage.order(order).number
    assert made[0]["payload"]["subject"] == f"催办 {number}"
    assert made[0]["payload"]["text"] == f"坐席甲 催办工单 {number}"


def test_what_is_collected_waits_with_its_address_and_text(stage: Stage) -> None:
    reach(stage, "desk", email="desk@example.com")
    stage.run(Tell("mentioned", {"people": [stage.ids["desk"]], "values": {"text": "看一下"}}), "agent")
    assert stage.rows(select(job)) == []
    (waiting,) = stage.rows(select(notice_waiting))
    assert (waiting["address"], waiting["channel"]) == ("desk@example.com", "email")
    assert waiting["due_at"].isoformat() == "2026-11-24T00:00:00+00:00", "eight in the morning there"


def test_what_is_due_goes_out_as_one_and_only_once(stage: Stage) -> None:
    reach(stage, "desk", ("mentioned", "sms", "hourly"), email="desk@example.com", phone="13800000001")
    for number in range(4):
        about = {"people": [stage.ids["desk"]], "values": {"text": f"第{number}条"}}
        stage.run(Tell("mentioned", about), "agent")
    assert send_due_notices(stage.engine) == 0
    stage.set_clock(MORNING + timedelta(hours=1))
    assert send_due_notices(stage.engine) == 4
    stage.set_clock(MORNING + timedelta(days=1))
    assert send_due_notices(stage.engine) == 4
    assert send_due_notices(stage.engine) == 0
    sms, mail = stage.rows(select(job).order_by(job.c.id))
    assert sms["payload"]["text"].splitlines()[2:] == [
        "坐席甲 在工单 — 的评论中提到了您：第2条",
        "另有 1 条，请登录查看",
    ]
    assert mail["payload"]["subject"] == "环：4 条通知"
    assert [text[-3:] for text in mail["payload"]["text"].split("\n\n")] == [
        "第0条",
        "第1条",
        "第2条",
        "第3条",
    ]


def test_a_mail_of_no_order_whose_outcome_nobody_knows_is_an_incident_and_never_a_second_mail(
    stage: Stage,
) -> None:
    attempts = []

    class Lost:
        mode, attempts = "once", 8

        def __call__(self, call: EffectCall) -> dict[str, Any]:
            attempts.append(call.key)
            raise EffectFailed(Words("no answer", "没有应答"), unknown=True)

    reach(stage, "desk", email="desk@example.com")
    stage.run(Tell("account", {"people": [stage.ids["desk"]], "values": {"text": "x"}}), "operator")
    effects: Any = {"email": Lost()}
    for _ in range(3):
        do_a_job(stage.engine, effects, "worker")
    assert len(attempts) == 1
    (incident,) = stage.incidents()
    assert (incident["kind"], incident["order_id"]) == ("outcome-unknown", None)
    stage.run(SettleOutcome(incident["id"], happened=False), "operator")
    do_a_job(stage.engine, effects, "worker")
    assert attempts == [attempts[0]] * 2, "at a person's word it is tried again, under the same key"


def test_each_reads_a_departments_notice_for_themselves(stage: Stage) -> None:
    (notice,) = stage.run(Tell("roster", {"departments": [stage.ids["repair@A1"]]}), "duty")["told"]
    assert stage.run(ReadNotification(notice), "desk") == {"read": True}
    assert stage.run(ReadNotification(notice), "desk") == {"read": True}
    assert stage.run(ReadNotification(notice), "west") == {"read": False}
    stage.run(Tell("roster", {"people": [stage.ids["desk2"]]}), "duty")
    assert stage.run(ReadAllNotifications(), "desk") == {"read": 0}
    assert stage.run(ReadAllNotifications(), "desk2") == {"read": 2}
    assert stage.run(ReadAllNotifications(), "desk2") == {"read": 0}
    readers = stage.rows(select(notification_read.c.person_id))
    assert {row["person_id"] for row in readers} == {stage.ids["desk"], stage.ids["desk2"]}
