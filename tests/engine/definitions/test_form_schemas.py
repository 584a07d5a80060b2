"""The schemas of forms: a closed part of JSON Schema that fetches nothing, cannot hang, and ignores nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from engine.definitions import DiagramRefused, Form, check_package, read_files
from engine.definitions.schemas import SchemaUnfit, validator_of
from engine.definitions.schemas.keywords import MOST_FAULTS, MOST_PATTERNS, MOST_STEPS
from tests.engine.definitions.conftest import files_with

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME_REMEDY = "write the schema itself, or #/$defs/NAME"
PATTERN_REMEDY = "write it without look-around and back-references, and lengths as minLength and maxLength"


def found_in(schema: dict[str, Any], path: str = "forms/a.json") -> list[tuple[str, str, str]]:
    """Return path inside the file, problem and remedy of everything found in a form's schema."""
    files: dict[str, Any] = {path: orjson.dumps(schema)}
    if path == "fields.json":
        files["package.yaml"] = (
            "key: t\nname: {zh: t, en: t}\ndiagram: test.bpmn\nprocess: p\nfields: fields.json"
        )
    findings = check_package(read_files(files_with(files)))
    assert all(finding.file == path and finding.severity == "error" for finding in findings)
    return [(finding.name, finding.problem, finding.remedy) for finding in findings]


def form(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


TEXT = {"type": "string"}


def test_forms_as_they_are_written_pass():
    assert found_in({"$schema": DIALECT, **form(a=TEXT)}) == []
    assert found_in(form(a={"type": ["string", "null"], "x-en": "A", "format": "date"})) == []
    assert found_in(form(a={"enum": [1, "b", None]})) == []
    place = {"type": "object", "properties": {"street": TEXT}, "required": ["street"]}
    shared = {**form(a={"$ref": "#/$defs/place"}, b={"$ref": "#/$defs/place"}), "$defs": {"place": place}}
    assert found_in(shared) == []
    assert Form("a", shared).findings({"a": {}})[0]["field"] == "a.street"
    assert (
        found_in(form(a={"type": "string", "const": {"$ref": "http://x", "maxlength": 1}, "x-y": {"$id": 1}}))
        == []
    )
    assert found_in(form(a={"$ref": "#/$defs/a~1b"}) | {"$defs": {"a/b": TEXT}}) == []


@pytest.mark.parametrize(
    ("schema", "path", "problem", "remedy"),
    [
        ({"$schema": "http://127.0.0.1:9/x", **form()}, "$schema", "the dialect 'http://127.0.0.1:9/x' is not read",
         f"write {DIALECT}, at the top, or nothing"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", **form()}, "$schema",
         "the dialect 'http://json-schema.org/draft-07/schema#' is not read", f"write {DIALECT}, at the top, or nothing"),
        (form(a={"$schema": DIALECT, **TEXT}), "properties/a/$schema", f"the dialect '{DIALECT}' is not read",
         f"write {DIALECT}, at the top, or nothing"),
        *((form(a={keyword: "http://127.0.0.1:9/", **TEXT}), f"properties/a/{keyword}",
           "a schema has no address or dynamic name here", NAME_REMEDY)
          for keyword in ("$id", "id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$vocabulary")),
        (form(a={"$ref": "http://127.0.0.1:9/x"}), "properties/a/$ref", "'http://127.0.0.1:9/x' leaves the file", NAME_REMEDY),
        (form(a={"$ref": "file:///etc/passwd"}), "properties/a/$ref", "'file:///etc/passwd' leaves the file", NAME_REMEDY),
        (form(a={"$ref": "other.json"}), "properties/a/$ref", "'other.json' leaves the file", NAME_REMEDY),
        (form(a={"$ref": "#place"}), "properties/a/$ref", "'#place' leaves the file", NAME_REMEDY),
        (form(a={"$ref": "#/nope"}), "properties/a/$ref", "'#/nope' is not in the file", "correct it, or write the schema itself"),
        (form(a={"$ref": "#/required/0"}) | {"required": []}, "properties/a/$ref", "'#/required/0' is not in the file",
         "correct it, or write the schema itself"),
        (form(a={"$ref": "#/title"}) | {"title": "x"}, "properties/a/$ref", "'#/title' is no schema",
         "point to a schema, such as #/$defs/NAME"),
        (form(a={"$ref": "#"}), "properties/a/$ref", "'#' leads round to itself", "write out what is meant"),
        (form(a={"$ref": "#/properties/a"}), "properties/a/$ref", "'#/properties/a' leads round to itself",
         "write out what is meant"),
        (form(a={"$ref": "#/$defs/x"}) | {"$defs": {"x": {"items": {"$ref": "#/$defs/y"}}, "y": {"not": {"$ref": "#/$defs/x"}}}},
         "$defs/y/not/$ref", "'#/$defs/x' leads round to itself", "write out what is meant"),
        (form(a={"type": "string", "maxlength": 5}), "properties/a/maxlength", "unknown keyword, which would be ignored",
         "write maxLength"),
        (form(a=TEXT) | {"definitions": {}}, "definitions", "unknown keyword, which would be ignored",
         "write $defs"),
        (form(a={"type": "string", "contentEncoding": "base64"}), "properties/a/contentEncoding",
         "unknown keyword, which would be ignored", "remove it, or begin its name with x-"),
        (form(a={"$ref": "#/$defs/b%"}) | {"$defs": {"b%": TEXT}}, "", "a reference cannot be followed",
         "use plain names in $defs"),
        (form(a={"items": {"alOf": []}, "type": "array"}), "properties/a/items/alOf",
         "unknown keyword, which would be ignored", "write allOf"),
        (form(a={"type": "string", "format": "phone"}), "properties/a/format", "unknown format 'phone', which would be ignored", ...),
        (form(a={"type": "string", "pattern": "(?=x)"}), "properties/a/pattern", "the pattern cannot be checked", PATTERN_REMEDY),
        (form(a={"type": "string", "pattern": r"(a)\1"}), "properties/a/pattern", "the pattern cannot be checked", PATTERN_REMEDY),
        (form(a={"type": "string", "pattern": "["}), "properties/a/pattern", "the pattern cannot be checked", PATTERN_REMEDY),
        (form(a={"type": "string", "pattern": r"(\p{L}{1000}){1000}"}), "properties/a/pattern",
         "the pattern cannot be checked", PATTERN_REMEDY),
        (form(a={"type": "object", "patternProperties": {"[": True}}), "properties/a/patternProperties/[",
         "the pattern cannot be checked", PATTERN_REMEDY),
        (form(a={"type": "strin"}), "properties/a/type", "is no JSON Schema: must be a type", ...),
        (form(a=5), "properties/a", "is no JSON Schema: must be a schema", 'write {"type": …}'),
        (form(a={"type": "string", "maxLength": -1}), "properties/a/maxLength", "is no JSON Schema: is below 0", "enter 0 or more"),
        ({"type": "array"}, "", "is no object with properties", 'write {"type": "object", "properties": …}'),
        ({"properties": {}}, "", "is no object with properties", 'write {"type": "object", "properties": …}'),
        (form(a=TEXT) | {"patternProperties": {"b": True}}, "patternProperties", "a form's fields are those in properties",
         "name each field there"),
        (form(a={}), "a", "the field has no type", "one of array, boolean, integer, number, object, string"),
        (form(a={"type": "null"}), "a", "the field has no type", "one of array, boolean, integer, number, object, string"),
        (form(a=True), "a", "the field has no type", "one of array, boolean, integer, number, object, string"),
        (form(**{"a-b": TEXT}), "a-b", "the field's name is no variable name", "use letters, digits and _"),
        (form(**{"a\n": TEXT}), "a\n", "the field's name is no variable name", "use letters, digits and _"),
        (form(order=TEXT), "order", "the field 'order' would hide a name of the engine", "use another name"),
        (form(message=TEXT), "message", "the field 'message' would hide a name of the engine", "use another name"),
        (form(**{"if": TEXT}), "if", "the field 'if' is a word of FEEL, so no expression could read it", "use another name"),
        (form(a=TEXT) | {"required": ["b"]}, "b", "is required but no property", "add it, or do not require it"),
    ],
)  # fmt: skip
def test_a_schema_that_does_not_say_what_it_seems_to_is_refused(schema, path, problem, remedy):
    for file in ("forms/a.json", "fields.json"):
        (told,) = found_in(schema, file)
        assert told[:2] == (path, problem)
        assert remedy is ... or told[2] == remedy


def test_a_wrong_keyword_hides_nothing_else():
    schema = form(a={"type": "string", "maxlength": 5}, order=TEXT) | {"required": ["b"]}
    assert [path for path, _, _ in found_in(schema)] == ["properties/a/maxlength", "order", "b"]


@pytest.mark.parametrize(
    ("other", "path"),
    [
        ({"type": "string", "pattern": "(?=a)"}, "properties/b/pattern"),
        ({"$ref": "#/$defs/none"}, "properties/b/$ref"),
    ],
)
def test_a_wrong_keyword_hides_no_pattern_and_no_reference(other, path):
    schema = form(a={"type": "string", "maxlength": 5}, b=other)
    assert [found for found, _, _ in found_in(schema)] == ["properties/a/maxlength", path]


def test_numbers_have_limits():
    wrong = form(**{f"f{n}": {"type": "string", "wrong": 1} for n in range(MOST_FAULTS + 9)})
    assert len(found_in(wrong)) == MOST_FAULTS
    many = form(**{f"f{n}": {"type": "string", "pattern": "a"} for n in range(MOST_PATTERNS + 1)})
    assert found_in(many) == [("pattern", f"has more than {MOST_PATTERNS} patterns", "make the form smaller")]
    chain = {f"d{n}": {"items": {"$ref": f"#/$defs/d{n + 1}"}} for n in range(MOST_STEPS + 5)}
    (told,) = found_in(form(a={"$ref": "#/$defs/d0"}) | {"$defs": {**chain, f"d{MOST_STEPS + 5}": TEXT}})
    assert told[1] == f"references lead on through more than {MOST_STEPS} others"


def test_references_that_unfold_to_too_much_are_refused():
    laughs = {f"l{n}": {"allOf": [{"$ref": f"#/$defs/l{n + 1}"}] * 10} for n in range(9)}
    (told,) = found_in(form(a={"type": "string", "$ref": "#/$defs/l0"}) | {"$defs": {**laughs, "l9": TEXT}})
    assert told[1:] == ("references unfold to more than 10000 values", "write a smaller form")


@pytest.fixture
def listening() -> Iterator[tuple[str, list[int]]]:
    """A server that counts who comes."""
    came: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                came.append(1)
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", came


@pytest.mark.parametrize("keyword", ["$schema", "$ref", "$dynamicRef", "$id"])
def test_no_schema_is_ever_fetched(listening, keyword):
    address, came = listening
    for schema in (
        {keyword: address, **form(a=TEXT)},
        form(a={keyword: address, **TEXT}),
        {"$id": address, **form(a={"$ref": "y"})},
    ):
        assert found_in(schema)
        try:
            validator_of(schema)  # the wall behind the check: stored versions are not checked again
        except SchemaUnfit:
            pass
    time.sleep(0.05)
    assert came == []


def test_a_stored_form_that_leads_out_is_refused_and_no_traceback():
    with pytest.raises(DiagramRefused, match=r"forms/a\.json"):
        Form("a", form(a={"$ref": "http://127.0.0.1:9/x"}))


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(a|a)*$", r"^(a|aa)+$", r"^(.*)*$", r"(x+x+)+y"])
def test_no_pattern_can_hang(pattern):
    ready = Form("a", form(a={"type": "string", "pattern": pattern}))
    begun = time.perf_counter()
    ready.findings({"a": "a" * 100_000 + "!"})
    ready.findings({"a": "x" * 100_000})
    assert time.perf_counter() - begun < 2


def test_heavy_schemas_are_answered_soon():
    begun = time.perf_counter()
    found_in(form(**{f"f{n}": {"type": "string", f"unknown{n}": 1} for n in range(2_400)}))
    found_in(form(**{f"f{n}": {"type": "string", "pattern": r"\w{1,90}x"} for n in range(MOST_PATTERNS)}))
    found_in(form(**{f"f{n}": {"$ref": "#/$defs/d"} for n in range(3_000)}) | {"$defs": {"d": TEXT}})
    assert time.perf_counter() - begun < 5
