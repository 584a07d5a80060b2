"""How an order's clock stands at a moment: what is used, what is left, whether a limit is broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from engine.limits.amounts import Layer
from engine.limits.calendar import WorkingCalendar
from engine.limits.counting import days_used, time_used
from engine.limits.instants import utc
from engine.limits.order_clock import WHOLE, OrderClock, Phase


@dataclass(frozen=True, slots=True)
class LayerState:
    """One layer at a moment.

    `due` is UTC. `breached`: the clock ran (or stopped) after `due`; exactly at `due` is in time.
    `remaining` runs to `due` from now, or from where the clock stands while it is paused, between stages or
    stopped; negative when it is over. `remaining_days` are the counted days left for a limit in days: 0
    means that today is the last one, None that the limit is no matter of days. `provisional`: `due` rests on
    a year whose working days are not announced yet.
    """

    due: datetime
    breached: bool
    remaining: timedelta
    remaining_days: int | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class ClockState:
    """A clock at a moment.

    `elapsed` is the time it ran, without pauses (within business hours for working minutes), never
    negative; `elapsed_days` the days counted, None for limits that count no days. `promise` and `target`
    are None where the rule does not limit that layer or the clock has not started.
    """

    phase: Phase
    elapsed: timedelta
    elapsed_days: int | None
    promise: LayerState | None
    target: LayerState | None

    @property
    def breached(self) -> bool:
        """Return whether the promise is broken, or the target where nothing was promised."""
        main = self.promise or self.target
        return main is not None and main.breached


def clock_state(clock: OrderClock, now: datetime, calendar: WorkingCalendar) -> ClockState:
    """Return how `clock` stands at the aware time `now`.

    Raises MissingCalendar when days of an unknown year have to be counted.
    """
    now = utc(now, "now")
    reference = _reference(clock, now)
    return ClockState(
        phase=clock.phase,
        elapsed=time_used(clock.spans, reference, clock.terms.unit, calendar),
        elapsed_days=_days_used(clock, reference, calendar),
        promise=layer_state(clock, now, calendar, Layer.PROMISE),
        target=layer_state(clock, now, calendar, Layer.TARGET),
    )


def layer_state(
    clock: OrderClock,
    now: datetime,
    calendar: WorkingCalendar,
    layer: Layer | None = None,
    fraction: Decimal = WHOLE,
) -> LayerState | None:
    """Return how one layer, or a fraction of it, stands; layer None is the promise, else the target.

    None where the rule does not limit that layer or the clock has not started. Raises MissingCalendar, and
    InvalidInput for a fraction that is not positive.
    """
    now = utc(now, "now")
    due = clock.due_at_fraction(fraction, calendar, layer)
    amount = clock.terms.amount(layer)
    if due is None or amount is None:
        return None
    reference = _reference(clock, now)
    used = _days_used(clock, reference, calendar)
    if clock.appointment is not None:
        reference = clock.stopped_at or now  # holding does not move an appointment
    return LayerState(
        due=due,
        breached=reference > due,
        remaining=due - reference,
        remaining_days=None if used is None else amount.whole_days(fraction) - used,
        provisional=calendar.is_provisional(calendar.local_date(due)),
    )


def _days_used(clock: OrderClock, until: datetime, calendar: WorkingCalendar) -> int | None:
    if not clock.terms.unit.counts_days:
        return None
    return days_used(clock.spans, until, clock.terms, calendar)


def _reference(clock: OrderClock, now: datetime) -> datetime:
    """Return the moment that the clock shows: now while it runs, else when it last ran."""
    spans = clock.spans
    end = spans[-1].end if spans else None
    return now if end is None else end
