"""An order that goes to another county: its clocks count on the working calendar there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.case import Case
from engine.commands.limit_facts import limit_facts

if TYPE_CHECKING:  # a step moves orders too: it imports this
    from engine.commands.step.clocks import OrderClocks


def count_in(case: Case, clocks: OrderClocks) -> None:
    """Let the clocks of the case's order count on the calendar of the county that it lies in now.

    Whether one that runs is counted anew its rule says, by `when_facts_change`. The same calendar changes
    nothing; the caller stores the clocks and records them.
    """
    order, work = case.order, case.work
    assert order is not None
    tier = case.directory.tiers[order.tier_id]
    calendar = work.services.calendar(work.tx, tier.calendar, tier.zone)
    if (calendar.key, calendar.zone) == (clocks.calendar.key, clocks.calendar.zone):
        return
    profile = work.services.limits(work.tx).profile(order.profile, case.now)
    clocks.move(calendar, profile.rules_for(limit_facts(order)))
