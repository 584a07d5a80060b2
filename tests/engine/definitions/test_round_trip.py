"""A stock modeler opens and saves our diagrams, and our reader reads the same before and after.

The modelers of bpmn.io, Camunda Modeler among them, keep diagrams in one model library; the one that our
editor is locked to is run here. It knows nothing of `camunda:` and `huan:`, as a modeler without any plugin.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.definitions.model import Diagram
from engine.definitions.reading import read_diagram
from engine.importing import translate
from huan.web_node import WEB, Node

PRODUCT = Path(__file__).parents[3]
SCRIPT = Path(__file__).parent / "round_trip.mjs"
SHIPPED = {path.stem: path.read_text("utf-8") for path in sorted((PRODUCT / "bpmn").rglob("*.bpmn"))}
EXAMPLES = PRODUCT / "tests" / "engine" / "importing" / "examples"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def saved(
    node: Node, sources: list[str], changes: Mapping[str, Mapping[str, str]] | None = None
) -> list[str]:
    """Return the diagrams as the model library saves them, with attributes set on elements before."""
    asked = json.dumps([{"xml": source, "set": changes or {}} for source in sources])
    done = subprocess.run(
        (node.program, SCRIPT, WEB), input=asked, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def said(value: Any) -> Any:
    """Return what a model says, without the lines on which it stands."""
    if is_dataclass(value):
        return {
            field.name: said(getattr(value, field.name)) for field in fields(value) if field.name != "line"
        }
    if isinstance(value, Mapping):
        return {key: said(inner) for key, inner in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [said(inner) for inner in value]
    return value


def read(source: str) -> Diagram:
    return read_diagram(source.encode(), "d.bpmn")


def laid_out(source: str) -> dict[str, list[tuple[str, ...]]]:
    """Return where each shape and edge lies, by its id."""
    found = {}
    for shape in etree.fromstring(source.encode()).iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        inside = [tuple(sorted(part.attrib.items())) for part in shape.iter() if part is not shape]
        found[shape.get("id", "")] = [*inside, tuple(sorted(shape.attrib.items()))]
    return found


def imported(engine: str) -> str:
    """Return the example of another engine as the importer draws it."""
    given = {path.name: path.read_bytes() for path in (EXAMPLES / engine).iterdir()}
    (one,) = translate(given)
    return one.files[f"{one.key}.bpmn"].decode()


def test_every_shipped_diagram_that_is_opened_and_saved_says_the_same(node: Node) -> None:
    assert {"repair", "follow-up", "inbound-call"} <= set(SHIPPED)
    for before, after in zip(SHIPPED.values(), saved(node, list(SHIPPED.values())), strict=True):
        assert said(read(after)) == said(read(before))
        assert laid_out(after) == laid_out(before)


@pytest.mark.parametrize("engine", ["camunda7", "camunda8", "spiff"])
def test_a_diagram_that_was_imported_stays_the_same_too(node: Node, engine: str) -> None:
    before = imported(engine)
    (after,) = saved(node, [before])
    assert said(read(after)) == said(read(before))
    assert laid_out(after) == laid_out(before)


def test_what_an_element_template_sets_is_read_back(node: Node) -> None:
    source = (PRODUCT / "bpmn" / "repair" / "repair.bpmn").read_text("utf-8")
    (after,) = saved(node, [source], {"accept": {"huan:limit": "restore", "camunda:followUpDate": "P1D"}})
    accept = next(node for _, node in read(after).nodes() if node.id == "accept")
    assert (accept.huan["limit"], accept.camunda["followUpDate"]) == ("restore", "P1D")


def test_the_comparison_sees_a_lost_attribute() -> None:
    source = (PRODUCT / "bpmn" / "repair" / "repair.bpmn").read_text("utf-8")
    assert said(read(source.replace('huan:limit="accept"', ""))) != said(read(source))
