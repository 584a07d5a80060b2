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
GATEWAYS = ("exclusive", "parallel", "inclusive", "events", "complex")
ENDS = ("end", "terminate", "error", "cancel")
LINKS = ("link_throw", "link_catch")
KINDS = (*ACTIVITIES, *GATEWAYS, *ENDS, *LINKS, "start", "catch", "throw", "boundary", "event_sub", "handler")
#: Conditions that only flows out of a complex gateway have: it fires, or it is reset.
STARTING, LATE = "starting", "late"
#: What a task does. Somebody or a message ends the first three; the others are done by themselves.
WAITING_WORK = ("user", "manual", "receive")
WORK = (*WAITING_WORK, "send", "script", "abstract")


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` None is unconditional."""

    id: str
    source: str
    target: str
    condition: str | None = None


@dataclass(frozen=True)
class Event:
    """What is waited for or thrown: `timer`, `message`, `signal`, `condition`, `error`, `escalation`, `compensate` or
    `cancel`.

    `cycle` says that a timer repeats; `code` is the name of a signal, the truth of a condition, or an error's
    or escalation's code, None catching every one, or the activity that is undone, None undoing all; `carries` names the truths that a message brings.
    """

    kind: str
    cycle: bool = False
    code: str | None = None
    carries: tuple[str, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Return whether the world sees that it is waited for."""
        return self.kind in ("timer", "message", "signal", "condition")


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
class AdHoc:
    """How an ad-hoc sub-process goes on until the truth `until` holds when one of its activities is done.

    `sequential` offers one activity at a time; `cancels` takes away what still runs when it is enough.
    """

    until: str
    sequential: bool = False
    cancels: bool = True


@dataclass(frozen=True)
class Node:
    """A flow node.

    `default` is its default flow; `inside` the scope of a sub-process; `host` the activity that a boundary
    event sits on; `event` the trigger of a catch or boundary event, or of an event sub-process's start, with
    `more` beside it, each of which is enough, or, with `all_of_them`, all together; `code` what an error end
    event throws; `throws` what a throw or another end event does; `work` what a task does; `assigns` the
    truth that a script gives a value, and the truth whose value that is; `activation` how many tokens let a
    complex gateway fire; `instantiates` that a receive task or event-based gateway begins the process: at the
    first event (`Exclusive`), or waiting for all (`Parallel`); `handler` what a compensation boundary event
    runs, which has the kind `handler`.
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
    more: tuple[Event, ...] = ()
    all_of_them: bool = False
    throws: tuple[Event, ...] = ()
    work: str = "user"
    assigns: tuple[str, str] | None = None
    activation: int = 0
    instantiates: str | None = None
    handler: str | None = None
    transaction: bool = False

    @cached_property
    def triggers(self) -> tuple[Event, ...]:
        """What a catching event waits for."""
        return () if self.event is None else (self.event, *self.more)


@dataclass(frozen=True, eq=False)
class Scope:
    """A process or the inside of a sub-process. Flows are in document order.

    A link is a flow whose ends are link events (§10.5.5: it is a virtual sequence flow). `ad_hoc` is that of the
    inside of an ad-hoc sub-process.
    """

    id: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    ad_hoc: AdHoc | None = None

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
    def event_starts(self) -> tuple[str, ...]:
        """The nodes at which an event begins the process; without any it begins plainly."""
        starts = [node.id for node in self.nodes if node.kind == "start" and node.triggers]
        for node in self.nodes:
            if node.instantiates and node.kind == "events":
                starts += [flow.target for flow in self.leaving[node.id]]
            elif node.instantiates:
                starts.append(node.id)
        return tuple(starts)

    @cached_property
    def thrown_signals(self) -> frozenset[str | None]:
        """The names of the signals that are thrown here or inside."""
        return frozenset(
            event.code for _, node in self.walk() for event in node.throws if event.kind == "signal"
        )

    @cached_property
    def races(self) -> bool:
        """Whether it matters here, or inside, which of several tokens moves first in one step.

        A signal reaches those who wait at that moment; a condition takes away what is there at that moment; a
        complex gateway takes the tokens that have come.
        """
        if any(node.kind in ("complex", "handler") for _, node in self.walk()):
            return True
        caught = [event for _, node in self.walk() for event in node.triggers]
        return any(
            event.kind == "condition" or (event.kind == "signal" and event.code in self.thrown_signals)
            for event in caught
        )

    @cached_property
    def handlers(self) -> Mapping[str, str]:
        """What undoes an activity, by the activity."""
        return {node.host: node.handler for node in self.nodes if node.host and node.handler}

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
        if inner.ad_hoc is not None:
            found.add(inner.ad_hoc.until)
        if node.repeat is not None:
            found.update((node.repeat.until, node.repeat.again))
        for event in node.triggers:
            found.update(event.carries)
            if event.kind == "condition":
                found.add(event.code)
        if node.assigns is not None:
            found.add(node.assigns[1])
    return frozenset(name for name in found if name is not None and name[0] in "fv")


def _grouped(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, tuple[Value, ...]]:
    groups: defaultdict[str, tuple[Value, ...]] = defaultdict(tuple)
    for key, value in pairs:
        groups[key] += (value,)
    return groups
