"""Signals, messages that a process sends itself, loops and called processes are recorded too."""

import pytest

from engine.scenarios import read_scenarios
from engine.scenarios.play import Run
from engine.scenarios.recording import record
from engine.scenarios.stage import Theatre
from tests.engine.constructs.construct import read


@pytest.mark.parametrize(
    "name", ["catch-signal", "catch-message", "multi-instance-sequential", "standard-loop"]
)
def test_the_first_story_of_a_construct_is_recorded(name):
    construct = read(name)
    scenario = construct.scenarios[0]
    package = construct.packages[name]
    with Theatre(construct.packages) as theatre, theatre.stage(scenario.given) as stage:
        run = Run(scenario, stage, False, construct.packages, None)
        run.play()
        made = record(stage.database, run.memory.order_id, package, construct.packages, name)
    [again] = read_scenarios(made.text, "recorded.yaml", name, construct.packages)
    assert again.steps
