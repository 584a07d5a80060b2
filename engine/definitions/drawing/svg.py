"""A picture as SVG: the notation of ISO/IEC 19510, dark on light, with what was counted painted into it.

Every text is escaped, every number our own: a stranger's diagram cannot put anything else into the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from engine.definitions.drawing.edges import along, line, name_box, name_text
from engine.definitions.drawing.lettering import width_of
from engine.definitions.drawing.nodes import is_scope, node
from engine.definitions.drawing.parts import SIZE, clean, num, rect
from engine.definitions.drawing.picture import Box, Edge, Picture, Point, Shape
from engine.definitions.drawing.styles import DEFS, STYLE

_MARGIN, _GRID = 24.0, 24.0
_BEHIND = ("participant", "lane", "group")


@dataclass(frozen=True)
class Paint:
    """How an element is painted: how often it counted; 0 is never. An element without paint stays plain."""

    times: int


@dataclass(frozen=True)
class Legend:
    """What stands above a picture: a title, a line below it, and what the two ways of painting mean."""

    title: str
    line: str
    counted: str
    never: str


def draw(picture: Picture, paints: Mapping[str, Paint], legend: Legend | None = None) -> str:
    """Return a picture as an SVG document; `paints` are by element id."""
    bounds = picture.bounds
    head = 96.0 if legend is not None else 0.0
    width = max(bounds.width, 560.0 if legend is not None else 0.0) + 2 * _MARGIN
    height = bounds.height + 2 * _MARGIN + head
    box = f"{num(bounds.x - _MARGIN)} {num(bounds.y - _MARGIN - head)} {num(width)} {num(height)}"
    name = legend.title if legend is not None else picture.of
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{num(width)}" '
        f'height="{num(height)}" role="img" aria-label={quoteattr(clean(name))}>',
        f"<title>{escape(clean(name))}</title>",
        f"<style>{escape(STYLE)}</style>{DEFS}",
        f'<rect x="{num(bounds.x - _MARGIN)}" y="{num(bounds.y - _MARGIN - head)}" width="{num(width)}" '
        f'height="{num(height)}" fill="#ffffff"/>',
    ]
    if legend is not None:
        parts += _legend(legend, bounds.x, bounds.y - _MARGIN - head + 34)
    behind = sorted(filter(_is_behind, picture.shapes), key=lambda shape: -shape.box.width * shape.box.height)
    parts += [_group(shape.look.id, paints, node(shape)) for shape in behind]
    parts += [_group(edge.look.id, paints, line(edge, _arrow(edge, paints))) for edge in picture.edges]
    parts += [_group(shape.look.id, paints, node(shape)) for shape in picture.shapes if not _is_behind(shape)]
    parts += [name_text(edge) for edge in picture.edges]
    parts += [_badge(place, paints[key].times) for key, place in _badges(picture, paints)]
    return "".join([*parts, "</svg>\n"])


def _is_behind(shape: Shape) -> bool:
    return shape.look.kind in _BEHIND or is_scope(shape)


def _arrow(edge: Edge, paints: Mapping[str, Paint]) -> str:
    paint = paints.get(edge.look.id)
    return "arrow" if paint is None else "arrow-hit" if paint.times else "arrow-never"


def _group(key: str, paints: Mapping[str, Paint], inside: str) -> str:
    return f"<g{_class(key, paints)} data-element={quoteattr(clean(key))}>{inside}</g>"


def _class(key: str, paints: Mapping[str, Paint]) -> str:
    paint = paints.get(key)
    return "" if paint is None else ' class="hit"' if paint.times else ' class="never"'


def _badges(picture: Picture, paints: Mapping[str, Paint]) -> Iterator[tuple[str, Point]]:
    """Yield where the numbers stand: at a free corner of a shape, in the middle of a flow."""
    taken = _taken(picture)
    for shape in picture.shapes:
        if not paints.get(shape.look.id, Paint(0)).times:
            continue
        box = shape.box
        if shape.look.kind.endswith(("Event", "Gateway")):
            inset = box.width * 0.15
            yield shape.look.id, Point(box.right - inset, box.y + inset)
        else:
            corners = [Point(x, y) for y in (box.y, box.bottom) for x in (box.right, box.x)]
            free = (corner for corner in corners if _cell(corner) not in taken)
            yield shape.look.id, next(free, corners[0])
    for edge in picture.edges:
        if paints.get(edge.look.id, Paint(0)).times:
            yield edge.look.id, _beside_the_name(edge)


def _taken(picture: Picture) -> set[tuple[int, int]]:
    """Return the cells of a grid in which boundary events stand, and those around them."""
    cells = [_cell(shape.box.middle) for shape in picture.shapes if shape.look.kind == "boundaryEvent"]
    return {(x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1)}


def _cell(place: Point) -> tuple[int, int]:
    return int(place.x // _GRID), int(place.y // _GRID)


def _beside_the_name(edge: Edge) -> Point:
    """Return a place on a flow, as near to its middle as its name leaves room."""
    name = name_box(edge)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        place = along(edge.points, share)
        if name is None or not (
            name.x - 9 < place.x < name.right + 9 and name.y - 9 < place.y < name.bottom + 9
        ):
            return place
    return along(edge.points, 0.5)


def _badge(place: Point, times: int) -> str:
    text = str(times) if times < 10_000 else "9999+"
    width = max(16.0, width_of(text, 10) + 9)
    at = f'x="{num(place.x)}" y="{num(place.y + 3.5)}"'
    pill = rect(Box(place.x - width / 2, place.y - 8, width, 16), "badge", 8)
    return f'{pill}<text class="badge-text" text-anchor="middle" {at}>{text}</text>'


def _legend(legend: Legend, x: float, y: float) -> Iterator[str]:
    yield f'<text class="title" x="{num(x)}" y="{num(y)}">{escape(clean(legend.title))}</text>'
    yield f'<text class="small" x="{num(x)}" y="{num(y + 21)}">{escape(clean(legend.line))}</text>'
    yield f'<g class="hit">{rect(Box(x, y + 34, 30, 18), "shape", 5)}</g>{_badge(Point(x + 30, y + 34), 3)}'
    yield f'<text x="{num(x + 46)}" y="{num(y + 47)}">{escape(clean(legend.counted))}</text>'
    after = x + 46 + width_of(legend.counted, SIZE) + 28
    yield f'<g class="never">{rect(Box(after, y + 34, 30, 18), "shape", 5)}</g>'
    yield f'<text x="{num(after + 40)}" y="{num(y + 47)}">{escape(clean(legend.never))}</text>'
