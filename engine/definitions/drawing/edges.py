"""Sequence flows, message flows and associations as lines, with their names."""

from __future__ import annotations

from itertools import pairwise

from engine.definitions.drawing.lettering import lines_of, width_of
from engine.definitions.drawing.parts import LINE, SIZE, num, text_at
from engine.definitions.drawing.picture import Box, Edge, Point


def line(edge: Edge, arrow: str) -> str:
    """Return the line of an edge; `arrow` is the arrow head of a sequence flow."""
    look = edge.look
    path = "M" + "L".join(f"{num(point.x)} {num(point.y)}" for point in edge.points)
    if look.kind == "messageFlow":
        return f'<path class="edge message" d="{path}" marker-start="url(#circle)" marker-end="url(#open)"/>'
    elif look.kind != "sequenceFlow":
        data = ' marker-end="url(#open)"' if look.kind.startswith("data") else ""
        return f'<path class="edge artifact" d="{path}"{data}/>'
    return f'<path class="edge" d="{path}" marker-end="url(#{arrow})"/>' + _flow_mark(edge)


def _flow_mark(edge: Edge) -> str:
    """Return the slash of a default flow, or the diamond of a conditional one that leaves an activity."""
    if not edge.look.default and not edge.look.conditional:
        return ""
    one, other = edge.points[0], edge.points[1]
    length = max(((other.x - one.x) ** 2 + (other.y - one.y) ** 2) ** 0.5, 1.0)
    dx, dy = (other.x - one.x) / length, (other.y - one.y) / length
    x, y = one.x + dx * 9, one.y + dy * 9
    if edge.look.default:
        return f'<path class="edge" d="M{num(x - 3)} {num(y + 6)}L{num(x + 3)} {num(y - 6)}"/>'
    corners = (
        one,
        Point(x - dy * 5, y + dx * 5),
        Point(one.x + dx * 18, one.y + dy * 18),
        Point(x + dy * 5, y - dx * 5),
    )
    return f'<path class="shape" d="M{"L".join(f"{num(at.x)} {num(at.y)}" for at in corners)}Z"/>'


def name_text(edge: Edge) -> str:
    """Return the name of an edge where it stands; an empty text without one."""
    box = name_box(edge)
    return text_at(box.middle, _name_lines(edge), halo=True) if box is not None else ""


def _name_lines(edge: Edge) -> list[str]:
    width = max(edge.label.width, 60.0) + 20 if edge.label is not None else 120.0
    return lines_of(edge.look.name, width, SIZE, 3)


def name_box(edge: Edge) -> Box | None:
    """Return where the name of a flow stands: at its label's place, else above its middle."""
    lines = _name_lines(edge)
    if not lines:
        return None
    width, height = max(width_of(line, SIZE) for line in lines), LINE * len(lines)
    if edge.label is not None:
        middle = edge.label.middle
    else:
        on = along(edge.points, 0.5)
        middle = Point(on.x, on.y - height / 2 - 4)
    return Box(middle.x - width / 2, middle.y - height / 2, width, height)


def along(points: tuple[Point, ...], part: float) -> Point:
    """Return the place at a part of the way along a line."""
    lengths = [((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 for one, other in pairwise(points)]
    left = sum(lengths) * part
    for (one, other), length in zip(pairwise(points), lengths, strict=True):
        if length and left <= length:
            share = left / length
            return Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
        left -= length
    return points[-1]
