"""Read flow nodes: tasks, gateways, events and sub-processes, with their loops and extensions."""

from __future__ import annotations

from lxml import etree

from engine.definitions.model import Expression as Text
from engine.definitions.model import Loop, Node, Parameter, Scope
from engine.definitions.reading.events import RootElements, read_events
from engine.definitions.reading.names import (
    BPMN,
    CAMUNDA,
    HUAN,
    attributes,
    children,
    expression,
    line_of,
    local,
    namespace,
    text_in,
    text_of,
)

#: BPMN children of a flow node that are read here, or have no meaning for execution.
_READ = {
    "documentation",
    "extensionElements",
    "incoming",
    "outgoing",
    "standardLoopCharacteristics",
    "multiInstanceLoopCharacteristics",
    "eventDefinitionRef",
    "auditing",
    "monitoring",
    "categoryValueRef",
}
_LOOP_READ = {
    "documentation",
    "extensionElements",
    "loopCondition",
    "loopCardinality",
    "loopDataInputRef",
    "loopDataOutputRef",
    "inputDataItem",
    "outputDataItem",
    "completionCondition",
}
#: Extension elements that are read here; others of ours or Camunda's would be ignored silently.
_EXTENSIONS_READ = {"inputOutput", "in", "out", "properties"}


def read_node(element: etree._Element, roots: RootElements, inside: Scope | None) -> Node:
    """Return one flow node; `inside` is what is drawn in a sub-process, read by the caller."""
    extension = next(children(element, "extensionElements"), None)
    unread = [
        local(child)
        for child in children(element)
        if local(child) not in _READ and not local(child).endswith("EventDefinition") and inside is None
    ]
    if extension is not None:
        unread += [
            f"{_prefix(child)}:{local(child)}"
            for child in extension
            if isinstance(child.tag, str)
            and namespace(child) in (CAMUNDA, HUAN)
            and local(child) not in _EXTENSIONS_READ
        ]
    return Node(
        id=element.get("id", ""),
        name=element.get("name", "").strip(),
        kind=local(element),
        line=line_of(element),
        documentation=text_of(element, "documentation"),
        attributes=attributes(element, None),
        camunda=attributes(element, CAMUNDA),
        huan=attributes(element, HUAN),
        events=read_events(element, roots),
        loop=_read_loop(element),
        inputs=_mapped(extension, "inputParameter"),
        outputs=_mapped(extension, "outputParameter"),
        passed=_passed(extension, "in"),
        returned=_passed(extension, "out"),
        scope=inside,
        unread=tuple(unread),
    )


def _prefix(element: etree._Element) -> str:
    return "camunda" if namespace(element) == CAMUNDA else "huan"


def _mapped(extension: etree._Element | None, tag: str) -> tuple[Parameter, ...]:
    if extension is None:
        return ()
    found = extension.iterfind(f"{{{CAMUNDA}}}inputOutput/{{{CAMUNDA}}}{tag}")
    return tuple(Parameter(e.get("name", ""), _text(e)) for e in found)


def _text(element: etree._Element) -> Text:
    return Text(text_in(element), line_of(element))


def _passed(extension: etree._Element | None, tag: str) -> tuple[Parameter, ...]:
    """Read `camunda:in` and `camunda:out`: a source variable or expression and its target."""
    if extension is None:
        return ()
    found = []
    for element in extension.iterfind(f"{{{CAMUNDA}}}{tag}"):
        line = line_of(element)
        source = element.get("sourceExpression") or element.get("source") or ""
        everything = element.get("variables") == "all"
        if element.get("businessKey") is None:
            found.append(Parameter(element.get("target", ""), Text(source, line), everything))
    return tuple(found)


def _read_loop(element: etree._Element) -> Loop | None:
    standard = next(children(element, "standardLoopCharacteristics"), None)
    if standard is not None:
        return Loop(
            "standard",
            line_of(standard),
            test_before=standard.get("testBefore") == "true",
            maximum=standard.get("loopMaximum"),
            condition=expression(standard.find(f"{{{BPMN}}}loopCondition")),
        )
    multi = next(children(element, "multiInstanceLoopCharacteristics"), None)
    if multi is None:
        return None
    camunda = attributes(multi, CAMUNDA)
    collection = expression(multi.find(f"{{{BPMN}}}loopDataInputRef"))
    if collection is None and "collection" in camunda:
        collection = Text(camunda["collection"], line_of(multi))
    item = multi.find(f"{{{BPMN}}}inputDataItem")
    output = multi.find(f"{{{BPMN}}}loopDataOutputRef")
    output_item = multi.find(f"{{{BPMN}}}outputDataItem")
    unread = [local(child) for child in children(multi) if local(child) not in _LOOP_READ]
    unread += [name for name in ("behavior",) if multi.get(name, "All") != "All"]
    return Loop(
        "multi",
        line_of(multi),
        sequential=multi.get("isSequential") == "true",
        cardinality=expression(multi.find(f"{{{BPMN}}}loopCardinality")),
        collection=collection,
        item_name=item.get("name") if item is not None else camunda.get("elementVariable"),
        output_collection=(output.text or "").strip() if output is not None else None,
        output_item=output_item.get("name") if output_item is not None else None,
        completion=expression(multi.find(f"{{{BPMN}}}completionCondition")),
        unread=tuple(unread),
    )
