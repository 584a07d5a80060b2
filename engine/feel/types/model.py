"""The types of FEEL, which conform to which, and which values belong to which (clause 10.3.2.9).

A type answers three questions: `has` (is this value an instance of it), `conforms_to` (may a value of it
stand where the other is wanted) and `str` (how it is written after `instance of`). A subclass for a type of
another notation, such as an item definition with allowed values, overrides `has`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.values import kinds
from engine.feel.values.comparison import Spend, unlimited
from engine.feel.values.kinds import kind_of
from engine.feel.values.temporal_arithmetic import as_date_time


class Type(ABC):
    """A type of FEEL; immutable, and equal to what is written the same way."""

    __slots__ = ()

    @abstractmethod
    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Return whether `value` is an instance; null is one of `Null` alone (clause 10.3.2.9.3).

        Null inside a list, context or range conforms to every type. `spend` is told the items looked at.
        """

    @abstractmethod
    def conforms_to(self, other: Type) -> bool:
        """Return whether every value of this type may stand where `other` is wanted."""

    def unconstrained(self) -> Type:
        """Return the type without allowed values, which `instance of` does not look at."""
        return self

    def parts(self) -> Iterable[Type]:
        """Return the types that this one is made of, each as often as it occurs."""
        return ()


@dataclass(frozen=True, slots=True)
class AnyType(Type):
    """The top of the lattice."""

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Everything but null is an instance."""
        return value is not None

    def conforms_to(self, other: Type) -> bool:
        """Conform to itself alone."""
        return isinstance(other, AnyType)

    def __str__(self) -> str:
        return "Any"


@dataclass(frozen=True, slots=True)
class NullType(Type):
    """The bottom of the lattice: null conforms to every type."""

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Null is the only instance."""
        return value is None

    def conforms_to(self, other: Type) -> bool:
        """Conform to everything."""
        return True

    def __str__(self) -> str:
        return "Null"


@dataclass(frozen=True, slots=True)
class SimpleType(Type):
    """A type without parts: number, string, boolean, the dates, times and durations."""

    name: str

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Compare the kind of the value."""
        return kind_of(value) == self.name

    def conforms_to(self, other: Type) -> bool:
        """Conform to itself and to Any."""
        return self == other or isinstance(other, AnyType)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ChoiceType(Type):
    """A string or number that is one of a few, as a schema's `enum` says; read, and never written in FEEL."""

    base: SimpleType
    values: tuple[Any, ...]

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Look for the value among the choices."""
        return self.base.has(value) and value in self.values

    def conforms_to(self, other: Type) -> bool:
        """Conform to what the kind conforms to, and to a longer list of choices."""
        if isinstance(other, ChoiceType):
            return self.base == other.base and all(value in other.values for value in self.values)
        return self.base.conforms_to(other)

    def __str__(self) -> str:
        return str(self.base)


@dataclass(frozen=True, slots=True)
class ListType(Type):
    """`list<T>`."""

    item: Type

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Look at every item."""
        if kind_of(value) is not kinds.LIST:
            return False
        spend(len(value))
        return all(fits(item, self.item, spend) for item in value)

    def conforms_to(self, other: Type) -> bool:
        """Conform to a list whose items are wider."""
        if isinstance(other, ListType):
            return self.item.conforms_to(other.item)
        return isinstance(other, AnyType)

    def unconstrained(self) -> Type:
        """Return the list of unconstrained items."""
        return ListType(self.item.unconstrained())

    def parts(self) -> Iterable[Type]:
        """Return the type of the items."""
        return (self.item,)

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    """`range<T>`."""

    endpoint: Type

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Look at both ends; an end that is not there fits every type."""
        return kind_of(value) is kinds.RANGE and all(
            fits(end, self.endpoint, spend) for end in (value.start, value.end)
        )

    def conforms_to(self, other: Type) -> bool:
        """Conform to a range of wider ends."""
        if isinstance(other, RangeType):
            return self.endpoint.conforms_to(other.endpoint)
        return isinstance(other, AnyType)

    def unconstrained(self) -> Type:
        """Return the range of unconstrained ends."""
        return RangeType(self.endpoint.unconstrained())

    def parts(self) -> Iterable[Type]:
        """Return the type of the ends."""
        return (self.endpoint,)

    def __str__(self) -> str:
        return f"range<{self.endpoint}>"


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    """`context<a: T, ...>`; a value may have further entries.

    `closed` is for reading only: what a schema describes has no other entries than these. `optional` are
    the entries that such a value may lack.
    """

    entries: Mapping[str, Type]
    closed: bool = field(default=False, compare=False)
    optional: frozenset[str] = field(default=frozenset(), compare=False)

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Look at the entries that the type names."""
        if kind_of(value) is not kinds.CONTEXT:
            return False
        spend(len(self.entries))
        return all(
            fits(value[name], type_, spend) if name in value else name in self.optional
            for name, type_ in self.entries.items()
        )

    def conforms_to(self, other: Type) -> bool:
        """Conform to a context that wants fewer or wider entries."""
        if isinstance(other, ContextType):
            return all(
                self.entries[name].conforms_to(wanted) if name in self.entries else name in other.optional
                for name, wanted in other.entries.items()
            )
        return isinstance(other, AnyType)

    def unconstrained(self) -> Type:
        """Return the context of unconstrained entries."""
        entries = {name: type_.unconstrained() for name, type_ in self.entries.items()}
        return ContextType(entries, self.closed, self.optional)

    def parts(self) -> Iterable[Type]:
        """Return the types of the entries."""
        return self.entries.values()

    def __hash__(self) -> int:
        return hash(frozenset(self.entries))

    def __str__(self) -> str:
        return f"context<{', '.join(f'{name}: {type_}' for name, type_ in self.entries.items())}>"


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    """`function<T, ...> -> R`; `parameters` None stands for functions whatever they take."""

    parameters: tuple[Type, ...] | None
    result: Type

    def has(self, value: Any, spend: Spend = unlimited) -> bool:
        """Ask the function for its types: a built-in one has several."""
        return kind_of(value) is kinds.FUNCTION and value.is_instance(self)

    def conforms_to(self, other: Type) -> bool:
        """Take at least what `other` takes, and give at most what it gives."""
        if isinstance(other, FunctionType):
            return self._takes(other) and self.result.conforms_to(other.result)
        return isinstance(other, AnyType)

    def _takes(self, other: FunctionType) -> bool:
        if self.parameters is None or other.parameters is None:
            return other.parameters is None
        return len(self.parameters) == len(other.parameters) and all(
            wanted.conforms_to(taken) for taken, wanted in zip(self.parameters, other.parameters, strict=True)
        )

    def parts(self) -> Iterable[Type]:
        """Return the types of the parameters and of the result."""
        return (*(self.parameters or ()), self.result)

    def __str__(self) -> str:
        if self.parameters is None:
            return "function"
        return f"function<{', '.join(map(str, self.parameters))}> -> {self.result}"


ANY, NULL = AnyType(), NullType()
NUMBER, STRING, BOOLEAN = SimpleType(kinds.NUMBER), SimpleType(kinds.STRING), SimpleType(kinds.BOOLEAN)
DATE, TIME, DATE_TIME = SimpleType(kinds.DATE), SimpleType(kinds.TIME), SimpleType(kinds.DATE_TIME)
DAYS, MONTHS = SimpleType(kinds.DAYS), SimpleType(kinds.MONTHS)
A_LIST, A_CONTEXT, A_RANGE = ListType(ANY), ContextType({}), RangeType(ANY)
A_FUNCTION = FunctionType(None, ANY)

BUILT_IN: Mapping[str, Type] = {
    "Any": ANY,
    "Null": NULL,
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATE_TIME,
    "days and time duration": DAYS,
    "years and months duration": MONTHS,
    "list": A_LIST,
    "context": A_CONTEXT,
    "range": A_RANGE,
    "function": A_FUNCTION,
}
"""The types by the names that FEEL gives them."""


def fits(value: Any, type_: Type, spend: Spend = unlimited) -> bool:
    """Return whether `value` may stand where `type_` is wanted: null may everywhere."""
    return value is None or isinstance(type_, AnyType) or type_.has(value, spend)


def coerced(value: Any, type_: Type, spend: Spend = unlimited) -> tuple[bool, Any]:
    """Return whether `value` can be had as `type_`, and the value then (clause 10.3.2.9.4).

    A value of the type stays; `[a]` becomes `a`, `a` becomes `[a]`, a date becomes its midnight in UTC.
    Everything else cannot be had, and the value is null.
    """
    if fits(value, type_, spend):
        return True, value
    kind = kind_of(value)
    if kind is kinds.LIST and len(value) == 1 and type_.has(value[0], spend):
        return True, value[0]
    if kind is not kinds.LIST and type_.has([value], spend):
        return True, [value]
    if kind is kinds.DATE and type_ == DATE_TIME:
        return True, as_date_time(value)
    return False, None
