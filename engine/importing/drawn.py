"""Read and change what is drawn: extension elements and attributes of a BPMN element, in its XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, HUAN, local, namespace
from engine.definitions.reading.understood import FLOW_NODES

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FEEL = "https://www.omg.org/spec/DMN/20230324/FEEL/"
#: What a person sees as a thing of its own, so that lines of the report name it.
_SEEN = FLOW_NODES | {
    "sequenceFlow",
    "process",
    "participant",
    "lane",
    "message",
    "error",
    "escalation",
    "signal",
}


def seen(element: etree._Element) -> etree._Element | None:
    """Return the element, or the nearest around it, that a person sees as a thing of its own."""
    around: etree._Element | None = element
    while around is not None and not (namespace(around) == BPMN and local(around) in _SEEN):
        around = around.getparent()
    return around


def extensions(element: etree._Element, space: str, *names: str) -> Iterator[etree._Element]:
    """Yield the extension elements of one namespace, all or those of these names."""
    holder = element.find(f"{{{BPMN}}}extensionElements")
    for child in list(holder) if holder is not None else ():
        if isinstance(child.tag, str) and namespace(child) == space and (not names or local(child) in names):
            yield child


def extension(element: etree._Element, space: str, name: str) -> etree._Element | None:
    """Return the first extension element of that name, or None."""
    return next(extensions(element, space, name), None)


def remove(element: etree._Element) -> None:
    """Take an element out; a holder of extensions that has become empty goes too."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if local(parent) == "extensionElements" and len(parent) == 0:
        remove(parent)


def take(element: etree._Element, space: str, name: str) -> str | None:
    """Return an attribute of that namespace and remove it."""
    key = f"{{{space}}}{name}"
    value = element.get(key)
    if value is not None:
        del element.attrib[key]
    return value


def set_camunda(element: etree._Element, name: str, value: str) -> None:
    """Set an attribute of Camunda's namespace."""
    element.set(f"{{{CAMUNDA}}}{name}", value)


def set_huan(element: etree._Element, name: str, value: str) -> None:
    """Set an attribute of our namespace."""
    element.set(f"{{{HUAN}}}{name}", value)


def holder_of(element: etree._Element) -> etree._Element:
    """Return the element's extensionElements, made where BPMN's schema wants it: after the documentation."""
    found = element.find(f"{{{BPMN}}}extensionElements")
    if found is None:
        found = etree.Element(f"{{{BPMN}}}extensionElements")
        documented = sum(1 for child in element if child.tag == f"{{{BPMN}}}documentation")
        element.insert(documented, found)
    return found


def add_parameter(element: etree._Element, way: str, name: str, feel: str) -> None:
    """Add a `camunda:inputParameter` or `outputParameter`; `way` is `input` or `output`.

    One of the same name is replaced.
    """
    holder = holder_of(element)
    mapping = holder.find(f"{{{CAMUNDA}}}inputOutput")
    if mapping is None:
        mapping = etree.SubElement(holder, f"{{{CAMUNDA}}}inputOutput")
    tag = f"{{{CAMUNDA}}}{way}Parameter"
    found = next((one for one in mapping.iterfind(tag) if one.get("name") == name), None)
    if found is None:
        found = etree.Element(tag, {"name": name})
        # Camunda's schema has the inputs first.
        at = len(mapping) if way == "output" else len(mapping.findall(tag))
        mapping.insert(at, found)
    for child in list(found):
        found.remove(child)
    found.text = feel


def parameters(element: etree._Element, way: str) -> list[str]:
    """Return the names of the parameters that go one way."""
    path = f"{{{BPMN}}}extensionElements/{{{CAMUNDA}}}inputOutput/{{{CAMUNDA}}}{way}Parameter"
    return [one.get("name", "") for one in element.iterfind(path)]


def document_with(element: etree._Element, text: str) -> None:
    """Add a documentation to an element, before everything else in it."""
    found = etree.Element(f"{{{BPMN}}}documentation")
    found.text = text
    element.insert(0, found)


def with_namespaces(root: etree._Element) -> etree._Element:
    """Return the definitions with the prefixes of our packages."""
    wanted = {"camunda": CAMUNDA, "huan": HUAN, "xsi": XSI}
    known: dict[Any, str] = dict(root.nsmap)  # the key None is the default namespace
    for prefix, space in wanted.items():
        if space not in known.values():
            known[prefix if prefix not in known else f"{prefix}1"] = space
    made = etree.Element(root.tag, nsmap=known)
    for key, value in root.attrib.items():
        made.set(key, value)
    made.text = root.text
    for child in list(root):
        made.append(child)
    return made
