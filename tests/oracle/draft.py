"""A scope while the generator draws it: nodes and flows that can still be changed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from tests.oracle.structure import AdHoc, Flow, Node, Scope

#: A way out of a block that is still to be connected: node, condition, whether it is the default flow.
Exit = tuple[str, str | None, bool]


@dataclass
class Names:
    """Ids and truths, unique in one process."""

    rng: random.Random
    last: int = 0
    variables: list[str] = field(default_factory=list)

    def new(self, prefix: str) -> str:
        self.last += 1
        return f"{prefix}{self.last}"

    def truth(self) -> str:
        """Return the name of a new truth: a fact of the moment, or a variable."""
        if self.rng.random() < 0.6:
            return self.new("f")
        return self.variable()

    def variable(self) -> str:
        """Return the name of a new variable, or, as often, of one that is there."""
        if not self.variables or self.rng.random() < 0.5:
            self.variables.append(self.new("v"))
            return self.variables[-1]
        return self.rng.choice(self.variables)


@dataclass
class Draft:
    """The nodes and flows of a scope, in document order."""

    names: Names
    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    ad_hoc: AdHoc | None = None

    def add(self, kind: str, **attributes: object) -> str:
        """Draw a node; return its id."""
        prefix = {"task": "t", "sub": "sub", "boundary": "b", "catch": "c", "event_sub": "es", "throw": "th"}
        node = Node(self.names.new(prefix.get(kind, kind[:3])), kind, **attributes)  # type: ignore[arg-type]
        self.nodes[node.id] = node
        return node.id

    def kind_of_event(self, node: str) -> str | None:
        """Return the kind of what a node waits for first."""
        event = self.nodes[node].event
        return event.kind if event is not None else None

    def change(self, node: str, **attributes: object) -> None:
        self.nodes[node] = replace(self.nodes[node], **attributes)  # type: ignore[arg-type]

    def link(self, source: str, target: str, condition: str | None = None, default: bool = False) -> str:
        """Draw a flow, or the two ends of a link; return its id."""
        drawn_apart = self.nodes[source].kind == "link_throw"
        flow = Flow(f"{source}-link" if drawn_apart else self.names.new("s"), source, target, condition)
        self.flows.append(flow)
        if default:
            self.change(source, default=flow.id)
        return flow.id

    def connect(self, exits: list[Exit], target: str) -> None:
        """Lead every open way out to the target."""
        for source, condition, default in exits:
            self.link(source, target, condition, default)

    def insert(self, flow: Flow, node: str) -> None:
        """Put a node in the middle of a flow, which keeps its id and condition up to the node."""
        self.flows[self.flows.index(flow)] = replace(flow, target=node)
        self.link(node, flow.target)

    def entering(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def leaving(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def finished(self) -> Scope:
        return Scope(self.id, tuple(self.nodes.values()), tuple(self.flows), self.ad_hoc)
