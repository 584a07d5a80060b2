"""Scenarios of dialogues: what a caller hears and presses, and what is told when it is otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions import Package, read_folder
from engine.scenarios import Outcome, ScenarioRefused, read_scenarios, run_scenarios

BPMN = Path(__file__).parents[3] / "bpmn"
RINGS = 'given: {dialogue: {caller: "13800000001"}}\nscenarios:\n- name: one\n  steps:\n'


@pytest.fixture(scope="module")
def packages() -> dict[str, Package]:
    return {key: read_folder(BPMN / key) for key in ("satisfaction", "query")}


def played(packages: dict[str, Package], *steps: str) -> Outcome:
    text = RINGS + "".join(f"  - {step}\n" for step in steps)
    (outcome,), _ = run_scenarios(read_scenarios(text, "x.yaml", "satisfaction", packages), packages)
    return outcome


WRONG = [
    (("hears: 再见",), "hears: expected 再见; found 请对本次服务作出评价"),
    (("hears: 满意请按一", "hears: 请对本次服务"), "hears: expected 请对本次服务; found ，一般请按二"),
    (("ends: done",), "the dialogue: expected done; found goes on"),
    (("queue: answered",), "the caller is in no queue; it is at ask"),
    (("hangs up: caller", 'presses: "1"'), "nobody has asked for keys; it is at hung-up"),
    (("hangs up: caller", "hangs up: caller"), "the dialogue has ended; it is at hung-up"),
]


@pytest.mark.parametrize(("steps", "told"), WRONG)
def test_what_is_otherwise_is_told(packages: dict[str, Package], steps: tuple[str, ...], told: str) -> None:
    failure = played(packages, *steps).failure
    assert failure is not None
    assert told in failure.problems[0]


def test_a_trace_shows_which_way_the_dialogue_went(packages: dict[str, Package]) -> None:
    scenarios = read_scenarios(f'{RINGS}  - presses: "1"\n', "x.yaml", "satisfaction", packages)
    (outcome,), coverage = run_scenarios(scenarios, packages, traced=True)
    assert outcome.passed
    assert outcome.trace is not None
    assert {one.id for one in coverage.of("satisfaction").missed} == {
        *("silent", "wrong", "unrated", "silent-goodbye", "wrong-goodbye"),
    } - {"unrated"}


REFUSED = [
    ("query", RINGS + "  - expect: {}\n", "package 'query' is no dialogue"),
    ("satisfaction", RINGS + "  - presses: one\n", "'one' cannot be pressed"),
    ("satisfaction", RINGS + "  - hangs up: agent\n", "agent"),
    ("satisfaction", RINGS + "  - speaks: 601\n", "nobody speaks for 601 seconds"),
    ("satisfaction", RINGS.replace('"13800000001"', '"1", outage: {kind: flood}'), "flood"),
    (
        "satisfaction",
        RINGS.replace('"13800000001"', '"1", outage: {kind: fault, expected: "15:30"}'),
        "this moment needs a date",
    ),
]


@pytest.mark.parametrize(("package", "text", "told"), REFUSED)
def test_what_cannot_be_played_is_refused(
    packages: dict[str, Package], package: str, text: str, told: str
) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        read_scenarios(text, "x.yaml", package, packages)
    assert any(told in problem.told("en") for problem in refused.value.problems)


def test_without_a_caller_nobody_hears(packages: dict[str, Package]) -> None:
    text = "scenarios:\n- name: one\n  steps:\n  - hears: 您好\n"
    (outcome,), _ = run_scenarios(read_scenarios(text, "x.yaml", "satisfaction", packages), packages)
    assert outcome.failure is not None
    assert "nobody has rung" in outcome.failure.problems[0]
