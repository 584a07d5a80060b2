"""A diagram without a picture gets one that says where every element is; one that has a picture keeps it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from engine.definitions.drawing import read_pictures, with_picture

ROOT = Path(__file__).parents[4]
FILES = [
    *sorted((ROOT / "tests/engine/constructs").glob("*.bpmn")),
    *sorted((ROOT / "bpmn").glob("*/*.bpmn")),
]
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
PICTURE = re.compile(r"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", re.S)
DRAWN = (
    *("task", "userTask", "subProcess", "startEvent", "endEvent", "boundaryEvent", "callActivity"),
    "sequenceFlow",
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_element_is_somewhere(file: Path) -> None:
    bare = PICTURE.sub("", file.read_text("utf-8"))
    drawn = with_picture(bare)
    root = etree.fromstring(drawn.encode())
    placed = {one.get("bpmnElement") for one in root.iter() if one.get("bpmnElement")}
    assert {one.get("id") for tag in DRAWN for one in root.iter(BPMN + tag)} <= placed
    assert read_pictures(drawn.encode(), "again") != [], "it can be read back"
    assert PICTURE.sub("", drawn) == bare, "nothing else has changed"


@pytest.mark.parametrize(
    "text",
    [
        (ROOT / "bpmn/repair/repair.bpmn").read_text("utf-8"),
        "<a>not BPMN</a>",
        "<bpmn:definitions>unbound prefix</bpmn:definitions>",
        '<!DOCTYPE a [<!ENTITY b "c">]><definitions>&b;</definitions>',
        "",
    ],
    ids=["has one", "no BPMN", "malformed", "hostile", "empty"],
)
def test_what_has_a_picture_or_cannot_be_read_stays_as_it_is(text: str) -> None:
    assert with_picture(text) == text
