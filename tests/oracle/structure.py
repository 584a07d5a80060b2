"""A process as plain values: scopes of nodes and flows. What the generator makes, and both sides play.

Nothing here knows the engine, SpiffWorkflow or XML. A condition is only the name of a truth, which is
decided from outside: `f…` are facts of the moment, `v…` are variables that people and messages write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

Value = TypeVar("Value")

#: Node kinds. An activity may repeat and may carry boundary events.
ACTIVITIES = ("task", "sub")
GATEWAYS = ("exclusive", "parallel", "inclusive", "events")
ENDS = ("end", "terminate", "error")
KINDS = (*ACTIVITIES, *GATEWAYS, *ENDS, "start", "catch", "boundary", "event_sub")


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` None is unconditional."""

    id: str
    source: str
    target: str
    condition: str | None = None


@dataclass(frozen=True)
class Event:
    """What is waited for: `timer`, `message` or `error`.

    `cycle` says that a timer repeats; `code` is an error's, None catches every error; `carries` names the
    truths that a message brings.
    """

    kind: str
    cycle: bool = False
    code: str | None = None
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repeat:
    """How an activity repeats: `parallel` or `sequential` multi-instance, or `loop`.

    `count` is the number of members, or a loop's maximum. A multi-instance completes early when `enough`
    members are done, or when the truth `until` holds after a member is done. A loop goes round again while
    `again` holds, asked `before` the first round too.
    """

    kind: str
    count: int
    enough: int | None = None
    until: str | None = None
    again: str | None = None
    before: bool = False


@dataclass(frozen=True)
class Node:
    """A flow node.

    `default` is its default flow; `inside` the scope of a sub-process; `host` the activity that a boundary
    event sits on; `event` the trigger of a catch or boundary event, or of an event sub-process's start;
    `code` what an error end event throws.
    """

    id: str
    kind: str
    default: str | None = None
    inside: Scope | None = None
    repeat: Repeat | None = None
    host: str | None = None
    event: Event | None = None
    interrupting: bool = True
    code: str | None = None


@dataclass(frozen=True, eq=False)
class Scope:
    """A process or the inside of a sub-process. Flows are in document order."""

    id: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def node(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def flow(self) -> Mapping[str, Flow]:
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def entering(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.target, flow) for flow in self.flows)

    @cached_property
    def borders(self) -> Mapping[str, tuple[Node, ...]]:
        """The boundary events of each activity."""
        return _grouped((node.host, node) for node in self.nodes if node.host is not None)

    @cached_property
    def event_subs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == "event_sub")

    def walk(self) -> Iterator[tuple[Scope, Node]]:
        """Yield every node, here and further inside, with its scope."""
        for node in self.nodes:
            yield self, node
            if node.inside is not None:
                yield from node.inside.walk()


def start_of(event_sub: Node) -> str:
    """Return the id of an event sub-process's start event."""
    assert event_sub.inside is not None
    return next(node.id for node in event_sub.inside.nodes if node.kind == "start")


def truths(scope: Scope) -> frozenset[str]:
    """Return the name of every truth that a process asks for or a message brings."""
    found: set[str | None] = set()
    for inner, node in scope.walk():
        found.update(flow.condition for flow in inner.flows)
        if node.repeat is not None:
            found.update((node.repeat.until, node.repeat.again))
        if node.event is not None:
            found.update(node.event.carries)
    return frozenset(name for name in found if name is not None)


def _grouped(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, tuple[Value, ...]]:
    groups: defaultdict[str, tuple[Value, ...]] = defaultdict(tuple)
    for key, value in pairs:
        groups[key] += (value,)
    return groups
