"""The kind of a value: the type names of clause 10.3.1.3, used to dispatch and in messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values.functions import FunctionValue
from engine.feel.values.host import HostValue
from engine.feel.values.ranges import Range
from engine.feel.values.wide import WideDate, WideDateTime, WideTime
from engine.feel.values.years_months import YearsMonths
from engine.words import Words

NUMBER = Words("number", "数字")
STRING = Words("string", "文本")
BOOLEAN = Words("boolean", "布尔值")
NULL = Words("null", "空值")
LIST = Words("list", "列表")
CONTEXT = Words("context", "上下文")
DATE = Words("date", "日期")
TIME = Words("time", "时间")
DATE_TIME = Words("date and time", "日期时间")
DAYS = Words("days and time duration", "天时时长")
MONTHS = Words("years and months duration", "年月时长")
RANGE = Words("range", "区间")
FUNCTION = Words("function", "函数")
HOST = Words("host value", "系统值")
FOREIGN = Words("value unknown to FEEL", "FEEL 不认识的值")
ALL = (
    *(NUMBER, STRING, BOOLEAN, NULL, LIST, CONTEXT, DATE, TIME, DATE_TIME, DAYS, MONTHS, RANGE, FUNCTION),
    *(HOST, FOREIGN),
)
"""Every kind."""

_KINDS: dict[type, Words] = {
    int: NUMBER,
    Decimal: NUMBER,
    float: NUMBER,
    str: STRING,
    bool: BOOLEAN,
    type(None): NULL,
    list: LIST,
    dict: CONTEXT,
    date: DATE,
    datetime: DATE_TIME,
    time: TIME,
    timedelta: DAYS,
    YearsMonths: MONTHS,
    Range: RANGE,
    WideDate: DATE,
    WideTime: TIME,
    WideDateTime: DATE_TIME,
}
# Order matters: datetime is a date.
_BASES: tuple[tuple[type, Words], ...] = (
    (HostValue, HOST),
    (FunctionValue, FUNCTION),
    (Mapping, CONTEXT),
    (str, STRING),
    (int, NUMBER),
    (Decimal, NUMBER),
    (float, NUMBER),
    (datetime, DATE_TIME),
    (date, DATE),
    (time, TIME),
    (timedelta, DAYS),
    (list, LIST),
)


def kind_of(value: Any) -> Words:
    """Return the kind of `value`; FOREIGN for a Python value that is none of FEEL's."""
    return _KINDS.get(type(value)) or _kind_of_other(value)


def _kind_of_other(value: Any) -> Words:
    for base, kind in _BASES:
        if isinstance(value, base):
            return kind
    return FOREIGN
