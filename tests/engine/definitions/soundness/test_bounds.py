"""A diagram as large as a file may be is answered soon: decided, or said not to be."""

from __future__ import annotations

import time

import pytest

from engine.definitions.reading import read_diagram
from engine.definitions.soundness import Kind, examine
from tests.drawing import draw, end, gateway, start, user


def chain(kind: str, blocks: int) -> bytes:
    """Draw blocks one after the other, each splitting into three tasks and joining them again."""
    nodes, flows, before = [start("s")], [], "s"
    for number in range(blocks):
        split, join = f"g{number}", f"j{number}"
        decides = kind != "parallel"
        nodes.append(gateway(kind, split, default=f"{split}-{join}" if decides else None))
        nodes.append(gateway(kind, join))
        flows += [f"{before} > {split}", *([f"{split} > {join} [default]"] if decides else [])]
        for branch in range(3):
            task = f"a{number}_{branch}"
            nodes.append(user(task))
            flows += [f"{split} > {task}{' [x]' if decides else ''}", f"{task} > {join}"]
        before = join
    return draw(*nodes, end("e"), flows=" ; ".join([*flows, f"{before} > e"]))


@pytest.mark.parametrize(
    ("kind", "blocks", "kinds"),
    [
        ("parallel", 380, set()),
        ("exclusive", 360, set()),
        ("inclusive", 60, set()),
        ("inclusive", 360, {Kind.UNDECIDED}),
    ],
)
def test_many_blocks_are_answered_soon(kind, blocks, kinds):
    diagram = read_diagram(chain(kind, blocks), "x")
    begun = time.perf_counter()
    assert {fault.kind for fault in examine(diagram)} == kinds
    assert time.perf_counter() - begun < 10  # on a busy machine; a second on an idle one
