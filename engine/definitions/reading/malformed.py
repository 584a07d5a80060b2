"""Find attributes whose value is none of their type: booleans and whole numbers of XML Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from engine.definitions.model import Malformed
from engine.definitions.reading.names import BPMN, HUAN, line_of, local, name_of, split
from engine.definitions.reading.understood import FLOW_NODES
from engine.definitions.xs import boolean, whole

#: Attributes of BPMN 2.0 (annex B) by type; those that are not read here are refused elsewhere.
_BOOLEANS = (
    *("isExecutable", "isClosed", "isForCompensation", "triggeredByEvent", "isImmediate"),
    *("cancelActivity", "isInterrupting", "parallelMultiple", "instantiate", "isCollection"),
    *("isSequential", "testBefore"),
)
_WHOLE = ("startQuantity", "completionQuantity", "loopMaximum")
_READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(_BOOLEANS, boolean),
    f"{{{HUAN}}}everyMissed": boolean,
    **dict.fromkeys(_WHOLE, whole),
}
_DRAWN = FLOW_NODES | {"sequenceFlow", "process"}


def is_boolean(attribute: str) -> bool:
    """Return whether an attribute, told as `huan:name` or `name`, is a boolean."""
    return attribute not in _WHOLE


def find_malformed(definitions: etree._Element) -> tuple[Malformed, ...]:
    """Return every such attribute of the file's BPMN elements, in document order."""
    return tuple(found for element in definitions.iter(f"{{{BPMN}}}*") for found in _malformed(element))


def _malformed(element: etree._Element) -> Iterator[Malformed]:
    for key, value in element.attrib.items():
        reader = _READERS.get(str(key))
        if reader is not None and reader(str(value)) is None:
            space, name = split(key)
            attribute = name if space is None else f"huan:{name}"
            drawn = _drawn(element)
            yield Malformed(drawn.get("id"), name_of(drawn), attribute, str(value), line_of(element))


def _drawn(element: etree._Element) -> etree._Element:
    """Return the element itself, or the nearest around it that a person sees as a thing of its own."""
    around: etree._Element | None = element
    while around is not None and local(around) not in _DRAWN:
        around = around.getparent()
    return element if around is None else around
