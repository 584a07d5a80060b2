"""Where the tokens of a scenario's instances stand, and their variables: read from their stored states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from engine.feel import Environment
from engine.runtime import (
    CompiledDefinition,
    Place,
    ScopeValues,
    Surroundings,
    decode,
    places,
    variables,
)
from engine.scenarios.moments import ZONE
from engine.scenarios.stage import Stage
from engine.store.database import Transaction
from engine.store.instances import instance_by_id


@dataclass(frozen=True)
class Standing:
    """One instance at rest: its tokens and variables; of one that has ended there are none."""

    instance: str
    places: list[Place] = field(default_factory=list)
    variables: list[ScopeValues] = field(default_factory=list)


def standing(stage: Stage, tx: Transaction, instance_id: str) -> Standing:
    """Return how an instance stands."""
    row = instance_by_id(tx, instance_id)
    if row is None or row.state is None:
        return Standing(instance_id)
    instance = decode(row.state, cast(Surroundings, _Versions(stage, tx)))
    return Standing(instance_id, places(instance), variables(instance))


class _Versions:
    """The part of the surroundings that decoding needs: an instance that is only looked at does nothing."""

    facts: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, stage: Stage, tx: Transaction) -> None:
        self._stage, self._tx = stage, tx

    def environment(self) -> Environment:
        return Environment(now=self._stage.now, zone=ZONE)

    def definition(self, definition_id: str) -> CompiledDefinition:
        return self._stage.definition(self._tx, definition_id)
