"""The repair package as a designer changed it: a renamed task, an added step, changed limits; and one too far."""

from __future__ import annotations

import re

from lxml import etree

from tests.stage import PACKAGES, package_files

DIAGRAM = "repair.bpmn"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def renamed(text: str, old: str, new: str) -> str:
    """Give an element another id wherever it is named."""
    text = re.sub(
        rf'(\b(?:id|sourceRef|targetRef|attachedToRef|bpmnElement|default)=")({old})"', rf'\g<1>{new}"', text
    )
    return text.replace(f"<bpmn:flowNodeRef>{old}<", f"<bpmn:flowNodeRef>{new}<")


def second_version() -> dict[str, str]:
    """Accepting has another id, reporting another name; the crew is briefed before it leaves; limits changed."""
    files = package_files(PACKAGES / "repair")
    text = renamed(files[DIAGRAM], "accept", "take-over")
    text = text.replace('name="回单" camunda', 'name="填写回单" camunda')
    text = text.replace(
        "<bpmn:flowNodeRef>take-over</bpmn:flowNodeRef>",
        "<bpmn:flowNodeRef>take-over</bpmn:flowNodeRef><bpmn:flowNodeRef>brief</bpmn:flowNodeRef>",
    )
    text = text.replace(
        '<bpmn:sequenceFlow id="assign-crew-arrive" sourceRef="assign-crew" targetRef="arrive"/>',
        '<bpmn:userTask id="brief" name="安全交底" camunda:candidateGroups="crew" huan:stage="brief"/>'
        '<bpmn:boundaryEvent id="brief-late" attachedToRef="brief" cancelActivity="false"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">duration("PT15M")</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        '<bpmn:endEvent id="brief-late-escalated" name="升级到市" huan:escalateTo="city">'
        '<bpmn:escalationEventDefinition escalationRef="escalation-city"/></bpmn:endEvent>'
        '<bpmn:sequenceFlow id="brief-too-late" sourceRef="brief-late" targetRef="brief-late-escalated"/>'
        '<bpmn:sequenceFlow id="assign-crew-brief" sourceRef="assign-crew" targetRef="brief"/>'
        '<bpmn:sequenceFlow id="brief-arrive" sourceRef="brief" targetRef="arrive"/>',
    )
    text = text.replace("<bpmn:outgoing>assign-crew-arrive<", "<bpmn:outgoing>assign-crew-brief<")
    text = text.replace("<bpmn:incoming>assign-crew-arrive<", "<bpmn:incoming>brief-arrive<")
    text = re.sub(
        r'<bpmndi:BPMNEdge id="assign-crew-arrive_di".*?</bpmndi:BPMNEdge>', "", text, flags=re.DOTALL
    )
    text = text.replace('limit("accept")</bpmn', 'limit("accept") * 0.5</bpmn')
    files[DIAGRAM] = text.replace('duration("PT10M")', 'duration("PT20M")')
    return files


def without_arbitration() -> dict[str, str]:
    """A version in which the city no longer arbitrates: a rejected order goes straight back to the county."""
    files = package_files(PACKAGES / "repair")
    root = etree.fromstring(files[DIAGRAM].encode())
    finally_ = {"arbitrate-finally", "whose-finally", "move-finally", "settled", "rejected-again"}
    gone = {"arbitrate", "whose", "move", "redispatched", "arbitrate-late", "arbitrate-late-escalated"}
    gone |= {*finally_, "arbitrate-finally-late", "arbitrate-finally-late-escalated"}
    gone |= {
        flow.get("id")
        for flow in root.iter(f"{{{BPMN}}}sequenceFlow")
        if {flow.get("sourceRef"), flow.get("targetRef")} & gone
    }
    for node in list(root.iter(etree.Element)):
        named = {node.get("id"), node.get("bpmnElement"), (node.text or "").strip()}
        if named & gone and node.getparent() is not None:
            node.getparent().remove(node)
    process = root.find(f"{{{BPMN}}}process[@id='repair']")
    etree.SubElement(
        process, f"{{{BPMN}}}sequenceFlow", id="rejected-accept", sourceRef="rejected", targetRef="accept"
    )
    files[DIAGRAM] = etree.tostring(root, encoding="unicode")
    return files
