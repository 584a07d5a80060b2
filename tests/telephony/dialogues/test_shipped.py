"""The hotline as it is shipped, told by its callers: packages deployed, engine, diagram, simulated exchange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.deploy import DeployPackages
from engine.commands.outages.open import OpenOutage
from engine.orders import order_number
from engine.store.dialogues import dialogues_of_call
from engine.store.tables import dialogue_run
from telephony.dialogues.desk import EngineDesk
from telephony.simulator import Exchange, hang_up
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.dialogues.phone import SETTING, Aloud, Phone
from tests.telephony.simulator.line import START

DIALOGUES = ("order-status", "satisfaction", "voicemail", "ivr-main")
CALLER = "13800000001"  # whoever opens orders on this stage
WELCOME, MENU = "您好，欢迎致电供电服务热线。", "查询工单进度请按一，人工服务请按零。"
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
