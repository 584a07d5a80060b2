"""Time limits of the order compared with what a scenario expects of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from engine.queries.order_clocks import ClockView
from engine.scenarios.moments import moment_at, told, told_span
from engine.scenarios.story import LimitLike


def due_of(clock: ClockView) -> datetime | None:
    """Return when a clock is due: the target's time, else the promise's; None while it does not run."""
    return (clock.target_due_at or clock.promise_due_at) if clock.state == "running" else None


def limit_differences(rule: str, like: LimitLike, clock: ClockView, now: datetime) -> Iterator[str]:
    """Yield a line for everything in which a clock is not as described; times of day are those of `now`."""
    if like.state is not None and clock.state != like.state:
        yield f"limit {rule}: expected {like.state}; found {clock.state}"
    for what, moment, found in (
        ("due", like.due, due_of(clock)),
        ("promise", like.promise, clock.promise_due_at),
        ("target", like.target, clock.target_due_at),
    ):
        if moment is not None and (wanted := moment_at(moment, now)) != found:
            there = told(found) if found is not None else "never"
            yield f"limit {rule}: expected {what} {told(wanted)}; found {clock.state}, {what} {there}"
    if like.breached is not None and clock.breached != like.breached:
        wanted_breach, found_breach = _breached(like.breached), _breached(clock.breached)
        yield f"limit {rule}: expected {wanted_breach}; found {found_breach}, {clock.state}"
    for what, span, seconds in (
        ("remaining", like.remaining, clock.remaining_seconds),
        ("elapsed", like.elapsed, clock.elapsed_seconds),
    ):
        there_span = timedelta(seconds=seconds) if seconds is not None else None
        if span is not None and span != there_span:
            shown = told_span(there_span) if there_span is not None else "nothing"
            yield f"limit {rule}: expected {what} {told_span(span)}; found {shown}"
    if like.remaining_days is not None and clock.remaining_days != like.remaining_days:
        days = clock.remaining_days if clock.remaining_days is not None else "none"
        yield f"limit {rule}: expected {like.remaining_days} remaining days; found {days}"


def _breached(value: bool) -> str:
    return "breached" if value else "in time"
