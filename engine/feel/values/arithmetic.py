"""The operators + - * / ** over all kinds of values (Tables 56-60).

One table per operator says which pairs of kinds it is defined for; everything else is NotDefined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.values import kinds, numbers
from engine.feel.values import temporal_arithmetic as temporal
from engine.feel.values.host import HostValue
from engine.feel.values.kinds import DATE, DATE_TIME, DAYS, HOST, MONTHS, NUMBER, STRING, TIME, kind_of
from engine.feel.values.numbers import as_decimal, as_number
from engine.feel.values.temporal_text import make_months
from engine.feel.values.undefined import NotDefined
from engine.feel.values.years_months import YearsMonths
from engine.words import Words

Operation = Callable[[Any, Any], Any]


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


def _on_numbers(operation: Operation) -> Operation:
    return lambda left, right: operation(as_number(left), as_number(right))


def _minus(operation: Operation) -> Operation:
    return lambda left, right: operation(left, negate(right))


def _by_number(operation: Operation) -> Operation:
    return lambda left, right: operation(left, as_number(right))


def _times_host(value: HostValue, factor: Any) -> HostValue:
    product = value.feel_multiply(as_decimal(factor))
    if product is None:
        raise NotDefined(Words(f"cannot multiply this {kinds.HOST}", f"这个{kinds.HOST.zh}不能相乘"))
    return product


def _sum_months(left: YearsMonths, right: YearsMonths) -> YearsMonths:
    return make_months(left.months + right.months)


_ADD: dict[tuple[str, str], Operation] = {
    (NUMBER, NUMBER): _on_numbers(numbers.add),
    (STRING, STRING): lambda left, right: left + right,
    (DAYS, DAYS): temporal.plus_duration,
    (MONTHS, MONTHS): _sum_months,
    (DATE_TIME, DAYS): temporal.plus_days,
    (DAYS, DATE_TIME): _swapped(temporal.plus_days),
    (DATE_TIME, MONTHS): temporal.plus_months,
    (MONTHS, DATE_TIME): _swapped(temporal.plus_months),
    (DATE, DAYS): temporal.date_plus_days,
    (DAYS, DATE): _swapped(temporal.date_plus_days),
    (DATE, MONTHS): temporal.plus_months,
    (MONTHS, DATE): _swapped(temporal.plus_months),
    (TIME, DAYS): temporal.time_plus_days,
    (DAYS, TIME): _swapped(temporal.time_plus_days),
}
_SUBTRACT: dict[tuple[str, str], Operation] = {
    (NUMBER, NUMBER): _on_numbers(numbers.subtract),
    (DAYS, DAYS): _minus(temporal.plus_duration),
    (MONTHS, MONTHS): _minus(_sum_months),
    (DATE_TIME, DATE_TIME): temporal.minus_moment,
    (DATE_TIME, DATE): temporal.minus_moment,
    (DATE, DATE_TIME): temporal.minus_moment,
    (DATE, DATE): temporal.minus_moment,
    (TIME, TIME): temporal.minus_time,
    (DATE_TIME, DAYS): _minus(temporal.plus_days),
    (DATE_TIME, MONTHS): _minus(temporal.plus_months),
    (DATE, DAYS): _minus(temporal.date_plus_days),
    (DATE, MONTHS): _minus(temporal.plus_months),
    (TIME, DAYS): _minus(temporal.time_plus_days),
}
_MULTIPLY: dict[tuple[str, str], Operation] = {
    (NUMBER, NUMBER): _on_numbers(numbers.multiply),
    (DAYS, NUMBER): _by_number(temporal.times_days),
    (NUMBER, DAYS): _swapped(_by_number(temporal.times_days)),
    (MONTHS, NUMBER): _by_number(temporal.times_months),
    (NUMBER, MONTHS): _swapped(_by_number(temporal.times_months)),
    (HOST, NUMBER): _times_host,
    (NUMBER, HOST): _swapped(_times_host),
}
_DIVIDE: dict[tuple[str, str], Operation] = {
    (NUMBER, NUMBER): _on_numbers(numbers.divide),
    (DAYS, NUMBER): _by_number(temporal.over_days),
    (MONTHS, NUMBER): _by_number(temporal.over_months),
    (DAYS, DAYS): temporal.ratio,
    (MONTHS, MONTHS): temporal.ratio,
}
_POWER: dict[tuple[str, str], Operation] = {(NUMBER, NUMBER): _on_numbers(numbers.power)}

_TABLES: dict[str, tuple[dict[tuple[str, str], Operation], Words]] = {
    "+": (_ADD, Words("cannot add {} and {}", "{}和{}不能相加")),
    "-": (_SUBTRACT, Words("cannot subtract {1} from {0}", "{}不能减{}")),
    "*": (_MULTIPLY, Words("cannot multiply {} by {}", "{}不能乘以{}")),
    "/": (_DIVIDE, Words("cannot divide {} by {}", "{}不能除以{}")),
    "**": (_POWER, Words("cannot raise {} to the power of {}", "{}不能以{}为指数")),
}


def operation(sign: str) -> Operation:
    """Return the function of two values for one of + - * / **; it raises NotDefined for a null result."""
    table, complaint = _TABLES[sign]

    def apply(left: Any, right: Any) -> Any:
        kind, other = kind_of(left), kind_of(right)
        defined = table.get((kind, other))
        if defined is None:
            raise NotDefined(Words(complaint.format(kind, other), complaint.zh.format(kind.zh, other.zh)))
        return defined(left, right)

    return apply


def is_defined(sign: str, kind: str, other: str) -> bool:
    """Return whether one of + - * / ** is defined for two kinds of values."""
    return (kind, other) in _TABLES[sign][0]


def negate(value: Any) -> Any:
    """Return -value (Table 62); NotDefined for what is neither number nor duration."""
    kind = kind_of(value)
    if kind is NUMBER:
        return numbers.subtract(0, as_number(value))
    if kind is DAYS:
        return temporal.times_days(value, -1)
    if kind is MONTHS:
        return YearsMonths(-value.months)
    raise NotDefined(Words(f"cannot negate {kind}", f"{kind.zh}不能取负"))
