"""The type of a function item (DMN 1.5, clause 7.3.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.feel import FunctionValue, Type
from engine.feel.invocation import DefinedFunction
from engine.feel.types.model import ANY, FunctionType
from engine.feel.values.comparison import Spend, unlimited


@dataclass(frozen=True, slots=True)
class FunctionItemType(Type):
    """Functions that take these arguments and give this result.

    A function whose body says nothing about its result may give anything: its result is converted when it is
    called, not when it is passed on.
    """

    declared: FunctionType

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Ask the function for its types."""
        del spend
        if not isinstance(value, FunctionValue):
            return False
        if isinstance(value, DefinedFunction) and value.result == ANY:
            return value.is_instance(FunctionType(self.declared.parameters, ANY))
        return value.is_instance(self.declared)

    def conforms_to(self, other: Type) -> bool:
        """Conform as the declared type does."""
        if isinstance(other, FunctionItemType):
            return self.declared.conforms_to(other.declared)
        return self.declared.conforms_to(other)

    def parts(self) -> Iterable[Type]:
        """Return the declared type."""
        return (self.declared,)

    def __str__(self) -> str:
        return str(self.declared)
