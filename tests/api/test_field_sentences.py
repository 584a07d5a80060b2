"""Whatever a schema of ours says about a field is said in Chinese too."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import pytest
from marshmallow import RAISE, Schema, ValidationError

from api import schemas
from api.arguments import findings_of
from engine.words import Words

for _module in pkgutil.iter_modules(schemas.__path__, "api.schemas."):
    importlib.import_module(_module.name)

HAN = re.compile("[\u4e00-\u9fff]")
#: What clients send that does not fit, of every kind that JSON and query strings have.
WRONG: list[Any] = [
    None,
    True,
    -1,
    10**30,
    float("nan"),
    1e300,
    "",
    "x" * 20_000,
    [],
    [[]],
    {},
    {"a": 1},
    b"\xff",
]


def _all(kind: type[Schema]) -> list[type[Schema]]:
    return [kind, *(one for child in kind.__subclasses__() for one in _all(child))]


def _is_only_told(kind: type[Schema]) -> bool:
    """Whether it takes what it tells from parts of things: nobody sends such a document."""
    return any("." in (field.attribute or "") for field in kind().fields.values())


OURS = [
    kind for kind in _all(Schema) if kind.__module__.startswith("api.schemas") and not _is_only_told(kind)
]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_what_a_schema_refuses_is_told_in_both_languages(kind: type[Schema]) -> None:
    schema = kind()
    for value in WRONG:
        for body in (dict.fromkeys(schema.fields, value), {"no_such_field": 1}, value):
            try:
                schema.load(body, unknown=RAISE)
            except ValidationError as refused:
                for finding in findings_of(refused.messages):
                    assert HAN.search(finding["problem_zh"]), finding
                    assert HAN.search(finding["remedy_zh"]), finding
                    assert finding["problem"]


def test_a_sentence_of_our_own_keeps_its_two_languages() -> None:
    (found,) = findings_of({"topics": [Words("one topic at least", "至少一个主题")]})
    assert (found["problem"], found["problem_zh"]) == ("one topic at least", "至少一个主题")


def test_a_sentence_that_nobody_translated_stays_as_it_is() -> None:
    (found,) = findings_of(["some new sentence of the library"])
    assert found["problem_zh"] == "some new sentence of the library"
