"""Files of strangers: refused, or translated as far as they can be; never a crash, never a long wait."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from engine.definitions import DiagramRefused
from engine.importing import Options, translate

EXAMPLES = Path(__file__).parent / "examples"
HEAD = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'<!DOCTYPE d [<!ENTITY a "b">]>' + HEAD + b"</definitions>", "document type"),
        (b"<definitions>", "not well-formed"),
        (b"<html/>", "not BPMN 2.0 definitions"),
        (HEAD + b"</definitions>", "it has no process"),
        (HEAD + b"<a>" * 200 + b"</a>" * 200 + b"</definitions>", "nested deeper"),
        (b"\xff\xfe<\x00", "not well-formed"),
    ],
)
def test_what_is_no_safe_diagram_is_refused_with_the_reason(content, problem):
    with pytest.raises(DiagramRefused) as refused:
        translate({"x.bpmn": content})
    assert problem in str(refused.value.report[0])


def test_without_a_diagram_nothing_is_made():
    with pytest.raises(DiagramRefused, match="no diagram among the files"):
        translate({"x.form": b"{}"})


@pytest.mark.parametrize(
    "form", [b"[]", b"{", b'{"components": 3}', b'{"components": [1, {"type": []}]}', b"\xff"]
)
def test_a_form_that_is_none_does_not_keep_the_diagram_from_being_translated(form):
    given = {"loan.bpmn": (EXAMPLES / "camunda7" / "loan.bpmn").read_bytes(), "review.form": form}
    (one,) = translate(given)
    assert one.files


@pytest.mark.parametrize(
    "schema", [b"[]", b'{"properties": [1]}', b'{"properties": {"a": 1}, "required": "a"}']
)
def test_a_schema_that_is_none_does_not_either(schema):
    given = {"leave.bpmn": (EXAMPLES / "spiff" / "leave.bpmn").read_bytes(), "ask-schema.json": schema}
    (one,) = translate(given)
    assert one.files


@pytest.mark.parametrize("target", ["a" + ".a" * 5000, "." * 50, "", "a..b"])
def test_a_target_of_camunda_8_that_would_nest_without_end_is_a_name(target):
    source = (EXAMPLES / "camunda8" / "parcel.bpmn").read_text("utf-8")
    (one,) = translate({"p.bpmn": source.replace('target="label.weight"', f'target="{target}"').encode()})
    assert one.files


@pytest.mark.parametrize("engine", ["camunda7", "camunda8", "spiff"])
def test_mutilated_files_are_refused_or_translated_and_quickly(engine):
    chance = random.Random(engine)
    (path,) = (EXAMPLES / engine).glob("*.bpmn")
    source = path.read_bytes()
    started = time.perf_counter()
    for _ in range(60):
        content = bytearray(source)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            end = min(len(content), at + chance.randint(1, 200))
            match chance.randrange(3):
                case 0:
                    del content[at:end]
                case 1:
                    content[at:at] = content[at:end]
                case _:
                    content[at] = chance.choice(b'<>"=&{}$\x00x')
        try:
            translate({path.name: bytes(content)}, Options())
        except DiagramRefused:
            pass
    assert time.perf_counter() - started < 30
