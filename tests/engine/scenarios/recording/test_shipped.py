"""Shipped scenarios, recorded from the history they have left, pass and go the same way.

`HUAN_SOAK=1` records all of them, otherwise the first of each file of each package, and those
that once were not recorded as they went.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.scenarios import Scenario, read_scenarios
from engine.scenarios.folders import find
from engine.scenarios.play import Run
from engine.scenarios.recording import record
from engine.scenarios.recording.record import way_of
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.story_of import story_of
from engine.scenarios.stage import Stage, Theatre

PACKAGES = Path(__file__).parents[4] / "bpmn"
FOUND = find([PACKAGES])
SOAK = os.environ.get("HUAN_SOAK") == "1"
#: An error caught in a called process; somebody named by their username.
ALWAYS = ("短信也发不出，照样归档", "举报人不满意，复核一次，再不满意归档")
#: What a dialogue answered is not in the history, only what the diagram made of it.
REFUSED = {"由语音回访，客户按键说已恢复、满意": "call-by-dialogue: what it answered stands in no history"}
STORIES = [
    (folder, scenario)
    for folder, files in FOUND.files.items()
    if FOUND.packages[folder].kind != "dialogue"  # it runs in memory: there is no history to record from
    for file in files
    for number, scenario in enumerate(
        read_scenarios(file.read_text("utf-8"), file.name, FOUND.packages[folder].key, FOUND.by_key(folder))
    )
    if SOAK or number == 0 or scenario.name in ALWAYS
]


def played(scenario: Scenario, stage: Stage, packages) -> str | None:
    """Play a scenario; return the id of what it was about, None when nothing came of it."""
    run = Run(scenario, stage, False, packages, None)
    run.play()
    instance = run.seen.instances[0].id if run.seen.instances else None
    return instance and (run.memory.order_id or run.memory.call_id or instance)


def way(stage: Stage, key: str):
    with stage.database.reading() as tx:
        return way_of(story_of(tx, key).events)


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "scenario"), STORIES, ids=[f"{f.name}-{s.name}" for f, s in STORIES])
def test_a_shipped_scenario_is_recorded_and_played_the_same_way(folder: Path, scenario: Scenario) -> None:
    packages = FOUND.by_key(folder)
    package = FOUND.packages[folder]
    with Theatre(packages) as theatre:
        with theatre.stage(scenario.given) as stage:
            key = played(scenario, stage, packages)
            if key is None:
                return  # an order that was refused has no history
            if scenario.name in REFUSED:
                with pytest.raises(RecordingRefused, match=REFUSED[scenario.name]):
                    record(stage.database, key, package, packages, "recorded")
                return
            recorded = record(stage.database, key, package, packages, "recorded")
            real = way(stage, key)
        [again] = read_scenarios(recorded.text, "recorded.yaml", package.key, packages)
        with theatre.stage(again.given) as stage:
            second = played(again, stage, packages)  # it stops the test where something is not as expected
            assert second is not None
            assert way(stage, second) == real
