"""The kind of a value: the type names of clause 10.3.1.3, used to dispatch and in messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values.functions import FunctionValue
from engine.feel.values.host import HostValue
from engine.feel.values.ranges import Range
from engine.feel.values.years_months import YearsMonths

NUMBER = "number"
STRING = "string"
BOOLEAN = "boolean"
NULL = "null"
LIST = "list"
CONTEXT = "context"
DATE = "date"
TIME = "time"
DATE_TIME = "date and time"
DAYS = "days and time duration"
MONTHS = "years and months duration"
RANGE = "range"
FUNCTION = "function"
HOST = "host value"
FOREIGN = "value unknown to FEEL"

_KINDS: dict[type, str] = {
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
}
# Order matters: datetime is a date.
_BASES: tuple[tuple[type, str], ...] = (
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


def kind_of(value: Any) -> str:
    """Return the kind of `value`; FOREIGN for a Python value that is none of FEEL's."""
    return _KINDS.get(type(value)) or _kind_of_other(value)


def _kind_of_other(value: Any) -> str:
    for base, kind in _BASES:
        if isinstance(value, base):
            return kind
    return FOREIGN


CHINESE: dict[str, str] = {
    NUMBER: "数字",
    STRING: "文本",
    BOOLEAN: "布尔值",
    NULL: "空值",
    LIST: "列表",
    CONTEXT: "上下文",
    DATE: "日期",
    TIME: "时间",
    DATE_TIME: "日期时间",
    DAYS: "天时时长",
    MONTHS: "年月时长",
    RANGE: "区间",
    FUNCTION: "函数",
    HOST: "系统值",
    FOREIGN: "FEEL 不认识的值",
}
"""What a Chinese message calls a kind."""
