"""The hotline as it is shipped, told by its callers: packages deployed, engine, diagram, simulated exchange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.agents.keep_device import KeepDevice
from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.agents.keep_skill import KeepSkill
from engine.commands.agents.set_skills import SetSkills
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.agents.sign_out import SignOutOfDevice
from engine.commands.call_parts import Ring as Rings
from engine.commands.call_parts import Talk
from engine.commands.caller_flags import FlagCaller
from engine.commands.deploy import DeployPackages
from engine.commands.dialogues.find_agents import FindAgents
from engine.commands.outages.open import OpenOutage
from engine.commands.record_call import RecordCall
from engine.orders import order_number
from engine.org import Actor
from engine.queries import Reading
from engine.queries.pop import my_calls
from engine.store.dialogues import dialogues_of_call
from engine.store.tables import call_route, dialogue_run
from telephony.dialogues.desk import EngineDesk
from telephony.simulator import Exchange, hang_up
from telephony.simulator.setting import Answering, Queue, Telephone, Tier
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.dialogues.phone import SETTING, Aloud, Phone
from tests.telephony.simulator.line import START

DIALOGUES = ("order-status", "route-call", "satisfaction", "voicemail", "ivr-main")
CALLER = "13800000001"  # whoever opens orders on this stage
WELCOME = "您好，欢迎致电供电服务热线。"
MENU = "查询工单进度请按一，报修请按二，电费请按三，投诉请按四，人工服务请按零。"
ASK_NUMBER = "请输入十三位工单编号，按井号键结束。"
BUSY = "座席全忙。请我们回电请按一，留言请按二，继续等待请按零，结束请挂机。"
AFTER_STATUS = "返回主菜单请按九，人工服务请按零，结束请挂机。"
NO_AGENTS = replace(SETTING, agents=(), tiers=())

Ring = Callable[..., Phone]


@pytest.fixture
def deployed(stage: Stage) -> Stage:
    files = [package_files(PACKAGES / key) for key in DIALOGUES]
    stage.run(DeployPackages(files, list(DIALOGUES)), SYSTEM)
    return stage


def desk_of(stage: Stage) -> EngineDesk:
    return EngineDesk(stage.engine, Aloud(), "ivr-main", lambda: stage.now)


@pytest.fixture
def ring(deployed: Stage) -> Ring:
    def rings(number: str = CALLER, setting: Any = NO_AGENTS) -> Phone:
        phone = Phone(desk_of(deployed), Exchange(setting, START))
        phone.ring(number)
        return phone

    return rings


def runs(stage: Stage) -> list[tuple[str, str | None]]:
    found = stage.rows(select(dialogue_run).order_by(dialogue_run.c.began_at, dialogue_run.c.id))
    return [(one["package"], one["outcome"]) for one in found]


def asks_for(phone: Phone, number: str) -> None:
    """Choose the order's status and give its number."""
    phone.wait(2.5)
    phone.press("1")
    phone.wait(1.5)
    phone.press(f"{number}#" if len(number) < 13 else number)
    phone.wait(2)


def test_a_caller_hears_how_his_order_stands_presses_0_waits_and_speaks_with_an_agent(
    deployed: Stage,
) -> None:
    number = deployed.open_order()["number"]
    phone = Phone(desk_of(deployed), Exchange(SETTING, START))
    phone.ring(CALLER)
    asks_for(phone, number)
    phone.wait(14)
    assert phone.heard[:4] == [WELCOME, MENU, ASK_NUMBER, "您的工单正在处理。"]
    assert phone.heard[-1] == AFTER_STATUS
    phone.press("0")
    phone.wait(4)
    assert phone.heard[-1] == "您是下一位，请稍候。"
    assert phone.channel.bridge is not None, "an agent has answered"
    assert runs(deployed) == [("ivr-main", "transferred")]
    hang_up(phone.exchange, phone.channel.bridge.other(phone.channel), far=True)
    phone.pump()
    phone.wait(2)
    phone.press("1")
    phone.wait(4)
    assert phone.heard[-2:] == ["感谢您的评价。", "感谢您的来电，再见。"]
    assert not phone.channel.up
    with deployed.system.database.reading() as tx:
        exchange_id = deployed.rows(select(dialogue_run.c.exchange_id))[0]["exchange_id"]
        first, second = dialogues_of_call(tx, exchange_id)
    assert (second.package, second.outcome, second.result) == (
        "satisfaction",
        "done",
        {"satisfaction": "1", "answers": {"ask": "1"}},
    )
    assert [one["outcome"] for one in first.trace if one["topic"] == "ivr.collect"] == [
        "pressed 1",
        "done",
        "pressed 0",
    ]
    assert number not in repr(first)
    assert number not in repr(second)


def test_an_order_of_another_telephone_is_found_by_the_one_it_was_opened_with(
    deployed: Stage, ring: Ring
) -> None:
    number = deployed.open_order()["number"]
    phone = ring("13900000009")
    asks_for(phone, number)
    assert phone.heard[-1] == "没有查到。请输入报修时登记的电话号码，按井号键结束。"
    phone.press(f"{CALLER}#")
    phone.wait(2)
    assert "您的工单正在处理。" in phone.heard


def test_a_restricted_order_is_answered_as_if_there_were_none(deployed: Stage, ring: Ring) -> None:
    number = deployed.open_order(category="misconduct-tip-off", title="举报", fields={})["number"]
    phone = ring()
    asks_for(phone, number)
    phone.press(f"{CALLER}#")
    phone.wait(3)
    heard = phone.heard[3:]
    other = ring()
    asks_for(other, order_number(date(2026, 11, 23), 999))
    other.press(f"{CALLER}#")
    other.wait(3)
    assert heard == other.heard[3:]
    assert "没有查到与号码相符的工单。" in heard


def test_a_slip_in_the_number_is_told_at_once(deployed: Stage, ring: Ring) -> None:
    number = deployed.open_order()["number"]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    phone = ring()
    asks_for(phone, wrong)
    assert phone.heard[-2:] == ["编号有误。", ASK_NUMBER]
    phone.press(number)
    phone.wait(2)
    assert "您的工单正在处理。" in phone.heard


def test_who_asks_too_often_is_told_so(deployed: Stage, ring: Ring) -> None:
    number = deployed.open_order()["number"]
    for _ in range(6):
        phone = ring()
        asks_for(phone, number)
        phone.hang_up()
    phone = ring()
    asks_for(phone, number)
    assert "您的查询次数过多，请稍后再试。" in phone.heard
    assert "没有查到。请输入报修时登记的电话号码，按井号键结束。" not in phone.heard


def test_whoever_sits_in_the_dark_hears_it_first(deployed: Stage, ring: Ring) -> None:
    deployed.run(
        OpenOutage(
            kind="fault",
            title="线路故障",
            cause="equipment",
            tier_id=deployed.ids["A1"],
            starts_at=deployed.now - timedelta(hours=1),
            expected_at=deployed.now + timedelta(hours=6),
            premise_ids=[deployed.ids["premise-A1"]],
        ),
        "desk",
    )
    phone = ring()
    phone.wait(12)
    assert phone.heard[1] == "您所在的区域发生停电，抢修人员正在处理。"
    assert phone.heard[2:8] == ["预计", "今天", "下午", "三", "点", "整"]


def test_without_an_agent_for_long_the_caller_is_told(deployed: Stage) -> None:
    queues = tuple(replace(queue, max_wait_seconds=5) for queue in NO_AGENTS.queues)
    phone = Phone(desk_of(deployed), Exchange(replace(NO_AGENTS, queues=queues), START))
    phone.ring()
    phone.wait(2.5)
    phone.press("0")
    phone.wait(24)
    assert phone.heard[-2:] == [BUSY, "感谢您的来电，再见。"]
    assert runs(deployed) == [("ivr-main", "done")]


@pytest.mark.parametrize("package", ["follow-up", "nothing"])
def test_a_line_whose_package_is_none_waits_in_the_plain_queue(deployed: Stage, package: str) -> None:
    phone = Phone(EngineDesk(deployed.engine, Aloud(), package), Exchange(NO_AGENTS, START))
    phone.ring()
    phone.wait(1)
    assert phone.channel.up
    assert phone.channel.variable("huan_fallback") == "true"
    assert runs(deployed) == []


MY_QUEUE = "agent-1001@default"


def who_spoke_with_the_caller_yesterday_is_free(stage: Stage) -> None:
    """Agent 1001 has a queue of their own, is signed in, and has spoken with this number 20 hours ago."""
    person, desk = stage.ids["agent"], stage.ids["customer-service@P"]
    stage.run(KeepQueue(MY_QUEUE, "node", "我的", "my own", 20, 0, person_id=person), "operator")
    device = stage.run(KeepDevice("1001", "node", "user/1001", "phone", False, desk), "operator")["id"]
    stage.run(SignInToDevice(device), "agent")
    at = stage.now - timedelta(hours=20)
    talk = Talk("core/yesterday", "1001@default", at, at + timedelta(minutes=2), "answer")
    told = {"direction": "inbound", "state": "ended", "started_at": at, "ended_at": talk.until}
    stage.run(RecordCall("yesterday", caller_number=CALLER, parts=(talk,), **told), SYSTEM)


def routed(stage: Stage) -> list[tuple[str, str]]:
    rows = stage.rows(select(call_route).order_by(call_route.c.at, call_route.c.id))
    return [(one["queue"], one["because"]) for one in rows]


def agents_setting(answering: Answering) -> Any:
    """The exchange, whose agent 1001 has a queue of their own in which one waits five seconds at most."""
    own = Queue(MY_QUEUE, max_wait_seconds=5)
    return replace(
        SETTING,
        queues=(*SETTING.queues, own),
        tiers=(Tier(MY_QUEUE, "1001@default"), Tier("repair@default", "1002@default")),
        telephones=(Telephone("1001", answering), Telephone("1002")),
    )


def test_who_spoke_with_the_caller_last_is_asked_first_and_their_screen_says_why(
    deployed: Stage, ring: Ring
) -> None:
    who_spoke_with_the_caller_yesterday_is_free(deployed)
    phone = ring(CALLER, agents_setting(Answering.ANSWERS))
    phone.wait(2.5)
    phone.press("0")
    phone.wait(4)
    assert phone.channel.bridge is not None
    assert phone.channel.bridge.other(phone.channel).variable("cc_agent") == "1001@default"
    assert routed(deployed) == [(MY_QUEUE, "familiar")]
    assert "您是下一位，请稍候。" not in phone.heard, "nobody speaks of a place in a queue"
    call_id = deployed.rows(select(dialogue_run.c.exchange_id))[0]["exchange_id"]
    at = deployed.now
    told = {"direction": "inbound", "state": "ringing", "started_at": at, "caller_number": CALLER}
    rings = Rings("1001@default", at)
    deployed.run(RecordCall(call_id, queue=MY_QUEUE, parts=(rings,), **told), SYSTEM)
    with deployed.system.database.reading() as tx:
        look = Reading.begin(tx, Actor(deployed.ids["agent"]), deployed.engine.services)
        pop = my_calls(look).ringing[0]
    assert pop.routing is not None
    assert (pop.routing.because, pop.routing.zh) == ("familiar", "上次由您接听此来电")
    assert pop.call.department == deployed.ids["customer-service@P"], (
        "an agent's own queue is their department's"
    )


def test_who_is_not_answered_by_whom_he_knows_goes_on_to_the_queue(deployed: Stage, ring: Ring) -> None:
    who_spoke_with_the_caller_yesterday_is_free(deployed)
    phone = ring(CALLER, agents_setting(Answering.RINGS_ON))
    phone.wait(2.5)
    phone.press("0")
    phone.wait(12)
    assert phone.channel.bridge is not None
    assert phone.channel.bridge.other(phone.channel).variable("cc_agent") == "1002@default"
    assert routed(deployed) == [(MY_QUEUE, "familiar"), ("repair@default", "queue")]


def test_the_rule_knows_who_is_familiar_expert_and_senior_and_whether_they_are_free(deployed: Stage) -> None:
    who_spoke_with_the_caller_yesterday_is_free(deployed)
    person = deployed.ids["agent"]
    skills = {key: deployed.run(KeepSkill(key, key, key), "operator")["id"] for key in ("billing", "senior")}
    for key, skill in skills.items():
        deployed.run(KeepQueue(f"{key}@default", "node", key, key, 20, 0, skill_id=skill), "operator")
    deployed.run(SetSkills(person, dict.fromkeys(skills.values(), 4)), "leader")
    deployed.run(FlagCaller("13900000009", "sensitive", "曾经投诉"), "leader")
    found = deployed.run(FindAgents("13900000009", "billing", "senior"), SYSTEM)
    assert (found["sensitive"], found["familiar"]) == (True, None)
    assert found["expert"] == {"queue": "billing@default", "free": 1}
    assert found["senior"] == {"queue": "senior@default", "free": 1}
    known = deployed.run(FindAgents(CALLER, "repair", None), SYSTEM)
    assert known == {
        "sensitive": False,
        "familiar": {"queue": MY_QUEUE, "free": 1, "hours": 20.0},
        "expert": None,
        "senior": None,
    }
    deployed.run(SignOutOfDevice(), "agent")
    gone = deployed.run(FindAgents(CALLER, "billing", "senior", "an exchange that nobody knows"), SYSTEM)
    assert (gone["familiar"]["free"], gone["expert"]["free"], gone["senior"]["free"]) == (0, 0, 0)
