"""Item definitions and the conversions of values to them (DMN 1.5, clauses 7.3.3, 10.3.2.9.4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from engine.decisions import inputs_from_json
from engine.errors import InvalidInput
from engine.feel import YearsMonths, encode_value
from tests.engine.decisions.drawing import compiled, decision, input_data, item, knowledge_model, literal

TYPES = (
    item("tNumbers", "number", many=True),
    item("tGrade", "string", allowed='"A", "B"'),
    item("tGrades", "string", allowed='"A", "B"', many=True),
    item("tPair", "number", constraint="count(?) = 2", many=True),
    item("tPerson", components=[item("name", "string"), item("age", "number")]),
    item("tPeople", "tPerson", many=True),
    item("tDay", "date"),
)


def taken(type_ref, given, evaluate):
    made = compiled(*TYPES, input_data("x", type_ref), decision("it", literal("x"), inputs=["x"]))
    assert made.problems == ()
    return evaluate(made, x=given)


PERSON = {"name": "Li", "age": 30}


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("number", 5, 5),
        ("number", [5], 5),
        ("number", "5", None),
        ("number", [5, 6], None),
        ("number", [[5]], None),
        ("number", True, None),
        ("string", "x", "x"),
        ("Any", [1, "x"], [1, "x"]),
        ("tNumbers", [1, 2], [1, 2]),
        ("tNumbers", [], []),
        ("tNumbers", 7, [7]),
        ("tNumbers", "x", None),
        ("tNumbers", [1, "x"], None),
        ("tNumbers", [1, None], [1, None]),
        ("tGrade", "A", "A"),
        ("tGrade", "Z", None),
        ("tGrade", ["A"], "A"),
        ("tGrades", ["A", "B"], ["A", "B"]),
        ("tGrades", ["A", "Z"], None),
        ("tGrades", "A", ["A"]),
        ("tPair", [1, 2], [1, 2]),
        ("tPair", [1, 2, 3], None),
        ("tPerson", PERSON, PERSON),
        ("tPerson", PERSON | {"more": 1}, PERSON | {"more": 1}),
        ("tPerson", {"name": "Li"}, None),
        ("tPerson", {"name": "Li", "age": None}, {"name": "Li", "age": None}),
        ("tPerson", {"name": "Li", "age": "old"}, None),
        ("tPeople", PERSON, [PERSON]),
        ("date and time", date(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC)),
        ("date", datetime(2026, 5, 1, tzinfo=UTC), None),
        ("dateTime", date(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC)),
        ("dayTimeDuration", timedelta(1), timedelta(1)),
        ("context", {"a": 1}, {"a": 1}),
        ("list", 1, [1]),
    ],
)
def test_a_value_conforms_is_converted_or_becomes_null(type_ref, given, expected, evaluate):
    assert taken(type_ref, given, evaluate).value == expected


@pytest.mark.parametrize("type_ref", ["number", "tNumbers", "tGrade", "tPerson", "tPair"])
def test_null_conforms_to_every_type(type_ref, evaluate):
    outcome = taken(type_ref, None, evaluate)
    assert (outcome.value, outcome.notes) == (None, ())


def test_the_note_says_what_does_not_conform_to_what_and_where(evaluate):
    (note,) = taken("tNumbers", "a long text that is not shown to its end", evaluate).notes
    assert note.where == "x"
    assert note.message == "a string (a long text that is not shown…) does not conform to list<number>"


def test_expressions_may_ask_for_the_types_of_the_model_whose_allowed_values_do_not_count(value):
    asked = '["A" instance of tGrade, "Z" instance of tGrade, 1 instance of tGrade, ["Z"] instance of list<tGrade>]'
    made = compiled(*TYPES, decision("it", literal(asked)))
    assert value(made) == [True, True, False, True]


FUNCTION = (
    '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
    '<parameters name="a" typeRef="number"/></functionItem></itemDefinition>'
)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("function(a: number) a * 2", 10),
        ("abs", 5),
        ("function(a: string) a", None),
        ("function(a: number, b: number) a", None),
        ("typed", None),
        ("5", None),
    ],
)
def test_a_function_item_takes_functions_of_these_parameters_and_this_result(function, expected, evaluate):
    made = compiled(
        FUNCTION,
        knowledge_model("use", "f: tF", literal("f(5)")),
        knowledge_model("typed", "a: number", literal("string(a)"), type_ref="string"),
        decision("it", literal(f"use({function})"), knowledge=["use", "typed"]),
    )
    assert evaluate(made).value == expected


def test_texts_of_json_become_what_the_types_want():
    made = compiled(
        *TYPES,
        *(
            input_data(name, type_ref)
            for name, type_ref in {
                "day": "tDay", "at": "time", "moment": "date and time", "wait": "days and time duration",
                "term": "years and months duration", "days": "tDays", "who": "tVisit", "text": "string",
            }.items()
        ),
        item("tDays", "date", many=True),
        item("tVisit", components=[item("on", "date"), item("by", "string")]),
        decision("it", literal("1"), inputs=["day", "at", "moment", "wait", "term", "days", "who", "text"]),
    )  # fmt: skip
    needed = [(one.name, one.type) for one in made.inputs_of("it")]
    given = {
        "day": "2026-05-01", "at": "10:00:00", "moment": "2026-05-01T10:00:00Z", "wait": "PT2H", "term": "P1Y",
        "days": ["2026-05-01", "never"], "who": {"on": "2026-05-01", "by": "2026-05-01"},
        "text": "2026-05-01", "other": {"$decimal": "1.5"},
    }  # fmt: skip
    assert inputs_from_json(needed, given) == {
        "day": date(2026, 5, 1), "at": time(10), "moment": datetime(2026, 5, 1, 10, tzinfo=UTC),
        "wait": timedelta(hours=2), "term": YearsMonths(12), "days": [date(2026, 5, 1), "never"],
        "who": {"on": date(2026, 5, 1), "by": "2026-05-01"}, "text": "2026-05-01", "other": Decimal("1.5"),
    }  # fmt: skip
    assert inputs_from_json(needed, {"days": "2026-05-01", "day": encode_value(date(2026, 5, 1))}) == {
        "days": date(2026, 5, 1),
        "day": date(2026, 5, 1),
    }
    with pytest.raises(InvalidInput, match=r"unknown tag \$strange"):
        inputs_from_json(needed, {"day": {"$strange": 1}})
