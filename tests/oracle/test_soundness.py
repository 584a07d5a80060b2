"""What is found sound never waits for ever, when the generated processes are played."""

from __future__ import annotations

import random

import pytest

from engine.definitions import read_files
from engine.definitions.soundness import Kind, examine
from tests.oracle.drawing import bpmn
from tests.oracle.engine_side import SHEET, compiled
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Tally

PROCESSES = 160
PLAYS = 3
WAITING = {Kind.STUCK, Kind.LEFT_BEHIND, Kind.ENDLESS, Kind.GROWING, Kind.UNDECIDED}


@pytest.mark.slow
def test_a_process_that_is_found_sound_never_waits_for_ever():
    decided = unsound = deadlocks = 0
    for seed in range(PROCESSES):
        process = generate(seed, Size(depth=4, nodes=9) if seed % 2 else None)
        package = read_files({"package.yaml": SHEET, "test.bpmn": bpmn(process)})
        kinds = {fault.kind for fault in examine(package.diagram)}
        decided += Kind.UNDECIDED not in kinds
        unsound += bool(kinds & WAITING)
        definition, tally = compiled(process), Tally()
        for number in range(PLAYS):
            Lockstep(process, definition, random.Random(seed * PLAYS + number), tally).run()
        deadlocks += bool(tally.totals["deadlocks"])
        assert not tally.totals["deadlocks"] or kinds & WAITING, (
            f"seed {seed} is found sound, and waits for ever"
        )
    assert deadlocks > PROCESSES / 20, "hardly any play waits for ever: this proves nothing"
    assert unsound < PROCESSES * 0.9, "hardly any process is found sound: this proves nothing"
    assert decided > PROCESSES * 0.9, "too much is left undecided"
    print(f"{PROCESSES} processes: {unsound} unsound, {deadlocks} waited for ever in a play")
