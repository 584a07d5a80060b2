"""Write an abstract process as a BPMN file for the engine, and as text for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from xml.sax.saxutils import escape

from tests.drawing import (
    association,
    boundary,
    catch,
    compensate,
    conditional,
    element,
    end,
    error,
    escalation,
    file,
    gateway,
    link,
    loop,
    mapped,
    message,
    multi,
    signal,
    start,
    terminate,
    throw,
    timer,
    user,
)
from tests.oracle.structure import LATE, STARTING, AdHoc, Event, Flow, Node, Repeat, Scope

PROCESS = "p"
CANCEL = "<bpmn:cancelEventDefinition/>"
_GATEWAYS = {
    "exclusive": "exclusive",
    "parallel": "parallel",
    "inclusive": "inclusive",
    "events": "eventBased",
}


_USUAL = {field.name: field.default for field in fields(Node)}


def feel(truth: str) -> str:
    """Return the FEEL expression that asks for a truth: a fact of the order, or a variable of a person, message or script."""
    if truth in (STARTING, LATE):
        return "waitingForStart" if truth == STARTING else "not(waitingForStart)"
    return truth if truth[0] in "vw" else f"order.{truth}"


def bpmn(process: Scope) -> bytes:
    """Return the BPMN file of a process."""
    return file(element("process", PROCESS, _inside(process), isExecutable="true"))


def _inside(scope: Scope, event: Node | None = None) -> str:
    nodes = (_node(scope, node, event) for node in scope.nodes)
    drawn = (flow for flow in scope.flows if scope.node[flow.source].kind != "link_throw")
    handled = ((node.id, node.handler) for node in scope.nodes if node.handler is not None)
    return "".join((*nodes, *map(_flow, drawn), *(association(*ends) for ends in handled)))


def _flow(flow: Flow) -> str:
    inside = ""
    if flow.condition is not None:
        kind = 'xsi:type="bpmn:tFormalExpression"'
        text = escape(feel(flow.condition))
        inside = f"<bpmn:conditionExpression {kind}>{text}</bpmn:conditionExpression>"
    return element("sequenceFlow", flow.id, inside, sourceRef=flow.source, targetRef=flow.target)


def _node(scope: Scope, node: Node, around: Node | None) -> str:
    """Write one node; `around` is the event sub-process whose start it may be."""
    if node.kind == "complex":
        condition = f"activationCount &gt;= {node.activation}"
        inside = f"<bpmn:activationCondition>{condition}</bpmn:activationCondition>"
        return element("complexGateway", node.id, inside, default=node.default)
    if node.kind in _GATEWAYS:
        begins, how = ("true", node.instantiates) if node.instantiates else (None, None)
        kind = _GATEWAYS[node.kind]
        return gateway(kind, node.id, default=node.default, instantiate=begins, eventGatewayType=how)
    match node.kind:
        case "task":
            return _task(node)
        case "link_throw":
            (flow,) = scope.leaving[node.id]
            return throw(node.id, link(flow.target))
        case "link_catch":
            return catch(node.id, link(node.id))
        case "sub" if node.inside is not None and node.inside.ad_hoc is not None:
            return _ad_hoc(node, node.inside, node.inside.ad_hoc)
        case "sub":
            assert node.inside is not None
            return element(
                "transaction" if node.transaction else "subProcess",
                node.id,
                _repeat(node.repeat) + _inside(node.inside),
                default=node.default,
            )
        case "event_sub":
            assert node.inside is not None
            return element("subProcess", node.id, _inside(node.inside, node), triggeredByEvent="true")
        case "start" if around is not None:
            interrupting = None if around.interrupting else "false"
            return start(node.id, _caught(around), isInterrupting=interrupting, parallelMultiple=_all(around))
        case "start":
            return start(node.id, _caught(node))
        case "catch":
            return catch(node.id, _caught(node), parallelMultiple=_all(node))
        case "boundary":
            host = node.host or ""
            return boundary(node.id, host, _caught(node), node.interrupting, parallelMultiple=_all(node))
        case "handler":
            return user(node.id, isForCompensation="true")
        case "cancel":
            return end(node.id, CANCEL)
        case "throw":
            return throw(node.id, _thrown(node))
        case "error":
            return end(node.id, error(node.code))
        case "terminate":
            return end(node.id, terminate())
    return end(node.id, _thrown(node))


def _ad_hoc(node: Node, inside: Scope, how: AdHoc) -> str:
    enough = f"<bpmn:completionCondition>{feel(how.until)}</bpmn:completionCondition>"
    return element(
        "adHocSubProcess",
        node.id,
        _repeat(node.repeat) + _inside(inside) + enough,
        default=node.default,
        ordering="Sequential" if how.sequential else None,
        cancelRemainingInstances=None if how.cancels else "false",
    )


def _task(node: Node) -> str:
    """Write a task: what it does, and how it repeats."""
    repeat, default = _repeat(node.repeat), node.default
    match node.work:
        case "receive":
            reference = f"message.{node.id}"
            return element(
                "receiveTask",
                node.id,
                _brought(node) + repeat,
                default=default,
                messageRef=reference,
                instantiate="true" if node.instantiates else None,
            )
        case "send":
            return element("sendTask", node.id, repeat, default=default, messageRef=f"message.{node.id}")
        case "script":
            assert node.assigns is not None
            name, source = node.assigns
            script = f"<bpmn:script>{{ {name}: {feel(source)} }}</bpmn:script>"
            return element("scriptTask", node.id, repeat + script, default=default, scriptFormat="feel")
        case "abstract":
            return element("task", node.id, repeat, default=default)
        case "manual":
            groups = "repair@county"
            return element("manualTask", node.id, repeat, default=default, camunda_candidateGroups=groups)
    return user(node.id, repeat, default=default)


def _all(node: Node) -> str | None:
    return "true" if node.all_of_them else None


def _caught(node: Node) -> str:
    """Write what an event waits for, and which values a message brings."""
    return _brought(node) + "".join(_event(node, number, event) for number, event in enumerate(node.triggers))


def _brought(node: Node) -> str:
    outputs = {truth: f"message.{truth}" for event in node.triggers for truth in event.carries}
    return mapped(outputs=outputs) if outputs else ""


def _thrown(node: Node) -> str:
    return "".join(_event(node, number, event) for number, event in enumerate(node.throws))


def _event(node: Node, number: int, event: Event) -> str:
    match event.kind:
        case "timer":
            return timer("cycle", "R/PT10M") if event.cycle else timer("duration", "PT10M")
        case "error":
            return error(event.code)
        case "escalation":
            return escalation(event.code)
        case "compensate":
            return compensate(event.code)
        case "cancel":
            return CANCEL
        case "signal":
            return signal(event.code or "")
        case "condition":
            return conditional(feel(event.code or ""))
    return message(f"{node.id}.{number}")


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
    return name not in ("id", "kind", "inside", "triggers") and value != _USUAL.get(name)
