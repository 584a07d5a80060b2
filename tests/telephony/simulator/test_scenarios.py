"""Scenario files: the one that is shipped, and what is refused with the place where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from telephony.calls import CallMachine, Outcome
from telephony.simulator.callers import make_traffic, ring_all
from telephony.simulator.faults import let_happen
from telephony.simulator.scenario import ScenarioUnreadable, parse_scenario, read_scenario, shipped
from telephony.simulator.setting import Setting
from tests.telephony.simulator.line import Line


def test_the_shipped_scenario_makes_answered_and_abandoned_calls() -> None:
    line = Line.of(read_scenario(shipped("hotline")), seed=3)
    line.listen("ALL")
    make_traffic(line.exchange, 6)
    machine = CallMachine()
    for _ in range(30):
        machine.apply_all(line.wait(60))  # type: ignore[arg-type]
    outcomes = {call.outcome for call in machine.calls()}
    assert {Outcome.ANSWERED, Outcome.ABANDONED} <= outcomes
    assert 130 < len(machine.calls()) < 230
    assert machine.problems.counts == {}
    assert len(line.exchange.channels) < 20


def test_callers_ring_at_their_times_press_keys_and_hang_up() -> None:
    setting = parse_scenario(
        """
        queues: [{name: repair@default}]
        numbers: {95598: [answer, "read 1 1 silence_stream://100 choice 5000 #", callcenter repair@default]}
        callers:
          - {number: 13900000001, dials: 95598, at_seconds: 2, patience_seconds: 8,
             presses: [{after_seconds: 1, digits: "5"}]}
          - {number: 13900000002, dials: 95598, at_seconds: 4, patience_seconds: 1}
        """
    )
    line = Line.of(setting)
    line.listen("ALL")
    ring_all(line.exchange)
    let_happen(line.exchange)
    line.wait(20)
    machine = CallMachine()
    machine.apply_all(line.events)
    first, second = machine.calls()
    assert (first.pressed, first.outcome, first.queue) == ("5", Outcome.ABANDONED, "repair@default")
    assert (second.started_at - first.started_at).total_seconds() == 2
    assert second.queue is None


def test_a_caller_waits_for_each_question_before_he_presses() -> None:
    setting = parse_scenario(
        """
        numbers:
          95598: [answer, "playback silence_stream://3000", "read 1 1 silence_stream://100 choice 9000 #",
            "playback silence_stream://2000", "read 1 8 silence_stream://100 number 9000 #", hangup]
        callers:
          - {number: 13900000001, dials: 95598, presses: [
              {question: 1, after_seconds: 1, digits: "5"}, {question: 2, after_seconds: 0, digits: "0612#"}]}
        """
    )
    line = Line.of(setting)
    line.listen("ALL")
    ring_all(line.exchange)
    let_happen(line.exchange)
    line.wait(20)
    machine = CallMachine()
    machine.apply_all(line.events)
    (call,) = machine.calls()
    assert call.pressed == "50612#"
    assert call.ended_at is not None
    # A question after 3 s and a second's thought, two more seconds, then five keys, each half a second apart.
    assert (call.ended_at - call.started_at).total_seconds() == 8


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("queues: [", "is not YAML"),
        ("- queues", "must be a mapping"),
        ("queue: []", "'queue' is not known"),
        ("queues: {}", "queues must be a list"),
        ("queues: [repair]", "queues[1] must be a mapping"),
        ("queues: [{}]", "queues[1]: name is missing"),
        ("queues: [{name: a, name: b}]", "stands twice"),
        ("queues: [{name: a, record: maybe}]", "queues[1].record must be true or false"),
        ("queues: [{name: a, max_wait_seconds: -1}]", "queues[1].max_wait_seconds must be zero or more"),
        ("queues: [{name: a, max_wait_seconds: 1.5}]", "must be a whole number"),
        ("queues: [{name: a, max_wait_seconds: .nan}]", "must be a whole number"),
        ("agents: [{name: a, contact: nowhere}]", "agents[1].contact must be such as user/"),
        ("tiers: [{queue: q, agent: a}]", "there is no 'q'"),
        ("telephones: [{number: 1001, answering: sleeps}]", "must be one of answers, rings-on"),
        ("numbers: []", "numbers must be a mapping"),
        ("numbers: {up: [answer]}", "must be a number"),
        ("numbers: {1: [dance]}", "there is no application 'dance'"),
        ("numbers: {1: [callcenter q]}", "there is no 'q'"),
        ("callers: [{number: 1, dials: 2}]", "callers[1].dials: there is no '2'"),
        ("telephones: [{number: 2}]\ncallers: [{number: 1, dials: 2, presses: [{digits: 1}]}]", "presses[1]"),
        ("faults: [{at_seconds: 1, kind: fire}]", "must be one of terminate, kill"),
        ("telephones: [{number: 2, after_seconds: .inf}]", "must be a number up to"),
        ("&a [*a]", "scenario"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ScenarioUnreadable) as refusal:
        parse_scenario(text)
    assert says in refusal.value.en
    assert refusal.value.zh != refusal.value.en


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScenarioUnreadable, match="cannot be read: No such file"):
        read_scenario(tmp_path / "none.yaml")


def test_an_empty_scenario_is_an_exchange_without_anything() -> None:
    assert parse_scenario("{}") == Setting()
