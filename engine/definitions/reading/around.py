"""What an element may refer to elsewhere in its file."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.definitions.reading.events import RootElements, root_elements
from engine.definitions.reading.names import BPMN, children


@dataclass(frozen=True)
class Around:
    """Root elements by tag and id; targets of associations by their source; names of data by their id."""

    roots: RootElements
    associations: dict[str, str]
    data: dict[str, str]


def around(definitions: etree._Element) -> Around:
    """Return what the elements of a file may refer to."""
    associations = {
        element.get("sourceRef", ""): element.get("targetRef", "")
        for element in definitions.iter(f"{{{BPMN}}}association")
    }
    return Around(root_elements(definitions), associations, _data(definitions))


def _data(definitions: etree._Element) -> dict[str, str]:
    """Return the variable for each data object, and for each reference to one."""
    named = {
        element.get("id", ""): str(element.get("name") or element.get("id", ""))
        for element in definitions.iter(f"{{{BPMN}}}dataObject", f"{{{BPMN}}}property")
    }
    for reference in definitions.iter(f"{{{BPMN}}}dataObjectReference"):
        target = reference.get("dataObjectRef", "").split(":")[-1]
        if target in named:
            named[reference.get("id", "")] = named[target]
    return named


def own_data(element: etree._Element, tag: str) -> dict[str, str]:
    """Return the names of an activity's data inputs or outputs by their id; empty without any."""
    specification = next(children(element, "ioSpecification"), None)
    if specification is None:
        return {}
    return {
        child.get("id", ""): str(child.get("name") or child.get("id", ""))
        for child in children(specification, tag)
    }
