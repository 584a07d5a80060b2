"""Pictures are read from a file's DI, and laid out where it has none; whatever stands there, nothing breaks."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine.definitions import DiagramRefused
from engine.definitions.drawing import Box, read_pictures
from tests.drawing import boundary, draw, end, event_sub, gateway, message, start, sub, timer, user

PACKAGES = Path(__file__).parents[4] / "bpmn"
PLAIN = draw(
    start("begin", name="开始"),
    gateway("exclusive", "choose", default="choose-b"),
    user("a"),
    user("b"),
    gateway("exclusive", "join"),
    sub("box", start("in"), user("work"), end("out"), flows="in > work > out"),
    boundary("late", "box", timer("duration", 'duration("PT1H")')),
    end("gone"),
    event_sub("heard", start("call", message("m")), end("done"), flows="call > done"),
    end("end"),
    flows="begin > choose > a [x > 1]; choose > b; a > join; b > join; join > box > end; late > gone; "
    "join > choose [x > 2]",
)


def with_plane(inside: str) -> bytes:
    spaces = (
        ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    )
    text = PLAIN.decode().replace("<bpmn:definitions", f"<bpmn:definitions{spaces}", 1)
    plane = f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">{inside}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    return text.replace("</bpmn:definitions>", f"{plane}</bpmn:definitions>").encode()


def shape(key: str, **bounds: str) -> str:
    written = " ".join(f'{name}="{value}"' for name, value in bounds.items())
    return f'<bpmndi:BPMNShape bpmnElement="{key}"><dc:Bounds {written}/></bpmndi:BPMNShape>'


@pytest.mark.parametrize("path", sorted(PACKAGES.glob("*/*.bpmn")), ids=lambda path: path.stem)
def test_every_shape_and_edge_of_a_shipped_diagram_is_read(path):
    """A file has a plane for each of its processes, and each is a picture of its own."""
    root = etree.parse(path).getroot()
    di = "{http://www.omg.org/spec/BPMN/20100524/DI}"
    drawn = [
        {
            element.get("bpmnElement")
            for tag in ("BPMNShape", "BPMNEdge")
            for element in plane.iter(f"{di}{tag}")
        }
        for plane in root.iter(f"{di}BPMNPlane")
    ]
    assert [picture.ids for picture in read_pictures(path.read_bytes(), path.name)] == drawn
    assert all(drawn)


def test_a_diagram_without_a_picture_is_laid_out_with_everything_in_it():
    [picture] = read_pictures(PLAIN, "plain.bpmn")
    root = etree.fromstring(PLAIN)
    namespace = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
    drawn = {
        element.get("id")
        for element in root.find(f"{namespace}process").iterdescendants()
        if element.get("id")
    }
    assert picture.ids == drawn
    boxes = {one.look.id: one.box for one in picture.shapes}
    inside = {"in", "work", "out", "call", "done"}
    for one, other in itertools.combinations([key for key in boxes if key not in inside | {"late"}], 2):
        assert apart(boxes[one], boxes[other]), f"{one} lies on {other}"
    for key, scope in (("in", "box"), ("work", "box"), ("out", "box"), ("call", "heard"), ("done", "heard")):
        assert within(boxes[key], boxes[scope]), f"{key} is not inside {scope}"
    assert boxes["late"].middle.y == boxes["box"].bottom
    edges = {one.look.id: one.points for one in picture.edges}
    assert edges["begin-choose"][0].x == boxes["begin"].right
    assert edges["begin-choose"][-1] == (boxes["choose"].x, boxes["choose"].middle.y)
    assert all(
        one.x == other.x or one.y == other.y
        for points in edges.values()
        for one, other in itertools.pairwise(points)
    )


def test_the_same_diagram_is_laid_out_in_the_same_way():
    assert read_pictures(PLAIN, "a") == read_pictures(PLAIN, "b")


def test_a_shape_of_nothing_or_without_a_usable_box_is_left_out():
    usable = {"x": "1", "y": "2", "width": "3", "height": "4"}
    broken = [
        shape("nothing", **usable),
        shape("a", x="1", y="2", width="3"),
        shape("a", **{**usable, "x": "left"}),
        shape("a", **{**usable, "x": "NaN"}),
        shape("a", **{**usable, "y": "1e300"}),
        shape("a", **{**usable, "height": "-1"}),
        '<bpmndi:BPMNShape bpmnElement="a"/>',
        '<bpmndi:BPMNEdge bpmnElement="begin-choose"><di:waypoint x="1" y="2"/><di:waypoint x="oo"/></bpmndi:BPMNEdge>',
    ]
    [picture] = read_pictures(with_plane("".join(broken) + shape("b", **usable)), "f")
    assert [(one.look.id, one.box) for one in picture.shapes] == [("b", Box(1, 2, 3, 4))]
    assert picture.edges == ()


def test_what_is_no_safe_xml_is_refused():
    with pytest.raises(DiagramRefused):
        read_pictures(b"<bpmn", "f")


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
    st.lists(st.integers(0, 5), max_size=4),
)
def test_any_graph_is_laid_out_without_nodes_on_each_other(pairs, hosts):
    nodes = [user(f"n{number}") for number in range(12)]
    nodes += [boundary(f"b{n}", f"n{host}", message(f"m{n}")) for n, host in enumerate(hosts)]
    flows = "; ".join(f"n{one} > n{other}" for one, other in dict.fromkeys(pairs))
    flows += "".join(f"; b{n} > n{11 - n}" for n in range(len(hosts)))
    [picture] = read_pictures(draw(*nodes, flows=flows), "f")
    boxes = [one.box for one in picture.shapes if one.look.kind == "userTask"]
    assert len(boxes) == 12
    assert all(apart(one, other) for one, other in itertools.combinations(boxes, 2))
    assert len(picture.edges) == len(set(pairs)) + len(hosts)


def test_a_large_diagram_is_laid_out_in_time():
    flows = " > ".join(f"n{number}" for number in range(2000))
    flows += "; " + "; ".join(f"n0 > n{number}" for number in range(2, 2000))
    [picture] = read_pictures(draw(*(user(f"n{number}") for number in range(2000)), flows=flows), "f")
    assert len(picture.shapes) == 2000


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def within(one: Box, other: Box) -> bool:
    return one.x >= other.x and one.y >= other.y and one.right <= other.right and one.bottom <= other.bottom
