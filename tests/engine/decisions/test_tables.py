"""Decision tables: inputs, outputs, defaults, allowed values, annotations and the trace (DMN 1.5, clause 8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.decisions.tables import overlaps
from engine.feel import Budget, BudgetSpent
from tests.engine.decisions.conftest import environment
from tests.engine.decisions.drawing import compiled, decision, input_data, item, table

DISCOUNT = """
    "Business" | < 10  => 0.1  | "by post"    // small
    "Business" | >= 10 => 0.15 | "by courier" // large
    "Private"  | -     => 0.05 | "by post"    // whoever
"""


def discount(**options):
    drawn = table(["kind", "order size"], ["rate :: :: 0", "delivery :: "], DISCOUNT, **options)
    return compiled(
        input_data("kind", "string"),
        input_data("order size", "number"),
        decision("it", drawn, inputs=["kind", "order size"]),
    )


def test_several_outputs_are_a_context_and_dash_accepts_everything(evaluate):
    made = discount()
    assert evaluate(made, **{"kind": "Business", "order size": 12}).value == {
        "rate": Decimal("0.15"),
        "delivery": "by courier",
    }
    assert evaluate(made, **{"kind": "Private", "order size": None}).value["delivery"] == "by post"


def test_without_a_match_the_default_outputs_stand_and_the_missing_one_is_null_with_a_warning(evaluate):
    made = discount()
    assert evaluate(made, **{"kind": "Other", "order size": 1}).value == {"rate": 0, "delivery": None}
    (problem,) = made.problems
    assert (problem.severity, problem.problem) == (
        "warning",
        "other outputs have a default, this one has none",
    )


def test_the_trace_says_what_was_tested_which_rules_matched_and_why(evaluate):
    (trace,) = evaluate(discount(), **{"kind": "Business", "order size": 3}).trace
    assert (trace.where, trace.hit_policy) == ("it", "UNIQUE")
    assert trace.inputs == (("kind", "Business"), ("order size", 3))
    assert [(rule.number, rule.annotations) for rule in trace.rules] == [(1, (("why", "small"),))]
    assert trace.output == {"rate": Decimal("0.1"), "delivery": "by post"}


@pytest.mark.parametrize("orientation", ["Rule-as-Row", "Rule-as-Column", "CrossTable"])
def test_how_a_table_is_drawn_does_not_change_what_it_says(orientation, evaluate):
    made = discount(more=f' preferredOrientation="{orientation}"')
    assert evaluate(made, **{"kind": "Private", "order size": 1}).value["rate"] == Decimal("0.05")


def test_a_value_that_an_input_does_not_allow_makes_null(evaluate):
    drawn = table(['grade :: "A", "B"'], [""], '- => "fine"')
    made = compiled(input_data("grade"), decision("it", drawn, inputs=["grade"]))
    assert evaluate(made, grade="A").value == "fine"
    outcome = evaluate(made, grade="Z")
    assert outcome.value is None
    assert outcome.notes[0].message == "the value of input `grade` is none of its input values"


def test_an_output_that_its_column_does_not_allow_is_null(evaluate):
    drawn = table(["n"], [':: "a", "b"'], '1 => "a"\n2 => "z"')
    made = compiled(input_data("n"), decision("it", drawn, inputs=["n"]))
    assert evaluate(made, n=1).value == "a"
    outcome = evaluate(made, n=2)
    assert (outcome.value, outcome.notes[0].message) == (
        None,
        "the output of rule 2 is none of the output values",
    )


def test_outputs_are_converted_to_the_type_of_their_column(value):
    drawn = table(["n"], [":: :: :: number"], "1 => [5]")
    assert value(compiled(input_data("n"), decision("it", drawn, inputs=["n"])), n=1) == 5


def test_cells_may_use_other_variables_functions_and_the_tested_value(value):
    drawn = table(
        ["n"], [""], '> limit => n + limit\nodd(?) and ? < 10 => "odd"\n- => "other"', hit_policy="FIRST"
    )
    made = compiled(input_data("n"), input_data("limit"), decision("it", drawn, inputs=["n", "limit"]))
    assert [value(made, n=n, limit=100) for n in (101, 7, 8)] == [201, "odd", "other"]


def test_dates_texts_booleans_and_null_are_tested(value):
    rules = """
        null => "nothing"
        true => "yes"
        < date("2026-01-01") => "old"
        [@"2026-01-01"..@"2026-12-31"] => "this year"
        "a", "b" => "a or b"
        not("c", 5) => "not c"
    """
    made = compiled(
        input_data("x"), decision("it", table(["x"], [""], rules, hit_policy="FIRST"), inputs=["x"])
    )
    expected = {
        None: "nothing", True: "yes", date(2025, 5, 5): "old", date(2026, 6, 1): "this year",
        "b": "a or b", "c": None, 5: None, False: None,
    }  # fmt: skip
    assert {x: value(made, x=x) for x in expected} == expected


def test_a_table_without_inputs_always_matches(value):
    assert value(compiled(decision("it", table([], [""], "=> 42")))) == 42


def test_empty_cells_are_what_modelers_write_for_dash_and_null(value):
    drawn = table(["n"], ["a", "b"], "∅ => 1 | ∅")
    assert value(compiled(input_data("n"), decision("it", drawn, inputs=["n"])), n=3) == {"a": 1, "b": None}


def test_evaluations_of_tables_count_against_the_budget(evaluate):
    drawn = table(["n"], [""], "\n".join(f"? > {i} + n => {i}" for i in range(50)), hit_policy="COLLECT")
    made = compiled(input_data("n"), decision("it", drawn, inputs=["n"]))
    with pytest.raises(BudgetSpent):
        made.evaluate("it", {"n": 1}, environment(Budget(steps=40)))


def test_a_type_of_an_input_may_restrict_it(evaluate):
    made = compiled(
        item("tGrade", "string", allowed='"A", "B"'),
        input_data("grade", "tGrade"),
        decision("it", table(["grade"], [""], '"A" => 1\n- => 2', hit_policy="FIRST"), inputs=["grade"]),
    )
    outcome = evaluate(made, grade="Z")
    assert outcome.value == 2
    assert outcome.notes[0].message == "a string (Z) does not conform to tGrade"


@pytest.mark.parametrize(
    ("rules", "pairs"),
    [
        ('"a" | < 5 => 1\n"b" | < 5 => 2', []),
        ('"a" | < 5 => 1\n"a" | >= 5 => 2', []),
        ('"a" | <= 5 => 1\n"a" | >= 5 => 2', [(1, 2)]),
        ('- | 1 => 1\n"a" | - => 2', [(1, 2)]),
        ('not("a") | - => 1\nnot("b") | - => 2\n"a" | - => 3', [(1, 2), (2, 3)]),
        ("- | [1..3) => 1\n- | [3..5] => 2\n- | (2..3] => 3", [(1, 3), (2, 3)]),
        ("- | true => 1\n- | not(false) => 2", [(1, 2)]),
        ("- | (1..2) => 1\n- | [2..1] => 2", []),
        ("- | ? > 3 => 1\n- | 5 => 2", []),
    ],
)
def test_rules_that_can_match_together_are_told_where_the_policy_is_unique(rules, pairs):
    def told(hit_policy):
        drawn = table(["a", "b"], [""], rules, hit_policy=hit_policy)
        made = compiled(input_data("a"), input_data("b"), decision("it", drawn, inputs=["a", "b"]))
        return [
            str(one.problem)
            for one in made.problems
            if one.severity == "warning" and "together" in one.problem
        ]

    expected = [
        f"rules {first} and {second} can match together, which makes hit policy UNIQUE null"
        for first, second in pairs
    ]
    assert told("UNIQUE") == expected
    assert told("FIRST") == []


def test_only_the_first_rules_that_overlap_are_told_and_a_very_large_table_is_not_looked_at(monkeypatch):
    drawn = table(["n"], [""], "\n".join("- => 1" for _ in range(20)))
    made = compiled(input_data("n"), decision("it", drawn, inputs=["n"]))
    assert len(made.problems) == 10
    monkeypatch.setattr(overlaps, "MOST_STEPS", 10)
    assert compiled(input_data("n"), decision("it", drawn, inputs=["n"])).problems == ()


def test_a_constant_output_that_its_column_does_not_allow_is_an_error():
    made = compiled(
        input_data("n"), decision("it", table(["n"], [':: "a"'], '1 => "a"\n2 => "z"\n3 => n'), inputs=["n"])
    )
    (problem,) = made.problems
    assert (problem.severity, str(problem.problem)) == (
        "error",
        "the output of rule 2 is none of the output values",
    )
