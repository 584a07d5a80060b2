"""Read a whole file: processes, what is drawn in them, and what is not read of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree

from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.model import Diagram, Node, Scope, SequenceFlow
from engine.definitions.reading.around import Around, around
from engine.definitions.reading.links import linked
from engine.definitions.reading.malformed import find_malformed
from engine.definitions.reading.misled import find_misled
from engine.definitions.reading.names import (
    BPMN,
    CAMUNDA,
    children,
    expression,
    line_of,
    local,
    name_of,
    namespace,
    text_of,
)
from engine.definitions.reading.nodes import read_node
from engine.definitions.reading.understood import FLOW_NODES
from engine.definitions.reading.unread import find_unread
from engine.definitions.safe_xml import parse_xml
from engine.definitions.xs import flag
from engine.words import Words

#: Nodes and sequence flows of one file.
MOST_DRAWN = 5_000
_DRAWN = FLOW_NODES | {"sequenceFlow"}
#: Global tasks, and the tasks that they are when they are called.
GLOBAL_TASKS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
SUBPROCESSES = {"subProcess", "transaction", "adHocSubProcess"}


def read_diagram(content: bytes, file: str) -> Diagram:
    """Return what a BPMN file says.

    Raises:
        DiagramRefused: the content is no safe XML, or no BPMN 2.0 definitions element.
    """
    root = parse_xml(content, file)
    if not isinstance(root.tag, str) or local(root) != "definitions" or namespace(root) != BPMN:
        problem = Words(
            f"the root element is {root.tag}, not BPMN 2.0 definitions",
            f"根元素是 {root.tag}，不是 BPMN 2.0 的 definitions",
        )
        remedy = Words("save the diagram as BPMN 2.0 XML", "请把图保存为 BPMN 2.0 XML")
        raise DiagramRefused([Finding(file, None, "", problem, remedy)])
    _refuse_vast(root, file)
    beside = around(root)
    ids = Counter(
        element.get("id", "") for element in root.iter(f"{{{BPMN}}}*") if element.get("id") is not None
    )
    lines = {element.get("id", ""): line_of(element) for element in root.iter(f"{{{BPMN}}}*")}
    processes = {element.get("id", ""): _read_scope(element, beside) for element in children(root, "process")}
    for element in children(root, *GLOBAL_TASKS):
        processes[element.get("id", "")] = _read_global_task(element, beside)
    return Diagram(
        file=file,
        processes=processes,
        expression_language=root.get("expressionLanguage"),
        unread=find_unread(root),
        malformed=find_malformed(root),
        misled=find_misled(root),
        pools={
            element.get("id", ""): _local_name(element.get("processRef"))
            for element in root.iter(f"{{{BPMN}}}participant")
        },
        message_flows=tuple(map(_read_flow, root.iter(f"{{{BPMN}}}messageFlow"))),
        duplicates=tuple((key, lines[key]) for key, count in ids.items() if count > 1),
    )


def _local_name(reference: str | None) -> str | None:
    """Return what a reference by a qualified name says without its prefix."""
    return reference.rpartition(":")[2] if reference else None


def _refuse_vast(root: etree._Element, file: str) -> None:
    """Refuse a diagram that nobody could look at, before any rule looks at it."""
    drawn = sum(local(element) in _DRAWN for element in root.iter(f"{{{BPMN}}}*"))
    if drawn > MOST_DRAWN:
        problem = Words(
            f"it has {drawn} nodes and sequence flows; at most {MOST_DRAWN} are read",
            f"它有 {drawn} 个节点和顺序流，最多 {MOST_DRAWN} 个",
        )
        remedy = Words("split it into called processes", "请拆分为被调用的流程")
        raise DiagramRefused([Finding(file, None, "", problem, remedy)])


def _read_scope(element: etree._Element, beside: Around) -> Scope:
    nodes: dict[str, Node] = {}
    for child in children(element, *FLOW_NODES):
        inside = _read_scope(child, beside) if local(child) in SUBPROCESSES else None
        nodes[child.get("id", "")] = read_node(child, beside, inside)
    flows = {flow.id: flow for flow in map(_read_flow, children(element, "sequenceFlow"))}
    flows.update(linked(nodes.values()))
    return Scope(
        id=element.get("id", ""),
        name=name_of(element),
        kind=local(element),
        line=line_of(element),
        nodes=nodes,
        flows=flows,
        lanes=_read_lanes(element),
        declares=tuple(
            str(child.get("name") or child.get("id", "")) for child in children(element, "dataObject")
        ),
        executable=flag(element.get("isExecutable"), True),
        by_event=flag(element.get("triggeredByEvent"), False),
        documentation=text_of(element, "documentation"),
        public=element.get("processType") == "Public",
        version_tag=element.get(f"{{{CAMUNDA}}}versionTag", "").strip(),
    )


def _read_global_task(element: etree._Element, beside: Around) -> Scope:
    """Return a global task as a process of that one task: who calls it calls a process (§10.3.6)."""
    key = element.get("id", "")
    kind = GLOBAL_TASKS[local(element)]
    task = replace(read_node(element, beside, None), id=f"{key}-task", kind=kind)
    return Scope(
        id=key,
        name=task.name,
        kind="process",
        line=task.line,
        nodes={task.id: task},
        flows={},
        documentation=task.documentation,
    )


def _read_flow(element: etree._Element) -> SequenceFlow:
    return SequenceFlow(
        id=element.get("id", ""),
        name=name_of(element),
        line=line_of(element),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=expression(element.find(f"{{{BPMN}}}conditionExpression")),
        immediate=flag(element.get("isImmediate"), True),
    )


def _read_lanes(element: etree._Element) -> dict[str, str]:
    """Return the name of the innermost lane of each node, by node id."""
    lanes: dict[str, str] = {}
    for lane_set in children(element, "laneSet"):
        for lane in lane_set.iter(f"{{{BPMN}}}lane"):
            for reference in children(lane, "flowNodeRef"):
                lanes[(reference.text or "").strip()] = name_of(lane)
    return lanes
