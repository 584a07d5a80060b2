"""Each scope apart, inner ones first: what is known of an inner scope is how it can be left."""

from __future__ import annotations

from dataclasses import replace

from engine.definitions.model import Diagram, Node, Scope
from engine.definitions.soundness.faults import Fault, Kind
from engine.definitions.soundness.graph import Graph
from engine.definitions.soundness.joins import Joins
from engine.definitions.soundness.judging import judged
from engine.definitions.soundness.net import Net
from engine.definitions.soundness.outcomes import (
    UNKNOWN,
    WORKING,
    Code,
    Outcome,
    can_fire,
    catches,
    event_of,
    uncaught,
)
from engine.definitions.soundness.space import explore


def examine(diagram: Diagram) -> list[Fault]:
    """Return the faults of every process of a diagram, each with a run that shows it.

    The diagram must be well formed: flows join nodes of one scope, borders have their activity.
    """
    examiner = _Examiner(diagram)
    for key in diagram.processes:
        examiner.process(key)
    return examiner.faults


class _Examiner:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.faults: list[Fault] = []
        self.known: dict[str, Outcome] = {}
        self.begun: set[str] = set()

    def process(self, key: str) -> Outcome:
        """Return how a process can be left; one that calls itself, or another package's, may do anything."""
        if key in self.known:
            return self.known[key]
        process = self.diagram.processes.get(key)
        if process is None or key in self.begun:
            return UNKNOWN
        self.begun.add(key)
        self.known[key] = self.scope(process, interrupted=False)
        return self.known[key]

    def scope(self, scope: Scope, *, interrupted: bool) -> Outcome:
        """Look at a scope and return how it can be left."""
        interrupted = interrupted or any(
            start.kind == "startEvent" and start.interrupting
            for node in scope.nodes.values()
            if node.triggered_by_event and node.scope is not None
            for start in node.scope.nodes.values()
        )
        inside = {node.id: self._outcome(scope, node, interrupted) for node in scope.nodes.values()}
        graph = Graph(scope, {key: outcome for key, outcome in inside.items() if outcome is not None})
        if scope.kind == "adHocSubProcess":
            return self._ad_hoc(scope, graph)
        net = Net(graph)
        space = explore(net, Joins(net))
        faults = judged(graph, space, interrupted=interrupted)
        self.faults += faults
        seen = frozenset(space.visited) | graph.after(space.spared)
        outcome = self._left(graph, seen if space.decided else frozenset(graph.nodes), ends=True)
        if space.decided and not faults and not space.ended and not _ends_by_event_sub(scope, graph):
            outcome = Outcome(False, outcome.errors, outcome.escalations, outcome.anything, outcome.cancels)
        return outcome

    def _outcome(self, scope: Scope, node: Node, interrupted: bool) -> Outcome | None:
        """Return how an activity can be left; None for a node of which nothing is known."""
        inside = self._inside(scope, node, interrupted)
        thrown = node.loop.thrown if node.loop is not None else ()
        if not thrown:
            return inside
        known = inside or UNKNOWN
        errors = frozenset(event.reference for event in thrown if event.kind == "error")
        escalations = frozenset(event.reference for event in thrown if event.kind == "escalation")
        return replace(known, errors=known.errors | errors, escalations=known.escalations | escalations)

    def _inside(self, scope: Scope, node: Node, interrupted: bool) -> Outcome | None:
        """Return how an activity with an inside can be left; None for a node without one."""
        if node.scope is not None:
            borders = scope.boundaries(node.id)
            leaves = any(border.interrupting for border in borders)
            outcome = self.scope(node.scope, interrupted=interrupted or leaves)
            if outcome.cancels and not any(can_fire(event_of(one), outcome) for one in borders):
                return replace(outcome, ends=True)  # the rule `transactions` tells that nothing follows then
            return outcome
        if node.kind == "callActivity":
            return self.process(node.attributes.get("calledElement", ""))
        return None

    def _ad_hoc(self, scope: Scope, graph: Graph) -> Outcome:
        """Its activities begin when somebody likes, and it ends by its condition (§13.3.5): a block."""
        return self._left(graph, frozenset(graph.nodes), ends=True)

    def _left(self, graph: Graph, seen: frozenset[str], *, ends: bool) -> Outcome:
        """Return what leaves a scope in which some run comes to the nodes `seen`."""
        errors: set[Code] = set()
        escalations: set[Code] = set()
        anything = cancels = False
        for node in graph.nodes.values():
            event = event_of(node)
            if node.id not in seen:
                continue
            if event is not None and node.kind in ("endEvent", "intermediateThrowEvent"):
                errors |= {event.reference} if event.kind == "error" else set()
                escalations |= {event.reference} if event.kind == "escalation" else set()
                cancels = cancels or event.kind == "cancel"
            anything = anything or node.kind in WORKING
            if node.id in graph.outcomes:
                outcome, borders = graph.outcome(node), graph.scope.boundaries(node.id)
                errors |= uncaught(outcome.errors, "error", borders)
                escalations |= uncaught(outcome.escalations, "escalation", borders)
                anything = anything or outcome.anything
        return self._past_event_subs(
            graph, Outcome(ends, frozenset(errors), frozenset(escalations), anything, cancels)
        )

    def _past_event_subs(self, graph: Graph, outcome: Outcome) -> Outcome:
        """Add what event sub-processes throw, take away what they catch, and find those that never begin."""
        event_subs = [node for node in graph.scope.nodes.values() if node.triggered_by_event and node.scope]
        starts = {
            node.id: next((one for one in node.scope.nodes.values() if one.kind == "startEvent"), None)
            for node in event_subs
            if node.scope is not None
        }
        codes = {"error": set(outcome.errors), "escalation": set(outcome.escalations)}
        left = {"error": set[Code](), "escalation": set[Code]()}
        anything = outcome.anything or any(graph.outcome(node).anything for node in event_subs)
        for kind in ("error", "escalation"):
            everywhere = [start for start in starts.values() if start is not None]
            left[kind] |= uncaught(codes[kind], kind, everywhere)
            for node in event_subs:
                thrown = graph.outcome(node).errors if kind == "error" else graph.outcome(node).escalations
                others = [start for key, start in starts.items() if key != node.id and start is not None]
                codes[kind] |= thrown
                left[kind] |= uncaught(thrown, kind, others)
        for node in event_subs:
            start = starts[node.id]
            event = event_of(start) if start is not None else None
            if start is not None and event is not None and event.kind in codes and not anything:
                if not any(catches(event, code) for code in codes[event.kind]):
                    self.faults.append(Fault(Kind.NEVER_THROWN, start))
        return Outcome(
            outcome.ends, frozenset(left["error"]), frozenset(left["escalation"]), anything, outcome.cancels
        )


def _ends_by_event_sub(scope: Scope, graph: Graph) -> bool:
    """Return whether an event sub-process can take the scope over and bring it to its end."""
    return any(
        graph.outcome(node).ends
        for node in scope.nodes.values()
        if node.triggered_by_event and node.scope is not None
        for start in node.scope.nodes.values()
        if start.kind == "startEvent" and start.interrupting
    )
