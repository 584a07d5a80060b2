"""What a changed rule, or a corrected fact, does to a clock that an order has already.

A rule says it by its two policies: `when_rule_changes` for a new version of the profile, `when_facts_change`
for an order whose area, class or kind is corrected. A clock that has stopped stays as it was measured.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from engine.errors import MissingCalendar
from engine.limits.calendar import WorkingCalendar
from engine.limits.order_clock import OrderClock
from engine.limits.rules import LimitRule, OnChange, Terms


def reconsidered(
    clock: OrderClock, rule: LimitRule, policy: OnChange, at: datetime, calendar: WorkingCalendar
) -> OrderClock:
    """Return the clock as it goes on under `rule` from `at` (aware); the same one where it stays as it was.

    A rule that says the same under another name changes nothing.

    KEEP: what was promised stays. RECOMPUTE: the new rule counts from the clock's own start. TIGHTEN_ONLY: as
    RECOMPUTE where that is due no later, else as KEEP; due times that a missing calendar year hides are no
    reason to promise anything else. Nothing was promised by a clock that has not started: it takes the rule.
    """
    if clock.stopped_at is not None or same_promise(clock.terms, rule.terms):
        return clock
    if clock.started_at is None:
        return clock.under(rule, at)
    if policy is OnChange.KEEP:
        return clock
    under = clock.under(rule, at)
    if policy is OnChange.RECOMPUTE:
        return under
    try:
        before, after = clock.due(calendar), under.due(calendar)
    except MissingCalendar:
        return clock
    return under if before is not None and after is not None and after <= before else clock


def moved(
    clock: OrderClock,
    policy: OnChange,
    before: WorkingCalendar,
    after: WorkingCalendar,
) -> bool:
    """Answer whether a clock counts on the calendar of the county to which its order goes, as its rule says.

    KEEP: what was promised stays until something else moves the clock. TIGHTEN_ONLY: where it is due no
    later there; a year that is missing is no reason to promise anything else. A clock that does not run has
    promised nothing.
    """
    if clock.stopped_at is not None or clock.started_at is None or policy is OnChange.KEEP:
        return False
    if policy is OnChange.RECOMPUTE:
        return True
    try:
        here, there = clock.due(before), clock.due(after)
    except MissingCalendar:
        return False
    return here is not None and there is not None and there <= here


def same_promise(one: Terms, other: Terms) -> bool:
    """Return whether two rules say the same, whatever version they are of."""
    return replace(one, rule=other.rule) == other
