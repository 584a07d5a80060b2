"""The limits of one order as expressions and timers see them: limit("arrive"), limit("reply") * 0.8."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.errors import InvalidInput
from engine.limits.calendar import WorkingCalendar
from engine.limits.clock_state import LayerState, layer_state
from engine.limits.limit_value import LimitReading, LimitValue
from engine.limits.order_clock import OrderClock, Phase
from engine.words import Words


@dataclass(frozen=True, slots=True)
class OrderLimits:
    """The clocks of an order by rule key, the calendar of its tier, and the business time now (aware)."""

    clocks: Mapping[str, OrderClock]
    calendar: WorkingCalendar
    now: datetime

    def limit(self, key: object) -> LimitValue:
        """Return the value of the FEEL function `limit(key)`; register this method under that name.

        A key without a clock is told when the value is used, not here: the rule may not apply yet.
        Raises InvalidInput when `key` is no text.
        """
        if not isinstance(key, str):
            raise InvalidInput(
                Words(
                    f'limit() got {key!r}; expected the key of a rule in quotation marks: limit("arrive")',
                    f'limit() 得到 {key!r}；应为引号中的规则键：limit("arrive")',
                )
            )
        return LimitValue(key, reading=self.reading)

    def due(self, value: LimitValue) -> datetime | None:
        """Return when a timer on `value` fires (UTC); None while its clock does not run: arm no timer then.

        A clock does not run before its start milestone, while holding pauses it, and once it has stopped; a
        clock with an appointment runs through a hold. Raises InvalidInput when the order has no such clock
        or the rule no such layer, MissingCalendar for an unknown year.
        """
        clock = self._clock(value)
        if clock.terms.amount(value.layer) is None:
            raise InvalidInput(
                Words(
                    f"the limit {value.rule_key!r} has no {value.layer}; expected a layer that the rule "
                    f"{clock.terms.rule} limits; add it to the profile, or leave the layer out",
                    f"时限 {value.rule_key!r} 没有 {value.layer}；应为规则 {clock.terms.rule} 所限定的层；"
                    "请在配置中添加，或不写层",
                ),
                limit=value.rule_key,
            )
        counts = clock.phase is Phase.RUNNING or (
            clock.phase is Phase.PAUSED and clock.appointment is not None
        )
        return clock.due_at_fraction(value.fraction, self.calendar, value.layer) if counts else None

    def reading(self, value: LimitValue) -> LimitReading | None:
        """Return what the properties of `value` show; None when the order has no such clock."""
        clock = self.clocks.get(value.rule_key)
        if clock is None:
            return None
        found: LayerState | None = layer_state(clock, self.now, self.calendar, value.layer, value.fraction)
        zone = self.calendar.zone
        started = clock.started_at
        return LimitReading(
            phase=clock.phase.value,
            started=None if started is None else started.astimezone(zone),
            due=None if found is None else found.due.astimezone(zone),
            remaining=None if found is None else found.remaining,
            remaining_days=None if found is None else found.remaining_days,
            breached=None if found is None else found.breached,
            round=clock.round_number,
        )

    def _clock(self, value: LimitValue) -> OrderClock:
        clock = self.clocks.get(value.rule_key)
        if clock is None:
            known = ", ".join(sorted(self.clocks)) or "none"
            raise InvalidInput(
                Words(
                    f"this order has no limit {value.rule_key!r} (it has: {known}); expected the key of a "
                    "rule that applies to the order; check the spelling and the facts that it needs",
                    f"这个工单没有时限 {value.rule_key!r}（它有：{known}）；应为适用于这个工单的规则键；"
                    "请检查写法，以及规则的条件需要的事实",
                ),
                limit=value.rule_key,
            )
        return clock
