"""What each element of a BPMN file looks like, whatever it does."""

from __future__ import annotations

from lxml import etree

from engine.definitions.drawing.picture import Look
from engine.definitions.reading.names import BPMN, children, local, namespace, text_of
from engine.definitions.xs import flag

_DEFINITION = "EventDefinition"


def looks_in(root: etree._Element) -> dict[str, Look]:
    """Return the look of every BPMN element that has an id, by its id."""
    defaults = {element.get("default") for element in root.iter(f"{{{BPMN}}}*")} - {None}
    gateways = {
        element.get("id") for element in root.iter(f"{{{BPMN}}}*") if local(element).endswith("Gateway")
    }
    return {
        str(element.get("id")): look_of(
            element, element.get("id") in defaults, element.get("sourceRef") in gateways
        )
        for element in root.iter(f"{{{BPMN}}}*")
        if element.get("id") is not None and namespace(element) == BPMN
    }


def look_of(element: etree._Element, default: bool = False, from_gateway: bool = False) -> Look:
    """Return the look of one element.

    `default`: it is somebody's default flow; `from_gateway`: a flow that leaves a gateway, where a condition
    has no mark of its own.
    """
    kind = local(element)
    attribute = "cancelActivity" if kind == "boundaryEvent" else "isInterrupting"
    return Look(
        id=element.get("id", ""),
        kind=kind,
        name=" ".join(element.get("name", "").split()),
        events=tuple(
            local(child).removesuffix(_DEFINITION)
            for child in children(element)
            if local(child).endswith(_DEFINITION)
        ),
        interrupting=flag(element.get(attribute), True),
        by_event=flag(element.get("triggeredByEvent"), False),
        loop=_loop(element),
        compensation=flag(element.get("isForCompensation"), False),
        parallel_multiple=flag(element.get("parallelMultiple"), False),
        instantiating=flag(element.get("instantiate"), False),
        conditional=not from_gateway and next(children(element, "conditionExpression"), None) is not None,
        default=default,
        text=text_of(element, "text"),
    )


def _loop(element: etree._Element) -> str | None:
    for child in children(element, "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"):
        if local(child) == "standardLoopCharacteristics":
            return "standard"
        return "sequential" if flag(child.get("isSequential"), False) else "parallel"
    return None
