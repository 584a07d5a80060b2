"""Every hit policy, its violations, and what no match gives (DMN 1.5, clause 8.2.11)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.decisions.drawing import compiled, decision, input_data, table

OVERLAPPING = """
    >= 10 => "low"    // ten and more
    >= 20 => "middle" // twenty and more
    >= 30 => "high"   // thirty and more
"""
FEES = """
    >= 10 => 5
    >= 20 => 7
    >= 30 => 6.5
"""


def of(rules, hit_policy, output=":: :: ", aggregation=""):
    drawn = table(["n"], [output], rules, hit_policy=hit_policy, aggregation=aggregation)
    return compiled(input_data("n", "number"), decision("it", drawn, inputs=["n"]))


RANKED = ':: "high", "middle", "low" :: '


@pytest.mark.parametrize(
    ("hit_policy", "n", "expected"),
    [
        ("FIRST", 35, "low"),
        ("PRIORITY", 25, "middle"),
        ("PRIORITY", 35, "high"),
        ("COLLECT", 25, ["low", "middle"]),
        ("RULE ORDER", 35, ["low", "middle", "high"]),
        ("OUTPUT ORDER", 35, ["high", "middle", "low"]),
        ("OUTPUT ORDER", 15, ["low"]),
    ],
)
def test_a_policy_chooses_among_the_rules_that_match(hit_policy, n, expected, value):
    assert value(of(OVERLAPPING, hit_policy, RANKED), n=n) == expected


@pytest.mark.parametrize(
    ("aggregation", "n", "expected"),
    [
        ("SUM", 35, Decimal("18.5")),
        ("COUNT", 25, 2),
        ("MIN", 35, 5),
        ("MAX", 35, 7),
        ("SUM", 10, 5),
    ],
)
def test_collected_outputs_are_aggregated(aggregation, n, expected, value):
    assert value(of(FEES, "COLLECT", aggregation=aggregation), n=n) == expected


def test_the_extremes_of_dates_and_texts_are_by_their_order(value):
    dates = '- => date("2026-03-01")\n- => date("2026-01-01")'
    assert str(value(of(dates, "COLLECT", aggregation="MIN"), n=1)) == "2026-01-01"
    assert value(of('- => "b"\n- => "a"', "COLLECT", aggregation="MAX"), n=1) == "b"


def test_unique_gives_the_output_of_the_only_rule(value):
    apart = '[10..20) => "low"\n[20..30) => "middle"\n>= 30 => "high"'
    made = of(apart, "UNIQUE", f'{RANKED} "none"')
    assert [value(made, n=n) for n in (5, 10, 20, 30)] == ["none", "low", "middle", "high"]


@pytest.mark.parametrize("hit_policy", ["FIRST", "PRIORITY", "ANY"])
def test_without_a_match_a_single_hit_table_gives_its_default_or_null(hit_policy, value, evaluate):
    assert value(of(OVERLAPPING, hit_policy, f'{RANKED} "none"'), n=1) == "none"
    assert value(of(OVERLAPPING, hit_policy, RANKED), n=1) is None


@pytest.mark.parametrize(
    ("hit_policy", "aggregation", "expected"),
    [
        ("COLLECT", "", []),
        ("RULE ORDER", "", []),
        ("OUTPUT ORDER", "", []),
        ("COLLECT", "COUNT", 0),
        ("COLLECT", "SUM", None),
        ("COLLECT", "MIN", None),
    ],
)
def test_without_a_match_a_list_is_empty_and_an_aggregate_that_of_nothing(
    hit_policy, aggregation, expected, value
):
    ranked = ":: 5, 6.5, 7 ::"
    assert value(of(FEES, hit_policy, ranked, aggregation=aggregation), n=1) == expected
    assert value(of(FEES, hit_policy, f"{ranked} 6", aggregation=aggregation), n=1) == 6


def test_rules_that_overlap_violate_unique_and_the_note_names_them(evaluate):
    outcome = evaluate(of(OVERLAPPING, "UNIQUE"), n=35)
    assert outcome.value is None
    assert [note.message for note in outcome.notes] == ["hit policy UNIQUE, but rules 1, 2, 3 match"]
    assert outcome.notes[0].message.zh == "命中策略为 UNIQUE，但规则 1, 2, 3 同时命中"
    assert [rule.number for rule in outcome.trace[0].rules] == [1, 2, 3]


def test_any_allows_equal_outputs_and_refuses_different_ones(evaluate, value):
    assert value(of('>= 10 => "x"\n>= 20 => "x"', "ANY"), n=25) == "x"
    outcome = evaluate(of('>= 10 => "x"\n>= 20 => "y"', "ANY"), n=25)
    assert outcome.value is None
    assert outcome.notes[0].message == "hit policy ANY, but rules 1, 2 give different outputs"


def test_what_cannot_be_aggregated_is_null_with_the_reason(evaluate):
    outcome = evaluate(of('- => 1\n- => "x"', "COLLECT", aggregation="SUM"), n=1)
    assert outcome.value is None
    assert outcome.notes[0].message == "the outputs cannot be aggregated: there is a string"
    outcome = evaluate(of('- => 1\n- => "x"', "COLLECT", aggregation="MIN"), n=1)
    assert (outcome.value, outcome.notes[0].message) == (None, "cannot compare string and number")


def test_an_output_that_is_none_of_the_output_values_has_no_priority(evaluate):
    outcome = evaluate(of('- => "strange"', "PRIORITY", RANKED), n=1)
    assert outcome.value is None
    assert outcome.notes[0].message == "the output of rule 1 is none of the output values"


def test_the_priority_of_several_outputs_is_decided_from_left_to_right(value):
    drawn = table(
        ["n"],
        ['grade :: "A", "B"', "score :: 3, 2, 1"],
        '- => "B" | 3\n- => "A" | 1\n- => "A" | 2',
        hit_policy="OUTPUT ORDER",
    )
    made = compiled(input_data("n"), decision("it", drawn, inputs=["n"]))
    assert [(one["grade"], one["score"]) for one in value(made, n=1)] == [("A", 2), ("A", 1), ("B", 3)]


def test_output_values_may_be_ranges(value):
    made = of("- => 5\n- => 50", "PRIORITY", ":: [40..60], [0..10] :: ")
    assert value(made, n=1) == 50


def test_the_first_rule_decides_without_evaluating_the_others(evaluate):
    outcome = evaluate(of('>= 1 => "x"\n>= 2 => 1 / 0', "FIRST"), n=5)
    assert (outcome.value, outcome.notes) == ("x", ())
    assert evaluate(of('>= 1 => 1 / 0\n>= 2 => "x"', "FIRST"), n=5).notes
