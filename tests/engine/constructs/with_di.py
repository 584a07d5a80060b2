"""Give a construct's diagram a picture, so that every editor opens it: python -m tests.engine.constructs.with_di FILE…

A file that has one keeps it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from engine.definitions.drawing import Box, Picture, read_pictures

_SPACES = (
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
)
_END = "</bpmn:definitions>"


def with_di(text: str) -> str:
    """Return a BPMN file with the pictures that our own layout gives it."""
    if "BPMNPlane" in text:
        return text
    pictures = read_pictures(text.encode(), "file")
    drawn = "".join(_diagram(number, picture) for number, picture in enumerate(pictures, 1))
    before, _, _ = text.rpartition(_END)
    missing = "".join(space for space in _SPACES if space not in text)
    return before.replace("<bpmn:definitions", f"<bpmn:definitions{missing}", 1) + drawn + _END


def _diagram(number: int, picture: Picture) -> str:
    parts = [
        f'<bpmndi:BPMNDiagram id="diagram-{number}">'
        f'<bpmndi:BPMNPlane id="plane-{number}" bpmnElement={quoteattr(picture.of)}>'
    ]
    for shape in picture.shapes:
        look = shape.look
        more = ' isMarkerVisible="true"' if look.kind == "exclusiveGateway" else ""
        more += ' isExpanded="true"' if look.kind in ("subProcess", "transaction", "adHocSubProcess") else ""
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


def main() -> None:
    """Rewrite the files named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_di(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
