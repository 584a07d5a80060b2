"""Which elements and sequence flows the scenarios have visited, from the history's own moves.

A node counts as visited when a token entered or left it, or its event happened or was thrown; waiting alone
(a boundary timer that never fires) does not count. A move inside a called process belongs to the package that
has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.definitions import Package
from engine.definitions.model import Node, Scope
from engine.history import SealedEvent
from engine.runtime import Kind, Transition
from engine.scenarios.seen import body_of

_VISITS = {kind.value for kind in (Kind.ENTERED, Kind.COMPLETED, Kind.TRIGGERED, Kind.RAISED, Kind.FLOW)}


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
    """What was visited of one package and how often, and what never was, in the order drawn."""

    package: str
    elements: int
    elements_visited: int
    flows: int
    flows_visited: int
    missed: tuple[Drawn, ...]
    times: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether everything was visited."""
        return not self.missed


@dataclass(frozen=True)
class Move:
    """An element or flow that a token passed, in the package that has drawn it; `kind` as in `Kind`."""

    package: str
    kind: str
    id: str


class Walk:
    """Follows the moves of events, page by page, into the packages that they belong to.

    A call activity leads into another package: which one, a later event does not say again, so all events of
    an instance must pass here in order.
    """

    def __init__(self, packages: Mapping[str, Package]) -> None:
        self._packages = packages
        self._places: dict[str, _Places] = {}

    def moves(self, events: Iterable[SealedEvent], instances: Mapping[str, str]) -> Iterator[Move]:
        """Yield the moves of events; `instances` gives the package of each instance."""
        for event in events:
            key = event.instance_id
            if key is None or instances.get(key) not in self._packages:
                continue
            if key not in self._places:
                self._places[key] = _Places(instances[key], self._packages)
            for kind, element, token, scope in body_of(event).get("moves", ()):
                yield Move(self._places[key].package_of(element, token, scope), kind, element)


@dataclass
class Coverage:
    """Collects visits over many scenarios: how often a token passed each element and flow, by its package."""

    packages: Mapping[str, Package]
    visits: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def add(self, events: Iterable[SealedEvent], instances: Mapping[str, str]) -> None:
        """Count the moves of these events, in order; `instances` gives the package of each instance."""
        for move in Walk(self.packages).moves(events, instances):
            if move.kind in _VISITS:
                self.visits.setdefault(move.package, Counter())[move.id, move.kind] += 1

    def add_dialogue(self, package: str, moves: Iterable[Transition]) -> None:
        """Count the moves of a dialogue of a package, which no history keeps."""
        for move in dialogue_moves(self.packages, package, moves):
            if move.kind in _VISITS:
                self.visits.setdefault(move.package, Counter())[move.id, move.kind] += 1

    def include(self, other: Coverage) -> None:
        """Count what another has counted."""
        for package, counts in other.visits.items():
            self.visits.setdefault(package, Counter()).update(counts)

    def times(self, key: str) -> dict[str, int]:
        """Return how often each element and flow of a package was visited; what never was is left out.

        An element that was entered and completed once was visited once: what counts is what it did most.
        """
        times: dict[str, int] = {}
        for (element, _), count in self.visits.get(key, Counter()).items():
            times[element] = max(count, times.get(element, 0))
        return times

    def of(self, key: str) -> PackageCoverage:
        """Return the coverage of one package."""
        seen = self.times(key)
        nodes, flows = drawn_in(self.packages[key])
        missed = tuple(one for one in (*nodes, *flows) if one.id not in seen)
        return PackageCoverage(
            package=key,
            elements=len(nodes),
            elements_visited=sum(one.id in seen for one in nodes),
            flows=len(flows),
            flows_visited=sum(one.id in seen for one in flows),
            missed=missed,
            times=seen,
        )


def dialogue_moves(
    packages: Mapping[str, Package], package: str, moves: Iterable[Transition]
) -> Iterator[Move]:
    """Yield the moves of a dialogue, from its beginning, in the packages that have drawn them."""
    places = _Places(package, packages)
    for one in moves:
        yield Move(places.package_of(one.element, one.token, one.scope), one.kind.value, one.element)


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
