"""Two versions of a drawn process, and an instance of the first that is migrated to the second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from engine.runtime import CompiledDefinition, Kind, decode, encode
from engine.runtime.migrating import ElementMapping, MigrationPlan, migrate, plan_migration, propose
from tests.engine.runtime.conftest import Play, World, compiled


class Versions(World):
    """Surroundings that know several versions."""

    def __init__(self, *definitions: CompiledDefinition) -> None:
        super().__init__(definitions[0])
        self.known = {one.id: one for one in definitions}

    def definition(self, definition_id: str) -> CompiledDefinition:
        return self.known[definition_id]


class Story(Play):
    """An instance of the first version; saved and reloaded at every move when asked."""

    def __init__(self, old: bytes, new: bytes, reload: bool, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(old, reload, dict(facts or {}))
        self.new = replace(compiled(new), id="test:2")
        self.world = Versions(self.definition, self.new)
        self.world.facts = {"order": {}, **(facts or {})}
        self.instance.surroundings = self.world
        self.moves: dict[tuple[str | None, str | None], str] = {}

    def mapping(self, **elements: str | None) -> ElementMapping:
        """Return the proposal, with some elements mapped otherwise."""
        given = {key.replace("_", "-"): value for key, value in elements.items()}
        return propose(self.definition, self.new).changed(given, {})

    def plan(self, mapping: ElementMapping | None = None, **elements: str | None) -> MigrationPlan:
        return plan_migration(self.instance, self.definition, self.new, mapping or self.mapping(**elements))

    def migrated(self, mapping: ElementMapping | None = None, **elements: str | None) -> Story:
        """Migrate, and go on in the new version."""
        self._turn()
        plan = self.plan(mapping, **elements)
        assert not plan.refusals, [one.problem for one in plan.refusals]
        self.moves = {(move.source, move.target): move.outcome for move in plan.moves}
        migrate(self.instance, plan, self.new)
        assert {scope.definition_id for scope in self.instance.scopes.values()} <= {"test:2"}
        if self.reload:
            kept = list(self.instance.transitions)
            self.instance = decode(encode(self.instance), self.world)
            self.instance.transitions[:] = kept
        return self

    def refused(self, mapping: ElementMapping | None = None, **elements: str | None) -> list[tuple[str, str]]:
        """Return code and element of every reason why it cannot be migrated."""
        before = encode(self.instance)
        found = [(one.code, one.element) for one in self.plan(mapping, **elements).refusals]
        assert encode(self.instance) == before, "planning changes nothing"
        return found

    def armed(self) -> list[str]:
        return self.logged(Kind.ARMED)


@pytest.fixture(params=[False, True], ids=["in memory", "reloaded at every move"])
def versions(request: pytest.FixtureRequest) -> Callable[..., Story]:
    """Start an instance of a first version, to be migrated to a second; every story runs twice."""

    def begin(old: bytes, new: bytes, **options: Any) -> Story:
        story = Story(old, new, request.param, **options)
        story.start()
        return story

    return begin
