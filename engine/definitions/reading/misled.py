"""Find references inside a file that lead to nothing, or to something of another kind.

Looked at are those by which somebody could believe that something happens: which flows enter and leave a
node (ISO/IEC 19510 §8.3.13), which data an association copies, and which object a data reference stands for
(§10.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.definitions.model import Misled
from engine.definitions.reading.around import own_data
from engine.definitions.reading.names import BPMN, children, line_of, local, text_in
from engine.definitions.reading.understood import FLOW_NODES
from engine.words import Words

#: Between what data associations copy (§10.4.2).
DATA = (
    *("dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property"),
    *("dataInput", "dataOutput", "inputDataItem", "outputDataItem"),
)
#: What outlives a process (§10.4.1); this engine keeps nothing there.
STORES = ("dataStore", "dataStoreReference")
_ENDS = {
    "incoming": ("targetRef", Words("enters", "进入"), Words("enter", "进入")),
    "outgoing": ("sourceRef", Words("leaves", "离开"), Words("leave", "离开")),
}


def find_misled(definitions: etree._Element) -> tuple[Misled, ...]:
    """Return every such reference of the file, in document order."""
    flows = {flow.get("id", ""): flow for flow in definitions.iter(f"{{{BPMN}}}sequenceFlow")}
    data = {found.get("id", "") for tag in DATA for found in definitions.iter(f"{{{BPMN}}}{tag}")}
    stores = {found.get("id", "") for tag in STORES for found in definitions.iter(f"{{{BPMN}}}{tag}")}
    return tuple(
        found
        for element in definitions.iter(f"{{{BPMN}}}*")
        for found in _misled(element, flows, data, stores)
    )


def _misled(
    element: etree._Element, flows: dict[str, etree._Element], data: set[str], stores: set[str]
) -> Iterator[Misled]:
    tag = local(element)
    if tag in FLOW_NODES:
        yield from _flows(element, flows)
    elif tag in ("dataInputAssociation", "dataOutputAssociation"):
        yield from _association(element, data, stores)
    elif tag == "dataObjectReference" and element.get("dataObjectRef"):
        wanted = _name(element.get("dataObjectRef", ""))
        if wanted not in data:
            problem = Words(
                f"it stands for {wanted!r}, which is no data object", f"它代表的 {wanted!r} 不是数据对象"
            )
            yield _told(element, element, problem, Words("choose a data object", "请选择一个数据对象"))


def _flows(node: etree._Element, flows: dict[str, etree._Element]) -> Iterator[Misled]:
    """An element may list its flows; the list may be short, but says nothing that is not so."""
    for child in children(node, *_ENDS):
        end, does, do = _ENDS[local(child)]
        flow = flows.get(_name(text_in(child)))
        if flow is None or _name(flow.get(end, "")) != node.get("id"):
            name = text_in(child)
            problem = Words(f"it says that flow {name!r} {does} it", f"它写明顺序流 {name!r} {does.zh}它")
            remedy = Words(
                f"remove the line, or let the flow {do} it", f"请删除这一行，或让那条顺序流{do.zh}它"
            )
            yield _told(node, child, problem, remedy)


def _association(association: etree._Element, data: set[str], stores: set[str]) -> Iterator[Misled]:
    """An association that an activity's own data takes part in copies; any other is an arrow for people."""
    activity = association.getparent()
    assert activity is not None
    own = {**own_data(activity, "dataInput"), **own_data(activity, "dataOutput")}
    ends = [_name(text_in(child)) for child in children(association, "sourceRef", "targetRef")]
    for store in sorted(stores.intersection(ends)):
        if not own.keys().isdisjoint(ends):
            problem = Words(f"data store {store!r} is not read or written", f"不读写数据存储 {store!r}")
            remedy = Words(
                "draw a data object, or a service task that asks the store",
                "请画数据对象，或画一个访问该存储的服务任务",
            )
            yield _told(activity, association, problem, remedy)
    for child in children(association, "sourceRef", "targetRef"):
        name = _name(text_in(child))
        if name not in data:
            problem = Words(
                f"its data association names {name!r}, which is no data",
                f"它的数据关联指向 {name!r}，那不是数据",
            )
            remedy = Words("draw it between the activity and a data object", "请把它画在活动与数据对象之间")
            yield _told(activity, child, problem, remedy)


def _told(drawn: etree._Element, where: etree._Element, problem: Words, remedy: Words) -> Misled:
    return Misled(drawn.get("id"), drawn.get("name", "").strip(), problem, remedy, line_of(where))


def _name(reference: str) -> str:
    """Return what a reference by a qualified name says without its prefix."""
    return reference.rpartition(":")[2]
