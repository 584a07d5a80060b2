"""What this release executes as the standard says. Everything else is refused here, never run by guess."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.xs import whole

KINDS = {
    "userTask",
    "manualTask",
    "serviceTask",
    "callActivity",
    "subProcess",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
}
INSTEAD = {
    "task": "make it a user, manual or service task",
    "scriptTask": "compute values in output parameters (FEEL) of the task before",
    "businessRuleTask": "write the rule as conditions (FEEL) on the flows of a gateway",
    "sendTask": "use a service task with the topic webhook or customer-message",
    "receiveTask": "use an intermediate message catch event",
    "transaction": "use a plain sub-process with an error boundary event",
    "adHocSubProcess": "draw the order of the activities, or use parallel branches",
    "complexGateway": "use an inclusive or a parallel gateway",
}
#: The event definitions executed at each place; None stands for an event without a definition.
EVENTS: dict[str, set[str | None]] = {
    "start": {None, "message", "timer"},
    "inner start": {None},
    "event sub-process start": {"message", "timer", "error", "escalation"},
    "intermediateCatchEvent": {"message", "timer"},
    "intermediateThrowEvent": {None, "escalation"},
    "boundaryEvent": {"message", "timer", "error", "escalation"},
    "endEvent": {None, "error", "escalation", "terminate"},
}
EVENT_INSTEAD = {
    "signal": "use a message event with a correlation key",
    "conditional": "use a gateway where the values are decided, or a message event",
    "compensate": "draw the undoing as a flow of its own",
    "cancel": "use an error end event and an error boundary event",
    "link": "draw the sequence flow itself",
    "message": "send it with a service task (topic webhook or customer-message)",
    "timer": "use an intermediate timer catch event",
}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind not in KINDS:
            remedy = INSTEAD.get(node.kind, "draw it with elements that are executed")
            yield told(package, node, f"{node.kind} is not executed by this release", remedy)
        elif node.kind.endswith("Event"):
            yield from _event(package, scope, node)
        yield from _attributes(package, node)
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            if not flow.immediate:
                yield told(package, flow, 'isImmediate="false" is not executed', "remove it")


def _event(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    if len(node.events) > 1:
        kinds = ", ".join(event.kind for event in node.events)
        yield told(
            package, node, f"an event with several definitions ({kinds}) is not executed", "draw one each"
        )
        return
    place = node.kind
    if node.kind == "startEvent":
        if scope.kind == "process":
            place = "start"
        else:
            place = "event sub-process start" if scope.by_event else "inner start"
    kind = node.events[0].kind if node.events else None
    if kind not in EVENTS[place]:
        what = f"{kind} {node.kind}" if kind else f"{node.kind} without a trigger"
        remedy = EVENT_INSTEAD.get(
            kind or "", "give it one of: " + ", ".join(sorted(filter(None, EVENTS[place])))
        )
        yield told(package, node, f"{what} is not executed here", remedy)


def _attributes(package: Package, node: Node) -> Iterator[Finding]:
    """Refuse attributes that change what an element means and that are not executed."""
    own = node.attributes
    if node.flag("isForCompensation"):
        yield told(package, node, "compensation is not executed by this release", EVENT_INSTEAD["compensate"])
    for quantity in ("startQuantity", "completionQuantity"):
        if whole(own.get(quantity, "1")) not in (1, None):
            yield told(package, node, f"{quantity} other than 1 is not executed", "draw the tokens as flows")
    if node.flag("instantiate"):
        yield told(package, node, "instantiating gateways are not executed", "use message start events")
    if own.get("eventGatewayType", "Exclusive") != "Exclusive":
        yield told(package, node, "parallel event-based gateways are not executed", "use a parallel gateway")
    if node.camunda.get("calledElementBinding", "latest") != "latest":
        yield told(package, node, "only the binding latest is executed", "remove calledElementBinding")
