"""The clocks of an order as a page shows them: what is promised, what is used, what is left, what is late."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from engine.errors import MissingCalendar
from engine.limits import (
    ClockState,
    LayerState,
    LimitRule,
    OrderClock,
    Phase,
    Unit,
    WorkingCalendar,
    WorkingLeft,
    clock_state,
    from_document,
    working_left,
)
from engine.orders import WorkOrder
from engine.queries.reading import Reading
from engine.store.statement import Statement
from engine.store.tables import order_clock

_CLOCKS = Statement(select(order_clock).where(order_clock.c.order_id == bindparam("order_id")))


@dataclass(frozen=True)
class ClockWarning:
    """When `percent` of the limit is used up (aware UTC), and whether that is so already."""

    percent: int
    at: datetime
    reached: bool


@dataclass(frozen=True)
class ClockView:
    """One clock. Times are aware UTC; `due_at` None: not limited, not started, or it cannot be said.

    `state` is waiting, running, paused, stopped or undetermined. `elapsed_seconds` is the time it ran;
    `remaining_seconds` runs to the promise, else the target, negative when it is over. `remaining_days` are
    counted days for limits in days, else None. `missing_year`: the calendar year that has to be imported
    before it can be said. `remaining_working_days` and `remaining_working_seconds` together are the working
    time left of a limit that counts it, None where it counts none or is over. `warnings` are empty while the
    clock does not run.
    """

    rule: str
    name_zh: str
    name_en: str
    state: str
    round: int
    unit: str
    promise: int | None
    target: int | None
    promise_due_at: datetime | None
    target_due_at: datetime | None
    promise_breached: bool
    target_breached: bool
    breached: bool
    elapsed_seconds: int | None
    remaining_seconds: int | None
    remaining_days: int | None
    provisional: bool
    missing_year: int | None
    remaining_working_days: int | None = None
    remaining_working_seconds: int | None = None
    warnings: list[ClockWarning] = field(default_factory=list)


def order_clocks(reading: Reading, order: WorkOrder) -> list[ClockView]:
    """Return the order's clocks, those that run first, then by what is due first."""
    rows = reading.tx.rows(_CLOCKS, order_id=order.id)
    views = [_view(reading, order, row) for row in rows]
    return sorted(views, key=_rank)


_ORDER = ("running", "undetermined", "paused", "waiting", "stopped")


def _rank(view: ClockView) -> tuple[int, float, str]:
    due = view.promise_due_at or view.target_due_at
    return (_ORDER.index(view.state), due.timestamp() if due is not None else float("inf"), view.rule)


def _view(reading: Reading, order: WorkOrder, row: Any) -> ClockView:
    clock = from_document(row.clock)
    tier = reading.directory.tiers[order.tier_id]
    calendar = reading.services.calendar(reading.tx, tier.calendar, tier.zone)
    state: ClockState | None = None
    missing: int | None = None
    try:
        state = clock_state(clock, reading.now, calendar)
    except MissingCalendar as error:
        missing = error.year
    rule = _rule(reading, clock, row.rule)
    promise, target = (state.promise, state.target) if state is not None else (None, None)
    main = promise or target
    left = _working_left(main, clock.terms.unit, reading.now, calendar)
    return ClockView(
        rule=row.rule,
        name_zh=rule.names.zh if rule is not None else row.rule,
        name_en=rule.names.en if rule is not None else row.rule,
        state=row.state if row.state in _ORDER else "undetermined",
        round=row.round,
        unit=clock.terms.unit.value,
        promise=clock.terms.promise,
        target=clock.terms.target,
        promise_due_at=promise.due if promise is not None else row.promise_due_at,
        target_due_at=target.due if target is not None else row.target_due_at,
        promise_breached=_breached(promise),
        target_breached=_breached(target),
        breached=state is not None and state.breached,
        elapsed_seconds=int(state.elapsed.total_seconds()) if state is not None else None,
        remaining_seconds=int(main.remaining.total_seconds()) if main is not None else None,
        remaining_days=main.remaining_days if main is not None else None,
        provisional=main is not None and main.provisional,
        missing_year=missing,
        remaining_working_days=left.days if left is not None else None,
        remaining_working_seconds=int(left.rest.total_seconds()) if left is not None else None,
        warnings=_warnings(clock, rule, reading.now, calendar),
    )


def _breached(layer: LayerState | None) -> bool:
    return layer is not None and layer.breached


def _rule(reading: Reading, clock: OrderClock, key: str) -> LimitRule | None:
    """Return the very rule that the clock runs under, else one of its key, else None."""
    profile = reading.services.limits(reading.tx).of_rule(clock.terms.rule)
    rules = [one for one in profile.rules if one.key == key] if profile is not None else []
    return next((one for one in rules if one.terms.rule == clock.terms.rule), rules[0] if rules else None)


def _working_left(
    main: LayerState | None, unit: Unit, now: datetime, calendar: WorkingCalendar
) -> WorkingLeft | None:
    """Return the working time to the due time; None for a limit that counts none, is over or unknown."""
    if main is None or unit not in (Unit.WORKING_DAYS, Unit.WORKING_MINUTES) or main.due <= now:
        return None
    try:
        return working_left(now, main.due, calendar)
    except MissingCalendar:
        return None


def _warnings(
    clock: OrderClock, rule: LimitRule | None, now: datetime, calendar: WorkingCalendar
) -> list[ClockWarning]:
    if rule is None or clock.phase is not Phase.RUNNING:
        return []
    try:
        found = [(fraction, clock.due_at_fraction(fraction, calendar)) for fraction in rule.warn_at]
    except MissingCalendar:
        return []
    return [ClockWarning(int(f * 100), at, at <= now) for f, at in found if at is not None]
