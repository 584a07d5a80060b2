"""Compile one scope: its elements, the flows between them, its starts and its listeners."""

from __future__ import annotations

from engine.definitions.compiling.activities import ACTIVITIES, compile_activity
from engine.definitions.compiling.events import (
    compile_boundary,
    compile_catch,
    compile_listener,
    compile_start,
    compile_throw,
)
from engine.definitions.compiling.parts import marks_of
from engine.definitions.expressions import compile_text
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element, Flow
from engine.runtime.specs.events import StartEvent
from engine.runtime.specs.gateways import EventGateway, ExclusiveGateway, ParallelGateway
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import SubProcess

GATEWAYS = {
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
}


def compile_scope(package: Package, scope: Scope, operations: frozenset[str]) -> ScopeSpec:
    """Return the spec of a process or of the inside of a sub-process."""
    spec = ScopeSpec(scope.id, scope.name, dict.fromkeys(scope.declares))
    elements = {
        node.id: _compile_node(package, spec, scope, node, operations) for node in scope.nodes.values()
    }
    for node in scope.nodes.values():
        element = elements[node.id]
        element.title = node.name or node.id
        default = node.attributes.get("default")
        for flow in scope.outgoing(node.id):
            condition = compile_text(flow.condition, flow.id) if flow.condition is not None else None
            element.add_flow(Flow(flow.id, elements[flow.target], condition, flow.id == default))
        if node.triggered_by_event and node.scope is not None:
            assert isinstance(element, SubProcess)
            spec.listeners.append(compile_listener(spec, node, node.scope, element))
    for node in scope.nodes.values():
        if node.kind == "boundaryEvent":
            host = elements[node.attached_to or ""]
            assert isinstance(host, Activity)
            host.boundaries.append(elements[node.id])
    _find_starts(spec, scope, elements)
    return spec


def _compile_node(
    package: Package, spec: ScopeSpec, scope: Scope, node: Node, operations: frozenset[str]
) -> Element:
    if node.kind in GATEWAYS:
        return GATEWAYS[node.kind](spec, node.id, node.id, marks_of(node))
    if node.kind in ACTIVITIES:
        return compile_activity(package, spec, scope, node, operations)
    if node.kind == "startEvent":
        return compile_start(spec, node)
    if node.kind == "boundaryEvent":
        return compile_boundary(spec, node)
    if node.kind == "intermediateCatchEvent":
        return compile_catch(spec, node)
    return compile_throw(spec, node)


def _find_starts(spec: ScopeSpec, scope: Scope, elements: dict[str, Element]) -> None:
    """Find where tokens begin: plain start events, else every node that nothing enters (§13.2)."""
    starts = [node for node in scope.nodes.values() if node.kind == "startEvent"]
    inside_event_subprocess = scope.kind != "process" and any(node.events for node in starts)
    for node in starts:
        element = elements[node.id]
        assert isinstance(element, StartEvent)
        if node.events and not inside_event_subprocess:
            spec.event_starts[node.id] = element
        else:
            spec.starts.append(element)
    if not starts:
        entered = {flow.target for flow in scope.flows.values()}
        spec.starts = [
            elements[node.id]
            for node in scope.nodes.values()
            if node.id not in entered and node.kind != "boundaryEvent" and not node.triggered_by_event
        ]
