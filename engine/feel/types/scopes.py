"""The scopes of names while types are inferred, innermost first, as the compiler has them for values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel.types.model import ANY, AnyType, ContextType, Type


@dataclass(slots=True)
class Names:
    """Names and their types: variables, the entries of a context literal, what a loop or function binds."""

    types: Mapping[str, Type]
    outer: Scope | None = None


@dataclass(slots=True)
class Item:
    """The condition of a filter: any name may be an entry of the item."""

    item: Type
    outer: Scope | None


@dataclass(slots=True)
class Tested:
    """A unary test: `?` is the tested value."""

    value: Type
    outer: Scope | None
    used: bool = field(default=False)


Scope = Names | Item | Tested


def look_up(scope: Scope | None, name: str) -> Type | None:
    """Return the type of a name; Any when it may be an entry of an item, None when nothing defines it."""
    while scope is not None:
        if isinstance(scope, Names) and name in scope.types:
            return scope.types[name]
        if isinstance(scope, Item):
            found = _of_item(scope.item, name)
            if found is not None:
                return found
        scope = scope.outer
    return None


def tested(scope: Scope | None) -> Type:
    """Return the type of `?`, and remember that it was used."""
    while scope is not None:
        if isinstance(scope, Tested):
            scope.used = True
            return scope.value
        scope = scope.outer
    return ANY


def _of_item(item: Type, name: str) -> Type | None:
    if isinstance(item, ContextType):
        if name in item.entries:
            return item.entries[name]
        return item if name == "item" else None if item.closed else ANY
    if isinstance(item, AnyType):
        return ANY
    return item if name == "item" else None
