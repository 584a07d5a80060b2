"""The smallest package that runs: what a designer begins with when there is nothing to copy."""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

from engine.definitions.sheet import MOST_TEXT, SHEET, unfit_key
from engine.errors import InvalidInput, field_finding
from engine.words import Words

_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:huan="urn:huan:bpmn:1"
    id="definitions" targetNamespace="urn:huan:packages">
  <bpmn:process id="{key}" name={name} isExecutable="true">
    <bpmn:startEvent id="begin" name="开始">
      <bpmn:outgoing>begin-handle</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="handle" name="处理" camunda:formKey="handle"
        camunda:candidateGroups="customer-service@province">
      <bpmn:incoming>begin-handle</bpmn:incoming>
      <bpmn:outgoing>handle-finish</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="finish" name="结束">
      <bpmn:incoming>handle-finish</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="begin-handle" sourceRef="begin" targetRef="handle"/>
    <bpmn:sequenceFlow id="handle-finish" sourceRef="handle" targetRef="finish"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="{key}">
      <bpmndi:BPMNShape id="begin_di" bpmnElement="begin">
        <dc:Bounds x="160" y="142" width="36" height="36"/>
        <bpmndi:BPMNLabel><dc:Bounds x="166" y="185" width="24" height="14"/></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="handle_di" bpmnElement="handle">
        <dc:Bounds x="250" y="120" width="100" height="80"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="finish_di" bpmnElement="finish">
        <dc:Bounds x="404" y="142" width="36" height="36"/>
        <bpmndi:BPMNLabel><dc:Bounds x="410" y="185" width="24" height="14"/></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="begin-handle_di" bpmnElement="begin-handle">
        <di:waypoint x="196" y="160"/>
        <di:waypoint x="250" y="160"/>
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="handle-finish_di" bpmnElement="handle-finish">
        <di:waypoint x="350" y="160"/>
        <di:waypoint x="404" y="160"/>
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""
_FORM = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "处理",
    "x-en": "Handle",
    "type": "object",
    "properties": {
        "note": {
            "type": "string",
            "title": "处理情况",
            "x-en": "What was done",
            "maxLength": 1000,
            "x-widget": "textarea",
        }
    },
    "required": ["note"],
}
_SCENARIO = """given:
  order: {category: enquiry, title: 试一试}
  start: {}

scenarios:
  - name: 处理完就结束
    expect: {open: [处理]}
    steps:
      - do: 处理
        with: {note: 已处理}
        expect: {open: none, ended: true}
"""


def blank_package(key: str, name_zh: str, name_en: str) -> dict[str, str]:
    """Return the files of a new package: one task between a start and an end, its form and a scenario.

    Raises:
        InvalidInput: the key or a name does not fit.
    """
    found = []
    unfit = unfit_key(key)
    if unfit is not None:
        found.append(field_finding("key", *unfit))
    for field, name in (("name_zh", name_zh), ("name_en", name_en)):
        if not name.strip() or len(name) > MOST_TEXT or not name.isprintable():
            remedy = Words(
                f"write 1 to {MOST_TEXT} characters in one line", f"请写一行，1 到 {MOST_TEXT} 个字符"
            )
            found.append(field_finding(field, Words("is no name", "不是名称"), remedy))
    if found:
        raise InvalidInput(
            Words(f"{len(found)} field(s) need attention", f"有 {len(found)} 个字段需要注意"), findings=found
        )
    sheet = (
        f"key: {key}\n"
        f"name: {{zh: {_quoted(name_zh)}, en: {_quoted(name_en)}}}\n"
        f"diagram: {key}.bpmn\n"
        f"process: {key}\n"
    )
    return {
        SHEET: sheet,
        f"{key}.bpmn": _DIAGRAM.format(key=key, name=quoteattr(name_zh)),
        "forms/handle.json": json.dumps(_FORM, ensure_ascii=False, indent=2) + "\n",
        f"scenarios/{key}.yaml": _SCENARIO,
    }


def _quoted(text: str) -> str:
    """Return a text as YAML in quotation marks, which JSON's are too."""
    return json.dumps(text, ensure_ascii=False)
