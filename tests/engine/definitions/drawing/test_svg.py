"""An SVG shows what was counted and what was not, and a stranger's names stay names."""

from pathlib import Path

import pytest
from lxml import etree

from engine.definitions.drawing import Legend, Paint, draw, read_pictures
from engine.definitions.drawing.icons import event_icon, gateway_icon, task_icon
from engine.definitions.drawing.lettering import MOST, lines_of, width_of
from tests.drawing import draw as drawn
from tests.drawing import end, gateway, start, user

SVG = "{http://www.w3.org/2000/svg}"
PACKAGES = Path(__file__).parents[4] / "bpmn"
LEGEND = Legend("报修 · Fault repair", "3/4", "走过 visited", "从未 never")


def svg(content: bytes, paints=None, legend=None):
    text = draw(read_pictures(content, "f")[0], paints or {}, legend)
    return etree.fromstring(text.encode()), text


def group(root, key):
    return next(one for one in root.iter(f"{SVG}g") if one.get("data-element") == key)


def test_what_was_visited_carries_its_number_and_what_never_was_is_marked_otherwise():
    content = drawn(start("s"), user("a"), user("b"), end("e"), flows="s > a > b > e")
    root, _ = svg(content, {"a": Paint(7), "b": Paint(0), "s-a": Paint(7), "a-b": Paint(0)}, LEGEND)
    assert group(root, "a").get("class") == group(root, "s-a").get("class") == "hit"
    assert group(root, "b").get("class") == group(root, "a-b").get("class") == "never"
    assert group(root, "s").get("class") is None
    numbers = [one.text for one in root.iter(f"{SVG}text") if one.get("class") == "badge-text"]
    assert numbers == ["3", "7", "7"]  # the legend's, the task's, the flow's
    texts = "".join(root.itertext())
    assert all(part in texts for part in ("报修 · Fault repair", "3/4", "走过 visited", "从未 never"))


def test_everything_is_in_view():
    for path in PACKAGES.glob("*/*.bpmn"):
        picture = read_pictures(path.read_bytes(), path.name)[0]
        root = etree.fromstring(draw(picture, {}, LEGEND).encode())
        x, y, width, height = map(float, root.get("viewBox").split())
        for box in picture.boxes():
            assert x <= box.x
            assert y <= box.y
            assert box.right <= x + width
            assert box.bottom <= y + height


@pytest.mark.parametrize(
    "name",
    [
        '</text><script>alert("1")</script>',
        "\"'><svg onload=alert(1)>",
        "]]>&amp;<!-- -->",
        "x\u202e\u0085\ue000",
    ],
)
def test_a_name_can_put_nothing_into_the_picture(name):
    plain, _ = svg(drawn(start("s", name="x"), end("e"), flows="s > e"), {}, LEGEND)
    root, text = svg(
        drawn(start("s", name=name), end("e"), flows="s > e"), {}, Legend(name, name, name, name)
    )
    assert {one.tag for one in root.iter()} <= {one.tag for one in plain.iter()}
    assert {key for one in root.iter() for key in one.attrib} <= {
        key for one in plain.iter() for key in one.attrib
    }
    assert "script>" not in text


def test_an_endless_name_is_cut():
    _, text = svg(drawn(start("s", name="长" * 100_000), end("e"), flows="s > e"))
    assert len(text) < 20_000


def test_a_default_flow_has_its_slash_and_a_condition_its_diamond_at_an_activity_only():
    content = drawn(
        start("s"),
        user("a", default="a-e"),
        gateway("exclusive", "g", default="g-f"),
        end("e"),
        end("f"),
        end("h"),
        flows="s > a > g [x > 1]; a > e; g > f; g > h [x > 2]",
    )
    root, _ = svg(content)
    marks = {key: len(group(root, key)) for key in ("s-a", "a-e", "a-g", "g-f", "g-h")}
    assert marks == {"s-a": 1, "a-e": 2, "a-g": 2, "g-f": 2, "g-h": 1}


def test_every_kind_of_the_notation_has_a_sign_of_its_own():
    events = (
        "message",
        "timer",
        "error",
        "escalation",
        "signal",
        "conditional",
        "compensate",
        "cancel",
        "link",
    )
    signs = [event_icon((kind,), thrown=False) for kind in (*events, "terminate")]
    signs += [event_icon(("message", "timer"), False), event_icon(("message", "timer"), False, parallel=True)]
    kinds = ("exclusive", "parallel", "inclusive", "complex", "eventBased")
    signs += [gateway_icon(f"{kind}Gateway") for kind in kinds]
    tasks = ("user", "manual", "service", "send", "receive", "script", "businessRule")
    signs += [task_icon(f"{kind}Task") for kind in tasks]
    assert all(signs)
    assert len(set(signs)) == len(signs)
    for sign in signs:
        etree.fromstring(f"<g>{sign}</g>")
    assert event_icon(("message",), thrown=True) != event_icon(("message",), thrown=False)


def test_lines_break_between_chinese_signs_and_at_blanks_and_fit():
    assert lines_of("抢修恢复以后回单审核", 60, 12) == ["抢修恢复以", "后回单审核"]
    assert lines_of("accept the order", 55, 12) == ["accept", "the order"]
    for text in ("a" * 50, "接单accept还是reject退单", "x y " * 20, "。" * 9):
        assert all(width_of(line, 12) <= 60 for line in lines_of(text, 60, 12, 100))
        assert "".join(lines_of(text, 60, 12, 100)).replace(" ", "") == text.replace(" ", "")
    assert lines_of("一二三四五六七八九十", 24, 12, 2) == ["一二", "三…"]
    assert sum(map(len, lines_of("x" * 10_000, 60, 12, 1000))) <= MOST
    assert lines_of("", 60, 12) == []
