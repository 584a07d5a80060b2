"""A caller who has waited long enough asks to be called back: the place is kept, the process of the call is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.deploy import DeployPackages
from engine.commands.places.ask import AskCallBack
from engine.commands.record_call import RecordCall
from engine.store.tables import dialogue_run, message, queue_place
from telephony.dialogues.desk import EngineDesk
from telephony.simulator import Exchange
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.dialogues.phone import SETTING, Aloud, Phone
from tests.telephony.simulator.line import START

DIALOGUES = ("order-status", "route-call", "voicemail", "ivr-main")
OFFERED = "请我们回电请按一，留言请按二，继续等待请按零，结束请挂机。"


class Waiting:
    """A caller in the queue of a hotline at which nobody is."""

    def __init__(self, stage: Stage, number: str = "13800000001") -> None:
        self.stage = stage
        files = [package_files(PACKAGES / key) for key in DIALOGUES]
        stage.run(DeployPackages(files, list(DIALOGUES)), SYSTEM)
        desk = EngineDesk(stage.engine, Aloud(), "ivr-main", lambda: stage.now)
        self.phone = Phone(desk, Exchange(replace(SETTING, agents=(), tiers=()), START))
        self.phone.ring(number)
        self.phone.wait(2.5)
        self.phone.press("0")
        self.phone.wait(3)
        assert self.phone.done[-1] == ("callcenter", "repair@default")

    def leaves_the_queue(self, choice: str) -> None:
        self.phone.press("72")
        self.phone.wait(3)
        assert self.phone.heard[-1] == OFFERED
        self.phone.press(choice)
        self.phone.wait(4)

    def place(self) -> dict[str, Any]:
        (row,) = self.stage.rows(select(queue_place))
        return row

    def record(self) -> str:
        """The listener writes the call."""
        (run,) = self.stage.rows(select(dialogue_run))
        record = RecordCall(
            run["exchange_id"], "inbound", "ended", self.stage.now, outcome="abandoned",
            caller_number="13800000001", queue="repair@default", ended_at=self.stage.now, as_of=self.stage.now,
        )  # fmt: skip
        key: str = self.stage.run(record, SYSTEM)["call"]
        return key

    def messages(self) -> list[tuple[str, dict[str, Any]]]:
        rows = self.stage.rows(select(message).where(message.c.name == "call.call-back-requested"))
        return [(one["key"], one["payload"]) for one in rows]


@pytest.fixture
def waiting(stage: Stage) -> Waiting:
    return Waiting(stage)


def test_the_place_is_kept_from_the_beginning_of_the_call_and_the_process_told_once(waiting: Waiting) -> None:
    began = waiting.stage.now
    waiting.stage.set_clock(began + timedelta(minutes=7))
    waiting.leaves_the_queue("1")
    assert waiting.phone.heard[-2:] == ["您的位置已保留，我们会尽快给您回电。", "感谢您的来电，再见。"]
    assert not waiting.phone.channel.up
    place = waiting.place()
    assert (place["queue"], place["number"], place["status"]) == ("repair@default", "13800000001", "waiting")
    assert (place["joined_at"], place["base_seconds"]) == (began, 7 * 60)
    call = waiting.record()
    waiting.record()
    assert (waiting.place()["call_id"], waiting.place()["status"]) == (call, "told")
    assert waiting.messages() == [(call, {"queue": "repair@default"})]
    again = waiting.stage.run(AskCallBack(place["exchange_id"], "repair@default", "13800000001"), SYSTEM)
    assert (again["place"], again["new"]) == (place["id"], False)
    (run,) = waiting.stage.rows(select(dialogue_run))
    assert [one["outcome"] for one in run["trace"] if one["element"] == "queue"] == ["left by 2"]


def test_a_call_that_is_there_is_told_at_once_and_its_page_says_where_to_call(waiting: Waiting) -> None:
    call = waiting.record()
    waiting.leaves_the_queue("1")
    assert waiting.place()["status"] == "told"
    assert [key for key, _ in waiting.messages()] == [call]


def test_who_goes_back_to_the_queue_has_waited_all_the_while(waiting: Waiting) -> None:
    center = waiting.phone.exchange.callcenter
    waiting.leaves_the_queue("0")
    waiting.phone.wait(2)
    assert waiting.phone.done[-1] == ("callcenter", "repair@default")
    assert waiting.phone.channel.up
    assert waiting.stage.rows(select(queue_place)) == []
    assert [one.state for one in center.members.values()] == ["Abandoned", "Waiting"]


def test_a_caller_whose_number_cannot_be_called_is_asked_to_leave_it_as_a_message(stage: Stage) -> None:
    waiting = Waiting(stage, "0")
    waiting.leaves_the_queue("1")
    assert "没有可以回拨的号码，请留言并说出您的电话。" in waiting.phone.heard
    assert stage.rows(select(queue_place)) == []
