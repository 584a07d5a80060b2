"""YAML is understood as it reads."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenarios.refused import ScenarioRefused
from engine.scenarios.source import Refused, read_yaml


def plain(text):
    return read_yaml(text, "f.yaml").plain()


def test_only_true_false_null_and_plain_numbers_are_more_than_text():
    assert plain("{a: true, b: no, c: null, d: ~, e: 7, f: 1.50, g: 09:30, h: 2026-11-23, i: 0571}") == {
        "a": True,
        "b": "no",
        "c": None,
        "d": None,
        "e": 7,
        "f": Decimal("1.50"),
        "g": "09:30",
        "h": "2026-11-23",
        "i": "0571",
    }


def test_what_stands_in_quotation_marks_is_text():
    assert plain("""{a: "7", b: 'true', c: "1.5"}""") == {"a": "7", "b": "true", "c": "1.5"}


def test_every_value_knows_the_line_of_its_key():
    root = read_yaml("a:\n  b:\n    - x\n    - c: 1\n", "f.yaml")
    inner = root.value["a"].value["b"]
    assert (inner.line, inner.where) == (2, "a.b")
    assert (inner.value[1].value["c"].line, inner.value[1].value["c"].where) == (4, "a.b[2].c")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' comes twice, first in line 1"),
        ("a: &x [1]\nb: *x\n", 2, "aliases"),
        ("a: 1\n b: 2\n", 2, "no YAML"),
        ("", 1, "the file is empty"),
        ("[1]: 2\n", 1, "a key is no text"),
        ("a: " + "[" * 3000, 1, ""),
    ],
)
def test_what_could_be_understood_differently_is_refused_with_its_line(text, line, problem):
    with pytest.raises(ScenarioRefused) as caught:
        read_yaml(text, "f.yaml")
    [found] = caught.value.problems
    assert found.line == line
    assert problem in found.problem
    assert str(found).startswith(f"f.yaml:{line}: ")


def test_an_unknown_key_is_refused_with_near_matches_and_all_known_ones():
    root = read_yaml("order: 1\nstpes: 2\n", "f.yaml")
    with pytest.raises(Refused) as caught:
        root.fields(("order", "steps"))
    assert str(caught.value.problem) == (
        "f.yaml:2: stpes: unknown key 'stpes' — did you mean steps? known: order, steps"
    )


def test_a_missing_key_is_refused():
    with pytest.raises(Refused, match="the key 'name' is missing"):
        read_yaml("a: 1", "f.yaml").fields(("a", "name"), ("name",))


words = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u2028\u2029"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(words, values, min_size=1, max_size=4))
def test_json_is_read_as_itself(value):
    assert plain(json.dumps(value, ensure_ascii=False)) == value
