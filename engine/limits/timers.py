"""Timers of diagrams: when they fire first, when again. Pure arithmetic; the rows and leases are elsewhere.

A TimerSpec comes from the evaluated expression of a timer (engine.limits.timer_values), is stored with the
timer as a document, and answers with instants in UTC. A due time in the past means: fire at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.limits.instants import utc
from engine.limits.iso_intervals import Period
from engine.limits.limit_value import LimitValue
from engine.limits.order_limits import OrderLimits
from engine.words import Words


class Missed(StrEnum):
    """What becomes of cycles whose time passed while nobody fired them."""

    COLLAPSE = "collapse"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class TimerSpec:
    """Base of the timers.

    Subclass it and override `first_due`, for cycles the rest too; add it to timer_documents and to the
    round-trip test there.
    """

    def anchored(self, now: datetime) -> TimerSpec:
        """Return the spec to store when the timer is armed at `now`: one whose cycles count from there."""
        del now
        return self

    def first_due(self, now: datetime, limits: OrderLimits | None = None) -> datetime | None:
        """Return when the timer, armed at `now` (aware), fires first.

        None: not now. A limit's clock does not run (arm the timer when it does), or a cycle is over. `limits`
        is needed by LimitTimer only.
        """
        raise NotImplementedError

    def next_due(
        self, previous_due: datetime, now: datetime, missed: Missed = Missed.COLLAPSE
    ) -> datetime | None:
        """Return when the timer fires again after it fired for `previous_due` at `now`; None: no more."""
        del previous_due, now, missed
        return None

    def remaining(self, due: datetime) -> int | None:
        """Return how many times the timer is planned to fire after `due`; None without end."""
        del due
        return 0


@dataclass(frozen=True, slots=True)
class DateTimer(TimerSpec):
    """Fires once, at an instant (UTC)."""

    at: datetime

    def first_due(self, now: datetime, limits: OrderLimits | None = None) -> datetime:
        """Return the instant, whether or not it has passed."""
        del now, limits
        return self.at


@dataclass(frozen=True, slots=True)
class DurationTimer(TimerSpec):
    """Fires once, a period after it is armed; calendar parts are reckoned in `zone`."""

    period: Period
    zone: ZoneInfo

    def first_due(self, now: datetime, limits: OrderLimits | None = None) -> datetime:
        """Return `now` plus the period. Raises InvalidInput beyond the year 9999."""
        del limits
        now = utc(now, "now")
        try:
            return self.period.after(now, self.zone)
        except (OverflowError, ValueError) as error:
            raise InvalidInput(
                Words(
                    f"the duration of a timer leads out of the calendar ({error}); expected a time before "
                    "the year 9999; shorten the duration",
                    f"定时器的时长超出日历（{error}）；应为 9999 年之前的时间；请缩短时长",
                )
            ) from error


@dataclass(frozen=True, slots=True)
class LimitTimer(TimerSpec):
    """Fires once, when a fraction of an order's limit is used up, however often that moves."""

    limit: LimitValue

    def first_due(self, now: datetime, limits: OrderLimits | None = None) -> datetime | None:
        """Return the limit's due time; None while its clock does not run (see OrderLimits.due)."""
        del now
        if limits is None:
            raise InvalidInput(
                Words(
                    f"the timer waits for the limit {self.limit.rule_key!r}, but this process serves no "
                    "order; "
                    "expected a process that serves one; use a duration or a date instead",
                    f"定时器等待时限 {self.limit.rule_key!r}，但这个流程没有工单；应为有工单的流程；"
                    "请改用时长或日期",
                )
            )
        return limits.due(self.limit)


@dataclass(frozen=True, slots=True)
class CycleTimer(TimerSpec):
    """Fires every `period`: at `anchor` + k periods.

    With a start of its own (`includes_anchor`) k = 0, 1, …; a start in the past keeps its rhythm, and what
    lies before the arming is not made up for. Without one the anchor is the arming and k = 1, 2, …; it is
    None until `anchored`. `repetitions` counts planned moments, so missed ones that collapse are used up;
    None is endless. Months count from the anchor and do not drift: 31 January, 28 February, 31 March.
    """

    period: Period
    zone: ZoneInfo
    repetitions: int | None = None
    anchor: datetime | None = None
    includes_anchor: bool = False

    def anchored(self, now: datetime) -> CycleTimer:
        """Return the cycle whose moments are fixed, by its own start or by `now`."""
        return self if self.anchor is not None else replace(self, anchor=utc(now, "now"))

    def first_due(self, now: datetime, limits: OrderLimits | None = None) -> datetime | None:
        """Return the first moment at or after `now`; None when all moments have passed."""
        del limits
        now = utc(now, "now")
        cycle = self.anchored(now)
        return cycle._moment(cycle._first_index(lambda at: at >= now))

    def next_due(
        self, previous_due: datetime, now: datetime, missed: Missed = Missed.COLLAPSE
    ) -> datetime | None:
        """Return the next moment after `previous_due`; None when there is none.

        COLLAPSE leaves out the moments before `now`: the firing just done stands for them. EVERY returns
        them one by one. Raises InvalidInput for a cycle without an anchor.
        """
        if self.anchor is None:
            raise InvalidInput(
                Words(
                    "the cycle was never armed; expected an anchored cycle; store spec.anchored(now)",
                    "周期从未开始；应为已定起点的周期；请保存 spec.anchored(now)",
                )
            )
        previous_due, now = utc(previous_due, "the due time before"), utc(now, "now")
        if missed is Missed.EVERY:
            return self._moment(self._first_index(lambda at: at > previous_due))
        return self._moment(self._first_index(lambda at: at > previous_due and at >= now))

    def remaining(self, due: datetime) -> int | None:
        """Return how many moments are planned after `due`; None without end."""
        if self.repetitions is None:
            return None
        index = self._first_index(lambda at: at > due)
        return 0 if index is None else max(self._last - index + 1, 0)

    @property
    def _first(self) -> int:
        return 0 if self.includes_anchor else 1

    @property
    def _last(self) -> int:
        assert self.repetitions is not None, "an endless cycle has no last moment"
        return self._first + self.repetitions - 1

    def _moment(self, index: int | None) -> datetime | None:
        if index is None or (self.repetitions is not None and index > self._last):
            return None
        return self._at(index)

    def _at(self, index: int) -> datetime | None:
        """Return anchor + index periods; None beyond the year 9999."""
        assert self.anchor is not None, "moments are asked of anchored cycles only"
        try:
            return self.period.after(self.anchor, self.zone, index)
        except (OverflowError, ValueError):
            return None

    def _first_index(self, wanted: Callable[[datetime], bool]) -> int | None:
        """Return the index of the first moment that is `wanted`, which must stay true from there on.

        Found by doubling and halving: a cycle of seconds that slept for years must not be counted through.
        None when the years end before it.
        """

        def found(index: int) -> bool:
            at = self._at(index)
            return at is None or wanted(at)

        low, step = self._first, 1
        while not found(low + step):
            step *= 2
        high = low + step
        while low < high:
            middle = (low + high) // 2
            if found(middle):
                high = middle
            else:
                low = middle + 1
        return None if self._at(low) is None else low
