"""What a telephone says in Chinese: numbers, digits, amounts, dates and times, as lists of words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.say_zh import DIGITS, KINDS, LARGEST, WORDS, Unspeakable, amount, clock, day, number, say

ZONE = ZoneInfo("Asia/Shanghai")
#: Monday, 09:00 in Shanghai.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}


def heard(words: tuple[str, ...]) -> Decimal:
    """Understand a number as whoever hears it does."""
    sign, rest = (-1, list(words[1:])) if words[0] == "负" else (1, list(words))
    decimals = ""
    if "点" in rest:
        cut = rest.index("点")
        decimals = "".join(str(DIGITS.index(one)) for one in rest[cut + 1 :])
        rest = rest[:cut]
    total = group = digit = 0
    for word in rest:
        if word in GROUPS:
            total = (
                (total + group + digit) * GROUPS[word]
                if word == "亿"
                else total + (group + digit) * GROUPS[word]
            )
            group = digit = 0
        elif word in PLACES:
            group += (digit or 1) * PLACES[word]
            digit = 0
        else:
            digit = DIGITS.index(word)
    return sign * Decimal(f"{total + group + digit}.{decimals or 0}")


@given(st.integers(-LARGEST, LARGEST))
def test_a_whole_number_is_understood(value: int) -> None:
    assert heard(number(value)) == value


@given(st.decimals(-1_000_000, 1_000_000, places=4))
def test_a_decimal_is_understood(value: Decimal) -> None:
    assert heard(number(value)) == value


TOLD: list[tuple[str, Any, str]] = [
    ("number", 0, "零"),
    ("number", 10, "十"),
    ("number", 15, "十 五"),
    ("number", 110, "一 百 一 十"),
    ("number", 205, "二 百 零 五"),
    ("number", 1001, "一 千 零 一"),
    ("number", 10086, "一 万 零 八 十 六"),
    ("number", 100_000, "十 万"),
    ("number", 150_001_000, "一 亿 五 千 万 一 千"),
    ("number", 100_000_001, "一 亿 零 一"),
    ("number", Decimal("-12.50"), "负 十 二 点 五"),
    ("digits", "261122-0047115", "二 六 幺 幺 二 二 零 零 四 七 幺 幺 五"),
    ("amount", Decimal("12.5"), "十 二 元 五 角"),
    ("amount", Decimal("12.05"), "十 二 元 零 五 分"),
    ("amount", Decimal("0.30"), "三 角"),
    ("amount", 0, "零 元"),
    ("amount", Decimal("-1.01"), "负 一 元 零 一 分"),
    ("date", date(2026, 11, 23), "今天"),
    ("date", date(2026, 11, 25), "后天"),
    ("date", date(2026, 12, 10), "十 二 月 十 日"),
    ("date", date(2027, 1, 1), "二 零 二 七 年 一 月 一 日"),
    ("date", date(2026, 11, 22), "十 一 月 二 十 二 日"),
    ("time", time(0, 5), "凌晨 零 点 零 五 分"),
    ("time", time(9), "上午 九 点 整"),
    ("time", time(12, 30), "中午 十 二 点 三 十 分"),
    ("time", time(14, 45), "下午 两 点 四 十 五 分"),
    ("time", time(23, 59), "晚上 十 一 点 五 十 九 分"),
    ("moment", datetime(2026, 11, 24, 7, 30, tzinfo=UTC), "明天 下午 三 点 三 十 分"),
    ("moment", datetime(2026, 11, 23, 15, 30, tzinfo=ZONE), "今天 下午 三 点 三 十 分"),
    ("moment", datetime(2026, 11, 23, 23, 0, tzinfo=UTC), "明天 上午 七 点 整"),
]


@pytest.mark.parametrize(("kind", "value", "words"), TOLD)
def test_it_is_said_as_people_say_it(kind: str, value: Any, words: str) -> None:
    assert " ".join(say(kind, value, NOW, ZONE)) == words


UNSPEAKABLE: list[tuple[str, Any]] = [
    ("number", "12"), ("number", None), ("number", True), ("number", 10**12), ("number", Decimal("NaN")),
    ("digits", "none"), ("digits", "1" * 41), ("amount", "much"), ("date", "2026-11-23"), ("time", date(2026, 1, 1)),
    ("moment", date(2026, 1, 1)), ("song", 1),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), UNSPEAKABLE)
def test_what_is_none_of_its_kind_is_not_said(kind: str, value: Any) -> None:
    with pytest.raises(Unspeakable):
        say(kind, value, NOW, ZONE)


@given(
    st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.times(),
)
def test_every_word_that_is_said_is_among_the_prompts(value: Decimal, on: date, at: time) -> None:
    words = (*amount(value), *day(on, NOW.date()), *clock(at), *number(value))
    assert set(words) <= set(WORDS)


def test_the_ways_of_saying_are_those_of_the_template() -> None:
    assert set(KINDS) == {"number", "digits", "amount", "date", "time", "moment"}
