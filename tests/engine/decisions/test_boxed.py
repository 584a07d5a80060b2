"""Boxed expressions (DMN 1.5, clause 10.2.2)."""

from __future__ import annotations

import pytest

from engine.feel import Budget, BudgetSpent
from tests.engine.decisions.conftest import environment
from tests.engine.decisions.drawing import (
    compiled,
    context,
    decision,
    function,
    input_data,
    knowledge_model,
    literal,
)


def of(logic, *inputs, more=(), knowledge=(), type_ref=None):
    drawn = [input_data(name) for name in inputs]
    return compiled(
        *drawn, *more, decision("it", logic, inputs=inputs, knowledge=knowledge, type_ref=type_ref)
    )


def invocation(function_text, **arguments):
    bindings = "".join(
        f'<binding><parameter name="{name}"/>{literal(text)}</binding>' for name, text in arguments.items()
    )
    return f"<invocation>{literal(function_text)}{bindings}</invocation>"


def loop(kind, source, result, variable="x"):
    inner = "return" if kind == "for" else "satisfies"
    return (
        f'<{kind} iteratorVariable="{variable}"><in>{literal(source)}</in>'
        f"<{inner}>{literal(result)}</{inner}></{kind}>"
    )


def chosen(condition):
    return (
        f"<conditional><if>{literal(condition)}</if><then>{literal('1')}</then>"
        f"<else>{literal('2')}</else></conditional>"
    )


def filtered(source, match):
    return f"<filter><in>{literal(source)}</in><match>{literal(match)}</match></filter>"


def test_each_entry_of_a_context_sees_those_before_it(value):
    assert value(of(context(a="n + 1", b="a * 2"), "n"), n=1) == {"a": 2, "b": 4}


def test_the_entry_without_a_name_is_the_result_and_names_may_have_blanks(value):
    made = of(
        "<context>"
        f"<contextEntry><variable name='monthly fee'/>{literal('n * 2')}</contextEntry>"
        f"<contextEntry>{literal('monthly fee + 1')}</contextEntry></context>",
        "n",
    )
    assert value(made, n=4) == 9


def test_an_entry_of_a_context_does_not_leak_out_of_it(evaluate):
    nested = f"<context><contextEntry><variable name='a'/>{context(inner='1')}</contextEntry>"
    made = of(nested + f"<contextEntry>{literal('inner')}</contextEntry></context>")
    outcome = evaluate(made)
    assert (outcome.value, outcome.notes[0].message) == (None, "unknown variable `inner`")


def test_an_entry_is_converted_to_its_type_or_null(evaluate):
    entry = f"<contextEntry><variable name='a' typeRef='number'/>{literal('{}')}</contextEntry>"
    made = of(f"<context>{entry.format('[5]')}</context>")
    assert evaluate(made).value == {"a": 5}
    outcome = evaluate(of(f"<context>{entry.format(chr(34) + 'x' + chr(34))}</context>"))
    assert outcome.value == {"a": None}
    assert outcome.notes[0].where == "it.a"


def test_lists_and_relations(value):
    assert value(of(f"<list>{literal('1')}<list>{literal('n')}</list></list>", "n"), n=2) == [1, [2]]
    relation = (
        '<relation><column name="name"/><column name="age"/>'
        f"<row>{literal(chr(34) + 'A' + chr(34))}{literal('n')}</row>"
        f"<row>{literal(chr(34) + 'B' + chr(34))}{literal('n + 1')}</row></relation>"
    )
    assert value(of(relation, "n"), n=2) == [{"name": "A", "age": 2}, {"name": "B", "age": 3}]
    assert (
        value(of(relation.replace('name="age"', 'name="age" typeRef="string"'), "n"), n=2)[0]["age"] is None
    )


@pytest.mark.parametrize(("given", "expected"), [(True, 1), (False, 2), (None, 2), ("x", None), (1, None)])
def test_a_conditional_decides_and_a_condition_of_another_kind_makes_null(given, expected, value):
    assert value(of(chosen("b"), "b"), b=given) == expected


def test_a_filter_sees_the_item_and_its_entries(value):
    assert value(of(filtered("n", "item > 2"), "n"), n=[1, 2, 3, 4]) == [3, 4]
    rows = [{"a": 1, "b": "x"}, {"a": 5, "b": "y"}]
    assert value(of(filtered("rows", "a > 2 and item.b = b"), "rows"), rows=rows) == rows[1:]
    assert value(of(filtered("n", "item > 1"), "n"), n=[None, 2]) == [2]
    assert value(of(filtered("n", "true"), "n"), n=7) == [7]
    assert value(of(filtered("n", "true"), "n"), n=None) == []


def test_a_match_that_is_not_boolean_makes_null(evaluate):
    outcome = evaluate(of(filtered("[1, 2]", "item")))
    assert (outcome.value, outcome.notes[0].message) == (
        None,
        "the match of a filter must be a boolean, not number",
    )


def test_for_goes_through_a_list_and_knows_the_results_so_far(value):
    assert value(of(loop("for", "n", "x * 2"), "n"), n=[1, 2]) == [2, 4]
    assert value(of(loop("for", "[1, 2, 3]", "x + count(partial)"))) == [1, 3, 5]
    assert value(of(loop("for", "n", "x"), "n"), n=[]) == []
    assert value(of(loop("for", "[1, 2]", "partial"))) == [[], [[]]]


@pytest.mark.parametrize(
    ("kind", "items", "expected"),
    [
        ("some", [1, 5], True),
        ("some", [1, 2], False),
        ("some", [], False),
        ("some", [None, 5], True),
        ("some", [None, 1], None),
        ("every", [5, 6], True),
        ("every", [5, 1], False),
        ("every", [], True),
        ("every", [None, 5], None),
        ("every", [None, 1], False),
    ],
)
def test_some_and_every_are_three_valued(kind, items, expected, value):
    assert value(of(loop(kind, "n", "if x = null then null else x > 3"), "n"), n=items) is expected


@pytest.mark.parametrize("kind", ["some", "every"])
def test_what_an_item_must_satisfy_must_be_boolean(kind, evaluate):
    outcome = evaluate(of(loop(kind, "[1, 2]", "x")))
    assert outcome.value is None
    assert outcome.notes[0].message == "what an item must satisfy must be a boolean, not number"


def test_loops_inside_loops_count_against_the_budget():
    inner = loop("for", "n", "x + y", variable="y")
    made = of(f'<for iteratorVariable="x"><in>{literal("n")}</in><return>{inner}</return></for>', "n")
    assert made.evaluate("it", {"n": [1, 2]}, environment()).value == [[2, 3], [3, 4]]
    with pytest.raises(BudgetSpent):
        made.evaluate("it", {"n": list(range(200))}, environment(Budget(steps=5_000)))


def test_a_function_definition_keeps_what_was_in_scope_where_it_was_made(value):
    made = of(
        "<context>"
        f"<contextEntry><variable name='factor'/>{literal('n')}</contextEntry>"
        f"<contextEntry><variable name='times'/>{function('x: number', literal('x * factor'))}</contextEntry>"
        f"<contextEntry>{literal('times(3) + times(x: 4)')}</contextEntry></context>",
        "n",
    )
    assert value(made, n=10) == 70


def test_an_invocation_passes_arguments_by_name(value):
    more = [knowledge_model("fee of", "days: number, rate", literal("days * rate"))]
    assert value(of(invocation("fee of", rate="2", days="n"), "n", more=more, knowledge=["fee of"]), n=3) == 6
    assert (
        value(
            of(literal("fee of(n, 2) + fee of(days: 1, rate: n)"), "n", more=more, knowledge=["fee of"]), n=3
        )
        == 9
    )


def test_a_wrong_argument_makes_null_and_the_function_is_not_called(evaluate):
    more = [knowledge_model("fee", "days: number", literal("1"))]
    outcome = evaluate(of(invocation("fee", days='"x"'), more=more, knowledge=["fee"]))
    assert (outcome.value, outcome.notes[0].message) == (None, "fee: `days` must be number, not string")
    outcome = evaluate(of(invocation("fee", hours="1"), more=more, knowledge=["fee"]))
    assert outcome.value is None
    assert "there is no parameter `hours`" in outcome.notes[0].message
    outcome = evaluate(of(invocation("n", days="1"), "n", more=more), n=5)
    assert (outcome.value, outcome.notes[0].message) == (None, "cannot call number: it is no function")


def test_a_binding_without_a_formula_passes_null(value):
    more = [knowledge_model("k", "a", literal("a = null"))]
    drawn = f"<invocation>{literal('k')}<binding><parameter name='a'/></binding></invocation>"
    assert value(of(drawn, more=more, knowledge=["k"])) is True


def test_a_part_that_cannot_be_read_is_null_and_the_rest_is_evaluated(evaluate):
    outcome = evaluate(of(context(a="1 +", b="2")))
    assert outcome.value == {"a": None, "b": 2}
    assert outcome.notes[0].message == "the expression cannot be read: `check` says why"
