"""Invocation: by position, by name, with implicit conversions (Tables 45, 63, 72), and host functions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Environment, FeelEvaluationError, FeelSyntaxError, HostValue, compile_expression
from engine.feel.functions import FUNCTIONS

Feel = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('contains(string: "foobar", match: "oba")', True),
        ('contains(match: "oba", string: "foobar")', True),
        ('substring(string: "foobar", start position: 3)', "obar"),
        ('substring(length: 1, string: "foobar", start position: 3)', "o"),
        ('date(from: "2024-01-31") = date(year: 2024, month: 1, day: 31)', True),
        ("floor(n: 1.5)", 1),
        ("floor(n: 1.56, scale: 1)", Decimal("1.5")),
        ("floor(n: 1.5, scale: null)", None),
        ("floor(scale: 1)", None),
        ("min(list: [1, 2])", 1),
        ('get value(key: "a", m: {a: 1})', 1),
        ("list replace(position: 2, newItem: 4, list: [1, 2, 3])", [1, 4, 3]),
        ('number(from: "12")', 12),  # unsupplied named parameters are null
        ('contains(match: "x")', None),
        ('contains(strin: "x", match: "x")', None),
        ("min(c: 1)", None),
    ],
)
def test_arguments_by_name(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('contains(["foobar"], "of")', False),  # from singleton list
        ('upper case(["a"])', "A"),
        ('upper case(["a", "b"])', None),
        ("upper case([])", None),
        ("count(5)", 1),  # to singleton list
        ("append(1, 2)", [1, 2]),
        ('string join("a", "-")', "a"),
        ('time(@"2024-01-31") = @"00:00:00Z"', True),  # date to date and time
        ("abs([-1])", 1),
        ("abs([[-1]])", None),
    ],
)
def test_implicit_conversions_of_arguments(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('number("1 000,5", " ", ",")', Decimal("1000.5")),
        ('number("1,000.5", ",", ".")', Decimal("1000.5")),
        ('number("1.000.000,01", ".", ",")', Decimal("1000000.01")),
        ('number("1000.5", null, ".")', Decimal("1000.5")),
        ('number("1,000", ",", null)', 1000),
        ('number("-12", null, null)', -12),
        ('number(".5", null, null)', Decimal("0.5")),
        ('number("1,000", " ", ".")', None),
        ('number("1.5", null, ",")', None),
        ('number("1,5", ",", ",")', None),
        ('number("1:5", ":", ".")', None),
        ('number("1;5", ",", ";")', None),
        ('number("abc", null, null)', None),
        ('number("", null, null)', None),
        ('number("１２", null, null)', None),
        ("number(12, null, null)", None),
        ("number(null, null, null)", None),
        ('number("12")', None),
        ('number("1e99999", null, null)', None),
    ],
)
def test_number_reads_what_its_separators_say(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_every_function_refuses_too_many_arguments_with_null(notes: Callable[..., list[str]]) -> None:
    for name, function in FUNCTIONS.items():
        if any(signature.rest for signature in function.signatures):
            continue
        (note,) = notes(f"{name}(1, 2, 3, 4, 5, 6)")
        assert f"{name} takes (" in note


def test_every_function_takes_null_without_an_error_of_python(feel: Feel) -> None:
    for name, function in FUNCTIONS.items():
        for signature in function.signatures:
            count = len(signature.parameters) + (1 if signature.rest else 0)
            for argument in ("null", "x", "[]", "[x]", "{}", '"a"', "-1", '@"P1D"', "[1..2]"):
                feel(f"{name}({', '.join([argument] * count)})", {"x": object()})


@pytest.mark.parametrize("parameter", ["list", "m", "string", "from", "n", "number"])
def test_parameter_names_are_those_of_the_standard(parameter: str) -> None:
    names = {
        p.name
        for function in FUNCTIONS.values()
        for signature in function.signatures
        for p in signature.parameters
    }
    assert parameter in names


class Limit(HostValue):
    """Stands for what the clocks give: scaled by numbers, with a due time."""

    def __init__(self, hours: Decimal) -> None:
        self.hours = hours

    def feel_multiply(self, factor: Decimal) -> Limit | None:
        return Limit(self.hours * factor) if factor > 0 else None

    def feel_property(self, name: str) -> Any:
        return {"hours": self.hours, "rate": 0.5}.get(name)


HOST = frozenset({"limit", "working days"})


@pytest.fixture
def host(environment: Callable[..., Environment]) -> Callable[..., tuple[Any, list[str]]]:
    functions = {"limit": lambda name: Limit(Decimal(4)) if name == "arrive" else None, "working days": sum}

    def evaluate(text: str, variables: dict[str, Any] | None = None) -> tuple[Any, list[str]]:
        env = environment(functions=functions)
        value = compile_expression(text, functions=HOST).evaluate(variables or {}, env)
        return value, [str(note) for note in env.notes]

    return evaluate


def test_a_host_value_is_scaled_from_either_side(host: Any) -> None:
    for text in ('limit("arrive") * 0.8', '0.8 * limit("arrive")', 'limit("arrive") * f'):
        value, notes = host(text, {"f": 0.8})
        assert value.hours == Decimal("3.2")
        assert notes == []
    assert host('limit("arrive") * -1') == (None, ["cannot multiply this host value at 1:17"])


def test_a_host_value_has_properties_and_nothing_else(host: Any) -> None:
    assert host('limit("arrive").hours')[0] == 4
    assert host('limit("arrive").rate + 1')[0] == Decimal("1.5")
    assert host('limit("arrive").nope') == (None, ["the host value has no value for `nope` at 1:16"])
    for text in ('limit("arrive") + 1', 'limit("arrive") > 1', 'limit("arrive") = limit("arrive")'):
        value, notes = host(text)
        assert value is None
        assert "host value" in notes[0]
    assert host('limit("arrive") = null')[0] is False
    assert host('limit("nothing") = null')[0] is True
    assert host('string(limit("arrive"))')[1] == ["string: a host value has no text at 1:1"]
    assert host('count([limit("arrive")])')[0] == 1


def test_host_functions_may_have_spaces_and_get_evaluated_arguments(host: Any) -> None:
    assert host("working days([1, 1 + 1])")[0] == 3
    assert host('limit(if x then "arrive" else "restore").hours', {"x": True})[0] == 4


def test_an_expression_tells_which_host_functions_it_uses() -> None:
    assert compile_expression('limit("a")', functions=HOST).functions == {"limit"}
    assert compile_expression("1", functions=HOST).functions == frozenset()


def test_a_host_function_must_be_declared_and_there(
    environment: Callable[..., Environment],
) -> None:
    with pytest.raises(FeelSyntaxError, match="unknown function `limit`"):
        compile_expression('limit("arrive")')
    with pytest.raises(FeelSyntaxError, match="by position"):
        compile_expression('limit(name: "arrive")', functions=HOST)
    compiled = compile_expression('limit("arrive")', where="timer-1", functions=HOST)
    with pytest.raises(FeelEvaluationError, match="`limit` is not available here") as stopped:
        compiled.evaluate({}, environment())
    assert (stopped.value.where, stopped.value.position) == ("timer-1", (1, 1))
    with pytest.raises(FeelEvaluationError, match="does not take 1 arguments"):
        compiled.evaluate({}, environment(functions={"limit": lambda: 1}))
    with pytest.raises(ValueError, match="cannot redefine"):
        compile_expression("1", functions=frozenset({"count"}))


def test_an_error_of_the_host_is_the_host_s(environment: Callable[..., Environment]) -> None:
    def broken(_name: str) -> None:
        raise TypeError("inside")

    compiled = compile_expression('limit("arrive")', functions=HOST)
    with pytest.raises(TypeError, match="inside"):
        compiled.evaluate({}, environment(functions={"limit": broken}))
