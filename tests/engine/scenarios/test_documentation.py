"""docs/scenarios.md names everything that a designer can write."""

import re
from pathlib import Path

import pytest
import yaml

from engine.scenarios import run_scenarios, told_outcome
from engine.scenarios.cast import DEPARTMENTS, PEOPLE, PREMISES, TIERS
from engine.scenarios.folders import find
from engine.scenarios.names import Names
from engine.scenarios.reading import read_scenarios
from engine.scenarios.reading.expect import ABSENT_KEYS, EVENT_KEYS, KEYS, LIMIT_KEYS, ORDER_KEYS, PHASES
from engine.scenarios.reading.given import _ORDER, GIVEN
from engine.scenarios.reading.steps import CALL_EVENTS, JOB_ENDS, Reader

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
#: Everything in backticks, word by word: `do: TASK` documents `do`.
WRITTEN = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
FIRST = {text.split(":")[0] for text in WRITTEN}


@pytest.mark.parametrize(
    "names",
    [
        GIVEN,
        _ORDER,
        KEYS,
        ABSENT_KEYS,
        EVENT_KEYS,
        LIMIT_KEYS,
        ORDER_KEYS,
        PHASES,
        CALL_EVENTS,
        JOB_ENDS,
        PREMISES,
        DEPARTMENTS,
        PEOPLE,
        TIERS,
    ],
)
def test_every_name_is_documented(names):
    assert [name for name in names if name not in FIRST] == []


def test_every_action_with_its_keys_is_documented(tiny):
    actions = Reader(tiny, Names((tiny,)))._actions
    assert [name for name in actions if name not in FIRST] == []
    assert [key for own, _ in actions.values() for key in own if key not in FIRST] == []


def test_the_first_scenario_of_the_page_passes():
    text = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]
    assert yaml.safe_load(text)
    found = find([ROOT / "bpmn" / "repair"])
    packages = {package.key: package for package in found.packages.values()}
    [outcome], _ = run_scenarios(read_scenarios(text, "page", "repair", packages), packages)
    assert outcome.passed, told_outcome(outcome)
