"""Time limits of the order compared with what a scenario expects of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from engine.queries.order_clocks import ClockView
from engine.scenarios.expectations import LimitLike
from engine.scenarios.moments import moment_at, told, told_span
from engine.scenarios.words import NEVER, NONE, NOTHING, differs
from engine.words import Words, in_chinese


def due_of(clock: ClockView) -> datetime | None:
    """Return when a clock is due: the target's time, else the promise's; None while it does not run."""
    return (clock.target_due_at or clock.promise_due_at) if clock.state == "running" else None


def limit_differences(rule: str, like: LimitLike, clock: ClockView, now: datetime) -> Iterator[Words]:
    """Yield a line for everything in which a clock is not as described; times of day are those of `now`."""
    subject = Words(f"limit {rule}", f"时限 {rule}")
    if like.state is not None and clock.state != like.state:
        yield differs(subject, like.state, clock.state)
    for what, moment, found in (
        (Words("due", "到期"), like.due, due_of(clock)),
        (Words("promise", "承诺时限"), like.promise, clock.promise_due_at),
        (Words("target", "内部时限"), like.target, clock.target_due_at),
    ):
        if moment is not None and (wanted := moment_at(moment, now)) != found:
            there = told(found) if found is not None else NEVER
            yield differs(
                subject,
                Words(f"{what} {told(wanted)}", f"{what.zh} {told(wanted)}"),
                Words(f"{clock.state}, {what} {there}", f"{clock.state}，{what.zh} {in_chinese(there)}"),
            )
    if like.breached is not None and clock.breached != like.breached:
        now_is = _breached(clock.breached)
        there = Words(f"{now_is}, {clock.state}", f"{now_is.zh}，{clock.state}")
        yield differs(subject, _breached(like.breached), there)
    for what, span, seconds in (
        (Words("remaining", "剩余"), like.remaining, clock.remaining_seconds),
        (Words("elapsed", "已用"), like.elapsed, clock.elapsed_seconds),
    ):
        there_span = timedelta(seconds=seconds) if seconds is not None else None
        if span is not None and span != there_span:
            shown = told_span(there_span) if there_span is not None else NOTHING
            yield differs(subject, Words(f"{what} {told_span(span)}", f"{what.zh} {told_span(span)}"), shown)
    if like.remaining_days is not None and clock.remaining_days != like.remaining_days:
        days = str(clock.remaining_days) if clock.remaining_days is not None else NONE
        wanted_days = Words(f"{like.remaining_days} remaining days", f"剩余 {like.remaining_days} 天")
        yield differs(subject, wanted_days, days)


def _breached(value: bool) -> Words:
    return Words("breached", "已超时") if value else Words("in time", "未超时")
