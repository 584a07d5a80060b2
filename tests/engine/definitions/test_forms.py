"""What a person is told about values that do not fit: one short sentence a field, with what to do."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.definitions import Form
from tests.engine.definitions.conftest import has_chinese

FORM = Form(
    "all",
    {
        "type": "object",
        "properties": {
            "text": {"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^a"},
            "letter": {"type": "string", "maxLength": 1},
            "number": {"type": "number", "minimum": 1, "maximum": 5, "multipleOf": 0.5},
            "above": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10},
            "flag": {"type": "boolean"},
            "both": {"type": ["string", "null"]},
            "choice": {"type": "string", "oneOf": [{"const": "accept"}, {"const": "reject"}]},
            "any": {"anyOf": [{"const": 1}, {"const": 2}], "type": "integer"},
            "listed": {"enum": ["a", 1, True, None]},
            "fixed": {"const": "x", "type": "string"},
            "day": {"type": "string", "format": "date"},
            "mail": {"type": "string", "format": "email"},
            "host": {"type": "string", "format": "hostname"},
            "list": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "uniqueItems": True,
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "count": {"type": "number", "exclusiveMinimum": 0},
                    },
                    "required": ["name"],
                    "additionalProperties": False,
                },
            },
            "group": {"type": "object", "minProperties": 1, "maxProperties": 1},
            "never": {"not": {"const": 1}, "type": "integer"},
            "mixed": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 0}], "type": "number"},
        },
        "required": ["text"],
        "allOf": [
            {
                "if": {"properties": {"choice": {"const": "reject"}}, "required": ["choice"]},
                "then": {"required": ["day"]},
            }
        ],
        "dependentRequired": {"flag": ["letter"]},
    },
)


@pytest.mark.parametrize(
    ("field", "value", "problem", "remedy", "rule"),
    [
        ("text", "a", "has fewer than 2 characters", "give at least 2", "minLength"),
        ("text", "abcdef", "has more than 5 characters", "keep at most 5", "maxLength"),
        ("text", "bbb", "has the wrong form", "write it as the pattern ^a says", "pattern"),
        ("text", 5, "must be a text", "enter a text", "type"),
        ("letter", "ab", "has more than 1 character", "keep at most 1", "maxLength"),
        ("number", Decimal("0.5"), "is below 1", "enter 1 or more", "minimum"),
        ("number", 6, "is above 5", "enter 5 or less", "maximum"),
        ("number", 1.2, "is no multiple of 0.5", "enter a multiple of 0.5", "multipleOf"),
        ("number", "1", "must be a number", "enter a number", "type"),
        ("above", 0, "is not above 0", "enter more than 0", "exclusiveMinimum"),
        ("above", 10, "is not below 10", "enter less than 10", "exclusiveMaximum"),
        ("above", 1.5, "must be a whole number", "enter a whole number", "type"),
        ("both", 5, "must be empty or a text", "enter empty or a text", "type"),
        ("choice", "perhaps", "is none of the choices", "choose one of: accept, reject", "oneOf"),
        ("choice", 5, "must be a text", "enter a text", "type"),
        ("any", 3, "is none of the choices", "choose one of: 1, 2", "anyOf"),
        ("listed", "b", "is none of the choices", "choose one of: a, 1, yes, empty", "enum"),
        ("fixed", "y", "must be x", "enter x", "const"),
        ("day", "tomorrow", "must be a date such as 2026-05-01", "enter a date such as 2026-05-01", "format"),
        ("mail", "x", "must be an e-mail address", "enter an e-mail address", "format"),
        ("host", "-", "must be a value in the format hostname", "enter a value in the format hostname", "format"),
        ("list", [], "has fewer than 1 entry", "give at least 1", "minItems"),
        ("list", [{"name": "a"}, {"name": "b"}, {"name": "c"}], "has more than 2 entries", "keep at most 2", "maxItems"),
        ("list", [{"name": "a"}, {"name": "a"}], "has an entry twice", "remove one of them", "uniqueItems"),
        ("list", "x", "must be a list", "enter a list", "type"),
        ("group", {}, "has fewer than 1 field", "give at least 1", "minProperties"),
        ("group", {"a": 1, "b": 2}, "has more than 1 field", "keep at most 1", "maxProperties"),
        ("group", 1, "must be a group of fields", "enter a group of fields", "type"),
        ("never", 1, "does not fit what the form allows", "change it", "not"),
        ("mixed", 1, "does not fit what the form allows", "change it", "oneOf"),
    ],
)  # fmt: skip
def test_one_short_sentence_says_what_is_wrong_with_a_field(field, value, problem, remedy, rule):
    found = FORM.findings({"text": "abc", field: value})
    told = [(one["field"], one["problem"], one["remedy"], one["rule"]) for one in found]
    assert told == [(field, problem, remedy, rule)]
    assert has_chinese(found[0]["problem_zh"])
    assert has_chinese(found[0]["remedy_zh"])


@pytest.mark.parametrize(
    ("values", "field", "problem", "remedy"),
    [
        ({}, "text", "is missing", "fill it in"),
        ({"text": "abc", "choice": "reject"}, "day", "is missing", "fill it in"),
        ({"text": "abc", "flag": True}, "letter", "is missing", "fill it in"),
        ({"text": "abc", "list": [{}]}, "list.0.name", "is missing", "fill it in"),
        (
            {"text": "abc", "list": [{"name": "a", "count": 0}]},
            "list.0.count",
            "is not above 0",
            "enter more than 0",
        ),
        (
            {"text": "abc", "list": [{"name": "a", "size": 1}]},
            "list.0.size",
            "there is no such field",
            "leave it out",
        ),
    ],
)
def test_the_field_is_named_by_its_path(values: dict[str, Any], field, problem, remedy):
    (found,) = FORM.findings(values)
    assert (found["field"], found["problem"], found["remedy"]) == (field, problem, remedy)


def test_a_field_that_the_form_does_not_have_is_told_with_those_it_has():
    small = Form(
        "small", {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "string"}}}
    )
    (found,) = small.findings({"colour": "red"})
    assert found == {
        "field": "colour",
        "problem": "there is no such field",
        "problem_zh": "没有这个字段",
        "remedy": "leave it out; fields: a, b",
        "remedy_zh": "请去掉它；字段有：a, b",
        "rule": "properties",
    }


def test_several_fields_are_told_at_once_and_what_fits_is_not():
    found = {
        finding["field"]: finding["problem"] for finding in FORM.findings({"text": 1, "flag": 1, "x": 1})
    }
    assert found == {
        "text": "must be a text",
        "flag": "must be yes or no",
        "x": "there is no such field",
        "letter": "is missing",
    }
    assert FORM.findings({"text": "abc", "number": Decimal("1.5"), "both": None}) == []


def test_many_choices_are_not_all_listed():
    many = Form("m", {"type": "object", "properties": {"a": {"enum": list(range(50))}}})
    assert many.findings({"a": 99})[0]["remedy"].endswith("18, 19 …")
