"""The scopes a name is looked up in, innermost first (clause 10.3.2.11).

Local values live in numbered slots of the frame. To add a construct that binds names, add a scope class
here and say in `names.py` how it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Root:
    """The caller's variables."""


@dataclass(slots=True, eq=False)
class Entries:
    """The entries before the current one of a context literal; the slot holds the context being made."""

    outer: Scope
    slot: int
    keys: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Local:
    """A name bound by a loop or a function; the slot holds its value.

    With `copied` the value is a list that still grows, so that whoever keeps it gets a copy.
    """

    outer: Scope
    name: str
    slot: int
    copied: bool = False


@dataclass(slots=True, eq=False)
class Item:
    """The condition of a filter; the slot holds the item. Any name may be an entry of it."""

    outer: Scope
    slot: int


@dataclass(slots=True, eq=False)
class TestedValue:
    """A unary test; the slot holds what `?` stands for. `used` tells whether the test mentions it."""

    outer: Scope
    slot: int
    used: bool = False


Scope = Root | Entries | Local | Item | TestedValue
