"""Changes that no designer should have to think about: a step inserted anywhere, every id renamed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.definitions import compile_package, read_files
from engine.runtime import CompiledDefinition, decode, encode
from engine.runtime.migrating import ElementMapping, migrate, plan_migration, propose
from tests.allowed import errors_besides
from tests.engine.runtime.migrating.test_identical import Both
from tests.oracle.drawing import bpmn
from tests.oracle.engine_side import SHEET, compiled
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Tally

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SMALL = Size(depth=3, nodes=12)
ADDED = "inserted-step"
#: Generated processes may be stuck, have parts that nothing reaches, and ask conditions of anything.
DRAWN_ON_PURPOSE = ("reachable", "soundness", "types")


def drawn(content: bytes) -> CompiledDefinition | None:
    """Return the definition of a changed drawing; None when it could not be deployed."""
    package = read_files({"package.yaml": SHEET, "test.bpmn": content})
    found = errors_besides(package, *DRAWN_ON_PURPOSE)
    return replace(compile_package(package, "test:1"), id="test:2") if not found else None


def with_a_step(content: bytes, rng: random.Random) -> bytes:
    """Insert a task into one of the flows."""
    root = etree.fromstring(content)
    flows = list(root.iter(f"{BPMN}sequenceFlow"))
    assume(flows != [])
    flow = rng.choice(flows)
    scope, target = flow.getparent(), flow.get("targetRef")
    step = etree.SubElement(scope, f"{BPMN}userTask", id=ADDED)
    step.set("{http://camunda.org/schema/1.0/bpmn}candidateGroups", "repair@county")
    etree.SubElement(scope, f"{BPMN}sequenceFlow", id="inserted-flow", sourceRef=ADDED, targetRef=target)
    flow.set("targetRef", ADDED)
    return etree.tostring(root)


def renamed(content: bytes) -> bytes:
    """Give every element and flow, but the process, another id."""
    text = content.decode()
    ids = [
        key
        for key in re.findall(r'\bid="([^"]+)"', text)
        if not key.startswith(("message.", "signal.", "error.", "escalation.")) and key != "p"
    ]
    for key in ids:
        text = re.sub(
            rf'(\b(?:id|sourceRef|targetRef|attachedToRef|activityRef|default)=)"{re.escape(key)}"',
            rf'\1"{key}-2"',
            text,
        )
    return text.encode()


class Changing(Lockstep):
    """A play that is broken off at one of its moves, where the instance is migrated."""

    moves_left = 0

    def _compare(self) -> None:
        super()._compare()
        if self.moves_left == 0:
            raise StopIteration
        self.moves_left -= 1


def at_some_moment(seed: int, moves: int) -> Changing:
    process = generate(seed, SMALL)
    play = Changing(process, compiled(process), random.Random(seed), Tally())
    play.moves_left = moves
    try:
        play.run()
    except StopIteration:
        pass
    return play


Mapped = Callable[[CompiledDefinition, CompiledDefinition], ElementMapping]


def migrated(
    play: Changing, new: CompiledDefinition, mapping: Mapped
) -> list[tuple[str, str | None, str | None]]:
    """Migrate the play's instance; nothing may be refused, and the state must be whole."""
    instance = play.engine.instance
    instance.surroundings = Both(play.definition, new)
    instance.surroundings.facts = play.engine.world.facts  # type: ignore[attr-defined]
    plan = plan_migration(instance, play.definition, new, mapping(play.definition, new))
    assert plan.refusals == [], [one.problem for one in plan.refusals]
    before = sorted(
        (token.id, token._state) for scope in instance.scopes.values() for token in scope.tasks.values()
    )
    instance.transitions.clear()
    migrate(instance, plan, new)
    after = sorted(
        (token.id, token._state) for scope in instance.scopes.values() for token in scope.tasks.values()
    )
    assert after == before, "every token is there, in its state"
    state = encode(instance)
    assert encode(decode(state, instance.surroundings)) == state
    return [(move.outcome, move.source, move.target) for move in plan.moves]


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**9), moves=st.integers(0, 12))
def test_a_step_inserted_anywhere_is_in_nobodys_way(seed: int, moves: int) -> None:
    play = at_some_moment(seed, moves)
    assume(not play.engine.instance.ended)
    new = drawn(with_a_step(bpmn(play.process), random.Random(seed)))
    assume(new is not None)
    assert new is not None
    told = migrated(play, new, propose)
    assert {outcome for outcome, _, _ in told} <= {"stays"}
    assert all(kind.kind not in "ox" for kind in play.engine.instance.transitions)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**9), moves=st.integers(0, 12))
def test_every_id_may_change_when_the_mapping_says_so(seed: int, moves: int) -> None:
    play = at_some_moment(seed, moves)
    assume(not play.engine.instance.ended)
    new = drawn(renamed(bpmn(play.process)))
    assert new is not None

    def said(old: CompiledDefinition, later: CompiledDefinition) -> ElementMapping:
        del later
        keys = {key for scope in old.scopes.values() for key in scope.by_element}
        flows = {
            flow.id
            for scope in old.scopes.values()
            for one in scope.task_specs.values()
            for flow in one.outgoing
        }
        return ElementMapping(
            {**{key: f"{key}-2" for key in keys}, **{key: key for key in old.processes}},
            {key: f"{key}-2" for key in flows},
        )

    told = migrated(play, new, said)
    assert all((outcome, target) == ("moves", f"{source}-2") for outcome, source, target in told)


def test_the_changes_are_changes() -> None:
    """The tools of these tests do what they say."""
    content = bpmn(generate(3, SMALL))
    assert ADDED.encode() in with_a_step(content, random.Random(1))
    old, new = compiled(generate(3, SMALL)), drawn(renamed(content))
    assert new is not None
    assert not {key for scope in old.scopes.values() for key in scope.by_element} & {
        key for scope in new.scopes.values() for key in scope.by_element
    }
    with pytest.raises(AssertionError, match="the process p is not in the new version"):
        migrated(at_some_moment(3, 0), replace(new, scopes={}), lambda _, __: ElementMapping({"p": "p"}))
