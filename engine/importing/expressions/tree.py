"""What JUEL and Python have in common with FEEL, as one tree.

A reader of a language makes only nodes that mean here what they mean there; where a word means something
else there (`contains` of a text or of a list), the node says which, or the writer makes FEEL ask.
To add a construct, add its node here, what makes it in the readers, and a method in `writer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

Value = str | bool | Decimal | None
MOST_SIZE = 2_000
MOST_LEVELS = 60


@dataclass(frozen=True)
class Tree:
    """A piece of an expression."""


@dataclass(frozen=True)
class Literal(Tree):
    """A text, number, truth value or null."""

    value: Value


@dataclass(frozen=True)
class Name(Tree):
    """A variable."""

    name: str


@dataclass(frozen=True)
class Member(Tree):
    """An entry of a context by its name: `base.name`."""

    base: Tree
    name: str


@dataclass(frozen=True)
class Item(Tree):
    """An element of a list; `index` counts from 0, or from the end when it is negative."""

    base: Tree
    index: int


@dataclass(frozen=True)
class Unary(Tree):
    """`-` of a number or `not` of a truth value."""

    operator: str
    operand: Tree


@dataclass(frozen=True)
class Binary(Tree):
    """Arithmetic: + - * / **, `remainder` (sign of the dividend); comparisons: = != < <= > >=."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True)
class Logic(Tree):
    """`and` or `or` of truth values.

    `loose` says that the other language gives back an operand, not a truth value.
    """

    operator: str
    operands: tuple[Tree, ...]
    loose: bool = False


@dataclass(frozen=True)
class Choice(Tree):
    """One of two values by a condition."""

    condition: Tree
    then: Tree
    otherwise: Tree


@dataclass(frozen=True)
class Items(Tree):
    """A list."""

    items: tuple[Tree, ...]


@dataclass(frozen=True)
class Context(Tree):
    """A context: keys and values."""

    entries: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True)
class Call(Tree):
    """A built-in function of FEEL by its name; `truth` marks those that give a truth value."""

    function: str
    arguments: tuple[Tree, ...]
    truth: bool = False


@dataclass(frozen=True)
class Joined(Tree):
    """Texts put together, where null gives nothing.

    `loose` says that the other language writes null and truth values in its own words there.
    """

    parts: tuple[Tree, ...]
    loose: bool = False


@dataclass(frozen=True)
class Repeated(Tree):
    """A value for every element of a list: `kind` is `for`, `some` or `every`."""

    kind: str
    variable: str
    over: Tree
    value: Tree


#: What counts as empty: null, a text, a list and a context with nothing in them.
NOTHING = Items((Literal(None), Literal(""), Items(()), Context(())))


def children(tree: Tree) -> Iterator[Tree]:
    """Yield the trees directly inside a tree."""
    for field in fields(tree):
        value = getattr(tree, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            inner = item[1] if isinstance(item, tuple) else item
            if isinstance(inner, Tree):
                yield inner


def fits(tree: Tree) -> bool:
    """Return whether a tree is no larger and no deeper than an expression may be; without recursion."""
    count, waiting = 0, [(tree, 1)]
    while waiting:
        one, level = waiting.pop()
        count += 1
        if count > MOST_SIZE or level > MOST_LEVELS:
            return False
        waiting.extend((child, level + 1) for child in children(one))
    return True
