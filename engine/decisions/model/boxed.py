"""Boxed expressions (DMN 1.5, clauses 7.3 and 10.2) as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from engine.decisions.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Base of all boxed expressions. `type_ref` None means Any."""

    place: Place
    type_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Expression):
    """A literal expression: FEEL text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Expression):
    """What could not be read, or is not there; its problem is told. Its value is null."""


@dataclass(frozen=True, slots=True)
class Information:
    """An information item: a variable, parameter, column or entry."""

    name: str
    type_ref: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a boxed context; without a variable it is the result of the context."""

    variable: Information | None
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Expression):
    """A boxed context: each entry sees those before it (clause 10.2.1.4)."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """One argument of an invocation; value None passes null."""

    parameter: Information
    value: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation(Expression):
    """A boxed invocation (clause 7.3.6): named arguments for what `function` gives."""

    function: Expression
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedList(Expression):
    """A boxed list."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Expression):
    """A relation: a list of contexts with the same entries."""

    columns: tuple[Information, ...]
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefinition(Expression):
    """A function written in FEEL; other kinds are refused when read."""

    parameters: tuple[Information, ...]
    body: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Expression):
    """A boxed conditional (clause 10.2.2.8)."""

    condition: Expression
    consequent: Expression
    alternative: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Expression):
    """A boxed filter (clause 10.2.2.9): `match` sees `item`, and the entries of the item."""

    source: Expression
    match: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Iteration(Expression):
    """A boxed iterator (clause 10.2.2.10); kind is `for`, `some` or `every`.

    `result` is what `for` returns, or what an item must satisfy. `source_type_ref` is the type of the list.
    """

    kind: str
    variable: str
    source: Expression
    source_type_ref: str | None
    result: Expression
