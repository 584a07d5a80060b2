"""The element templates for Camunda Modeler in bpmn/templates: as the modeler wants them, and as we check them.

Camunda 7's templates are JSON with properties that are bound to parts of an element; the rules restated here
are those of its published schema for what our templates use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from engine.calling.dialogues import TOPICS
from engine.commands.version import OPERATION_NAMES
from engine.definitions import check_package, errors_of, read_files, read_folder
from engine.limits import seed_vocabulary
from engine.scenarios.check import catalogue_of
from engine.scenarios.stage import HANDLERS
from engine.store.catalogue import known_limits
from tests.drawing import HEADER

BPMN = Path(__file__).parents[3] / "bpmn"
FILES = sorted((BPMN / "templates").glob("*.json"))
TEMPLATES = [template for file in FILES for template in json.loads(file.read_text("utf-8"))]
TYPES = {
    "property": {"String", "Text", "Hidden", "Dropdown", "Boolean"},
    "camunda:inputParameter": {"String", "Text", "Hidden", "Dropdown"},
    "camunda:outputParameter": {"String", "Hidden", "Dropdown"},
    "camunda:in": {"String", "Hidden", "Dropdown"},
    "camunda:out": {"String", "Hidden", "Dropdown"},
}
#: What each binding must say beside its type.
SAID = {
    "property": "name",
    "camunda:inputParameter": "name",
    "camunda:outputParameter": "source",
    "camunda:in": "target",
    "camunda:out": "source",
}
SHEET = b"key: made\nname: {zh: x, en: x}\ndiagram: d.bpmn\nprocess: made\ncalls: [follow-up]\n"
#: How an element of each kind is drawn; abstract tasks stand for every task.
DRAWN = {
    "bpmn:Task": ("userTask", ' camunda:candidateGroups="repair@county"', ""),
    "bpmn:UserTask": ("userTask", "", ""),
    "bpmn:ServiceTask": ("serviceTask", "", ""),
    "bpmn:CallActivity": ("callActivity", "", ""),
    "bpmn:ExclusiveGateway": ("exclusiveGateway", "", ""),
    "bpmn:IntermediateThrowEvent": ("intermediateThrowEvent", "", "up"),
    "bpmn:EndEvent": ("endEvent", "", "up"),
}


def way_out(number: int, code: str) -> str:
    """Draw a boundary event of `x` that catches an error, and where it leads."""
    return (
        f'<bpmn:boundaryEvent id="b{number}" attachedToRef="x"><bpmn:errorEventDefinition errorRef="{code}"/>'
        f'</bpmn:boundaryEvent><bpmn:sequenceFlow id="o{number}" sourceRef="b{number}" targetRef="e"/>'
    )


def drawn(template: dict[str, Any], kind: str, values: dict[int, str]) -> bytes:
    """Return a diagram with one element to which the template is applied; `values` are chosen by position."""
    tag, attributes, event = DRAWN[kind]
    inputs, outputs, mappings = "", "", ""
    for number, one in enumerate(template["properties"]):
        value, binding = values.get(number, one.get("value", "")), one["binding"]
        if not value:
            continue
        match binding["type"]:
            case "property":
                attributes += f" {binding['name']}={quoteattr(value)}"
            case "camunda:inputParameter":
                inputs += f"<camunda:inputParameter name={quoteattr(binding['name'])}>{_text(value)}</camunda:inputParameter>"
            case "camunda:outputParameter":
                outputs += f"<camunda:outputParameter name={quoteattr(value)}>{_text(binding['source'])}</camunda:outputParameter>"
            case "camunda:in":
                source = "sourceExpression" if binding.get("expression") else "source"
                mappings += f"<camunda:in {source}={quoteattr(value)} target={quoteattr(binding['target'])}/>"
            case "camunda:out":
                mappings += f"<camunda:out source={quoteattr(binding['source'])} target={quoteattr(value)}/>"
    both = f"<camunda:inputOutput>{inputs}{outputs}</camunda:inputOutput>" if inputs or outputs else ""
    extensions = (
        f"<bpmn:extensionElements>{both}{mappings}</bpmn:extensionElements>" if both or mappings else ""
    )
    inside = (
        '<bpmn:escalationEventDefinition escalationRef="up"/>' if event and "escalateTo" in attributes else ""
    )
    ends = tag == "endEvent"
    after = "" if ends else '<bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="e"/><bpmn:endEvent id="e"/>'
    dialogue = TOPICS.get(topic_of(template))
    codes = sorted(dialogue.must_catch) if dialogue is not None else []
    errors = "".join(f'<bpmn:error id="{code}" errorCode="{code}"/>' for code in codes)
    after += "".join(way_out(number, code) for number, code in enumerate(codes))
    return (
        f'{HEADER}<bpmn:escalation id="up" escalationCode="up"/>{errors}<bpmn:process id="made" isExecutable="true">'
        f'<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/>'
        f'<bpmn:{tag} id="x"{attributes}>{extensions}{inside}</bpmn:{tag}>{after}</bpmn:process></bpmn:definitions>'
    ).encode()


def topic_of(template: dict[str, Any]) -> str:
    """Return the topic that a template sets, an empty text where it sets none."""
    for one in template["properties"]:
        if one["binding"].get("name") == "camunda:topic":
            return str(one["value"])
    return ""


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def applied() -> Iterator[Any]:
    """Yield each template at each kind of element, as it begins and with each choice of its lists."""
    for template in TEMPLATES:
        for kind in template["appliesTo"]:
            yield pytest.param(template, kind, {}, id=f"{template['id']}-{kind}")
        for number, one in enumerate(template["properties"]):
            for choice in one.get("choices", ()):
                kind = template["appliesTo"][0]
                name = f"{template['id']}-{choice['value']}"
                yield pytest.param(template, kind, {number: choice["value"]}, id=name)


@pytest.fixture(scope="module")
def follow_up() -> Any:
    return read_folder(BPMN / "follow-up")


@pytest.mark.parametrize(("template", "kind", "values"), list(applied()))
def test_an_element_made_from_a_template_passes_the_check(
    template: dict[str, Any], kind: str, values: dict[int, str], follow_up: Any
) -> None:
    sheet = SHEET + b"kind: dialogue\n" if topic_of(template) in TOPICS else SHEET
    package = read_files({"package.yaml": sheet, "d.bpmn": drawn(template, kind, values)})
    findings = errors_of(check_package(package, catalogue_of(package, [follow_up])))
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["id"])
def test_a_template_is_as_the_modelers_schema_wants_it(template: dict[str, Any]) -> None:
    assert set(template) == {"name", "id", "version", "description", "appliesTo", "properties"}
    assert template["id"].startswith("huan.")
    assert all(kind in DRAWN for kind in template["appliesTo"])
    for one in template["properties"]:
        binding = one["binding"]
        assert one["type"] in TYPES[binding["type"]]
        assert binding[SAID[binding["type"]]]
        assert ("choices" in one) == (one["type"] == "Dropdown")
        assert all(set(choice) == {"name", "value"} for choice in one.get("choices", ()))
        assert one["type"] == "Hidden" or " / " in one["label"], "both languages"
        if one["type"] == "Dropdown":
            assert one["value"] in [choice["value"] for choice in one["choices"]]


def test_ids_are_unique() -> None:
    ids = [template["id"] for template in TEMPLATES]
    assert len(ids) == len(set(ids)) > 0


def values_of(binding: str) -> set[str]:
    """Return what templates offer or set at one binding."""
    found = set()
    for template in TEMPLATES:
        for one in template["properties"]:
            if one["binding"].get("name") == binding:
                found |= {choice["value"] for choice in one.get("choices", ())} or {one["value"]}
    return found


def test_what_is_offered_is_what_the_engine_knows() -> None:
    assert values_of("huan:limit") == known_limits()
    assert values_of("huan:milestone") >= set(seed_vocabulary().milestones)
    assert values_of("camunda:topic") == OPERATION_NAMES | set(HANDLERS) | set(TOPICS)
    assert values_of("reason") >= {f'"{pause}"' for pause in seed_vocabulary().pauses}


def inputs_of(template: dict[str, Any]) -> set[str]:
    bindings = [one["binding"] for one in template["properties"]]
    return {one["name"] for one in bindings if one["type"] == "camunda:inputParameter"}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_dialogues_template_offers_every_input_of_its_topic(topic: str) -> None:
    (template,) = (one for one in TEMPLATES if topic_of(one) == topic)
    assert inputs_of(template) == TOPICS[topic].required | TOPICS[topic].optional


def test_the_call_to_a_customer_offers_every_input_of_its_page() -> None:
    (template,) = (one for one in TEMPLATES if topic_of(one) == "order.call-customer")
    page = (BPMN.parent / "docs" / "calling-out.md").read_text("utf-8")
    inputs, _ = page.split("| input | |", 1)[1].split("| value | |", 1)
    told = re.findall(
        r"`(\w+)`", "".join(row.split("|")[1] for row in inputs.split("\n") if row.startswith("| `"))
    )
    assert inputs_of(template) == set(told) != set()


def test_a_wrong_choice_would_be_found() -> None:
    (limited,) = (template for template in TEMPLATES if template["id"] == "huan.task.limit")
    number = next(
        n for n, one in enumerate(limited["properties"]) if one["binding"].get("name") == "huan:limit"
    )
    package = read_files(
        {"package.yaml": SHEET, "d.bpmn": drawn(limited, "bpmn:UserTask", {number: "lunch"})}
    )
    assert errors_of(check_package(package, catalogue_of(package, [])))
