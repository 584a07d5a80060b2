"""Compile one scope: its elements, the flows between them, its starts and its listeners."""

from __future__ import annotations

from engine.definitions.compiling.activities import ACTIVITIES, compile_activity
from engine.definitions.compiling.events import (
    caught,
    compile_boundaries,
    compile_catch,
    compile_listeners,
    compile_start,
    compile_throw,
    is_parallel,
)
from engine.definitions.compiling.parts import marks_of
from engine.definitions.expressions import compile_text
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent, CompensationBoundary
from engine.runtime.specs.complex import ComplexGateway
from engine.runtime.specs.element import Element, Flow
from engine.runtime.specs.events import StartEvent
from engine.runtime.specs.gateways import EventGateway, ExclusiveGateway, ParallelGateway
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.specs.looping import Container
from engine.runtime.specs.process import EventStart, ScopeSpec
from engine.runtime.specs.subprocess import SubProcess

GATEWAYS = {
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
    "complexGateway": ComplexGateway,
}


def compile_scope(package: Package, scope: Scope, operations: frozenset[str]) -> ScopeSpec:
    """Return the spec of a process or of the inside of a sub-process."""
    spec = ScopeSpec(scope.id, scope.name, dict.fromkeys(scope.declares))
    spec.ad_hoc = scope.kind == "adHocSubProcess"
    compiled = {
        node.id: _compile_node(package, spec, scope, node, operations) for node in scope.nodes.values()
    }
    elements = {key: found[0] for key, found in compiled.items()}
    for node in scope.nodes.values():
        for element in compiled[node.id]:
            _connect(scope, node, element, elements)
        if node.triggered_by_event and node.scope is not None:
            _listen(spec, node.scope, elements[node.id])
        if node.kind == "boundaryEvent":
            _attach(node, compiled[node.id], elements)
    _find_starts(spec, scope, elements)
    return spec


def _connect(scope: Scope, node: Node, element: Element, elements: dict[str, Element]) -> None:
    """Give an element its outgoing flows. Each definition of a boundary event leaves by the same ones."""
    element.title = node.name or node.id
    default = node.attributes.get("default")
    for flow in scope.outgoing(node.id):
        condition = compile_text(flow.condition, flow.id) if flow.condition is not None else None
        element.add_flow(Flow(flow.id, elements[flow.target], condition, flow.id == default))


def _listen(spec: ScopeSpec, inside: Scope, subprocess: Element) -> None:
    """Let the scope wait for the start of an event sub-process, or be undone by it."""
    assert isinstance(subprocess, SubProcess)
    start = next(inner for inner in inside.nodes.values() if inner.kind == "startEvent")
    if start.events[0].kind == "compensate":
        spec.undoing = subprocess
    else:
        spec.listeners += compile_listeners(spec, inside, subprocess)


def _attach(node: Node, events: list[Element], elements: dict[str, Element]) -> None:
    """Put a boundary event on its activity; one for compensation tells what undoes the activity."""
    host = elements[node.attached_to or ""]
    assert isinstance(host, Activity)
    for event in events:
        if isinstance(event, CompensationBoundary):
            handler = elements[node.handler or ""]
            assert isinstance(handler, Activity)
            event.handler = handler
            # Each run of a loop or multi-instance is undone by itself.
            undone = host.body if isinstance(host, Container) else host
            undone.compensation = event
        else:
            assert isinstance(event, BoundaryEvent)
            host.boundaries.append(event)


def _compile_node(
    package: Package, spec: ScopeSpec, scope: Scope, node: Node, operations: frozenset[str]
) -> list[Element]:
    """Return what a node stands for: one element, but several for a boundary event of several triggers."""
    if node.kind in GATEWAYS:
        return [_compile_gateway(spec, node)]
    if node.kind in ACTIVITIES:
        return [compile_activity(package, spec, scope, node, operations)]
    if node.kind == "startEvent":
        return [compile_start(spec, node)]
    if node.kind == "boundaryEvent":
        return compile_boundaries(spec, node)
    if node.kind == "intermediateCatchEvent":
        return [compile_catch(spec, node)]
    return [compile_throw(spec, node)]


def _compile_gateway(spec: ScopeSpec, node: Node) -> Element:
    gateway = GATEWAYS[node.kind](spec, node.id, node.id, marks_of(node))
    if isinstance(gateway, ComplexGateway) and node.condition is not None:
        gateway.activation = compile_text(node.condition, node.id)
    return gateway


def _find_starts(spec: ScopeSpec, scope: Scope, elements: dict[str, Element]) -> None:
    """Find where tokens begin: plain start events, else every node that nothing enters (§13.2)."""
    starts = [node for node in scope.nodes.values() if node.kind == "startEvent"]
    for node in starts:
        if node.events and not scope.by_event:
            start = elements[node.id]
            assert isinstance(start, StartEvent)
            spec.event_starts[node.id] = EventStart(start.definitions, start, together=is_parallel(node))
        else:
            spec.starts.append(elements[node.id])
    for node in scope.unentered():
        if node.kind != "startEvent" and node.starts_process:
            _find_instantiating(spec, scope, node, elements)
        elif not starts:
            spec.starts.append(elements[node.id])


def _find_instantiating(spec: ScopeSpec, scope: Scope, node: Node, elements: dict[str, Element]) -> None:
    """Find how a receive task or event-based gateway begins the process (§13.2, §13.4.4)."""
    waiting, gateway = [node], None
    if node.kind == "eventBasedGateway":
        gateway = elements[node.id]
        waiting = [scope.nodes[flow.target] for flow in scope.outgoing(node.id)]
    parallel = node.attributes.get("eventGatewayType") == "Parallel"
    for one in waiting:
        others = tuple(elements[other.id] for other in waiting if other is not one) if parallel else ()
        definitions = tuple(caught(one, event) for event in one.events)
        spec.event_starts[one.id] = EventStart(definitions, elements[one.id], others, gateway)
