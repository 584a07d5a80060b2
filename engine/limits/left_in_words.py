"""How long something still takes, as people say it."""

from __future__ import annotations

from datetime import timedelta

from engine.limits.working_left import WorkingLeft
from engine.words import Words

_DAY, _HOUR, _MINUTE = 86400, 3600, 60


def left_in_words(left: timedelta) -> Words:
    """Return a length of time in its two largest units, cut down to minutes: 3 hours 20 minutes."""
    return _joined(_parts(int(left.total_seconds())) or [Words("less than a minute", "不足 1 分钟")])


def working_left_in_words(left: WorkingLeft) -> Words:
    """Return a working time left: 2 working days 3 hours."""
    if not left.days:
        return left_in_words(left.rest)
    whole = Words(f"{left.days} working {'day' if left.days == 1 else 'days'}", f"{left.days} 个工作日")
    return _joined([whole, *_parts(int(left.rest.total_seconds()))[:1]])


def _parts(seconds: int) -> list[Words]:
    found = []
    for size, en, zh in ((_DAY, "day", "天"), (_HOUR, "hour", "小时"), (_MINUTE, "minute", "分钟")):
        count, seconds = divmod(seconds, size)
        if count:
            found.append(Words(f"{count} {en}{'' if count == 1 else 's'}", f"{count} {zh}"))
    return found[:2]


def _joined(parts: list[Words]) -> Words:
    return Words(" ".join(str(one) for one in parts), " ".join(one.zh for one in parts))
