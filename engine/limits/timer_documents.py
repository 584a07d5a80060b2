"""Writes a timer's spec as a plain JSON-able document, for the timer's row, and reads it back. Format 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.limits.amounts import Layer
from engine.limits.instants import instant_of, instant_text, optional_instant_of
from engine.limits.iso_intervals import Period
from engine.limits.limit_value import LimitValue
from engine.limits.timers import CycleTimer, DateTimer, DurationTimer, LimitTimer, TimerSpec
from engine.words import Words

FORMAT = 1
_MICROSECOND = timedelta(microseconds=1)


def timer_to_document(timer: TimerSpec) -> dict[str, Any]:
    """Return the timer as dicts, texts, whole numbers, booleans and None; times are ISO 8601 UTC."""
    match timer:
        case DateTimer(at):
            return {"format": FORMAT, "kind": "date", "at": instant_text(at)}
        case DurationTimer(period, zone):
            return {"format": FORMAT, "kind": "duration", "period": _written(period), "zone": zone.key}
        case LimitTimer(limit):
            return {
                "format": FORMAT,
                "kind": "limit",
                "rule": limit.rule_key,
                "fraction": str(limit.fraction),
                "layer": None if limit.layer is None else limit.layer.value,
            }
        case CycleTimer():
            return {
                "format": FORMAT,
                "kind": "cycle",
                "period": _written(timer.period),
                "zone": timer.zone.key,
                "repetitions": timer.repetitions,
                "anchor": instant_text(timer.anchor),
                "includes_anchor": timer.includes_anchor,
            }
    raise InvalidInput(
        Words(
            f"a {type(timer).__name__} cannot be stored; expected one of the timers of engine.limits",
            f"{type(timer).__name__} 不能保存；应为 engine.limits 的一种定时器",
        )
    )


def timer_from_document(document: Mapping[str, Any]) -> TimerSpec:
    """Return the timer that `timer_to_document` wrote. Raises InvalidInput for anything else."""
    read = _READERS.get(document.get("kind")) if document.get("format") == FORMAT else None
    if read is None:
        found = f"format {document.get('format')!r} and kind {document.get('kind')!r}"
        raise InvalidInput(
            Words(
                f"the document of a timer has {found}; "
                f"expected format {FORMAT}; migrate it with the release that wrote it",
                f"定时器的文档是 {found}；应为格式 {FORMAT}；请用写它的发行版迁移",
            )
        )
    try:
        return read(document)
    except (KeyError, TypeError, ValueError, ArithmeticError, OSError) as error:
        raise InvalidInput(
            Words(
                f"the document of a timer cannot be read ({error!r}); expected what this release writes; "
                "arm the timer again",
                f"定时器的文档不能读取（{error!r}）；应为这个发行版所写的；请重新设置定时器",
            )
        ) from error


def _date(document: Mapping[str, Any]) -> TimerSpec:
    return DateTimer(instant_of(document["at"], "at"))


def _duration(document: Mapping[str, Any]) -> TimerSpec:
    return DurationTimer(_period(document["period"]), ZoneInfo(document["zone"]))


def _limit(document: Mapping[str, Any]) -> TimerSpec:
    layer = document["layer"]
    fraction = Decimal(document["fraction"])
    return LimitTimer(LimitValue(str(document["rule"]), fraction, None if layer is None else Layer(layer)))


def _cycle(document: Mapping[str, Any]) -> TimerSpec:
    repetitions = document["repetitions"]
    return CycleTimer(
        period=_period(document["period"]),
        zone=ZoneInfo(document["zone"]),
        repetitions=None if repetitions is None else int(repetitions),
        anchor=optional_instant_of(document["anchor"], "anchor"),
        includes_anchor=bool(document["includes_anchor"]),
    )


_READERS: dict[Any, Callable[[Mapping[str, Any]], TimerSpec]] = {
    "date": _date,
    "duration": _duration,
    "limit": _limit,
    "cycle": _cycle,
}


def _written(period: Period) -> list[int]:
    return [period.months, period.days, period.exact // _MICROSECOND]


def _period(numbers: list[int]) -> Period:
    months, days, microseconds = numbers
    return Period(int(months), int(days), int(microseconds) * _MICROSECOND)
