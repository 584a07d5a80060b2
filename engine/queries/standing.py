"""Where the tokens of an instance stand, read from its stored state without a lock and without moving it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import HuanError
from engine.feel import Environment
from engine.queries.reading import Reading
from engine.runtime import Binding, CompiledDefinition, Instance, decode
from engine.runtime.specs.events import CatchEvent
from engine.words import Words

_STILL = Words("an instance that is looked at does not move", "只供查看的流程实例不会向前")


@dataclass(frozen=True)
class Standing:
    """One token: where it stands and in which version. `waiting`: at an event that has not happened yet."""

    token: int
    element: str
    name: str
    definition: str
    waiting: bool


class _Still:
    """The runtime's port for an instance that is only looked at: everything that moves is refused."""

    facts: Mapping[str, Any] = {}

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def environment(self) -> Environment:
        now: datetime = self._reading.now
        return Environment(now=now, zone=ZoneInfo("UTC"))

    def definition(self, definition_id: str) -> CompiledDefinition:
        return self._reading.services.definition(self._reading.tx, definition_id).compiled

    def owns(self, name: str) -> bool:
        return False

    def write_field(self, name: str, value: Any) -> Any:
        raise HuanError(_STILL)

    def reach(self, milestone: str, element: str) -> None:
        raise HuanError(_STILL)

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        raise HuanError(_STILL)

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        return self._reading.services.called(self._reading.tx, process_id, packages, binding, caller)


def looked_at(reading: Reading, state: bytes) -> Instance:
    """Return an instance from its stored state, only to be looked at.

    Raises:
        StepFailed, HuanError: this release cannot read the state.
    """
    return decode(state, _Still(reading))


def standing(reading: Reading, state: bytes | None) -> list[Standing]:
    """Return where the tokens stand, in the order in which they came; nothing for an ended instance.

    Raises:
        StepFailed, HuanError: this release cannot read the state.
    """
    if state is None:
        return []
    instance = looked_at(reading, state)
    found = [
        Standing(
            token.id,
            token.task_spec.element_id,
            token.task_spec.title,
            scope.definition_id,
            isinstance(token.task_spec, CatchEvent),
        )
        for scope in instance.scopes.values()
        for token in scope.tasks.values()
    ]
    return sorted(found, key=lambda one: one.token)
