"""Numbers, dates, times and amounts as a telephone says them in Chinese: lists of words, one recording each.

FreeSWITCH's own mod_say_zh needs sound files that no installation has; here every word is a prompt of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

DIGITS = "零一二三四五六七八九"
#: A one is 幺 where digits are told one by one, as people say their telephone numbers.
ONE_BY_ONE = "零幺二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿")
#: Beyond this nobody follows on the telephone.
LARGEST = 10**12 - 1
MOST_DECIMALS = 6
MOST_DIGITS = 40
_WEEKDAYS = ("今天", "明天", "后天")

#: Every word that can be said.
WORDS = (
    *DIGITS,
    "幺",
    "两",
    *_PLACES[1:],
    *_GROUPS[1:],
    "点",
    "负",
    "年",
    "月",
    "日",
    *_WEEKDAYS,
    "凌晨",
    "上午",
    "中午",
    "下午",
    "晚上",
    "整",
    "分",
    "元",
    "角",
)

Words = tuple[str, ...]


class Unspeakable(ValueError):
    """A value that cannot be said in this way."""


def number(value: Any) -> Words:
    """Say a number: 10086 is 一 万 零 八 十 六, 12.5 is 十 二 点 五."""
    exact = _decimal(value)
    if abs(exact) > LARGEST:
        raise Unspeakable(f"{value} is too large to be said")
    exact = exact.quantize(Decimal(1).scaleb(-MOST_DECIMALS), ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):f}".partition(".")
    rest = rest.rstrip("0")
    words: Words = _whole(int(whole))
    if rest:
        words = (*words, "点", *(DIGITS[int(one)] for one in rest))
    return ("负", *words) if exact < 0 else words


def digits(value: Any) -> Words:
    """Say digits one by one; whatever else the text holds is left out."""
    text = "".join(one for one in str(value) if one in "0123456789")
    if not 0 < len(text) <= MOST_DIGITS:
        raise Unspeakable("there are no digits, or too many, to be said")
    return tuple(ONE_BY_ONE[int(one)] for one in text)


def amount(value: Any) -> Words:
    """Say an amount of yuan: 12.05 is 十 二 元 零 五 分."""
    cents = int((_decimal(value) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    yuan, rest = divmod(abs(cents), 100)
    jiao, fen = divmod(rest, 10)
    words: list[str] = ["负"] if cents < 0 else []
    if yuan or not rest:
        words += [*number(yuan), "元"]
    if jiao:
        words += [DIGITS[jiao], "角"]
    elif fen and yuan:
        words.append("零")
    if fen:
        words += [DIGITS[fen], "分"]
    return tuple(words)


def day(value: Any, today: date) -> Words:
    """Say a date: 今天, 明天, 后天, or the month and the day, with the year where it is another one."""
    found = value.date() if isinstance(value, datetime) else value
    if not isinstance(found, date):
        raise Unspeakable("this is no date")
    near = (found - today) // timedelta(days=1)
    if 0 <= near < len(_WEEKDAYS):
        return (_WEEKDAYS[near],)
    year = () if found.year == today.year else (*(DIGITS[int(one)] for one in f"{found.year}"), "年")
    return (*year, *_whole(found.month), "月", *_whole(found.day), "日")


def clock(value: Any) -> Words:
    """Say a time of day: 15:05 is 下午 三 点 零 五 分."""
    found = value.time() if isinstance(value, datetime) else value
    if not isinstance(found, time):
        raise Unspeakable("this is no time of day")
    part = next(name for until, name in _PARTS if found.hour < until)
    hour = found.hour - 12 if found.hour > 12 else found.hour
    told = ("两",) if hour == 2 else _whole(hour)
    if not found.minute:
        return (part, *told, "点", "整")
    zero = ("零",) if found.minute < 10 else ()
    return (part, *told, "点", *zero, *_whole(found.minute), "分")


_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def moment(value: Any, now: datetime, zone: ZoneInfo) -> Words:
    """Say date and time in `zone`; `now` is aware."""
    if not isinstance(value, datetime):
        raise Unspeakable("this is no date and time")
    local = value.astimezone(zone) if value.tzinfo is not None else value
    return (*day(local.date(), now.astimezone(zone).date()), *clock(local.time()))


def say(kind: str, value: Any, now: datetime, zone: ZoneInfo) -> Words:
    """Say a value as a number, as digits, an amount, a date, a time, or a moment (date and time).

    Raises:
        Unspeakable: it is none.
    """
    if kind not in KINDS:
        raise Unspeakable(f"there is no way {kind!r} to say something; there are {', '.join(KINDS)}")
    return KINDS[kind](value, now, zone)


KINDS: Mapping[str, Callable[[Any, datetime, ZoneInfo], Words]] = {
    "number": lambda value, now, zone: number(value),
    "digits": lambda value, now, zone: digits(value),
    "amount": lambda value, now, zone: amount(value),
    "date": lambda value, now, zone: day(_local(value, zone), now.astimezone(zone).date()),
    "time": lambda value, now, zone: clock(_local(value, zone)),
    "moment": moment,
}


def _local(value: Any, zone: ZoneInfo) -> Any:
    return value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo is not None else value


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Unspeakable("this is no number")
    exact = Decimal(value)
    if not exact.is_finite():
        raise Unspeakable("this is no number")
    return exact


def _whole(value: int) -> Words:
    """Say a whole number that is not negative, in groups of four digits."""
    if value == 0:
        return (DIGITS[0],)
    groups: list[int] = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    words: list[str] = []
    gap = False
    for power in reversed(range(len(groups))):
        group = groups[power]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words.append(DIGITS[0])
        words += [*_group(group), *([_GROUPS[power]] if power else [])]
        gap = False
    # 十五, not 一十五, where nothing stands before it.
    return tuple(words[1:] if words[:2] == ["一", "十"] else words)


def _group(value: int) -> list[str]:
    words: list[str] = []
    gap = False
    for place in reversed(range(4)):
        one = value // 10**place % 10
        if not one:
            gap = bool(words)
            continue
        if gap:
            words.append(DIGITS[0])
            gap = False
        words += [DIGITS[one], *([_PLACES[place]] if place else [])]
    return words
