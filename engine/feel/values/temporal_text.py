"""Dates, times and durations to text and back (clause 10.3.4.1, XML Schema part 2, ISO 8601).

Every parse function raises NotDefined with the reason when the text is not of its form.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import (
    AnyDate,
    AnyMoment,
    AnyTime,
    any_moment,
    any_time,
    combined,
    date_of,
    days_later,
    split_moment,
    split_time,
    wide_date,
)
from engine.feel.values.years_months import YearsMonths
from engine.feel.values.zones import LARGEST_OFFSET, fixed, zone_name, zone_named
from engine.words import Words

Temporal = AnyDate | AnyTime | AnyMoment | timedelta | YearsMonths
LONGEST = 100
"""Characters; nothing of these forms is longer."""
MOST_MONTHS = 999_999_999 * 12 + 11

_DATE = re.compile(r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:([zZ])|([+-])([0-9]{2}):([0-9]{2})|@([A-Za-z0-9_+/-]+))?"
)
_DAYS = re.compile(
    r"(-?)P(?=.)(?:([0-9]+)D)?"
    r"(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?S)?)?"
)
_MONTHS = re.compile(r"(-?)P(?=.)(?:([0-9]+)Y)?(?:([0-9]+)M)?")


def parse_date(text: str) -> AnyDate:
    """Read an XML Schema date without time zone."""
    match = _match(_DATE, text, Words("a date such as 2024-01-31", "日期，如 2024-01-31"))
    year, month, day = (int(part) for part in match.groups())
    return wide_date(year, month, day)


def parse_time(text: str) -> AnyTime:
    """Read an XML Schema time (a small `z` is accepted), or hh:mm[:ss]@zone. 24:00:00 is midnight."""
    value, _ = _time(text)
    return value


def parse_date_time(text: str) -> AnyMoment:
    """Read a date, optionally followed by `T` and a time; without a time it is local midnight."""
    day, separator, clock = text.partition("T")
    if not separator:
        return combined(parse_date(day), time())
    value, next_day = _time(clock)
    moment = combined(parse_date(day), value)
    if not next_day:
        return moment
    near, cycles, _ = split_moment(moment)
    return any_moment(*days_later(near, cycles, timedelta(days=1)), 0)


def parse_duration(text: str) -> timedelta | YearsMonths:
    """Read an xs:dayTimeDuration or xs:yearMonthDuration."""
    if len(text) <= LONGEST:
        match = _MONTHS.fullmatch(text)
        if match:
            sign, years, months = match.groups()
            return make_months((int(years or 0) * 12 + int(months or 0)) * (-1 if sign else 1))
    match = _match(
        _DAYS, text, Words("a duration such as PT45M, P3D or P1Y2M", "时长，如 PT45M、P3D 或 P1Y2M")
    )
    sign, days, hours, minutes, seconds, fraction = match.groups()
    total = int(days or 0) * 86400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    microseconds = total * 1_000_000 + _microseconds(fraction)
    return make_duration(-microseconds if sign else microseconds)


def make_duration(microseconds: int) -> timedelta:
    """Return the days and time duration; NotDefined above 999999999 days."""
    try:
        return timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise NotDefined(
            Words("the duration is longer than 999999999 days", "时长超过 999999999 天")
        ) from error


def make_months(months: int) -> YearsMonths:
    """Return the years and months duration; NotDefined above 999999999 years."""
    if abs(months) > MOST_MONTHS:
        raise NotDefined(Words("the duration is longer than 999999999 years", "时长超过 999999999 年"))
    return YearsMonths(months)


def parse_temporal(text: str) -> Temporal:
    """Read what may stand in `@"..."` (rule 65): whichever form the text has."""
    if "P" in text[:2]:
        return parse_duration(text)
    if _DATE.match(text):
        return parse_date_time(text) if "T" in text else parse_date(text)
    if _TIME.match(text):
        return parse_time(text)
    raise NotDefined(
        Words(
            f'"{text[:LONGEST]}" is no date, time, date and time, or duration',
            f'"{text[:LONGEST]}" 不是日期、时间、日期时间或时长',
        )
    )


def date_text(value: AnyDate) -> str:
    """Return yyyy-mm-dd."""
    return f"{'-' if value.year < 0 else ''}{abs(value.year):04}-{value.month:02}-{value.day:02}"


def time_text(value: AnyTime) -> str:
    """Return hh:mm:ss, decimals when there are any, and the offset or @zone."""
    near, nanoseconds = split_time(value)
    return _clock_text(near, nanoseconds) + _zone_text(near.tzinfo, near.utcoffset())


def date_time_text(value: AnyMoment) -> str:
    """Return the date, T, and the time as time_text writes it."""
    near, _, nanoseconds = split_moment(value)
    zone = _zone_text(near.tzinfo, near.utcoffset())
    return f"{date_text(date_of(value))}T{_clock_text(near, nanoseconds)}{zone}"


def duration_text(value: timedelta) -> str:
    """Return the canonical xs:dayTimeDuration, such as -P1DT2H or PT0S."""
    microseconds = value // timedelta(microseconds=1)
    seconds, fraction = divmod(abs(microseconds), 1_000_000)
    days, seconds = divmod(seconds, 86400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction:
        clock += f"{seconds}{_fraction_text(fraction)}S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-P" if microseconds < 0 else "P") + (text or "T0S")


def _match(pattern: re.Pattern[str], text: str, form: Words) -> re.Match[str]:
    match = pattern.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise NotDefined(Words(f'"{text[:LONGEST]}" is not {form}', f'"{text[:LONGEST]}" 不是{form.zh}'))
    return match


def _time(text: str) -> tuple[AnyTime, bool]:
    """Return the time and whether it was 24:00:00, the midnight of the next day."""
    match = _match(
        _TIME,
        text,
        Words(
            "a time such as 13:20:00, 13:20:00+08:00 or 13:20:00@Asia/Shanghai",
            "时间，如 13:20:00、13:20:00+08:00 或 13:20:00@Asia/Shanghai",
        ),
    )
    hour, minute, second, fraction, utc, sign, offset_hours, offset_minutes, zone = match.groups()
    if second is None and zone is None:
        raise NotDefined(
            Words(
                f'"{text}" has no seconds: write {hour}:{minute}:00',
                f'"{text}" 没有秒：请写 {hour}:{minute}:00',
            )
        )
    numbers = int(hour), int(minute), int(second or 0), _microseconds(fraction)
    nanoseconds = int(fraction[6:9].ljust(3, "0")) if fraction else 0
    next_day = numbers == (24, 0, 0, 0) and not nanoseconds
    try:
        value = time() if next_day else time(*numbers)
    except ValueError as error:
        raise NotDefined(Words(f'"{text}" is no time of day', f'"{text}" 不是一天中的时间')) from error
    placed = value.replace(tzinfo=_zone(utc, sign, offset_hours, offset_minutes, zone))
    return any_time(placed, nanoseconds), next_day


def _zone(
    utc: str | None, sign: str | None, hours: str | None, minutes: str | None, name: str | None
) -> tzinfo | None:
    if utc:
        return fixed(timedelta())
    if sign and hours and minutes:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if int(minutes) > 59 or offset > LARGEST_OFFSET:
            raise NotDefined(
                Words(
                    f"the time offset {sign}{hours}:{minutes} is outside -14:00..+14:00",
                    f"时差 {sign}{hours}:{minutes} 不在 -14:00..+14:00 之内",
                )
            )
        return fixed(-offset if sign == "-" else offset)
    if name:
        zone = zone_named(name)
        if zone is None:
            raise NotDefined(Words(f'there is no time zone "{name}"', f'没有时区 "{name}"'))
        return zone
    return None


def _microseconds(fraction: str | None) -> int:
    return int(fraction[:6].ljust(6, "0")) if fraction else 0


def _clock_text(value: time | datetime, nanoseconds: int) -> str:
    fraction = _fraction_text(value.microsecond)
    if nanoseconds:
        fraction = f".{value.microsecond:06}{nanoseconds:03}".rstrip("0")
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}{fraction}"


def _fraction_text(microseconds: int) -> str:
    return f".{microseconds:06}".rstrip("0") if microseconds else ""


def _zone_text(zone: tzinfo | None, offset: timedelta | None) -> str:
    name = zone_name(zone)
    if name is not None:
        return f"@{name}"
    if offset is None:
        return ""
    if not offset:
        return "Z"
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(round(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
