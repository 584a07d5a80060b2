"""Sequence flows connect two nodes of one scope, and their conditions stand where they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package

DECIDING = {"exclusiveGateway", "inclusiveGateway"}
UNCONDITIONAL = {"parallelGateway", "eventBasedGateway", "startEvent", "boundaryEvent"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            for end, what in ((flow.source, "starts at"), (flow.target, "leads to")):
                if end not in scope.nodes:
                    yield told(
                        package,
                        flow,
                        f"the flow {what} {end!r}, which is no node of {scope.id}",
                        "connect two nodes of the same process or sub-process",
                    )
        for node in scope.nodes.values():
            yield from _ends(package, scope, node)
            yield from _conditions(package, scope, node)


def _ends(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    incoming, outgoing = scope.incoming(node.id), scope.outgoing(node.id)
    if node.kind in ("startEvent", "boundaryEvent") and incoming:
        yield told(
            package, node, f"a flow leads into a {node.kind}", "let the flow lead to the element after it"
        )
    if node.kind == "endEvent" and outgoing:
        yield told(package, node, "a flow leaves an end event", "use an intermediate throw event")
    if (
        node.kind in ("startEvent", "boundaryEvent", "intermediateCatchEvent", "eventBasedGateway")
        and not outgoing
    ):
        yield told(package, node, f"nothing follows this {node.kind}", "draw a sequence flow from it")
    if node.triggered_by_event and (incoming or outgoing):
        yield told(
            package, node, "a flow touches an event sub-process", "it starts by its event: remove the flow"
        )


def _conditions(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    outgoing = scope.outgoing(node.id)
    default = node.attributes.get("default")
    if default is not None and default not in {flow.id for flow in outgoing}:
        yield told(
            package, node, f"its default flow {default!r} does not leave it", "choose one of its own flows"
        )
    for flow in outgoing:
        if flow.condition is not None and flow.id == default:
            yield told(
                package, flow, "the default flow has a condition", "remove the condition or the default"
            )
        elif flow.condition is not None and node.kind in UNCONDITIONAL:
            yield told(
                package,
                flow,
                f"conditions after a {node.kind} are not asked",
                "put an exclusive gateway after it",
            )
        elif flow.condition is not None and not flow.condition.text:
            yield told(package, flow, "the condition is empty", "write a FEEL expression")
        elif flow.condition is None and flow.id != default and node.kind in DECIDING and len(outgoing) > 1:
            yield told(
                package,
                flow,
                f"this flow of gateway {node.id} has no condition",
                "write a FEEL condition, or make it the default flow",
            )
