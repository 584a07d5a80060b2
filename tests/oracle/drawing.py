"""Write an abstract process as a BPMN file for the engine, and as text for a person."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.drawing import (
    boundary,
    catch,
    element,
    end,
    error,
    file,
    gateway,
    loop,
    mapped,
    message,
    multi,
    start,
    terminate,
    timer,
    user,
)
from tests.oracle.structure import Flow, Node, Repeat, Scope

PROCESS = "p"
_GATEWAYS = {
    "exclusive": "exclusive",
    "parallel": "parallel",
    "inclusive": "inclusive",
    "events": "eventBased",
}


def feel(truth: str) -> str:
    """Return the FEEL expression that asks for a truth: a fact of the order, or a variable."""
    return truth if truth.startswith("v") else f"order.{truth}"


def bpmn(process: Scope) -> bytes:
    """Return the BPMN file of a process."""
    return file(element("process", PROCESS, _inside(process), isExecutable="true"))


def _inside(scope: Scope, event: Node | None = None) -> str:
    nodes = (_node(scope, node, event) for node in scope.nodes)
    return "".join((*nodes, *map(_flow, scope.flows)))


def _flow(flow: Flow) -> str:
    inside = ""
    if flow.condition is not None:
        kind = 'xsi:type="bpmn:tFormalExpression"'
        text = escape(feel(flow.condition))
        inside = f"<bpmn:conditionExpression {kind}>{text}</bpmn:conditionExpression>"
    return element("sequenceFlow", flow.id, inside, sourceRef=flow.source, targetRef=flow.target)


def _node(scope: Scope, node: Node, around: Node | None) -> str:
    """Write one node; `around` is the event sub-process whose start it may be."""
    if node.kind in _GATEWAYS:
        return gateway(_GATEWAYS[node.kind], node.id, default=node.default)
    match node.kind:
        case "task":
            return user(node.id, _repeat(node.repeat), default=node.default)
        case "sub":
            assert node.inside is not None
            return element(
                "subProcess", node.id, _repeat(node.repeat) + _inside(node.inside), default=node.default
            )
        case "event_sub":
            assert node.inside is not None
            return element("subProcess", node.id, _inside(node.inside, node), triggeredByEvent="true")
        case "start" if around is not None:
            return start(node.id, _event(around), isInterrupting=None if around.interrupting else "false")
        case "start":
            return start(node.id)
        case "catch":
            return catch(node.id, _event(node))
        case "boundary":
            return boundary(node.id, node.host or "", _event(node), node.interrupting)
        case "error":
            return end(node.id, error(node.code))
        case "terminate":
            return end(node.id, terminate())
    return end(node.id)


def _event(node: Node) -> str:
    event = node.event
    assert event is not None
    if event.kind == "timer":
        return timer("cycle", "R/PT10M") if event.cycle else timer("duration", "PT10M")
    if event.kind == "error":
        return error(event.code)
    outputs = {truth: f"message.{truth}" for truth in event.carries}
    return (mapped(outputs=outputs) if outputs else "") + message(node.id)


def _repeat(repeat: Repeat | None) -> str:
    if repeat is None:
        return ""
    if repeat.kind == "loop":
        again = feel(repeat.again) if repeat.again is not None else None
        return loop(again, maximum=repeat.count, before=repeat.before)
    conditions = []
    if repeat.enough is not None:
        conditions.append(f"numberOfCompletedInstances >= {repeat.enough}")
    if repeat.until is not None:
        conditions.append(feel(repeat.until))
    return multi(
        str(repeat.count), sequential=repeat.kind == "sequential", completion=" or ".join(conditions) or None
    )


def text(process: Scope) -> str:
    """Return a process as lines for a person: one node or flow a line, scopes indented."""
    return "\n".join(_lines(process, ""))


def _lines(scope: Scope, indent: str) -> Iterator[str]:
    for node in scope.nodes:
        told = [f"{name}={value!r}" for name, value in vars(node).items() if _worth_telling(name, value)]
        yield f"{indent}{node.kind} {node.id} {' '.join(told)}".rstrip()
        if node.inside is not None:
            yield from _lines(node.inside, indent + "    ")
    for flow in scope.flows:
        condition = f" [{flow.condition}]" if flow.condition else ""
        yield f"{indent}{flow.id}: {flow.source} > {flow.target}{condition}"


def _worth_telling(name: str, value: object) -> bool:
    return name not in ("id", "kind", "inside") and value is not None and value is not True
