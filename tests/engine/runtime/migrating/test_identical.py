"""Migrating to a version that is drawn alike changes nothing, at any moment of any generated process."""

from __future__ import annotations

import random
from dataclasses import replace

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.runtime import decode, encode
from engine.runtime.migrating import faults_of, migrate, plan_migration, propose
from tests.oracle.engine_side import World, compiled
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Tally

SMALL = Size(depth=4, nodes=14)


class Migrating(Lockstep):
    """A play in which the instance is migrated back and forth between two compilations at every move."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.other = replace(compiled(self.process), id="test:2")
        world = Both(self.definition, self.other)
        world.facts = self.engine.world.facts
        self.engine.world = world
        self.engine.instance.surroundings = world
        self.migrations = 0

    def _compare(self) -> None:
        super()._compare()
        instance = self.engine.instance
        if instance.ended:
            return
        before, transitions = encode(instance), len(instance.transitions)
        back, forth = (
            (self.definition, self.other)
            if instance.definition.id == self.definition.id
            else (self.other, self.definition)
        )
        mapping = propose(back, forth)
        assert faults_of(mapping, back, forth) == []
        plan = plan_migration(instance, back, forth, mapping)
        assert plan.refusals == [], [one.problem for one in plan.refusals]
        assert {move.outcome for move in plan.moves} <= {"stays"}
        migrate(instance, plan, forth)
        assert len(instance.transitions) == transitions, "nothing has happened"
        after = encode(instance)
        assert orjson.loads(after)["d"] == [forth.id]
        # What can be undone knows its version too.
        assert orjson.loads(after.replace(forth.id.encode(), back.id.encode())) == orjson.loads(before)
        self.engine.instance = decode(encode(instance), self.engine.world)
        self.engine.instance.transitions[:] = instance.transitions
        self.migrations += 1


class Both(World):
    """The surroundings of both compilations."""

    def __init__(self, *definitions: object) -> None:
        self.known = {one.id: one for one in definitions}

    def definition(self, definition_id: str):
        return self.known[definition_id]


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_an_identical_version_changes_nothing_at_any_moment(seed: int) -> None:
    process = generate(seed, SMALL if seed % 2 else None)
    play = Migrating(process, compiled(process), random.Random(seed), Tally())
    play.run()
    assert play.migrations > 0 or play.engine.instance.ended
