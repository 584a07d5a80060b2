"""What a designer is told: where it is wrong, what was expected, and why a value became null."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import HuanError, InvalidInput
from engine.feel import (
    BudgetSpent,
    FeelError,
    FeelEvaluationError,
    FeelSyntaxError,
    compile_expression,
    compile_unary_tests,
)

Notes = Callable[..., list[str]]


def test_the_errors_are_part_of_the_house_s_tree() -> None:
    assert issubclass(FeelError, HuanError)
    assert issubclass(FeelSyntaxError, FeelError)
    assert issubclass(FeelSyntaxError, InvalidInput)
    assert issubclass(FeelEvaluationError, FeelError)
    assert issubclass(BudgetSpent, FeelEvaluationError)
    assert FeelSyntaxError.code == "feel"


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("1 +", (1, 4), "expected an expression, found the end"),
        ("", (1, 1), "expected an expression, found the end"),
        ("1 + * 2", (1, 5), "expected an expression, found `*`"),
        ("(1", (1, 3), "expected `)`, found the end"),
        ("[1, 2", (1, 6), "expected `]` or `,`, found the end"),
        ("{a: 1", (1, 6), "expected `,` or `}`, found the end"),
        ("{a 1}", (1, 2), "expected a key and `:`, found `a`"),
        ("1 2", (1, 3), "expected an operator or the end, found `2`"),
        ("a.", (1, 3), "expected a name, found the end"),
        ("if a then b", (1, 12), "expected `else`, found the end"),
        ("a\n  and\n  then", (3, 3), "expected an expression, found `then`"),
        ("x between 1 or 3", (1, 13), "expected `and`, found `or`"),
        ("a # b", (1, 3), "unexpected character `#`"),
        ("order.x = 'open'", (1, 11), "expected an expression, found `'`"),
        ("not true", (1, 5), "expected `(`, found `true`"),
        ("/* open", (1, 1), "this comment has no end"),
        ("?", (1, 1), "`?` stands for the tested value"),
        ("f(a: 1, 2)", (1, 1), "unknown function `f`"),
        ("substring(string: 1, 2)", (1, 22), "expected a parameter name and `:`, found `2`"),
        ("1e99999", (1, 1), "outside the range of FEEL numbers"),
    ],
)
def test_a_syntax_error_says_where_and_what_was_expected(
    text: str, position: tuple[int, int], message: str
) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text, where="flow-3")
    error = refused.value
    assert error.position == position
    assert message in error.problem
    assert str(error) == f"flow-3, {position[0]}:{position[1]}: {error.problem}"
    assert error.where == "flow-3"
    assert error.findings[0]["line"] == position[0]


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("x == 3", (1, 3), "`==` is not FEEL: write `=`"),
        ("x === 3", (1, 3), "`===` is not FEEL: write `=`"),
        ("x => 3", (1, 3), "`=>` is not FEEL: write `>=`"),
        ("x =< 3", (1, 3), "`=<` is not FEEL: write `<=`"),
        ("x >> 3", (1, 3), "`>>` is not FEEL: write `>`"),
        ("x << 3", (1, 3), "`<<` is not FEEL: write `<`"),
        ("x <> 3", (1, 3), "`<>` is not FEEL: write `!=`"),
        ("x !== 3", (1, 3), "`!==` is not FEEL: write `!=`"),
        ("x >== 3", (1, 3), "`>==` is not FEEL: write `>=`"),
        ("x <=> 3", (1, 3), "`<=>` is not FEEL: write one of `=`, `!=`, `<`, `<=`, `>`, `>=`"),
        ("x > = 3", (1, 3), "`> =` is not FEEL: write `>=`"),
        ("x ! = 3", (1, 3), "`! =` is not FEEL: write `!=`"),
        ("x =! 3", (1, 4), "`!` is not FEEL: write `not(…)`"),
        ("a and\n b == c", (2, 4), "`==` is not FEEL: write `=`"),
        ("[1, 2][item == 2]", (1, 13), "`==` is not FEEL: write `=`"),
        ("x in == 3", (1, 6), "`==` is not FEEL: write `=`"),
        ("x between > 1 and 3", (1, 11), "a test such as `> …` stands alone or in parentheses"),
        ("1 + > 3", (1, 5), "a test such as `> …` stands alone or in parentheses"),
        ("x and > 3", (1, 7), "a test such as `> …` stands alone or in parentheses"),
        ("- > 3", (1, 3), "a test such as `> …` stands alone or in parentheses"),
        ("[1..> 3]", (1, 5), "a test such as `> …` stands alone or in parentheses"),
        ("a && b", (1, 3), "`&&` is not FEEL: write `and`"),
        ("a & b", (1, 3), "`&` is not FEEL: write `and`, or `+` between texts"),
        ("a || b", (1, 3), "`||` is not FEEL: write `or`"),
        ("a | b", (1, 3), "`|` is not FEEL: write `or`"),
        ("!a", (1, 1), "`!` is not FEEL: write `not(…)`"),
        ("a % b", (1, 3), "`%` is not FEEL: write `modulo(a, b)`"),
        ("a ^ b", (1, 3), "`^` is not FEEL: write `**`"),
        ("a = 1;", (1, 6), "`;` is not FEEL: an expression is one, remove it"),
        ("a ≥ 1", (1, 3), "`≥` is not FEEL: write `>=`"),
        ("a ≤ 1", (1, 3), "`≤` is not FEEL: write `<=`"),
        ("a ≠ 1", (1, 3), "`≠` is not FEEL: write `!=`"),
        ("x = 'open'", (1, 5), "texts stand in double quotes"),
        ("a AND b", (1, 3), "write `and`"),
        ("a Or b", (1, 3), "write `or`"),
        ("order.a AND order.b", (1, 9), "write `and`"),
        ("orders[a OR b]", (1, 10), "write `or`"),
    ],
)
def test_the_habits_of_other_languages_are_answered_with_what_feel_writes(
    text: str, position: tuple[int, int], message: str
) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text)
    assert message in refused.value.problem
    assert refused.value.position == position


@pytest.mark.parametrize("text", ["== 3", "=> 3", "not(== 3)", "1, >> 3", "? == 3"])
def test_a_cell_refuses_doubled_operators_too(text: str) -> None:
    with pytest.raises(FeelSyntaxError, match="is not FEEL: write"):
        compile_unary_tests(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(> 3)",
            "> 3",
            "x = (> 3)",
            "x in > 3",
            "x in (> 3)",
            "x in (< 1, >= 3)",
            "x in != 1",
            "[> 3, < 1]",
        ),
        *("includes((> 3), 4)", "includes(> 3, 4)", "{a: > 3}", "if a then > 3 else < 2", "x < -3", "(=3)"),
        *("x in >= 3 and y", "x <-3", "x = -3", "a[> 3 = item]"),
    ],
)
def test_a_test_with_one_end_stays_legal_where_the_grammar_has_it(text: str) -> None:
    compile_expression(text)


def test_what_was_expected_can_be_read_by_a_program() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression("[1, 2")
    assert refused.value.expected == ("`]`", "`,`")


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("for x l return x", (1, 7), "expected a name and `in`, found `l`"),
        ("for x in l", (1, 11), "expected `return` or `,`, found the end"),
        ("for x in l satisfies x", (1, 12), "expected `return` or `,`"),
        ("some x in l return x", (1, 13), "expected `satisfies` or `,`"),
        ("every in l satisfies x", (1, 7), "expected a name and `in`, found `in`"),
        ("function(x x", (1, 12), "expected a parameter name"),
        ("function(x, x) x", (1, 13), "the parameter `x` stands twice"),
        ("function(x: numbr) x", (1, 13), "there is no type `numbr`; did you mean `number`?"),
        ("x instance number", (1, 12), "expected `of`, found `number`"),
        ("x instance of list<number", (1, 26), "expected `>`, found the end"),
        ("x instance of context<a>", (1, 23), "expected a name and `:`, found `a`"),
        ("x instance of context<a: number, a: number>", (1, 34), "the entry `a` stands twice"),
        ("x instance of function<number>", (1, 31), "expected `->`, found the end"),
        ("x instance of " + "list<" * 70 + "number" + ">" * 70, (1, 340), "the type is nested deeper than"),
        ('function(x) external {java: {class: "A"}}', (1, 13), "external functions (Java, PMML) are not"),
    ],
)
def test_what_binds_names_says_what_is_missing(text: str, position: tuple[int, int], message: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text)
    assert message in refused.value.problem
    assert refused.value.position == position


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('string lenght("x")', "`string length`"),
        ('substing("x", 1)', "`substring`"),
        ('limt("arrive")', "`limit`"),
        ("Sum([1])", "`sum`"),
    ],
)
def test_an_unknown_function_is_refused_naming_near_ones(text: str, near: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text, functions=frozenset({"limit"}))
    assert near in refused.value.expected
    assert "did you mean" in refused.value.problem


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("ordr", "unknown variable `ordr` at 1:1"),
        ('1 + "a"', "cannot add number and string at 1:3"),
        ("order.prioritty", "the context has no entry `prioritty` at 1:6"),
        ("order.customer.name", "cannot read `name` of null at 1:15"),
        ("order.priority.x", "cannot read `x` of number at 1:15"),
        ("[1][2]", "there is no item 2 in a list of 1 at 1:4"),
        ("order.customer[1]", "cannot take an item of null at 1:15"),
        ("order.customer[x > 1]", "cannot filter null at 1:15"),
        ("1\n  /\n0", "cannot divide by zero at 2:3"),
        ("1 and true", "`and` needs booleans, not number at 1:3"),
        ("abs(-1, 2)", "abs takes (n), not 2 arguments at 1:1"),
        ('contains("a")', "contains takes (string, match), not 1 argument at 1:1"),
        ("abs(number: 1)", "abs takes (n), not (number) at 1:1"),
        ("abs(n: 1, n: 2)", "abs takes (n), not (n, n) at 1:1"),
    ],
)
def test_null_has_a_reason(notes: Notes, text: str, note: str) -> None:
    assert notes(text, {"order": {"priority": 1, "customer": None}})[0] == note


def test_null_that_comes_of_null_alone_needs_no_reason(notes: Notes) -> None:
    for text in ("null and true", "x", "min([])", "if true then null else 1"):
        assert notes(text, {"x": None}) == []


def test_notes_tell_the_first_cause_first(notes: Notes) -> None:
    assert notes("ordr.priority > 2") == [
        "unknown variable `ordr` at 1:1",
        "cannot read `priority` of null at 1:5",
        "cannot compare null and number at 1:15",
    ]


def test_a_note_says_each_thing_once_and_there_are_not_too_many(environment: Callable[..., Any]) -> None:
    env = environment()
    compile_expression("l[x > 1]").evaluate({"l": [{}] * 1000}, env)
    assert [str(note) for note in env.notes] == [
        "unknown variable `x` at 1:3",
        "cannot compare null and number at 1:5",
    ]
    many = " + ".join(f"[v{i}]" for i in range(100))
    env = environment()
    compile_expression(many).evaluate({}, env)
    assert len(env.notes) == env.budget.notes


def test_trying_a_condition_as_an_index_leaves_no_notes(environment: Callable[..., Any]) -> None:
    env = environment()
    assert compile_expression("l[flag]").evaluate({"l": [{"flag": True}]}, env) == [{"flag": True}]
    assert env.notes == []


def test_notes_carry_the_place_the_caller_named(environment: Callable[..., Any]) -> None:
    env = environment()
    compile_unary_tests("< limit", where="rule 3, input 2").matches(1, {}, env)
    assert env.notes[0].where == "rule 3, input 2"
    assert env.notes[0].position == (1, 3)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("-4 ** 2", "`-a ** b` means `(-a) ** b` in FEEL; write the parentheses you mean at 1:4"),
        ('date("2024-02-30")', "date: there is no day 2024-02-30 at 1:1"),
        ('contains("a")', "contains takes (string, match), not 1 argument at 1:1"),
        ("{a: 1, a: 2}", "the key `a` stands twice; the context is null at 1:8"),
        ("x = True", "`True` is a name here; the value is written `true` at 1:5"),
        ("x = NULL", "`NULL` is a name here; the value is written `null` at 1:5"),
        ("x = None", "`None` is a name here; the value is written `null` at 1:5"),
        ("order.级别＞3", "the name `级别＞3` contains full-width punctuation; FEEL's is half-width at 1:7"),
        ('matches(x, "(")', None),
    ],
)
def test_what_is_surely_not_meant_is_warned_about_when_compiling(text: str, warning: str | None) -> None:
    warnings = [str(note) for note in compile_expression(text).warnings]
    assert warnings == ([warning] if warning else [])


def test_parentheses_silence_the_warning_about_powers() -> None:
    assert compile_expression("(-4) ** 2").warnings == ()
    assert compile_expression("-(4 ** 2)").warnings == ()
    assert compile_expression("2 ** -4").warnings == ()
