"""Run drawn processes in memory, with a set clock and plain facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.definitions import compile_package, read_files
from engine.feel import Environment
from engine.runtime import Binding, CompiledDefinition, Instance, Kind, decode, encode
from engine.runtime.token import TaskState
from tests.allowed import errors_besides

SHEET = b"key: test\nname: {zh: t, en: t}\ndiagram: test.bpmn\nprocess: %s\n"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def compiled(
    diagram: bytes, process: str = "p", operations: frozenset[str] = frozenset()
) -> CompiledDefinition:
    package = read_files({"package.yaml": SHEET % process.encode(), "test.bpmn": diagram})
    # The runtime must do as the standard says with diagrams, too, that a package may not have.
    findings = errors_besides(package, "soundness", "types")
    assert not findings, "\n".join(map(str, findings))
    return compile_package(package, "test:1", operations)


class World:
    """Surroundings with plain facts; operations are called with their inputs and give back values."""

    def __init__(self, definition: CompiledDefinition, facts: dict[str, Any] | None = None) -> None:
        self._definition = definition
        self.facts: Mapping[str, Any] = {"order": {}, **(facts or {})}
        self.operations: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {}
        self.fields: dict[str, Any] = {}
        self.milestones: list[tuple[str, str]] = []

    def environment(self) -> Environment:
        return Environment(now=NOW, zone=ZoneInfo("Asia/Shanghai"))

    def owns(self, name: str) -> bool:
        return name in self.fields

    def write_field(self, name: str, value: Any) -> Any:
        before, self.fields[name] = self.fields[name], value
        return before

    def reach(self, milestone: str, element: str) -> None:
        self.milestones.append((milestone, element))

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.operations[operation](inputs)

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        raise AssertionError(f"{process_id} of {packages} ({binding}) was called by {caller}")

    def definition(self, definition_id: str) -> CompiledDefinition:
        assert definition_id == self._definition.id
        return self._definition


class Play:
    """A running instance, told by element ids; saved and reloaded before every move when asked."""

    def __init__(
        self, diagram: bytes, reload: bool, facts: dict[str, Any] | None = None, **options: Any
    ) -> None:
        self.definition = compiled(diagram, **options)
        self.world = World(self.definition, facts)
        self.reload = reload
        self.instance = Instance(self.definition, self.world)

    def start(self, event_start: str | None = None, **variables: Any) -> Play:
        self.instance.start(self.definition.main, variables, event_start)
        return self

    def _turn(self) -> None:
        if self.reload:
            self.instance = decode(encode(self.instance), self.world)
        self.instance.transitions.clear()

    def _tokens(self, element: str, state: int) -> list[int]:
        return [
            token.id
            for scope in self.instance.scopes.values()
            for token in scope.tasks.values()
            if token.task_spec.element_id == element and token._state == state
        ]

    @property
    def open(self) -> list[str]:
        """The open tasks, sorted."""
        return sorted(
            token.task_spec.element_id
            for scope in self.instance.scopes.values()
            for token in scope.tasks.values()
            if token.task_spec.manual and token._state == TaskState.READY
        )

    @property
    def waiting(self) -> list[str]:
        """The events that wait, sorted."""
        return sorted(
            token.task_spec.element_id
            for scope in self.instance.scopes.values()
            for token in scope.tasks.values()
            if token._state == TaskState.WAITING and hasattr(token.task_spec, "definition")
        )

    @property
    def ended(self) -> bool:
        return self.instance.ended

    def done(self, element: str, nth: int = 0, **values: Any) -> Play:
        self._turn()
        self.instance.complete(self._tokens(element, TaskState.READY)[nth], values)
        return self

    def fire(self, element: str, last: bool = True, **payload: Any) -> Play:
        self._turn()
        assert self.instance.fire(self._tokens(element, TaskState.WAITING)[0], payload, last)
        return self

    def job(self, element: str, **values: Any) -> Play:
        self._turn()
        self.instance.finish_job(self._tokens(element, TaskState.STARTED)[0], values)
        return self

    def fail(self, element: str, code: str) -> Play:
        self._turn()
        self.instance.fail_job(self._tokens(element, TaskState.STARTED)[0], code, "as told")
        return self

    def variables(self) -> dict[str, Any]:
        return self.instance.variables.values(0)

    def logged(self, kind: Kind) -> list[str]:
        return [transition.element for transition in self.instance.transitions if transition.kind == kind]


@pytest.fixture(params=[False, True], ids=["in memory", "reloaded at every move"])
def play(request: pytest.FixtureRequest) -> Callable[..., Play]:
    """Start a drawn process; every story runs twice, the second time saved and reloaded at every move."""

    def begin(diagram: bytes, **options: Any) -> Play:
        return Play(diagram, request.param, **options)

    return begin
