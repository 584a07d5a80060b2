"""Give a BPMN file without a picture one: our layout as diagram interchange (ISO/IEC 19510 chapter 12)."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from engine.definitions.drawing.picture import Box, Picture
from engine.definitions.drawing.reading import read_pictures
from engine.definitions.findings import DiagramRefused

_END = re.compile(r"</(?:[\w.-]+:)?definitions\s*>\s*\Z")
_SPACES = (
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)
_EXPANDED = ("subProcess", "transaction", "adHocSubProcess")


def with_picture(text: str) -> str:
    """Return a BPMN file that every editor can open; as it was where it has a picture, or cannot be read."""
    end = _END.search(text)
    if end is None or "BPMNPlane" in text:
        return text
    try:
        pictures = read_pictures(text.encode(), "diagram")
    except DiagramRefused:
        return text
    drawn = "".join(_diagram(number, picture) for number, picture in enumerate(pictures, 1))
    return text[: end.start()] + drawn + text[end.start() :]


def _diagram(number: int, picture: Picture) -> str:
    parts = [
        f'<bpmndi:BPMNDiagram{_SPACES} id="diagram-{number}">'
        f'<bpmndi:BPMNPlane id="plane-{number}" bpmnElement={quoteattr(picture.of)}>'
    ]
    for shape in picture.shapes:
        look = shape.look
        more = ' isMarkerVisible="true"' if look.kind == "exclusiveGateway" else ""
        more += ' isExpanded="true"' if look.kind in _EXPANDED else ""
        label = f"<bpmndi:BPMNLabel>{_bounds(shape.label)}</bpmndi:BPMNLabel>" if shape.label else ""
        parts.append(
            f"<bpmndi:BPMNShape id={quoteattr(look.id + '_di')} bpmnElement={quoteattr(look.id)}{more}>"
            f"{_bounds(shape.box)}{label}</bpmndi:BPMNShape>"
        )
    for edge in picture.edges:
        points = "".join(f'<di:waypoint x="{point.x:g}" y="{point.y:g}"/>' for point in edge.points)
        parts.append(
            f"<bpmndi:BPMNEdge id={quoteattr(edge.look.id + '_di')} bpmnElement={quoteattr(edge.look.id)}>"
            f"{points}</bpmndi:BPMNEdge>"
        )
    return "".join([*parts, "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"])


def _bounds(box: Box) -> str:
    return f'<dc:Bounds x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"/>'
