"""Variables in scopes: the instance, sub-processes, called processes, members of a multi-instance.

A read looks from the nearest scope outwards, then at the facts around the instance. A write goes to the
nearest scope that declares the name, else to the outermost scope it can see: the instance, or the called
process (a call activity is isolated: it sees only what is mapped into it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Values = dict[str, Any]


class VariableScopes:
    """All variable scopes of one instance. A scope's id is its owner's token id; 0 is the instance."""

    __slots__ = ("_parents", "_values")

    def __init__(self) -> None:
        self._values: dict[int, Values] = {0: {}}
        self._parents: dict[int, int | None] = {0: None}

    def open(self, scope: int, parent: int | None, values: Values) -> None:
        """Open a scope that declares the names in `values`; `parent` None isolates it."""
        self._values[scope] = values
        self._parents[scope] = parent

    def close(self, scope: int) -> None:
        """Forget a scope. Closing one that is not open does nothing."""
        self._values.pop(scope, None)
        self._parents.pop(scope, None)

    def __contains__(self, scope: int) -> bool:
        return scope in self._values

    def values(self, scope: int) -> Values:
        """Return the names and values that this scope itself declares."""
        return self._values[scope]

    def chain(self, scope: int) -> list[Values]:
        """Return the values of `scope` and its parents, nearest first."""
        chain = [self._values[scope]]
        parent = self._parents[scope]
        while parent is not None:
            chain.append(self._values[parent])
            parent = self._parents[parent]
        return chain

    def write(self, scope: int, name: str, value: Any) -> Any:
        """Write to the nearest scope that declares `name`, else to the outermost visible; return the old."""
        chain = self.chain(scope)
        target = next((values for values in chain if name in values), chain[-1])
        before = target.get(name)
        target[name] = value
        return before

    def rows(self) -> Iterator[tuple[int, int | None, Values]]:
        """Yield (scope, parent, values) for the codec."""
        for scope, values in self._values.items():
            yield scope, self._parents[scope], values


class View(Mapping[str, Any]):
    """What an expression sees: own names, then the scope chain, then the facts."""

    __slots__ = ("_layers",)

    def __init__(self, *layers: Mapping[str, Any]) -> None:
        self._layers = layers

    def __getitem__(self, name: str) -> Any:
        for layer in self._layers:
            if name in layer:
                return layer[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in layer for layer in self._layers)

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        for layer in self._layers:
            for name in layer:
                if name not in seen:
                    seen.add(name)
                    yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)
