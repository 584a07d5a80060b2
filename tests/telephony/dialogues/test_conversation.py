"""A caller and a diagram, on the simulated exchange: what is heard, what is pressed, and every way it can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.errors import NotFound
from engine.words import Words
from telephony.dialogues.conversation import Begun
from telephony.dialogues.place import Arrival
from telephony.simulator import Caller, Exchange, Extension, hang_up, let_ring
from telephony.simulator.notices import Notice
from telephony.simulator.setting import Answering, Telephone
from tests.drawing import draw, end, gateway, start, user
from tests.telephony.dialogues.phone import SETTING, Desk, Phone, asks, goes_wrong
from tests.telephony.simulator.line import REPAIR, START

MENU = draw(
    start(),
    asks("welcome", "ivr.play", text='"欢迎"'),
    asks(
        "menu", "ivr.collect", {"choice": "digits"},
        text='"请按键"', most="1", allowed='"12"', again='"有误"', tries="2", seconds="3",
    ),
    goes_wrong("silent", "menu", "no-input"),
    goes_wrong("wrong", "menu", "wrong-input"),
    gateway("exclusive", "chosen", default="chosen-queue"),
    asks("bye", "ivr.hang-up", text='"再见"'),
    asks("queue", "ivr.queue", queue="call.queue"),
    end(), end("end2"),
    flows='start > welcome > menu > chosen > bye [choice = "1"] ; chosen > queue [default] ; bye > end ; '
    "queue > end2 ; silent > queue ; wrong > queue",
)  # fmt: skip

ORDER = draw(
    start(),
    asks("look", "ivr.look-up-order", {"found": "found", "due": "expected_at"}, number='"2611220000014"',
         phone="call.caller_number"),
    goes_wrong("late", "look", "unavailable"),
    asks("told", "ivr.say", kind='"moment"', value="date and time(due)", before='"预计"', after='"完成"'),
    asks("sorry", "ivr.play", text='"系统繁忙"'),
    end(), end("end2"),
    flows="start > look > told > end ; late > sorry > end2",
)  # fmt: skip


def test_a_caller_hears_the_menu_presses_a_key_and_is_bidden_goodbye() -> None:
    desk = Desk(MENU)
    phone = Phone(desk)
    phone.ring(name="王女士")
    phone.wait(2.5)
    phone.press("1")
    phone.wait(2)
    assert phone.heard == ["欢迎", "请按键", "再见"]
    assert not phone.channel.up
    assert [how for how, _, _ in desk.ended] == ["done"]
    (arrival,) = desk.arrivals
    assert (arrival.caller, arrival.caller_name, arrival.dialled) == ("13800000001", "王女士", "95598")
    assert (arrival.queue, arrival.answered) == ("repair@default", True)


def test_what_was_done_is_told_by_element_and_outcome() -> None:
    desk = Desk(MENU)
    phone = Phone(desk)
    phone.ring()
    phone.wait(2.5)
    phone.press("1")
    phone.wait(2)
    ((_, trace, _),) = desk.ended
    assert [(one["element"], one["said"], one["outcome"]) for one in trace] == [
        ("welcome", "欢迎", "done"), ("menu", "请按键", "pressed 1"), ("bye", "再见", "done"),
    ]  # fmt: skip


def test_whoever_presses_nothing_twice_waits_for_an_agent() -> None:
    phone = Phone(Desk(MENU))
    phone.ring()
    phone.wait(10)
    assert phone.heard == ["欢迎", "请按键", "请按键"], (
        "silence is no mistake: the question alone is heard again"
    )
    assert phone.done[-1] == ("callcenter", "repair@default")
    assert phone.channel.up


def test_a_wrong_key_is_told_and_asked_for_again() -> None:
    phone = Phone(Desk(MENU))
    phone.ring()
    phone.wait(2.5)
    phone.press("7")
    phone.wait(3)
    phone.press("1")
    phone.wait(2)
    assert phone.heard == ["欢迎", "请按键", "有误", "请按键", "再见"]


def test_a_key_pressed_while_the_prompt_is_heard_counts() -> None:
    phone = Phone(Desk(MENU))
    phone.ring()
    phone.wait(1.25)
    phone.press("1")
    phone.wait(2)
    assert phone.heard[-1] == "再见"


def test_a_key_pressed_too_early_ends_what_is_said_and_answers_the_question_that_follows() -> None:
    phone = Phone(Desk(MENU))
    phone.ring()
    phone.wait(0.5)
    assert phone.heard == ["欢迎"], "which takes a second"
    phone.press("1")
    phone.wait(0.5)
    assert phone.heard == ["欢迎", "再见"], "the menu need not be heard"


LONGER = draw(
    start(),
    asks("welcome", "ivr.play", text='"欢迎"'),
    asks("found", "ivr.say", kind='"number"', value="5"),
    asks("number", "ivr.collect", {"number": "digits"}, text='"请输入编号"', least="2", most="4", seconds="2",
         tries="2", secret="false"),
    asks("told", "ivr.say", kind='"digits"', value="number"),
    asks("queue", "ivr.queue", text='"请稍候"'),
    asks("more", "ivr.collect", {"choice": "digits"}, text='"留言请按一"', most="1"),
    end(),
    flows="start > welcome > found > number > told > queue > more > end",
)  # fmt: skip


def test_whoever_knows_the_way_types_a_whole_answer_while_he_is_welcomed() -> None:
    phone = Phone(Desk(LONGER))
    phone.ring()
    phone.wait(0.5)
    phone.press("4711")
    phone.wait(0.25)
    assert phone.heard[0] == "欢迎"
    assert "五" not in phone.heard
    assert "请输入编号" not in phone.heard
    assert "".join(phone.heard[1:]).startswith("四七幺幺"), phone.heard


def test_an_early_answer_that_will_not_do_is_asked_for_as_any_other() -> None:
    phone = Phone(Desk(LONGER))
    phone.ring()
    phone.wait(0.5)
    phone.press("4#")
    phone.wait(0.5)
    assert phone.heard == ["欢迎", "请输入编号"], "one key is too short"


AGENT = draw(
    start(), asks("queue", "ivr.queue", tell_place="true", after='"satisfaction"'),
    asks("sorry", "ivr.hang-up", text='"座席全忙"'), end(), flows="start > queue > sorry > end",
)  # fmt: skip
RATING = draw(
    start(), asks("ask", "ivr.ask-satisfaction", text='"请评价"'),
    goes_wrong("none", "ask", "no-input"), goes_wrong("bad", "ask", "wrong-input"), asks("bye", "ivr.hang-up"), end(),
    flows="start > ask > bye > end ; none > bye ; bad > bye",
)  # fmt: skip


def test_an_agent_who_answers_ends_the_dialogue_and_after_the_talk_another_begins() -> None:
    desk = Desk(AGENT)
    phone = Phone(desk)
    phone.ring()
    phone.wait(4)
    assert phone.heard == ["您是下一位，请稍候。"]
    assert [how for how, _, _ in desk.ended] == ["transferred"]
    assert phone.channel.up
    assert phone.channel.bridge is not None
    desk.drawn = RATING
    assert phone.channel.tapes, "the talk is recorded"
    hang_up(phone.exchange, phone.channel.bridge.other(phone.channel), far=True)
    phone.pump()
    phone.wait(2)
    assert not phone.channel.tapes, "what the dialogue hears is not"
    phone.press("5")
    phone.wait(1)
    assert desk.arrivals[1].package == "satisfaction"
    assert desk.arrivals[1].call_id == desk.arrivals[0].call_id
    assert (desk.ended[1][0], desk.ended[1][2]) == (
        "done",
        {"satisfaction": "5", "answers": {"ask": "5"}},
    )
    assert not phone.channel.up


def test_whoever_has_answered_is_not_cut_off_when_the_dialogue_leaves() -> None:
    """The exchange sends a channel whose `socket_resume` is true back to the dialplan, out of a talk as well."""
    phone = Phone(Desk(AGENT))
    phone.ring()
    phone.wait(12)
    assert phone.channel.bridge is not None
    assert sum(agent.calls_answered for agent in phone.exchange.callcenter.agents.values()) == 1
    assert not phone.channel.variable("huan_fallback")


def test_where_no_agent_answers_the_dialogue_goes_on() -> None:
    queues = tuple(replace(queue, max_wait_seconds=5) for queue in SETTING.queues)
    phone = Phone(Desk(AGENT), Exchange(replace(SETTING, agents=(), tiers=(), queues=queues), START))
    phone.ring()
    phone.wait(12)
    assert phone.heard == ["您是下一位，请稍候。", "座席全忙"]
    assert not phone.channel.up


#: The same at a desk that is busy: nobody takes the telephone; callers of 95590 wait before.
BUSY = replace(
    SETTING,
    telephones=(Telephone("1001", Answering.RINGS_ON), Telephone("1002", Answering.RINGS_ON)),
    extensions=(*SETTING.extensions, Extension("95590", (("answer", ""), ("callcenter", REPAIR)))),
)


def told_behind_three(desk: Desk) -> str:
    """Three callers wait for two agents; return what the fourth is told."""
    exchange = Exchange(BUSY, START)
    for number in range(3):
        let_ring(exchange, Caller(f"1390000000{number}", "95590"))
    exchange.wait(1)
    phone = Phone(desk, exchange)
    phone.ring()
    phone.wait(8)
    assert phone.done[-1] == ("callcenter", REPAIR)
    return "".join(phone.heard)


def test_who_waits_is_told_his_place_and_about_how_long_by_what_calls_took_lately() -> None:
    desk = Desk(AGENT, {"handling-time": lambda command: {"seconds": 310}})
    assert told_behind_three(desk) == "您前面还有三位客户在等待。预计等待十一分钟。", "4 x 310 s / 2 agents"
    assert [command.queue for command in desk.asked] == [REPAIR]


def unreachable(command: Any) -> Any:
    raise NotFound(Words("gone", "没了"))


def too_few(command: Any) -> Any:
    return {"seconds": None}


@pytest.mark.parametrize("answer", [too_few, unreachable])
def test_where_too_few_calls_are_over_or_the_engine_fails_a_call_takes_three_minutes(
    answer: Callable[[Any], Any],
) -> None:
    told = told_behind_three(Desk(AGENT, {"handling-time": answer}))
    assert told == "您前面还有三位客户在等待。预计等待六分钟。"


HEARD_IN = {
    "before anything": 0.0, "the welcome": 0.5, "the question": 1.5, "waiting for a key": 3.0, "the queue": 10.0,
}  # fmt: skip


@pytest.mark.parametrize("seconds", HEARD_IN.values(), ids=HEARD_IN.keys())
def test_the_caller_hangs_up_in(seconds: float) -> None:
    desk = Desk(MENU)
    phone = Phone(desk)
    phone.ring()
    phone.wait(seconds)
    phone.hang_up()
    phone.wait(1)
    assert [how for how, _, _ in desk.ended] == ["hung-up"]
    assert phone.conversation.over
    assert phone.session.closed


def waiting_for_an_answer(desk: Desk) -> Phone:
    phone = Phone(desk)
    phone.engine_answers = False
    phone.ring()
    begin, begun = phone.beside.pop()
    begun(begin())
    phone.pump()
    return phone


def test_the_caller_hangs_up_while_an_order_is_looked_up() -> None:
    desk = Desk(ORDER, {"ask-status": lambda command: {"found": True}})
    phone = waiting_for_an_answer(desk)
    phone.hang_up()
    phone.engine_answers = True
    phone.wait(1)
    assert [how for how, _, _ in desk.ended] == ["hung-up"]


# What goes wrong on our side leaves the caller in the plain queue.


def fallen_back(phone: Phone) -> bool:
    return phone.channel.up and phone.channel.variable("huan_fallback") == "true"


def test_an_order_is_found_and_its_time_is_told() -> None:
    due = "2026-11-23T15:30:00+08:00"
    desk = Desk(ORDER, {"ask-status": lambda command: {"found": True, "expected_at": due}})
    phone = Phone(desk)
    phone.ring()
    phone.wait(12)
    assert phone.heard == [*"预计 明天 下午 三 点 三 十 分 完成".split()]
    (command,) = desk.asked
    assert (command.number, command.phone, command.address) == (
        "2611220000014", "13800000001", "call:13800000001",
    )  # fmt: skip
    assert fallen_back(phone), "it ended without hanging up: an agent is next"


@pytest.mark.parametrize("late", [True, False], ids=["late", "failed"])
def test_a_look_up_that_is_late_or_fails_goes_the_diagrams_way(late: bool) -> None:
    desk = Desk(ORDER, {"ask-status": unreachable})
    if late:
        phone = waiting_for_an_answer(desk)
        phone.wait(2.25)
        _, came = phone.beside.pop()
        came({"found": True, "expected_at": "2026-11-23T15:30:00+08:00"})
        phone.engine_answers = True
    else:
        phone = Phone(desk)
        phone.ring()
    phone.wait(3)
    assert phone.heard == ["系统繁忙"], "what comes too late is not said"


def no_dialogue(arrival: Arrival) -> Begun:
    raise NotFound(Words("nobody has deployed it", "没有部署"))


def test_without_a_dialogue_the_caller_waits_in_the_plain_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(MENU)
    monkeypatch.setattr(desk, "begin", no_dialogue)
    phone = Phone(desk)
    phone.ring()
    phone.wait(1)
    assert fallen_back(phone)
    assert phone.heard == []


def test_an_engine_that_does_not_begin_in_time_leaves_the_caller_in_the_plain_queue() -> None:
    phone = Phone(Desk(MENU))
    phone.engine_answers = False
    phone.ring()
    phone.wait(5.5)
    assert fallen_back(phone)


BROKEN: dict[str, bytes] = {
    "a person is asked": draw(start(), user("who"), end(), flows="start > who > end"),
    "what is said is no text": draw(
        start(), asks("x", "ivr.play", text="call.nothing"), end(), flows="start > x > end"
    ),
    "a value cannot be said": draw(
        start(), asks("x", "ivr.say", kind='"amount"', value='"much"'), end(), flows="start > x > end"
    ),
    "nobody catches an error": draw(
        start(), asks("x", "ivr.collect", text='"?"', seconds="1", tries="1"), end(), flows="start > x > end"
    ),
    "a queue that would be a command": draw(
        start(), asks("x", "ivr.queue", queue='"a b\\nc"'), end(), flows="start > x > end"
    ),
    "it goes round": draw(
        start(), gateway("exclusive", "again"), asks("x", "ivr.look-up-order", number='"1"', phone='"1"'),
        goes_wrong("late", "x", "unavailable"), end(),
        flows="start > again > x > again ; late > end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawn", BROKEN.values(), ids=BROKEN.keys())
def test_a_diagram_that_fails_leaves_the_caller_in_the_plain_queue(drawn: bytes) -> None:
    phone = Phone(Desk(drawn, {"ask-status": lambda command: {"found": False}}))
    phone.ring()
    phone.wait(4)
    assert fallen_back(phone)


def test_an_exchange_that_falls_silent_is_given_up() -> None:
    desk = Desk(MENU)
    phone = Phone(desk)
    phone.ring()
    phone.session.receive = lambda data: None  # type: ignore[method-assign]
    pending: Callable[[], bool] = lambda: not desk.ended  # noqa: E731
    for _ in range(20):
        if pending():
            phone.wait(20)
    assert [how for how, _, _ in desk.ended] == ["failed"]


def test_an_exchange_that_dies_ends_the_dialogue() -> None:
    desk = Desk(MENU)
    phone = Phone(desk)
    phone.ring()
    phone.wait(1.5)
    phone.conversation.receive_eof()
    phone.pump()
    assert [how for how, _, _ in desk.ended] == ["lost"]


# Secrets.

PIN = draw(
    start(),
    asks("pin", "ivr.collect", {"pin": "digits"}, text='"密码"', least="6", most="6", secret="true"),
    goes_wrong("none", "pin", "no-input"), goes_wrong("bad", "pin", "wrong-input"),
    asks("bye", "ivr.hang-up"), end(), flows="start > pin > bye > end ; none > bye ; bad > bye",
)  # fmt: skip


class Overhearing:
    """Somebody else who listens to the exchange; `told` are the events' names."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def wants(self, name: str, subclass: str) -> bool:
        return True

    def take(self, notice: Notice) -> None:
        self.told.append(notice.name)

    def shut(self, notice: str) -> None: ...


def test_digits_that_are_a_secret_stay_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(PIN)
    phone = Phone(desk)
    somebody = Overhearing()
    phone.exchange.listeners.append(somebody)
    phone.ring()
    phone.wait(1.5)
    phone.press("730915")
    assert "730915" not in repr(phone.channel.variables), "call records hold the channel's variables"
    phone.exchange.wait(0.1)
    assert "DTMF" not in somebody.told, "whoever else listens hears no key"
    assert "CHANNEL_EXECUTE" in somebody.told
    phone.wait(1)
    assert "730915" not in repr(desk.ended) + repr(phone.conversation.__dict__) + capsys.readouterr().out
    assert desk.ended[0][1][0]["outcome"] == "done"
