"""Read flow nodes: tasks, gateways, events and sub-processes, with their loops and extensions."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.definitions.model import ComplexBehavior, Loop, Node, Parameter, Scope
from engine.definitions.model import Expression as Text
from engine.definitions.reading.around import Around, own_data
from engine.definitions.reading.data import data_inputs, data_outputs
from engine.definitions.reading.events import RootElements, read_events, read_referred
from engine.definitions.reading.names import (
    CAMUNDA,
    HUAN,
    attributes,
    children,
    expression,
    line_of,
    local,
    name_of,
    text_in,
    text_of,
)
from engine.definitions.xs import flag, whole

#: Where a node's own condition stands.
CONDITIONS = {"complexGateway": "activationCondition", "adHocSubProcess": "completionCondition"}
#: How `camunda:in` and `camunda:out` may say what they pass.
SOURCES = ("source", "sourceExpression", "variables")


def read_node(element: etree._Element, around: Around, inside: Scope | None) -> Node:
    """Return one flow node; `inside` is what is drawn in a sub-process, read by the caller."""
    extension = next(children(element, "extensionElements"), None)
    return Node(
        id=element.get("id", ""),
        name=name_of(element),
        kind=local(element),
        line=line_of(element),
        documentation=text_of(element, "documentation"),
        attributes=attributes(element, None),
        camunda=attributes(element, CAMUNDA),
        huan=attributes(element, HUAN),
        events=read_events(element, around.roots),
        loop=_read_loop(element, around),
        inputs=_mapped(extension, "inputParameter") + data_inputs(element, around),
        outputs=_mapped(extension, "outputParameter") + data_outputs(element, around),
        passed=_passed(extension, "in"),
        returned=_passed(extension, "out"),
        scope=inside,
        script=_expression(element, "script"),
        condition=_expression(element, CONDITIONS.get(local(element), "")),
        handler=around.associations.get(element.get("id", "")),
    )


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
        given = tuple(name for name in SOURCES if element.get(name) is not None)
        if not given and element.get("businessKey") is not None:
            continue  # refused by the rule `unread`, which says what to do
        source = element.get(given[0], "") if given else ""
        text = Text("" if given[:1] == ("variables",) else source, line_of(element))
        everything = given[:1] == ("variables",) and source == "all"
        found.append(Parameter(element.get("target", ""), text, everything, given))
    return tuple(found)


def _read_loop(element: etree._Element, around: Around) -> Loop | None:
    loop = next(children(element, "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"), None)
    if loop is None:
        return None
    if local(loop) == "standardLoopCharacteristics":
        return Loop(
            "standard",
            line_of(loop),
            test_before=flag(loop.get("testBefore"), False),
            maximum=whole(loop.get("loopMaximum", "")),
            condition=_expression(loop, "loopCondition"),
        )
    camunda = attributes(loop, CAMUNDA)
    collections = [_data_named(loop, "loopDataInputRef", {**around.data, **own_data(element, "dataInput")})]
    if "collection" in camunda:
        collections.append(Text(camunda["collection"], line_of(loop)))
    items = [child.get("name", "") for child in children(loop, "inputDataItem")]
    items += [camunda["elementVariable"]] if "elementVariable" in camunda else []
    output = _data_named(loop, "loopDataOutputRef", {**around.data, **own_data(element, "dataOutput")})
    output_item = next(children(loop, "outputDataItem"), None)
    return Loop(
        "multi",
        line_of(loop),
        sequential=flag(loop.get("isSequential"), False),
        behavior=loop.get("behavior", "All"),
        none_event=read_referred(loop.get("noneBehaviorEventRef"), line_of(loop), around.roots),
        one_event=read_referred(loop.get("oneBehaviorEventRef"), line_of(loop), around.roots),
        complex=tuple(_read_rule(rule, around.roots) for rule in children(loop, "complexBehaviorDefinition")),
        cardinality=_expression(loop, "loopCardinality"),
        collections=tuple(text for text in collections if text is not None),
        item_names=tuple(items),
        output_collection=output.text if output is not None else None,
        output_item=output_item.get("name", "") if output_item is not None else None,
        completion=_expression(loop, "completionCondition"),
    )


def _read_rule(rule: etree._Element, roots: RootElements) -> ComplexBehavior:
    events = [event for thrown in children(rule, "event") for event in read_events(thrown, roots)]
    return ComplexBehavior(line_of(rule), _expression(rule, "condition"), tuple(events))


def _data_named(loop: etree._Element, tag: str, data: Mapping[str, str]) -> Text | None:
    """Return the variable of the data to which a loop refers (§13.3.7); what is no data is a name itself."""
    reference = _expression(loop, tag)
    if reference is None:
        return None
    return Text(data.get(reference.text.split(":")[-1], reference.text), reference.line)


def _expression(element: etree._Element, tag: str) -> Text | None:
    return expression(next(children(element, tag), None))
