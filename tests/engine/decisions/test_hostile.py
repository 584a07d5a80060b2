"""Models and data that nobody means well with: an answer or a refusal, in time, never a crash."""

from __future__ import annotations

import copy
import random
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.decisions import DecisionsRefused, compile_model, read_model
from engine.definitions import DiagramRefused
from engine.definitions.decisions import read_decisions
from engine.definitions.safe_xml import safe_parser
from engine.feel import Budget, FeelEvaluationError
from tests.engine.decisions.conftest import environment
from tests.engine.decisions.drawing import (
    compiled,
    context,
    decision,
    file,
    function,
    imported,
    input_data,
    item,
    knowledge_model,
    literal,
    service,
    table,
)

WHOLE = file(
    imported("m", "n"),
    item("tGrade", "string", allowed='"A", "B"'),
    item("tPerson", components=[item("name", "string"), item("age", "number")]),
    input_data("n", "number"),
    input_data("who", "tPerson"),
    knowledge_model("fee", "days: number", literal("days * 2")),
    decision("rate", table(["n", "who.age"], ["a :: 1, 2 :: 0", "b"], '< 5 | - => 1 | "x" // why\n>= 5 | [1..9] => 2 | n'),
             inputs=["n", "who"]),
    decision("it", context(a="fee(n)", b="for x in [1, 2] return x + rate.a"), inputs=["n"], decisions=["rate"],
             knowledge=["fee"]),
    decision("loop", "<for iteratorVariable='x'><in>" + literal("[1, 2]") + "</in><return>" + literal("x") + "</return></for>"),
    decision("made", function("a", literal("a + 1"))),
    service("s", ["it"], input_decisions=["rate"], inputs=["n"]),
)  # fmt: skip
WORDS = st.sampled_from(
    ["", "-", "n", "1", "[", "}", '"', "hitPolicy", "COLLECT", "SUM", "#_it", "#_n", "tPerson", "number", "fee(", "\u0000".strip("\0"),
     "for x in", "it", "_it", "UNIQUE", "OUTPUT ORDER", "n + 1", "not(", "true", "a b c", "中文", "x" * 300]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.lists(st.tuples(st.integers(0, 5), WORDS, WORDS), min_size=1, max_size=12))
def test_a_mutated_model_is_refused_or_read_and_every_decision_answers(seed, mutations):
    chance = random.Random(seed)
    root = etree.fromstring(WHOLE, safe_parser())
    for kind, word, other in mutations:
        elements = list(root.iter("{*}*"))
        chosen, second = chance.choice(elements), chance.choice(elements)
        attributes = list(chosen.attrib)
        if kind == 0 and chosen is not root:
            chosen.getparent().remove(chosen)
        elif kind == 1:
            chosen.text = word
        elif kind == 2 and attributes:
            chosen.set(chance.choice(attributes), word)
        elif kind == 3:
            chosen.append(copy.deepcopy(second))
        elif kind == 4 and chosen is not root:
            chosen.tag = second.tag
        elif kind == 5 and word.isidentifier():
            chosen.set(word, other)
    try:
        made = compile_model(read_model(root, "a.dmn"))
    except DecisionsRefused:
        return
    for offered in made.offered:
        made.inputs_of(offered.id)
        try:
            made.evaluate(offered.id, {"n": 3, "who": {"name": "x", "age": 5}}, environment())
        except FeelEvaluationError:
            continue


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.timedeltas()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(VALUES, VALUES)
def test_whatever_is_given_is_answered(n, who):
    made = read_decisions(WHOLE, "a.dmn")
    for target in ("it", "rate", "s"):
        try:
            compile_model(made).evaluate(target, {"n": n, "who": who}, environment())
        except FeelEvaluationError:
            continue


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"\xff\xfe<\x00",
        b"<definitions>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>" * 200 + b"</a>" * 200,
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">' + b"<decision/>" * 60_000 + b"</definitions>",
    ],
)  # fmt: skip
def test_what_is_no_safe_model_is_refused(content):
    with pytest.raises(DiagramRefused):
        read_decisions(content, "a.dmn")


def seconds_of(content):
    began = time.perf_counter()
    made = compile_model(read_decisions(content, "a.dmn"))
    for offered in made.offered[:3]:
        made.evaluate(offered.id, {}, environment(Budget(seconds=1)))
    return time.perf_counter() - began


def many_names():
    entries = [item(f"part {i}", "number") for i in range(3_000)]
    logic = [decision(f"d {i}", literal(f"n.part {i}"), inputs=["n"]) for i in range(1_500)]
    return file(item("tAll", components=entries), input_data("n", "tAll"), *logic)


def many_services():
    chain = [decision("d0", literal("1"))]
    chain += [decision(f"d{i}", literal("1"), decisions=[f"d{i - 1}"]) for i in range(1, 3_000)]
    return file(*chain, *(service(f"s{i}", ["d2999"]) for i in range(3_000)))


def many_rings():
    return file(*(decision(f"d{i}", literal("1"), decisions=["d0", f"d{i - 1}"]) for i in range(1, 3_000)),
                decision("d0", literal("1"), decisions=["d2999"]))  # fmt: skip


def wide_table():
    rules = "\n".join(f"[{i}..{i + 500}] | {i} => {i}" for i in range(4_000))
    return file(
        input_data("n"), decision("it", table(["n", "n"], [""], rules, hit_policy="COLLECT"), inputs=["n"])
    )


def chain_of_functions():
    models = [knowledge_model("k0", "", literal("1"))]
    models += [
        knowledge_model(f"k{i}", "", literal(f"k{i - 1}()"), knowledge=[f"k{i - 1}"]) for i in range(1, 1_000)
    ]
    return file(*models, decision("it", literal("k999()"), knowledge=["k999"]))


@pytest.mark.parametrize("drawn", [many_names, many_services, many_rings, wide_table])
def test_a_large_model_is_read_compiled_and_evaluated_in_seconds(drawn):
    assert seconds_of(drawn()) < 20


def test_functions_that_call_each_other_too_deeply_stop():
    made = compile_model(read_decisions(chain_of_functions(), "a.dmn"))
    with pytest.raises(FeelEvaluationError):
        made.evaluate("it", {}, environment())


def test_imports_in_very_many_ways_are_not_all_followed():
    layers = [
        read_model(etree.fromstring(file(
            *(imported(f"m{i}", f"l{depth + 1}x{i}") for i in range(3) if depth < 11),
            decision(f"d{depth}", literal("1")), namespace=f"l{depth}x{at}",
        )), f"{depth}-{at}.dmn")
        for depth in range(12) for at in range(3)
    ]  # fmt: skip
    assert compile_model(layers[0], layers[1:]).evaluate("d0", {}, environment()).value == 1


def test_dates_at_the_ends_of_time_are_compared(value):
    rules = '< date("0001-01-02") => "first"\n> date("9999-12-30") => "last"\n- => "between"'
    made = compiled(
        input_data("d"), decision("it", table(["d"], [""], rules, hit_policy="FIRST"), inputs=["d"])
    )
    assert [value(made, d=d) for d in (date.min, date(2026, 1, 1), date.max)] == ["first", "between", "last"]
