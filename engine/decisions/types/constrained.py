"""The type of an item definition with allowed values or a constraint (DMN 1.5, clause 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel import Environment, UnaryTests
from engine.feel.types.model import Type
from engine.feel.values.comparison import Spend, unlimited

_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ConstrainedType(Type):
    """Values of `base` that satisfy `tests`."""

    name: str
    base: Type
    tests: UnaryTests

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Look at the base, then at the tests, which see no variables."""
        if not self.base.has(value, spend):
            return False
        return self.tests.matches(value, {}, Environment(_ANY_TIME, ZoneInfo("UTC"))) is True

    def conforms_to(self, other: Type) -> bool:
        """Conform to itself, and to what the base conforms to."""
        return self is other or self.base.conforms_to(other)

    def unconstrained(self) -> Type:
        """Return the base: allowed values restrict what is passed on, not what is an instance."""
        return self.base.unconstrained()

    def parts(self) -> Iterable[Type]:
        """Return the base."""
        return (self.base,)

    def __str__(self) -> str:
        return self.name
