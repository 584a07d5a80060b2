"""A picture as plain values: shapes with their boxes, edges with their points. Units are those of the DI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A place; x goes right, y goes down."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def right(self) -> float:
        """The right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Box:
        """Return the same rectangle elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)


@dataclass(frozen=True)
class Look:
    """What an element is, as far as its picture shows it (ISO/IEC 19510 §7.3 and chapter 10).

    `kind` is the BPMN tag. `events` are the kinds of its event definitions without `EventDefinition`;
    `interrupting` False dashes the circle of a start or boundary event; `by_event` dots an event
    sub-process. `loop` is `standard`, `parallel` or `sequential`; `parallel_multiple` an event that waits
    for all its triggers; `conditional` and `default` mark a sequence flow.
    """

    id: str
    kind: str
    name: str = ""
    events: tuple[str, ...] = ()
    interrupting: bool = True
    by_event: bool = False
    loop: str | None = None
    compensation: bool = False
    parallel_multiple: bool = False
    instantiating: bool = False
    conditional: bool = False
    default: bool = False
    text: str = ""


@dataclass(frozen=True)
class Shape:
    """A node, pool, lane or artifact. `label` None: its name has no place of its own."""

    look: Look
    box: Box
    label: Box | None = None
    expanded: bool = True
    horizontal: bool = True
    marker: bool = True


@dataclass(frozen=True)
class Edge:
    """A sequence flow, message flow or association, through two points or more."""

    look: Look
    points: tuple[Point, ...]
    label: Box | None = None


@dataclass(frozen=True)
class Picture:
    """One plane of a file. `of` is the id of the process, collaboration or sub-process that it shows."""

    of: str
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]

    def boxes(self) -> Iterator[Box]:
        """Yield every rectangle that must be in view; a point is one without size."""
        for shape in self.shapes:
            yield shape.box
            if shape.label is not None:
                yield shape.label
        for edge in self.edges:
            yield from (Box(point.x, point.y, 0, 0) for point in edge.points)
            if edge.label is not None:
                yield edge.label

    @property
    def bounds(self) -> Box:
        """The rectangle around everything; an empty picture has one without size."""
        boxes = list(self.boxes()) or [Box(0, 0, 0, 0)]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all elements that are drawn."""
        return frozenset([*(shape.look.id for shape in self.shapes), *(edge.look.id for edge in self.edges)])
