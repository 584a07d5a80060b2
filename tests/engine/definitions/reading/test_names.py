"""A name that an editor has broken into lines is one line wherever it is shown."""

import pytest

from engine.definitions.reading import read_diagram
from tests.drawing import draw, end, start, user


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("Prepare&#10;Bank&#13;&#10; Transfer", "Prepare Bank Transfer"),
        ("抢修&#10;恢复", "抢修恢复"),
        ("回访&#10;95598 客户", "回访 95598 客户"),
        ("  接单 ", "接单"),
        ("", ""),
    ],
)
def test_a_broken_name_is_put_together(drawn: str, shown: str) -> None:
    diagram = draw(start("s"), user("a", name="NAME"), end("e"), flows="s > a > e")
    nodes = read_diagram(diagram.replace(b"NAME", drawn.encode()), "test.bpmn").processes["p"].nodes
    assert nodes["a"].name == shown
