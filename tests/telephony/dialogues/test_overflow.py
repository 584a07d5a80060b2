"""A caller whose queue is busy or dead: he joins another, or another centre has him, and nobody is lost."""

from __future__ import annotations

from typing import Any

from engine.commands.overflow.direct import DirectCaller
from telephony.dialogues.orders import Ask
from telephony.simulator import Exchange
from telephony.simulator.setting import Answering, Telephone
from tests.drawing import draw, end, start
from tests.telephony.dialogues.phone import SETTING, Desk, Phone, asks
from tests.telephony.simulator.line import EMPTY, REPAIR, START, with_telephone

LINE = draw(
    start(),
    asks("queue", "ivr.queue", tell_place="true", leave='"1"'),
    asks("bye", "ivr.hang-up", text='"再见"'),
    end(),
    flows="start > queue > bye > end",
)
TRUNK = "sofia/gateway/province/huan-peer"


def test_he_joins_the_other_queue_and_hears_his_place_in_it() -> None:
    phone = Phone(Desk(LINE, over={REPAIR: (EMPTY, None)}))
    phone.ring()
    phone.wait(3)
    assert phone.heard == ["您是下一位，请稍候。"]
    assert phone.done[-1] == ("callcenter", EMPTY)
    assert phone.channel.up


def test_the_other_centre_gets_him_with_the_call_and_the_dialogue_is_over() -> None:
    desk = Desk(LINE, over={REPAIR: ("repair@province", "province-1")}, trunks={"province-1": TRUNK})
    phone = Phone(desk)
    phone.ring()
    phone.wait(4)
    (arrival,) = desk.arrivals
    assert phone.channel.variable("sip_h_X-Huan-Call") == f"{arrival.call_id};repair@province"
    assert phone.channel.bridge is not None, "the other centre has answered"
    assert phone.channel.bridge.other(phone.channel).profile.destination == "huan-peer"
    assert phone.heard == [], "how many wait there is not known here"
    assert [how for how, _, _ in desk.ended] == ["transferred"]


def test_when_the_other_centre_does_not_answer_he_waits_at_home() -> None:
    desk = Desk(LINE, over={REPAIR: ("repair@province", "province-1")}, trunks={"province-1": TRUNK})
    busy = with_telephone(Telephone("huan-peer", Answering.BUSY), SETTING)
    phone = Phone(desk, Exchange(busy, START))
    phone.ring()
    phone.wait(8)
    assert phone.channel.bridge is not None
    assert phone.channel.bridge.other(phone.channel).profile.destination.startswith("100"), "an agent here"
    assert phone.channel.variable("sip_h_X-Huan-Call") in (None, "")


class Broken(Desk):
    """The engine does not say where he goes."""

    def ask(self, question: Ask) -> Any:
        if isinstance(question.command, DirectCaller):
            raise ConnectionError("no database")
        return super().ask(question)


def test_without_an_answer_of_the_engine_he_waits_at_home() -> None:
    phone = Phone(Broken(LINE))
    phone.ring()
    phone.wait(4)
    assert phone.done[-1] == ("callcenter", REPAIR)
    assert phone.channel.bridge is not None, "and an agent answers"
