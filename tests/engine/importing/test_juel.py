"""JUEL of Camunda 7 becomes FEEL, or is left to a person with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Environment, compile_expression
from engine.importing.expressions import Names, Untranslatable, parse_juel, write_feel

NAMES = Names({"order": "order_value", "amount": "order.amount", "nrOfInstances": "numberOfInstances"})


def feel(text, condition=False):
    return write_feel(parse_juel(text), NAMES, condition=condition).text


def value(text, **variables):
    environment = Environment(now=datetime(2026, 11, 23, 1, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"))
    return compile_expression(feel(text)).evaluate(variables, environment)


@pytest.mark.parametrize(
    ("juel", "expected"),
    [
        ("${approved}", "approved"),
        ("#{!approved}", "not(approved = true)"),
        ("${amount > 5 && !late}", "order.amount > 5 and not(late = true)"),
        ("${a eq 'x' or b ne 3}", 'a = "x" or b != 3'),
        ("${order.items[0].price * 1.19 >= 100}", "order_value.items[1].price * 1.19 >= 100"),
        ("${map['a key'].x}", 'get value(map, "a key").x'),
        ("${a ? 'x' : b}", 'if a = true then "x" else b'),
        ("${a - (b - c)}", "a - (b - c)"),
        ("${(a == b) == c}", "(a = b) = c"),
        ("${execution.getVariable('x') == null}", "x = null"),
        ("${nrOfInstances - 1}", "numberOfInstances - 1"),
        ("${dateTime().plusWeeks(2).toDate()}", 'now() + duration("P14D")'),
        ("${x.toUpperCase() == 'A'}", 'upper case(x) = "A"'),
        ('${customer.prop("age").numberValue() < 21}', "customer.age < 21"),
        ("plain text", '"plain text"'),
        ('\\${kept} "q"', '"${kept} \\"q\\""'),
        ("Order ${n} of ${who}", 'string join(["Order ", string(n), " of ", string(who)])'),
    ],
)
def test_what_both_languages_mean_alike_is_translated(juel, expected):
    assert feel(juel) == expected


@pytest.mark.parametrize(
    ("juel", "reason"),
    [
        ("${bean.decide(x)}", "bean.decide() is code outside the diagram"),
        ("${fn:length(x) > 1}", "fn:length() is a function of Java"),
        ("${execution.id}", "execution.id is code outside the diagram"),
        ("${'a' + b}", "JUEL calculates with numbers only"),
        ("${list[i]}", "may be a key or a position"),
        ("${a.b", "a brace is not closed"),
        ("${a >}", "'the end' is not expected there"),
        ("${a § b}", "the character '§' at 3"),
        ("${1e9999 > a}", "is beyond what FEEL calculates with"),
        ("${" + "(" * 60 + "a" + ")" * 60 + "}", "nested deeper"),
        ("${a$b}", "'a$b' is no variable of FEEL"),
        ("x" * 10_001, "more than 10000 characters"),
    ],
)
def test_what_has_no_equal_is_refused_with_the_reason_in_both_languages(juel, reason):
    with pytest.raises(Untranslatable, match=None) as refused:
        feel(juel)
    assert reason in refused.value.reason
    assert any("一" <= character <= "鿿" for character in refused.value.reason.zh)


def test_a_missing_truth_value_counts_as_false_as_it_does_in_juel():
    assert value("${!approved && true}") is True
    assert value("${approved || urgent}", urgent=True) is True
    assert value("${approved && urgent}", urgent=True) is False


def test_a_text_is_never_taken_for_a_truth_value_in_silence():
    assert value("${approved && true}", approved="true") is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, True), ("", True), ([], True), ({}, True), ("a", False), ([1], False), (0, False)],
)
def test_empty_is_null_and_everything_with_nothing_in_it(content, expected):
    assert value("${empty x}", x=content) is expected


@pytest.mark.parametrize(("holder", "size"), [([1, 2, 3], 3), ({"a": 1, "b": 2}, 2), ([], 0)])
def test_the_size_of_a_list_or_a_map(holder, size):
    assert value("${x.size()}", x=holder) == size


def test_contains_asks_a_text_or_a_list_and_contains_key_a_map():
    assert value("${x.contains('b')}", x="abc") is True
    assert value("${x.contains('b')}", x=["a"]) is False
    assert value("${x.containsKey('b')}", x={"b": None}) is True


@pytest.mark.parametrize(("a", "b"), [(7, 3), (-7, 3), (7, -3), (-7, -3)])
def test_the_remainder_has_the_sign_of_the_dividend_as_in_java(a, b):
    assert value("${a % b}", a=a, b=b) == (abs(a) % abs(b)) * (1 if a > 0 else -1)


def test_null_in_a_composite_text_is_nothing():
    assert value("Hello ${name}!") == "Hello !"


@pytest.mark.parametrize(
    "text",
    [
        "${a" + ".a" * 3000 + "}",
        "${" + "!" * 4000 + "a}",
        "${" + "-" * 4000 + "1}",
        "${a" + " + a" * 2000 + "}",
        "${(a" + " + a" * 2000 + ").toDate()}",
        "${a" + "[0]" * 2000 + "}",
        "${a" + " ? b : a" * 900 + "}",
    ],
)
def test_depth_is_refused_and_never_a_crash(text):
    with pytest.raises(Untranslatable):
        feel(text)


@given(st.text(alphabet="ab1 .()[]'\"!&|=<>+-*/%?:${}empty not", max_size=40))
def test_any_text_is_translated_or_refused_never_more(text):
    try:
        feel(text)
    except Untranslatable:
        pass
