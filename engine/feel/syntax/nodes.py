"""The tree that the parser makes and the compiler reads.

`place` of a node is where a message about it points: the operator of an operation, else the first token.
To add a construct, add its node here, a branch in the parser and a method in the compiler.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from engine.feel.syntax.source import Place
from engine.feel.types.model import Type


@dataclass(slots=True, eq=False)
class Node:
    """A piece of FEEL text with a meaning."""

    place: Place


@dataclass(slots=True, eq=False)
class Literal(Node):
    """A number, string, boolean, null or `@"..."`."""

    value: Any


@dataclass(slots=True, eq=False)
class Name(Node):
    """A variable, or an entry of a context or of a filtered item."""

    name: str


@dataclass(slots=True, eq=False)
class Tested(Node):
    """The `?` of a unary test: the tested value."""


@dataclass(slots=True, eq=False)
class ListLiteral(Node):
    """`[a, b]`."""

    items: list[Node]


@dataclass(slots=True, eq=False)
class ContextLiteral(Node):
    """`{key: value, ...}`; later values may use earlier keys."""

    entries: list[tuple[str, Node]]


@dataclass(slots=True, eq=False)
class Interval(Node):
    """`[a..b]`, `(a..b)`, `]a..b[` and their mixtures."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(slots=True, eq=False)
class Comparator(Node):
    """A test with one endpoint: `< 5`, `= "a"`; operator is one of < <= > >= = !=."""

    operator: str
    endpoint: Node


@dataclass(slots=True, eq=False)
class Negation(Node):
    """`-e`."""

    operand: Node


@dataclass(slots=True, eq=False)
class Arithmetic(Node):
    """`a + b` and so on; operator is one of + - * / **."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Comparison(Node):
    """`a < b` and so on; operator is one of < <= > >= = !=."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(slots=True, eq=False)
class In(Node):
    """`value in test` and `value in (test, ...)`."""

    value: Node
    tests: list[Node]


@dataclass(slots=True, eq=False)
class Conjunction(Node):
    """`a and b and ...`, flat."""

    operands: list[Node]


@dataclass(slots=True, eq=False)
class Disjunction(Node):
    """`a or b or ...`, flat."""

    operands: list[Node]


@dataclass(slots=True, eq=False)
class If(Node):
    """`if condition then consequent else alternative`."""

    condition: Node
    consequent: Node
    alternative: Node


@dataclass(slots=True, eq=False)
class Path(Node):
    """`base.name`."""

    base: Node
    name: str


@dataclass(slots=True, eq=False)
class Filter(Node):
    """`base[condition]`, also an index."""

    base: Node
    condition: Node


@dataclass(slots=True, eq=False)
class Call(Node):
    """A call of a built-in or host function by name; exactly one of the argument forms is used."""

    function: str
    positional: list[Node]
    named: list[tuple[str, Node]] | None = None


@dataclass(slots=True, eq=False)
class Invocation(Node):
    """A call of what an expression stands for: `f(1)`, `library.area(r: 2)`, `(function(x) x)(1)`."""

    callee: Node
    positional: list[Node]
    named: list[tuple[str, Node]] | None = None


@dataclass(slots=True, eq=False)
class Iterator(Node):
    """`name in source`, or `name in source .. end`; part of a loop, no expression by itself."""

    name: str
    source: Node
    end: Node | None


@dataclass(slots=True, eq=False)
class For(Node):
    """`for name in source, ... return result`."""

    iterators: list[Iterator]
    result: Node


@dataclass(slots=True, eq=False)
class Quantified(Node):
    """`some name in source, ... satisfies condition`, or `every`."""

    every: bool
    iterators: list[Iterator]
    condition: Node


@dataclass(slots=True, eq=False)
class FunctionLiteral(Node):
    """`function(name: type, ...) body`."""

    parameters: list[tuple[str, Type]]
    body: Node


@dataclass(slots=True, eq=False)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: Type


@dataclass(slots=True, eq=False)
class Tests(Node):
    """Unary tests (rule 15): the alternatives, possibly all negated; None is `-`, which accepts anything."""

    alternatives: list[Node] | None
    negated: bool = False


def height(node: Node) -> int:
    """Return how many levels the tree has; without recursion, since it guards against deep ones."""
    deepest = 0
    waiting: list[tuple[Node, int]] = [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(current))
    return deepest


def children(node: Node) -> list[Node]:
    """Return the nodes right below `node`, in the order they are written."""
    found: list[Node] = []
    for field in fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, list) else (value,):
            child = item[1] if isinstance(item, tuple) else item
            if isinstance(child, Node):
                found.append(child)
    return found
