"""The engine and the oracle play thousands of generated processes in lockstep and must never differ.

At every move the open tasks, awaited timers and messages and tokens held by joins are compared, scope by
scope; the same from the transition log alone; and whether the process has ended or is stuck for ever.
`HUAN_SOAK=1` plays thirty-three times as many.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.oracle.drawing import bpmn
from tests.oracle.engine_side import compiled
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Mismatch, Tally
from tests.oracle.shrink import shrunk
from tests.oracle.words import CONSTRUCTS, DRAWINGS, RARE, drawn, nesting

SOAK = os.environ.get("HUAN_SOAK") == "1"
CHUNKS, PROCESSES = (10, 5_000) if SOAK else (3, 500)
PLAYS = 2
#: In every chunk each construct occurs in at least so many plays, or the generator has lost it.
AT_LEAST = 3
#: So many processes are only drawn, to count what is in them.
DRAWN = 1_500

SMALL = Size(depth=4, nodes=9)


def play_one(seed: int, tally: Tally) -> None:
    """Play the process with this number; every second one is small."""
    process = generate(seed, SMALL if seed % 2 else None)
    tally.totals["processes"] += 1
    tally.add(Counter((f"scopes {nesting(process)} deep",)))
    definition = compiled(process)
    for number in range(PLAYS):
        try:
            Lockstep(process, definition, random.Random(seed * PLAYS + number), tally).run()
        except Mismatch as mismatch:
            pytest.fail(f"seed {seed}, play {number}: {mismatch}\n\nMADE SMALLER\n{shrunk(mismatch)}", False)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_engine_moves_as_the_standard_says(chunk, record_property):
    tally = Tally()
    for seed in range(chunk * PROCESSES, (chunk + 1) * PROCESSES):
        play_one(seed, tally)
    for part in ("totals", "constructs", "plays"):
        record_property(f"oracle {part}", dict(getattr(tally, part)))
    print(tally.told())
    rare = {name: tally.plays[name] for name in CONSTRUCTS if tally.plays[name] < AT_LEAST}
    assert not rare, f"hardly generated any more: {rare}"
    lost = [name for name in RARE if not tally.plays[name]]
    assert len(lost) <= len(RARE) / 3, f"hardly met any more: {lost}"
    assert tally.totals["broken off"] < tally.totals["plays"] / 10, "most plays should come to an end"
    assert tally.totals["deadlocks"] > AT_LEAST
    assert tally.totals["reloads"] > tally.totals["moves"] / 5


def test_every_construct_is_generated():
    found = Counter()
    for seed in range(DRAWN):
        found.update(drawn(generate(seed, SMALL)))
    rare = {name: found[name] for name in DRAWINGS if found[name] < AT_LEAST}
    assert not rare, f"hardly generated any more: {rare}"


def test_a_number_always_gives_the_same_process():
    assert bpmn(generate(7)) == bpmn(generate(7)) != bpmn(generate(8))
