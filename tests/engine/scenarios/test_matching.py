"""Values are compared as a reader would."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenarios.matching import all_matched, contains, equal, same_names
from engine.words import Words


@pytest.mark.parametrize(
    ("found", "expected", "same"),
    [
        (Decimal("1.50"), Decimal("1.5"), True),
        (1.5, Decimal("1.5"), True),
        (2, 2, True),
        (1, True, False),
        (True, True, True),
        ("1", 1, False),
        (None, None, True),
        (None, "", False),
        ([1, {"a": Decimal("2.0")}], [1, {"a": 2}], True),
        ([1], [1, 2], False),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), "2026-11-23 09:00", True),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), "2026-11-23 09:01", False),
    ],
)
def test_values_are_equal_by_what_they_mean(found, expected, same):
    assert equal(found, expected) is same


def test_named_values_may_be_among_others_but_not_missing():
    assert contains({"a": 1, "b": 2}, {"a": 1})
    assert not contains({"b": 2}, {"a": None})


names = st.lists(st.sampled_from("abc"))


@given(names, names)
def test_names_are_the_same_when_each_comes_equally_often(expected, found):
    lines = list(same_names(Words("x", "x"), expected, found))
    assert bool(lines) == (Counter(expected) != Counter(found))


@given(names, names)
def test_matching_leaves_nothing_out_on_either_side(expected, found):
    lines = list(all_matched(Words("x", "x"), expected, found, lambda there, one: there == one, str, str))
    wanted, there = Counter(expected), Counter(found)
    assert len(lines) == (wanted - there).total() + (there - wanted).total()
