"""Draw small BPMN files for tests: nodes as calls, flows as arrows in a text.

draw(start("s"), user("a"), end("e"), flows="s > a > e")
draw(..., flows="g > a [x > 3] ; g > b [default]")
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:huan="urn:huan:bpmn:1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="tests">'
)


def element(tag: str, key: str, inside: str = "", **attributes: str | None) -> str:
    """Return one BPMN element; `camunda_x` becomes camunda:x, `huan_x` huan:x."""
    written = "".join(
        f" {name.replace('camunda_', 'camunda:').replace('huan_', 'huan:')}={quoteattr(value)}"
        for name, value in attributes.items()
        if value is not None
    )
    return f'<bpmn:{tag} id="{key}"{written}>{inside}</bpmn:{tag}>'


def start(key: str = "start", event: str = "", **attributes: str | None) -> str:
    return element("startEvent", key, event, **attributes)


def end(key: str = "end", event: str = "", **attributes: str | None) -> str:
    return element("endEvent", key, event, **attributes)


def user(key: str, inside: str = "", **attributes: str | None) -> str:
    attributes.setdefault("camunda_candidateGroups", "repair@county")
    return element("userTask", key, inside, **attributes)


def service(key: str, topic: str, inside: str = "", **attributes: str | None) -> str:
    return element("serviceTask", key, inside, camunda_type="external", camunda_topic=topic, **attributes)


def gateway(kind: str, key: str, **attributes: str | None) -> str:
    return element(f"{kind}Gateway", key, **attributes)


def sub(key: str, *inside: str, flows: str = "", extra: str = "", **attributes: str | None) -> str:
    return element("subProcess", key, extra + "".join(inside) + arrows(flows), **attributes)


def event_sub(key: str, *inside: str, flows: str) -> str:
    return sub(key, *inside, flows=flows, triggeredByEvent="true")


def catch(key: str, event: str, **attributes: str | None) -> str:
    return element("intermediateCatchEvent", key, event, **attributes)


def throw(key: str, event: str = "", **attributes: str | None) -> str:
    return element("intermediateThrowEvent", key, event, **attributes)


def boundary(key: str, host: str, event: str, interrupting: bool = True, **attributes: str | None) -> str:
    cancel = None if interrupting else "false"
    return element("boundaryEvent", key, event, attachedToRef=host, cancelActivity=cancel, **attributes)


def timer(form: str, text: str) -> str:
    tag = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}[form]
    return f"<bpmn:timerEventDefinition><bpmn:{tag}>{escape(text)}</bpmn:{tag}></bpmn:timerEventDefinition>"


def message(name: str, key: str | None = None) -> str:
    correlation = f" huan:correlationKey={quoteattr(key)}" if key else ""
    return f'<bpmn:messageEventDefinition messageRef="message.{name}"{correlation}/>'


def error(code: str | None) -> str:
    reference = f' errorRef="error.{code}"' if code else ""
    return f"<bpmn:errorEventDefinition{reference}/>"


def escalation(code: str | None) -> str:
    reference = f' escalationRef="escalation.{code}"' if code else ""
    return f"<bpmn:escalationEventDefinition{reference}/>"


def signal(name: str) -> str:
    return f'<bpmn:signalEventDefinition signalRef="signal.{name}"/>'


def conditional(text: str) -> str:
    return f"<bpmn:conditionalEventDefinition><bpmn:condition>{escape(text)}</bpmn:condition></bpmn:conditionalEventDefinition>"


def compensate(activity: str | None = None) -> str:
    reference = f" activityRef={quoteattr(activity)}" if activity else ""
    return f"<bpmn:compensateEventDefinition{reference}/>"


def link(name: str | None) -> str:
    named = f" name={quoteattr(name)}" if name else ""
    return f"<bpmn:linkEventDefinition{named}/>"


def association(source: str, target: str) -> str:
    return element("association", f"{source}-{target}", sourceRef=source, targetRef=target)


def terminate() -> str:
    return "<bpmn:terminateEventDefinition/>"


def multi(
    cardinality: str | None = None,
    collection: str | None = None,
    item: str | None = None,
    sequential: bool = False,
    completion: str | None = None,
    output: tuple[str, str] | None = None,
) -> str:
    own = f' isSequential="{str(sequential).lower()}"'
    own += f" camunda:collection={quoteattr(collection)}" if collection else ""
    own += f" camunda:elementVariable={quoteattr(item)}" if item else ""
    inside = f"<bpmn:loopCardinality>{escape(cardinality)}</bpmn:loopCardinality>" if cardinality else ""
    if output:
        inside += f"<bpmn:loopDataOutputRef>{output[0]}</bpmn:loopDataOutputRef>"
        inside += f'<bpmn:outputDataItem id="{output[1]}" name="{output[1]}"/>'
    if completion:
        inside += f"<bpmn:completionCondition>{escape(completion)}</bpmn:completionCondition>"
    return f"<bpmn:multiInstanceLoopCharacteristics{own}>{inside}</bpmn:multiInstanceLoopCharacteristics>"


def loop(condition: str | None = None, maximum: int | None = None, before: bool = False) -> str:
    own = f' testBefore="{str(before).lower()}"' + (f' loopMaximum="{maximum}"' if maximum else "")
    inside = f"<bpmn:loopCondition>{escape(condition)}</bpmn:loopCondition>" if condition else ""
    return f"<bpmn:standardLoopCharacteristics{own}>{inside}</bpmn:standardLoopCharacteristics>"


def mapped(
    inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None, more: str = ""
) -> str:
    inside = "".join(
        f'<camunda:inputParameter name="{name}">{escape(text)}</camunda:inputParameter>'
        for name, text in (inputs or {}).items()
    ) + "".join(
        f'<camunda:outputParameter name="{name}">{escape(text)}</camunda:outputParameter>'
        for name, text in (outputs or {}).items()
    )
    own = f"<camunda:inputOutput>{inside}</camunda:inputOutput>" if inside else ""
    return f"<bpmn:extensionElements>{own}{more}</bpmn:extensionElements>"


def passed(source: str, target: str) -> str:
    return f"<camunda:in sourceExpression={quoteattr(source)} target={quoteattr(target)}/>"


def returned(source: str, target: str) -> str:
    return f"<camunda:out sourceExpression={quoteattr(source)} target={quoteattr(target)}/>"


def arrows(text: str) -> str:
    """Return the sequence flows of `a > b > c [condition] ; d > e [default]`; default is set by `draw`."""
    made = []
    for chain in filter(None, (part.strip() for part in text.split(";"))):
        match = re.fullmatch(r"(.*?)(?:\[(.*)\])?", chain, re.DOTALL)
        assert match is not None
        path, condition = match.group(1), match.group(2)
        nodes = [node.strip() for node in path.split(">")]
        for index, (source, target) in enumerate(pairwise(nodes)):
            last = index == len(nodes) - 2
            inside = ""
            if last and condition and condition != "default":
                kind = 'xsi:type="bpmn:tFormalExpression"'
                inside = f"<bpmn:conditionExpression {kind}>{escape(condition)}</bpmn:conditionExpression>"
            made.append(
                f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
                f"{inside}</bpmn:sequenceFlow>"
            )
    return "".join(made)


def process(*nodes: str, flows: str = "", key: str = "p") -> str:
    return f'<bpmn:process id="{key}" isExecutable="true">{"".join(nodes)}{arrows(flows)}</bpmn:process>'


def file(*processes: str) -> bytes:
    """Return a file with these processes and every message, error and escalation that they refer to."""
    body = "".join(processes)
    roots = ""
    named = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}
    for kind, name in named.items():
        for code in sorted(set(re.findall(rf'{kind}Ref="{kind}\.([^"]*)"', body))):
            roots += f'<bpmn:{kind} id="{kind}.{code}" {name}="{code}"/>'
    return f"{HEADER}{roots}{body}</bpmn:definitions>".encode()


def draw(*nodes: str, flows: str = "", key: str = "p") -> bytes:
    """Return a file with one process."""
    return file(process(*nodes, flows=flows, key=key))
