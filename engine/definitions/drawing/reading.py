"""Read the pictures of a BPMN file from its diagram interchange (ISO/IEC 19510 chapter 12).

What stands there is a stranger's: a shape without a usable box, or of an element that is not there, is left
out, and coordinates beyond reason are none. A file without any shape is laid out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from engine.definitions.drawing.layout import laid_out
from engine.definitions.drawing.looks import looks_in
from engine.definitions.drawing.picture import Box, Edge, Look, Picture, Point, Shape
from engine.definitions.safe_xml import parse_xml
from engine.definitions.xs import flag

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
#: Farther than this from the origin nobody draws.
FARTHEST = 1_000_000.0


def read_pictures(content: bytes, file: str) -> list[Picture]:
    """Return the pictures of a BPMN file, in its order; laid out by ourselves where it has none.

    Raises:
        DiagramRefused: the content is no safe XML.
    """
    root = parse_xml(content, file)
    looks = looks_in(root)
    pictures = [_picture(plane, looks) for plane in root.iter(f"{{{DI}}}BPMNPlane")]
    drawn = [picture for picture in pictures if picture.shapes]
    return drawn or laid_out(root, looks)


def _picture(plane: etree._Element, looks: dict[str, Look]) -> Picture:
    return Picture(
        of=plane.get("bpmnElement", ""),
        shapes=tuple(_shapes(plane, looks)),
        edges=tuple(_edges(plane, looks)),
    )


def _shapes(plane: etree._Element, looks: dict[str, Look]) -> Iterator[Shape]:
    for element in plane.iterchildren(f"{{{DI}}}BPMNShape"):
        look, box = looks.get(element.get("bpmnElement", "")), _bounds(element)
        if look is not None and box is not None:
            yield Shape(
                look=look,
                box=box,
                label=_label(element),
                expanded=flag(element.get("isExpanded"), box.width > 120 or box.height > 100),
                horizontal=flag(element.get("isHorizontal"), True),
                marker=look.kind != "exclusiveGateway" or flag(element.get("isMarkerVisible"), False),
            )


def _edges(plane: etree._Element, looks: dict[str, Look]) -> Iterator[Edge]:
    for element in plane.iterchildren(f"{{{DI}}}BPMNEdge"):
        look = looks.get(element.get("bpmnElement", ""))
        points = [_point(point) for point in element.iterchildren(f"{{{_DD}}}waypoint")]
        usable = tuple(point for point in points if point is not None)
        if look is not None and len(usable) >= 2:
            yield Edge(look, usable, _label(element))


def _label(element: etree._Element) -> Box | None:
    label = element.find(f"{{{DI}}}BPMNLabel")
    return _bounds(label) if label is not None else None


def _bounds(element: etree._Element) -> Box | None:
    bounds = element.find(f"{{{_DC}}}Bounds")
    if bounds is None:
        return None
    numbers = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
    x, y, width, height = numbers
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None
    return Box(x, y, width, height)


def _point(element: etree._Element) -> Point | None:
    x, y = _number(element.get("x")), _number(element.get("y"))
    return Point(x, y) if x is not None and y is not None else None


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return value if abs(value) <= FARTHEST else None
