"""Agents and mod_callcenter, both ways, on the simulated exchange: who says what, and that both agree in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calling.states import State
from engine.commands.agents.phone_told import RecordAgents
from engine.errors import Conflict
from engine.words import Words
from telephony.simulator.setting import Agent as AgentInXml
from telephony.simulator.setting import Answering, Setting, Telephone
from telephony.simulator.setting import Tier as TierInXml
from tests.conftest import sqlite_copy
from tests.stage import Stage
from tests.telephony.agents.exchange import AFTER_CALL_SECONDS, EMPTY, NAMES, QUEUE, Exchange, refused

Make = Callable[..., Exchange]


@pytest.fixture
def exchange(stage_on_sqlite: Stage) -> Make:
    def make(setting: Setting = EMPTY) -> Exchange:
        made = Exchange(stage_on_sqlite, setting)
        made.connect()
        made.settle()
        return made

    return make


def test_who_signs_in_is_made_known_with_telephone_and_queue_before_a_call_can_ring(exchange: Make) -> None:
    one = exchange()
    assert one.sent == [], "nobody has signed in: nothing is our business"
    one.sign_in("agent")
    one.settle()
    assert one.sent[0] == "agent add 1001@default callback"
    assert one.sent[-1] == "agent set status 1001@default 'Available'", "only when all else is right"
    one.agreement("agent")
    assert one.theirs("agent").wrap_up_time == AFTER_CALL_SECONDS
    one.take_break("agent")
    one.settle()
    assert one.theirs("agent").status == "On Break"
    one.sign_out("agent")
    one.settle()
    assert one.theirs("agent").status == "Logged Out"
    one.agreement("agent")


def test_a_call_rings_talks_and_leaves_after_call_work_that_ends_early_by_the_person(exchange: Make) -> None:
    one = exchange()
    one.sign_in("agent")
    one.settle()
    one.rings()
    one.later(0.5)
    assert one.ours("agent").state == State.RINGING
    one.later(2)
    assert one.ours("agent").state == State.TALKING
    one.rings("13900000002", patience=300)
    one.later(31)
    assert one.ours("agent").state == State.AFTER_CALL
    one.later(5)
    assert one.ours("agent").state == State.AFTER_CALL, "nobody slips in while another caller waits"
    one.available("agent")
    one.settle()
    one.later(4)
    assert one.ours("agent").state in (State.RINGING, State.TALKING)
    one.later(32)
    assert one.ours("agent").state == State.AFTER_CALL
    assert one.theirs("agent").wrap_up_time == AFTER_CALL_SECONDS, "the limit is there again"
    one.later(AFTER_CALL_SECONDS + 1)
    assert one.ours("agent").state == State.AVAILABLE
    one.settle()
    one.agreement("agent")


def test_who_never_answers_is_on_a_break_for_both_and_comes_back_by_themselves(exchange: Make) -> None:
    silent = replace(EMPTY, telephones=(Telephone("1001", Answering.RINGS_ON), EMPTY.telephones[1]))
    one = exchange(silent)
    one.sign_in("agent")
    one.settle()
    one.rings(patience=900)
    one.later(215)
    row = one.ours("agent")
    assert (row.state, row.reason, row.theirs) == (State.BREAK, "no-answer", "On Break")
    one.settle()
    one.agreement("agent")
    one.available("agent")
    one.settle()
    assert one.theirs("agent").status == "Available"
    # The same while nobody listens: the list says it afterwards.
    one.cut()
    one.later(215)
    assert one.ours("agent").said == "available"
    one.connect()
    one.settle()
    assert (one.ours("agent").reason, one.theirs("agent").status) == ("no-answer", "On Break")


def test_what_a_person_said_stands_above_what_somebody_types_at_the_exchange(exchange: Make) -> None:
    one = exchange()
    one.sign_in("agent")
    one.settle()
    one.console("agent set status 1001@default 'Logged Out'")
    one.console("agent set contact 1001@default user/9999")
    one.console(f"tier del {QUEUE} 1001@default")
    one.turn()
    assert one.ours("agent").theirs == "Logged Out", "the row says both"
    one.later(61)  # what no event tells, the list does
    one.settle()
    one.agreement("agent")
    assert one.theirs("agent").status == "Available"


def test_what_stands_in_the_exchanges_own_files_is_put_right_after_each_start(exchange: Make) -> None:
    one = exchange()
    one.sign_in("agent")
    one.sign_in("agent2")
    one.take_break("agent2")
    one.settle()
    one.cut()
    one.line.exchange.stop(killed=True)
    one.line.exchange.restart()
    # Agents given in XML: the start writes them over what was said before.
    for name in ("1001@default", "1002@default"):
        agent = one.center.agents[name]
        agent.status, agent.state, agent.contact, agent.wrap_up_time = "Logged Out", "Waiting", "user/0", 0
    one.center.tiers.clear()
    one.reopen()
    one.connect()
    one.settle()
    one.agreement("agent")
    one.agreement("agent2")
    assert (one.theirs("agent").status, one.theirs("agent2").status) == ("Available", "On Break")
    assert one.ours("agent").state == State.AVAILABLE


def test_agents_queues_and_tiers_that_are_not_ours_are_left_alone(exchange: Make) -> None:
    theirs = (AgentInXml("2000@default", "user/2000"), AgentInXml("1002@default", "user/1002"))
    others = (TierInXml("empty@default", "1001@default"), TierInXml(QUEUE, "2000@default"))
    one = exchange(replace(EMPTY, agents=theirs, tiers=others))
    one.sign_in("agent")
    one.settle()
    assert not [step for step in one.sent if "1001" not in step]
    assert {(tier.queue, tier.agent) for tier in one.center.tiers} == {
        ("empty@default", "1001@default"),
        (QUEUE, "2000@default"),
        (QUEUE, "1001@default"),
    }
    assert one.center.agents["1002@default"].contact == "user/1002", "never signed in with us"


def test_a_talk_that_is_none_is_not_believed_for_ever(exchange: Make) -> None:
    one = exchange()
    one.sign_in("agent")
    one.settle()
    one.console("agent set state 1001@default 'In a queue call'")
    one.later(30)
    assert one.ours("agent").state == State.TALKING
    one.later(35)
    row = one.ours("agent")
    assert (row.state, row.theirs_state) == (State.AFTER_CALL, "In a queue call")
    one.later(AFTER_CALL_SECONDS + 65)
    assert one.ours("agent").state == State.AVAILABLE, "no list makes it a talk again"
    one.console("agent set state 1001@default Waiting")
    one.settle()
    one.agreement("agent")


def test_what_nobody_knows_the_outcome_of_is_looked_at_and_not_sent_again(exchange: Make) -> None:
    one = exchange()
    one.sign_in("agent")
    one.settle()
    one.take_break("agent")
    one.deaf = True
    one.sync.turn()
    assert one.sent.count("agent set status 1001@default 'On Break'") == 1
    assert one.theirs("agent").status == "On Break", "it was done, and the answer was lost"
    one.cut()
    one.deaf = False
    one.connect()
    one.settle()
    assert one.sent.count("agent set status 1001@default 'On Break'") == 1
    one.agreement("agent")


def test_what_the_exchange_refuses_is_left_for_a_while_and_hinders_nobody_else(exchange: Make) -> None:
    one = exchange()
    del one.center.queues[QUEUE]
    one.sign_in("agent")
    one.sign_in("agent2")
    one.settle()
    adding = f"tier add {QUEUE} 1001@default 1 1"
    assert one.sent.count(adding) == 1
    one.later(20)
    assert one.sent.count(adding) == 1
    one.later(20)
    assert one.sent.count(adding) == 2


def test_what_several_telephones_do_is_stored_together_and_one_that_cannot_be_hinders_nobody(
    exchange: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = exchange()
    one.sign_in("agent")
    one.sign_in("agent2")
    one.settle()
    stored: list[list[str]] = []
    engine, broken = one.stage.engine, {"1002@default"}
    run = engine.run

    def noted(command: Any, actor: Any, key: str | None = None) -> Any:
        if isinstance(command, RecordAgents):
            names = [told.agent for told in command.told]
            if broken & set(names):
                raise Conflict(Words("it cannot be", "不行"))
            stored.append(names)
        return run(command, actor, key)

    monkeypatch.setattr(engine, "run", noted)
    for name in NAMES.values():
        one.console(f"agent set state {name} 'In a queue call'")
    one.turn()
    assert stored == [["1001@default"]]
    assert (one.ours("agent").state, one.ours("agent2").state) == (State.TALKING, State.AVAILABLE)
    broken.clear()
    for name in NAMES.values():
        one.console(f"agent set state {name} Waiting")
    one.turn()
    assert stored[1:] == [list(NAMES.values())], "in one transaction"
    assert one.ours("agent").state == State.AFTER_CALL


WORDS: dict[str, Callable[[Exchange], None]] = {
    "in": lambda one: one.sign_in("agent"),
    "in 2": lambda one: one.sign_in("agent2"),
    "out": lambda one: one.sign_out("agent"),
    "forced out": lambda one: one.force_out("agent"),
    "available": lambda one: one.available("agent"),
    "break": lambda one: one.take_break("agent"),
    "break 2": lambda one: one.take_break("agent2"),
    "ring": lambda one: one.rings(),
    "typed out": lambda one: one.console("agent set status 1001@default 'Logged Out'") and None,
    "typed in": lambda one: one.console("agent set status 1001@default 'Available'") and None,
    "typed contact": lambda one: one.console("agent set contact 1001@default user/0") and None,
    "typed tier": lambda one: one.console(f"tier del {QUEUE} 1001@default") and None,
    "cut": lambda one: one.cut(),
    "connect": lambda one: one.connect(),
    "turn": lambda one: one.turn(),
    "second": lambda one: one.later(1),
    "half a minute": lambda one: one.later(30),
}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(st.sampled_from(sorted(WORDS)), min_size=4, max_size=16))
def test_whatever_people_calls_and_cuts_do_in_whatever_order_both_sides_agree_in_the_end(
    sqlite_stage: tuple[Path, Stage], tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path, furnished = sqlite_stage
    stage = furnished.on_copy(sqlite_copy(path, tmp_path_factory.mktemp("agents")))
    try:
        one = Exchange(stage)
        one.sign_in("agent")
        one.connect()
        one.settle()
        for word in words:
            refused(lambda word=word: WORDS[word](one))
        if not one.connected:
            one.connect()
        one.later(100)  # callers have gone, talks and after-call work are over
        one.settle()
        for who, name in NAMES.items():
            if name in one.center.agents:
                one.agreement(who)
                assert one.ours(who).phone == "idle"
        before = list(one.sent)
        one.later(70)
        assert one.sent == before, "and then there is nothing more to say"
    finally:
        stage.system.close()
