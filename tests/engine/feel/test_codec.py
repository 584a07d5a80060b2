"""Values to JSON and back, exactly."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InvalidInput
from engine.feel import HostValue, Range, YearsMonths, decode_value, encode_value
from engine.feel.values.comparison import same

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (Decimal("1.10"), {"$decimal": "1.10"}),
        (2**63, {"$integer": "9223372036854775808"}),
        (date(2024, 1, 31), {"$date": "2024-01-31"}),
        (time(10, 0, tzinfo=SHANGHAI), {"$time": "10:00:00@Asia/Shanghai"}),
        (datetime(2024, 1, 31, 10, tzinfo=UTC), {"$dateTime": "2024-01-31T10:00:00Z"}),
        (timedelta(days=1, hours=2), {"$duration": "P1DT2H"}),
        (YearsMonths(14), {"$months": 14}),
        (Range(1, None, True, False), {"$range": [1, None, True, False, None]}),
        ({"$date": "x"}, {"$context": {"$date": "x"}}),
        ({"$context": {"$context": 1}}, {"$context": {"$context": {"$context": {"$context": 1}}}}),
        ({"a": 1, "$b": 2}, {"$context": {"a": 1, "$b": 2}}),
        (0.1, {"$decimal": "0.1"}),
        (Decimal("-0.0"), {"$decimal": "0.0"}),
    ],
)
def test_the_form_of_each_kind_is_fixed(value: Any, encoded: Any) -> None:
    """Stored states depend on these forms: a change needs a migration."""
    assert encode_value(value) == encoded
    assert decode_value(encoded) == value or isinstance(value, float)


def test_plain_documents_are_their_own_encoding_but_not_the_same_object() -> None:
    document = {"number": "1", "tags": ["a"], "n": 5, "ok": True, "none": None, "deep": {"x": [{}]}}
    assert encode_value(document) == document
    assert decode_value(document) == document
    encoded = encode_value(document)
    document["tags"].append("b")  # type: ignore[attr-defined]
    assert encoded["tags"] == ["a"]


def test_the_second_of_two_equal_hours_is_kept() -> None:
    paris = ZoneInfo("Europe/Paris")
    for fold in (0, 1):
        moment = datetime(2024, 10, 27, 2, 30, tzinfo=paris, fold=fold)
        decoded = decode_value(json.loads(json.dumps(encode_value(moment))))
        assert decoded.fold == fold
        assert decoded.utcoffset() == moment.utcoffset()
        assert decoded.tzinfo is paris


def test_enumerations_of_the_host_are_stored_as_what_they_stand_for() -> None:
    class Status(StrEnum):
        OPEN = "open"

    class Level(IntEnum):
        HIGH = 3

    encoded = encode_value([Status.OPEN, Level.HIGH])
    assert encoded == ["open", 3]
    assert [type(item) for item in encoded] == [str, int]


@pytest.mark.parametrize(
    "value",
    [{1}, b"x", object(), HostValue(), Decimal("NaN"), float("inf"), {1: "x"}, [{None: 1}], 1j],
)
def test_what_is_no_feel_value_is_refused(value: Any) -> None:
    with pytest.raises(InvalidInput):
        encode_value(value)


@pytest.mark.parametrize(
    "encoded",
    [
        {"$nope": 1},
        {"$decimal": "x"},
        {"$decimal": None},
        {"$date": "2024-02-30"},
        {"$date": 5},
        {"$dateTime": ["2024-01-01T00:00:00"]},
        {"$range": [1]},
        {"$context": 5},
        {"$duration": "P"},
        [{"$time": ""}],
    ],
)
def test_a_broken_encoding_is_refused(encoded: Any) -> None:
    with pytest.raises(InvalidInput):
        decode_value(encoded)


ZONES = st.sampled_from(
    (None, UTC, timezone(timedelta(hours=-3, minutes=-30)), SHANGHAI, ZoneInfo("Europe/Paris"))
)
POINTS = st.one_of(
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False).filter(lambda d: bool(d) or not d.is_signed()),
    st.dates(),
    st.times(timezones=ZONES).map(lambda value: value.replace(fold=0)),
    st.datetimes(timezones=ZONES, allow_imaginary=False),
    st.timedeltas(),
    st.integers(-(10**9), 10**9).map(YearsMonths),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.text(), POINTS)
VALUES = st.recursive(
    st.one_of(SCALARS, st.builds(Range, POINTS, st.none() | POINTS, st.booleans(), st.booleans())),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["a", "b c", "$a", "$date", "$context", ""]) | st.text(), inner, max_size=4
        ),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_every_value_comes_back_from_json_as_it_was(value: Any) -> None:
    decoded = decode_value(json.loads(json.dumps(encode_value(value))))
    assert same(decoded, value)
    assert repr(decoded) == repr(value)
