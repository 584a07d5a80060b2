"""Which elements and sequence flows the scenarios have visited, from the history's own moves.

A node counts as visited when a token entered or left it, or its event happened; waiting alone (a boundary
timer that never fires) does not count. A move inside a called process belongs to the package that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.definitions import Package
from engine.definitions.model import Node, Scope
from engine.history import SealedEvent
from engine.runtime import Kind
from engine.scenarios.seen import body_of

_VISITS = {Kind.ENTERED.value, Kind.COMPLETED.value, Kind.TRIGGERED.value}


@dataclass(frozen=True)
class Drawn:
    """A node or sequence flow as a report names it."""

    id: str
    name: str
    kind: str

    def __str__(self) -> str:
        return f"{self.id} ({self.name})" if self.name else self.id


@dataclass(frozen=True)
class PackageCoverage:
    """What was visited of one package, and what never was, in the order drawn."""

    package: str
    elements: int
    elements_visited: int
    flows: int
    flows_visited: int
    missed: tuple[Drawn, ...]

    @property
    def complete(self) -> bool:
        """Whether everything was visited."""
        return not self.missed


@dataclass
class Coverage:
    """Collects visits over many scenarios."""

    packages: Mapping[str, Package]
    visited: dict[str, set[str]] = field(default_factory=dict)

    def add(self, events: Iterable[SealedEvent], instances: Mapping[str, str]) -> None:
        """Count the moves of these events, in order; `instances` gives the package of each instance."""
        places: dict[str, _Places] = {}
        for event in events:
            key = event.instance_id
            if key is None or instances.get(key) not in self.packages:
                continue
            if key not in places:
                places[key] = _Places(instances[key], self.packages)
            for kind, element, token, scope in body_of(event).get("moves", ()):
                package = places[key].package_of(element, token, scope)
                if kind in _VISITS or kind == Kind.FLOW.value:
                    self.visited.setdefault(package, set()).add(element)

    def include(self, other: Coverage) -> None:
        """Count what another has counted."""
        for package, ids in other.visited.items():
            self.visited.setdefault(package, set()).update(ids)

    def of(self, key: str) -> PackageCoverage:
        """Return the coverage of one package."""
        seen = self.visited.get(key, set())
        nodes, flows = drawn_in(self.packages[key])
        missed = tuple(one for one in (*nodes, *flows) if one.id not in seen)
        return PackageCoverage(
            package=key,
            elements=len(nodes),
            elements_visited=sum(one.id in seen for one in nodes),
            flows=len(flows),
            flows_visited=sum(one.id in seen for one in flows),
            missed=missed,
        )


def drawn_in(package: Package) -> tuple[list[Drawn], list[Drawn]]:
    """Return the nodes and the sequence flows of a package's diagram."""
    nodes = [Drawn(node.id, node.name, node.kind) for _, node in package.diagram.nodes()]
    flows = [
        Drawn(flow.id, flow.name or f"{flow.source} → {flow.target}", "sequenceFlow")
        for scope in package.diagram.scopes()
        for flow in scope.flows.values()
    ]
    return nodes, flows


class _Places:
    """Follows into which package the scopes of one instance belong: a call activity leads into another."""

    def __init__(self, package: str, packages: Mapping[str, Package]) -> None:
        self._packages = packages
        self._scopes: dict[int, str] = {0: package}
        self._nodes = {key: dict(_by_id(one.diagram.scopes())) for key, one in packages.items()}
        self._processes = {process: key for key, one in packages.items() for process in one.diagram.processes}

    def package_of(self, element: str, token: int, scope: int) -> str:
        """Return the package of an element in a scope; note the scope that its token may open."""
        package = self._scopes.get(scope, self._scopes[0])
        node = self._nodes[package].get(element)
        if node is not None and node.kind == "callActivity":
            called = self._processes.get(node.attributes.get("calledElement", ""), package)
            self._scopes[token] = called
        else:
            self._scopes[token] = package
        return package


def _by_id(scopes: Iterable[Scope]) -> Iterable[tuple[str, Node]]:
    for scope in scopes:
        yield from scope.nodes.items()
