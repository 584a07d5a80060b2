"""Lay out processes that bring no picture of their own: from left to right, in layers.

1. Every node gets a layer: one more than the last of those that lead to it; flows that go back are not
   counted. 2. A flow over several layers keeps a place free in each. 3. In each layer a node stands as high
   as those that lead to it, the first one first. 4. Boundary events sit on the lower side of their activity,
   event sub-processes below everything else. 5. Flows run at right angles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from engine.definitions.drawing.picture import Box, Edge, Look, Picture, Point, Shape
from engine.definitions.reading.names import children, local
from engine.definitions.reading.understood import FLOW_NODES

EVENT, GATEWAY, TASK = (36.0, 36.0), (50.0, 50.0), (100.0, 80.0)
_GAP_X, _GAP_Y, _PADDING, _TOP, _LANE = 60.0, 40.0, 30.0, 40.0, 20.0
#: Where more places than these might have to be kept free, long flows may cross what stands in their way.
MOST_PLACES = 200_000
_LABEL_HEIGHT, _LABEL_WIDTH = 28.0, 90.0
_SCOPES = ("subProcess", "transaction", "adHocSubProcess")


def laid_out(root: etree._Element, looks: Mapping[str, Look]) -> list[Picture]:
    """Return one picture of each process that has nodes."""
    pictures = []
    for process in children(root, "process"):
        scope = _Scope(process, looks)
        if scope.shapes:
            pictures.append(Picture(process.get("id", ""), tuple(scope.shapes), tuple(scope.edges)))
    return pictures


@dataclass
class _Node:
    look: Look
    size: tuple[float, float]
    inside: _Scope | None = None
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))


@dataclass
class _Flow:
    look: Look
    source: str
    target: str
    #: The places kept free for it in the layers that it passes, then its two ends.
    via: list[str] = field(default_factory=list)
    back: bool = False


class _Scope:
    """Lays out one process or sub-process; afterwards `shapes` and `edges` begin at the origin."""

    def __init__(self, element: etree._Element, looks: Mapping[str, Look]) -> None:
        self.shapes: list[Shape] = []
        self.edges: list[Edge] = []
        self.width = self.height = 0.0
        self._nodes: dict[str, _Node] = {}
        self._hosts: dict[str, str] = {}
        self._read(element, looks)
        self._flows = list(self._read_flows(element, looks))
        placed = [key for key in self._nodes if key not in self._hosts and not self._nodes[key].look.by_event]
        self._place(self._layers(placed))
        self._leave_lanes()
        self._place_listeners()
        self._place_boundaries()
        self._draw()

    def _read(self, element: etree._Element, looks: Mapping[str, Look]) -> None:
        for child in children(element, *FLOW_NODES):
            look = looks.get(child.get("id", ""))
            if look is None:
                continue
            inside = _Scope(child, looks) if local(child) in _SCOPES else None
            size = (inside.width, inside.height) if inside is not None and inside.shapes else _size(look.kind)
            self._nodes[look.id] = _Node(look, size, inside)
            host = child.get("attachedToRef")
            if look.kind == "boundaryEvent" and host is not None:
                self._hosts[look.id] = host
        self._hosts = {key: host for key, host in self._hosts.items() if host in self._nodes}
        self._hosting = frozenset(self._hosts.values())

    def _read_flows(self, element: etree._Element, looks: Mapping[str, Look]) -> Iterator[_Flow]:
        for child in children(element, "sequenceFlow"):
            look = looks.get(child.get("id", ""))
            source, target = child.get("sourceRef", ""), child.get("targetRef", "")
            if look is not None and source in self._nodes and target in self._nodes:
                yield _Flow(look, source, target)

    def _layers(self, placed: list[str]) -> list[list[str]]:
        """Return the nodes by layer, and in between the places that long flows pass."""
        follows: dict[str, list[_Flow]] = {key: [] for key in placed}
        for flow in self._flows:
            start = self._hosts.get(flow.source, flow.source)
            if start in follows and flow.target in follows:
                follows[start].append(flow)
        layer_of = self._layer_of = self._longest_paths(placed, follows)
        layers: list[list[str]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
        crowded = len(self._flows) * len(layers) > MOST_PLACES
        for key in placed:
            layers[layer_of[key]].append(key)
        for number, flow in enumerate(self._flows):
            start = self._hosts.get(flow.source, flow.source)
            if crowded or flow.back or start not in layer_of or flow.target not in layer_of:
                continue
            for layer in range(layer_of[start] + 1, layer_of[flow.target]):
                flow.via.append(f"\0{number}:{layer}")
                layers[layer].append(flow.via[-1])
        return layers

    def _longest_paths(self, placed: list[str], follows: Mapping[str, list[_Flow]]) -> dict[str, int]:
        """Return the layer of each node; a flow back to a node on the way is marked."""
        order: list[str] = []
        state: dict[str, int] = {}
        for root in placed:
            stack: list[tuple[str, Iterator[_Flow]]] = []
            if root not in state:
                state[root] = 1
                stack.append((root, iter(follows[root])))
            while stack:
                key, flows = stack[-1]
                flow = next(flows, None)
                if flow is None:
                    state[key] = 2
                    order.append(key)
                    stack.pop()
                elif state.get(flow.target) == 1:
                    flow.back = True
                elif flow.target not in state:
                    state[flow.target] = 1
                    stack.append((flow.target, iter(follows[flow.target])))
        layer = dict.fromkeys(placed, 0)
        for key in reversed(order):
            for flow in follows[key]:
                if not flow.back:
                    layer[flow.target] = max(layer[flow.target], layer[key] + 1)
        return layer

    def _place(self, layers: list[list[str]]) -> None:
        """Give every node its box: layer by layer, as high as what leads to it."""
        before: dict[str, list[str]] = {}
        for flow in self._flows:
            if not flow.back:
                for one, other in pairwise([flow.source, *flow.via, flow.target]):
                    before.setdefault(other, []).append(one)
        middles: dict[str, float] = {}
        self._columns: list[tuple[float, float]] = []
        x = _PADDING
        for layer in layers:
            sizes = {key: self._nodes[key].size if key in self._nodes else (0.0, 20.0) for key in layer}
            wanted = {key: self._wanted(before.get(key, []), middles) for key in layer}
            free = -1e9
            for key in sorted(layer, key=lambda key: wanted[key]):
                height = sizes[key][1] + self._below(key)
                top = max(wanted[key] - sizes[key][1] / 2, free)
                middles[key] = top + sizes[key][1] / 2
                free = top + height + _GAP_Y
            width = max((size[0] for size in sizes.values()), default=0.0)
            self._columns.append((x, x + width))
            for key in layer:
                if key in self._nodes:
                    node = self._nodes[key]
                    left = x + (width - node.size[0]) / 2
                    node.box = Box(left, middles[key] - node.size[1] / 2, *node.size)
            x += width + _GAP_X
        self._middles = middles
        self._shift(layers)

    def _wanted(self, before: list[str], middles: Mapping[str, float]) -> float:
        """Return how high a node wants to stand: as the first of those before it, below a boundary event."""
        for key in before:
            if key in middles:
                return middles[key]
            host = self._hosts.get(key)
            if host is not None and host in middles:
                return middles[host] + self._nodes[host].size[1] / 2 + _GAP_Y + EVENT[1] + TASK[1] / 2
        return 0.0

    def _below(self, key: str) -> float:
        """Return the room below a node that its label or its boundary events need."""
        if key not in self._nodes:
            return 0.0
        hosted = key in self._hosting
        labelled = _labelled(self._nodes[key].look)
        return EVENT[1] if hosted else _LABEL_HEIGHT if labelled else 0.0

    def _shift(self, layers: list[list[str]]) -> None:
        """Move everything so that it begins below the title, and measure it."""
        boxes = [self._nodes[key].box for layer in layers for key in layer if key in self._nodes]
        top = min((box.y for box in boxes), default=0.0)
        dy = _TOP - top
        for layer in layers:
            for key in layer:
                self._middles[key] += dy
                if key in self._nodes:
                    self._nodes[key].box = self._nodes[key].box.moved(0, dy)
        self.width = max((box.right for box in boxes), default=0.0) + _PADDING
        bottoms = [
            self._nodes[key].box.bottom + self._below(key)
            if key in self._nodes
            else self._middles[key] + _LANE / 2
            for layer in layers
            for key in layer
        ]
        self.height = max(bottoms, default=0.0) + _PADDING

    def _leave_lanes(self) -> None:
        """Keep a lane free for each flow that goes back, below all nodes."""
        self._lane = self.height
        self.height += _LANE * sum(flow.back for flow in self._flows)

    def _place_listeners(self) -> None:
        """Put event sub-processes in a row below the rest."""
        x, bottom = _PADDING, self.height
        for node in self._nodes.values():
            if node.look.by_event:
                node.box = Box(x, self.height, *node.size)
                x, bottom = node.box.right + _GAP_X, max(bottom, node.box.bottom + _PADDING)
        self.width, self.height = max(self.width, x - _GAP_X + _PADDING), bottom

    def _place_boundaries(self) -> None:
        """Put boundary events on the lower side of their activity, from the right."""
        count: dict[str, int] = {}
        for key, host in self._hosts.items():
            box = self._nodes[host].box
            number = count[host] = count.get(host, 0) + 1
            x = max(box.right - 12 - number * (EVENT[0] + 14), box.x - EVENT[0] / 2)
            self._nodes[key].box = Box(x, box.bottom - EVENT[1] / 2, *EVENT)
            self.height = max(self.height, box.bottom + EVENT[1] + _PADDING)

    def _draw(self) -> None:
        for node in self._nodes.values():
            self.shapes.append(Shape(node.look, node.box, _label_of(node.look, node.box)))
            if node.inside is not None:
                dx, dy = node.box.x, node.box.y
                self.shapes += [_moved_shape(shape, dx, dy) for shape in node.inside.shapes]
                self.edges += [_moved_edge(edge, dx, dy) for edge in node.inside.edges]
        for flow in self._flows:
            self.edges.append(Edge(flow.look, self._points(flow)))

    def _points(self, flow: _Flow) -> tuple[Point, ...]:
        source, target = self._nodes[flow.source].box, self._nodes[flow.target].box
        end = Point(target.x, target.middle.y)
        if flow.back:
            return self._back(flow, source, end)
        stops = [
            Point(x, self._middles[key])
            for key in flow.via
            for x in self._columns[int(key.rpartition(":")[2])]
        ]
        if flow.source in self._hosts:
            begin = Point(source.middle.x, source.bottom)
            first = stops[0].y if stops else end.y
            if first > begin.y and end.x > begin.x:
                return _tidy([begin, Point(begin.x, first), *_bent([Point(begin.x, first), *stops, end])])
            return _tidy([begin, *_bent([Point(begin.x, begin.y + 10), *stops, end])])
        return _tidy(_bent([Point(source.right, source.middle.y), *stops, end]))

    def _back(self, flow: _Flow, source: Box, end: Point) -> tuple[Point, ...]:
        """Return the way of a flow that goes back: down beside its source, along its lane, up again."""
        y = self._lane
        self._lane += _LANE
        if flow.source in self._hosts:
            begin = [Point(source.middle.x, source.bottom), Point(source.middle.x, y)]
        else:
            x = self._columns[self._layer_of[flow.source]][1] + _GAP_X / 3
            begin = [Point(source.right, source.middle.y), Point(x, source.middle.y), Point(x, y)]
        x = self._columns[self._layer_of[flow.target]][0] - _GAP_X / 3
        return (*begin, Point(x, y), Point(x, end.y), end)


def _bent(stops: list[Point]) -> list[Point]:
    """Return the points of a line at right angles: it changes its height just before a stop."""
    points = [stops[0]]
    for one, other in pairwise(stops):
        if one.y != other.y:
            x = other.x - _GAP_X / 2
            points += [Point(x, one.y), Point(x, other.y)]
        points.append(other)
    return points


def _tidy(points: list[Point]) -> tuple[Point, ...]:
    """Return the points without those that lie on the straight line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) >= 2 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) >= 2 else (points[0], points[-1])


def _size(kind: str) -> tuple[float, float]:
    if kind.endswith("Event"):
        return EVENT
    return GATEWAY if kind.endswith("Gateway") else TASK


def _labelled(look: Look) -> bool:
    return bool(look.name) and (look.kind.endswith("Event") or look.kind.endswith("Gateway"))


def _label_of(look: Look, box: Box) -> Box | None:
    if not _labelled(look):
        return None
    return Box(box.middle.x - _LABEL_WIDTH / 2, box.bottom + 4, _LABEL_WIDTH, _LABEL_HEIGHT)


def _moved_shape(shape: Shape, dx: float, dy: float) -> Shape:
    label = shape.label.moved(dx, dy) if shape.label is not None else None
    return Shape(shape.look, shape.box.moved(dx, dy), label)


def _moved_edge(edge: Edge, dx: float, dy: float) -> Edge:
    return Edge(edge.look, tuple(Point(point.x + dx, point.y + dy) for point in edge.points))
