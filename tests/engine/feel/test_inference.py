"""What is known of an expression before it runs: its type, and what is certainly wrong in it."""

from __future__ import annotations

import re

import pytest

from engine.feel import FeelSyntaxError, Type, infer_test_types, infer_types, type_of_schema
from engine.feel.types.model import (
    ANY,
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    ChoiceType,
    ContextType,
    FunctionType,
    ListType,
)

LINE = ContextType({"price": NUMBER, "name": STRING}, closed=True)
ORDER = ContextType(
    {
        "amount": NUMBER,
        "tier": ChoiceType(STRING, ("county", "city")),
        "due": DATE,
        "urgent": BOOLEAN,
        "lines": ListType(LINE),
        "extra": ANY,
    },
    closed=True,
)
VARIABLES: dict[str, Type] = {
    "order": ORDER,
    "n": NUMBER,
    "s": STRING,
    "names": ListType(STRING),
    "anything": ANY,
    "open": ContextType({"a": NUMBER}),
    "rate": FunctionType((STRING,), NUMBER),
}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("1 + 2", "number"),
        ('"a" + s', "string"),
        ('n > 5 and s = "county"', "boolean"),
        ("order.amount", "number"),
        ("order.lines.price", "list<number>"),
        ("order.lines[price > 5]", "list<context<price: number, name: string>>"),
        ("order.lines[1].name", "string"),
        ("order.lines[-1]", "context<price: number, name: string>"),
        ("order.lines[n]", "Any"),
        ("sum(order.lines.price)", "number"),
        ("if n > 1 then 1 else null", "number"),
        ('if n > 1 then 1 else "a"', "Any"),
        ("for l in order.lines return l.price * 2", "list<number>"),
        ("for i in 1..3 return string(i)", "list<string>"),
        ("some l in order.lines satisfies l.price > 1", "boolean"),
        ('@"2024-01-31" - @"2024-01-01"', "days and time duration"),
        ('@"2024-01-31" + duration("P1D")', "date"),
        ('duration("P1Y") * 2', "years and months duration"),
        ("order.due.year", "number"),
        ("order.due - today()", "days and time duration"),
        ("[1..10]", "range<number>"),
        ("[1..10].start", "number"),
        ("{a: 1, b: a + 1}.b", "number"),
        ("{f: function(x: number) x * 2, r: f(1)}.r", "number"),
        ("rate(s)", "number"),
        ("anything.b.c", "Any"),
        ("open.b", "Any"),
        ("names[1]", "string"),
        ("upper case(names[1])", "string"),
        ("n instance of number", "boolean"),
        ("n in (1, [2..3], > 5)", "boolean"),
        ('limit("arrive").due', "Any"),
        ("[1, null, 2]", "list<number>"),
        ("n[item > 2]", "list<number>"),
        ("abs(-n)", "number"),
        ('abs(@"-P1D")', "days and time duration"),
        ("sort(names, function(a, b) a < b)", "list<Any>"),
        ("partial", "Any"),
    ],
)
def test_the_type_of_an_expression(text: str, type_: str) -> None:
    report = infer_types(text, VARIABLES, functions=["limit"])
    assert [str(finding) for finding in report.findings] == []
    assert str(report.type) == type_


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('n > "5"', "number is compared with string: the result is always null at 1:3"),
        ("order.amount = order.tier", "number is compared with string: the result is always null at 1:14"),
        ('n between 1 and "9"', "number is compared with string: the result is always null at 1:3"),
        ('n in ("a", 1)', "number is compared with string: the result is always null at 1:7"),
        ('n in < "a"', "number is compared with string: the result is always null at 1:6"),
        ('[1.."a"]', "number is compared with string: the result is always null at 1:1"),
        ("n < null", "number is compared with null: the result is always null at 1:3"),
        ("names < names", "list is compared with list: the result is always null at 1:7"),
        ('n + "5"', "`+` is not defined for number and string: the result is always null at 1:3"),
        ("order.due * 2", "`*` is not defined for date and number: the result is always null at 1:11"),
        ("-s", "a string cannot be negated: the result is always null at 1:1"),
        ("order.amout", "there is no entry `amout` at 1:6"),
        ("order.lines.prize", "there is no entry `prize` at 1:12"),
        ("order.lines[1].prize > 2", "there is no entry `prize` at 1:15"),
        ("for l in order.lines return l.prize", "there is no entry `prize` at 1:30"),
        ("{a: 1}.b", "there is no entry `b` at 1:7"),
        ("order.due.hour", "there is no property of a date `hour` at 1:10"),
        ("n.x", "there is no property of a number `x` at 1:2"),
        ("n and true", "this is a number, not a condition at 1:1"),
        ("if s then 1 else 2", "this is a string, not a condition at 1:4"),
        ("some l in order.lines satisfies l.price", "this is a number, not a condition at 1:34"),
        ("order.lines[name]", "a filter is a condition or a number, not a string at 1:13"),
        (
            "string length(n)",
            "string length: `string` must be a string, not number: the result is always null at 1:15",
        ),
        ("sqrt(number: s)", "sqrt: `number` must be a number, not string: the result is always null at 1:14"),
        ('contains(names, "a")', None),
        ("n(1)", "a number cannot be called: the result is always null at 1:2"),
        ('order.tier = "contry"', "'contry' is none of the possible values: never equal at 1:12"),
        ('order.tier in ("county", "town")', "'town' is none of the possible values: never equal at 1:26"),
        ('sum([1, 2]) = "3"', "number is compared with string: the result is always null at 1:13"),
        ("a > 1", "there is no variable `a` here at 1:1"),
    ],
)
def test_what_is_certainly_wrong_is_told_with_its_place(text: str, finding: str | None) -> None:
    report = infer_types(text, VARIABLES | {"n": NUMBER}, closed=True)
    assert [str(found) for found in report.findings] == ([finding] if finding else [])
    for found in report.findings:
        assert re.search("[\u4e00-\u9fff]", found.problem.zh)
        assert re.search("[\u4e00-\u9fff]", found.remedy.zh)


@pytest.mark.parametrize(
    "text",
    [
        'anything > 5 and anything = "a"',
        'anything + 1 + "a"[1]',
        "open.x > open.a",
        "n = null or s != null",
        '[1, "a"][1] > 2',
        "order.extra.whatever > 3",
        "order.lines[unknown > 2]",
        "order.lines[item.price > n]",
        "[n] = [null]",
        "sqrt([4])",
        "date and time(order.due)",
        "if anything then 1 else 2",
        'order.tier = "city" or order.tier = null',
        "{f: function(n) if n = 0 then 1 else f(n - 1), r: f(3)}.r",
    ],
)
def test_what_depends_on_the_values_is_no_finding(text: str) -> None:
    assert infer_types(text, VARIABLES).findings == ()


def test_a_condition_must_be_a_boolean() -> None:
    assert infer_types("n > 1", VARIABLES, expected=BOOLEAN).findings == ()
    assert infer_types("anything", VARIABLES, expected=BOOLEAN).findings == ()
    (found,) = infer_types("order.amount", VARIABLES, expected=BOOLEAN).findings
    assert found.problem == "the result is a number, not a boolean"
    assert found.problem.zh == "结果是数字，不是布尔值"
    assert (found.line, found.column) == (1, 6)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("> 5", []),
        ("[1..5], 7", []),
        ("-", []),
        ("? > 3 and ? < 9", []),
        ('"a"', ["number is compared with string: the result is always null at 1:1"]),
        ('> "a"', ["number is compared with string: the result is always null at 1:1"]),
        ('? > "a"', ["number is compared with string: the result is always null at 1:3"]),
        ("? + 1", ["the result is a number, not a boolean at 1:3"]),
        ('not("a", 3)', ["number is compared with string: the result is always null at 1:5"]),
    ],
)
def test_the_tests_of_a_cell_must_fit_the_tested_value(text: str, findings: list[str]) -> None:
    assert [str(found) for found in infer_test_types(text, NUMBER, VARIABLES).findings] == findings


def test_a_text_that_is_no_feel_is_refused() -> None:
    with pytest.raises(FeelSyntaxError):
        infer_types("1 +", {})


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": "integer"}, "number"),
        ({"type": ["string", "null"]}, "string"),
        ({"type": ["string", "number"]}, "Any"),
        ({"type": "string", "format": "date"}, "string"),
        ({"type": "array", "items": {"type": "number"}}, "list<number>"),
        ({"type": "array"}, "list<Any>"),
        ({"type": "object", "properties": {"a": {"type": "boolean"}}}, "context<a: boolean>"),
        (
            {"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"type": "number"}}},
            "context<a: number>",
        ),
        ({"$ref": "#/$defs/round", "$defs": {"round": {"$ref": "#/$defs/round"}}}, "Any"),
        ({"$ref": "other.json"}, "Any"),
        ({"enum": ["a", "b", None]}, "string"),
        ({"enum": ["a", 1]}, "Any"),
        ({"const": True}, "boolean"),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, "string"),
        ({"anyOf": [{"type": "number"}, {"type": "integer"}]}, "number"),
        ({"anyOf": [{"type": "number"}, {"type": "string"}]}, "Any"),
        ({"allOf": [{"type": "number"}, {"minimum": 1}]}, "number"),
        ({"not": {"type": "number"}}, "Any"),
        (True, "Any"),
        ("nonsense", "Any"),
    ],
)
def test_a_schema_gives_a_type(schema: object, type_: str) -> None:
    assert str(type_of_schema(schema)) == type_


def test_references_that_unfold_to_too_much_are_not_followed_to_their_end() -> None:
    """Nine definitions of ten references each would be a thousand million schemas; the rest counts as Any."""
    followed = []

    class Definitions(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            followed.append(key)
            assert len(followed) < 20_000, "it does not stop"
            return super().get(key, default)

    laughs = {f"l{n}": {"allOf": [{"$ref": f"#/$defs/l{n + 1}"}] * 10} for n in range(9)}
    schema = {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/l0"}, "b": {"type": "string"}},
        "$defs": Definitions(laughs, l9={"type": "string"}),
    }
    assert str(type_of_schema(schema)) == "context<a: Any, b: Any>"
    assert len(followed) > 9


def test_what_a_schema_closes_is_closed() -> None:
    open_ended = type_of_schema({"type": "object", "properties": {"a": {"type": "number"}}})
    closed = type_of_schema({"type": "object", "properties": {"a": {}}, "additionalProperties": False})
    form = type_of_schema({"type": "object", "properties": {"a": {"enum": [1, 2]}}}, closed=True)
    assert infer_types("x.b", {"x": open_ended}).findings == ()
    assert len(infer_types("x.b", {"x": closed}).findings) == 1
    assert len(infer_types("x.a = 3", {"x": form}).findings) == 1


def test_a_type_that_unfolds_to_too_much_is_any() -> None:
    """Each entry names the one before twice: the last would have 2 ** 40 parts. Comparing types must end."""
    doubled = ", ".join(f"a{n}: {{x: a{n - 1}, y: a{n - 1}}}" for n in range(1, 41))
    found = infer_types(f"if q then {{a0: 1, {doubled}}} else {{a0: 1, {doubled}}}", {})
    assert (found.type, found.findings) == (ANY, ())
    (finding,) = infer_types("{a0: 1, a1: {x: a0, y: a0}, b: a1.z}", {}).findings
    assert "z" in str(finding.problem), "what is small is still known"
