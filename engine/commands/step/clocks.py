"""The clocks of an order during a step: parsed when needed, moved by milestones and holds, then stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from engine.errors import MissingCalendar
from engine.limits import (
    Layer,
    LimitRule,
    LimitValue,
    OrderClock,
    OrderLimits,
    Phase,
    Rounds,
    WorkingCalendar,
    from_text,
    moved,
    next_telling,
    reconsidered,
    time_used,
    to_text,
)
from engine.store.clocks import ClockRow, FollowerRow, OrderTime, insert_clock, update_clock
from engine.store.database import Transaction

UNDETERMINED = "undetermined"


class ClockChange(NamedTuple):
    """What became of one clock: for the history, the tasks that show it and the timers that follow it."""

    rule: str
    phase: str
    promise_due_at: datetime | None
    target_due_at: datetime | None
    missing: MissingCalendar | None = None


class OrderClocks:
    """All clocks of one order. A clock's document is parsed only when something concerns it.

    `rule_of` finds a clock's rule by the name in its terms; None: it is there no more.
    """

    def __init__(
        self,
        order_id: str,
        time: OrderTime,
        calendar: WorkingCalendar,
        rule_of: Callable[[str], LimitRule | None],
    ) -> None:
        self._order_id = order_id
        self._rows = {row.rule: row for row in time.clocks}
        self._followers = time.followers
        self._parsed: dict[str, OrderClock] = {}
        self._changed: dict[str, OrderClock] = {}
        self._new: set[str] = set()
        self._rule_of = rule_of
        self.calendar = calendar

    def followers(self, rule: str) -> list[FollowerRow]:
        """Return the timers from before this step that follow a clock."""
        return [row for row in self._followers if row.limit_rule == rule]

    def __contains__(self, rule: str) -> bool:
        return rule in self._rows or rule in self._parsed

    def rules(self) -> list[str]:
        """Return the rules of all clocks."""
        return self._all()

    def add(self, rules: Mapping[str, LimitRule]) -> None:
        """Give the order a waiting clock for each rule that it has none for yet."""
        for key, rule in rules.items():
            if key not in self:
                self._new.add(key)
                self._set(key, OrderClock.waiting(rule))

    def get(self, rule: str) -> OrderClock | None:
        """Return one clock, or None."""
        if rule not in self._parsed:
            row = self._rows.get(rule)
            if row is None:
                return None
            self._parsed[rule] = from_text(row.clock)
        return self._parsed[rule]

    def reach(self, milestone: str, at: datetime) -> None:
        """Let a milestone start and stop what it concerns."""
        for rule in self._concerned(milestone):
            clock = self.get(rule)
            if clock is not None:
                self._set(rule, clock.on_milestone(milestone, at))

    def hold(self, at: datetime, reason: str) -> None:
        """Pause the clocks whose rule allows the reason."""
        for rule in self._all():
            clock = self.get(rule)
            if clock is not None:
                self._set(rule, clock.pause(at, reason))

    def pauses(self) -> frozenset[str]:
        """Return the reasons for which some clock of the order pauses; empty: none can."""
        found = [clock.terms.pauses for rule in self._all() if (clock := self.get(rule)) is not None]
        return frozenset().union(*found)

    def release(self, at: datetime) -> None:
        """Let paused clocks run again."""
        for rule in self._all():
            clock = self.get(rule)
            if clock is not None:
                self._set(rule, clock.resume(at))

    def appoint(self, rule: str, at: datetime) -> bool:
        """Let a clock be due at an appointment instead (改约); False when there is none that allows it."""
        clock = self.get(rule)
        if clock is None or not clock.terms.appointable:
            return False
        self._set(rule, clock.replace_due(at))
        return True

    def finish(self, at: datetime) -> None:
        """Stop whatever still runs: the order is done, and no rule says what should still count."""
        for rule in self._all():
            clock = self.get(rule)
            if clock is not None and clock.started_at is not None:
                self._set(rule, clock.stop(at))

    def next_round(self, at: datetime) -> None:
        """Take every clock into the next round, as its rule says."""
        for rule in self._all():
            clock = self.get(rule)
            if clock is not None:
                self._set(rule, clock.new_round(at))

    def go_back(self, left: Iterable[str], again: str | None, at: datetime) -> None:
        """Move stage clocks when work goes back (退回, 撤回): those left wait, the reopened run anew.

        `left` and `again` are the rules that the tasks show. The order's own clocks run on.
        """
        for rule in left:
            clock = self.get(rule)
            if clock is not None and clock.terms.rounds is Rounds.RESTART and clock.started_at is not None:
                self._set(rule, clock.new_round(at))
        clock = self.get(again) if again is not None else None
        if again is not None and clock is not None and clock.terms.rounds is Rounds.RESTART:
            self._set(again, clock.new_round(at).begin(at))

    def reconsider(
        self, rules: Mapping[str, LimitRule], at: datetime, *, new_version: bool = False
    ) -> list[tuple[str, str | None, str]]:
        """Let the clocks go on under rules that a corrected fact, or a new version, has chosen, as these say.

        Return what changed: key, the rule before (None: a new clock) and the rule now. A clock whose key no
        rule names any more stays: what was promised is not taken back. A new version gives running orders no
        new clocks: their start milestones may be over.
        """
        told: list[tuple[str, str | None, str]] = []
        for key, rule in rules.items():
            clock = self.get(key)
            if clock is None:
                if not new_version:
                    told.append((key, None, rule.terms.rule))
                continue
            policy = rule.when_rule_changes if new_version else rule.when_facts_change
            after = reconsidered(clock, rule, policy, at, self.calendar)
            if after is not clock:
                told.append((key, clock.terms.rule, rule.terms.rule))
                self._set(key, after)
        if not new_version:
            self.add(rules)
        return told

    def move(self, calendar: WorkingCalendar, rules: Mapping[str, LimitRule]) -> None:
        """Count on another county's calendar from now on: the clocks that run as their rules say.

        `rules` are those of the order's facts; what a clock without one has promised stays.
        """
        before, self.calendar = self.calendar, calendar
        for key in self._all():
            clock, rule = self.get(key), rules.get(key)
            if (
                clock is not None
                and rule is not None
                and moved(clock, rule.when_facts_change, before, calendar)
            ):
                self._changed[key] = clock

    def recount(self) -> None:
        """Count every clock that has not stopped anew, since the calendar is another."""
        for rule in self._all():
            clock = self.get(rule)
            if clock is not None and clock.stopped_at is None and clock.started_at is not None:
                self._changed[rule] = clock

    def determine(self) -> None:
        """Look again at clocks whose due time could not be said: a calendar year may be there now."""
        for rule, row in self._rows.items():
            clock = self.get(rule)
            if row.state == UNDETERMINED and clock is not None:
                self._changed[rule] = clock

    def limits(self, now: datetime) -> OrderLimits:
        """Return what expressions and timers see of these clocks."""
        return OrderLimits(_Lazy(self), self.calendar, now)

    def due_of(self, value: LimitValue, now: datetime) -> datetime | None:
        """Return when a timer on a limit fires; None while its clock does not run, or cannot be said."""
        try:
            return self.limits(now).due(value)
        except MissingCalendar:
            return None

    def save(self, tx: Transaction) -> list[ClockChange]:
        """Store what changed; return it."""
        changes = []
        for rule, clock in self._changed.items():
            before = self._rows.get(rule)
            row, missing = self._row(rule, clock)
            if before is None:
                insert_clock(tx, row)
            else:
                update_clock(tx, row)
            self._rows[rule] = row
            if before is not None or row.state != Phase.WAITING:
                changes.append(ClockChange(rule, row.state, row.promise_due_at, row.target_due_at, missing))
        self._changed.clear()
        return changes

    def due_times(self, rule: str) -> tuple[datetime | None, datetime | None]:
        """Return the promise's and the target's due time as last saved, for a task that shows them."""
        row = self._rows.get(rule)
        return (row.promise_due_at, row.target_due_at) if row is not None else (None, None)

    def _row(self, rule: str, clock: OrderClock) -> tuple[ClockRow, MissingCalendar | None]:
        before = self._rows.get(rule)
        missing: MissingCalendar | None = None
        promise = target = tell_at = None
        told = _told(clock, before)
        phase: str = clock.phase.value
        try:
            if clock.phase is Phase.STOPPED and before is not None and before.state == Phase.RUNNING:
                promise, target = before.promise_due_at, before.target_due_at
            elif clock.phase in (Phase.RUNNING, Phase.STOPPED) or clock.appointment is not None:
                promise = clock.due(self.calendar, Layer.PROMISE)
                target = clock.due(self.calendar, Layer.TARGET)
            tell_at = self._tell_at(clock, told)
        except MissingCalendar as error:
            missing, phase = error, UNDETERMINED
        row = ClockRow(
            self._order_id,
            rule,
            phase,
            clock.round_number,
            promise,
            target,
            to_text(clock),
            clock.stopped_at,
            self._elapsed(clock),
            tell_at,
            told,
        )
        return row, missing

    def _tell_at(self, clock: OrderClock, told: int) -> datetime | None:
        """Return when people are to be told of a clock next; None: there is nothing more to tell."""
        rule = self._rule_of(clock.terms.rule)
        found = next_telling(clock, rule.warn_at if rule is not None else (), told, self.calendar)
        return found.at if found is not None else None

    def _elapsed(self, clock: OrderClock) -> int | None:
        """Return how long a stopped clock ran; None while it runs, or when a calendar year is missing."""
        if clock.stopped_at is None or clock.started_at is None:
            return None
        try:
            used = time_used(clock.spans, clock.stopped_at, clock.terms.unit, self.calendar)
        except MissingCalendar:
            return None
        return int(used.total_seconds())

    def _set(self, rule: str, clock: OrderClock) -> None:
        if self._parsed.get(rule) is not clock:
            self._parsed[rule] = clock
            self._changed[rule] = clock

    def _all(self) -> list[str]:
        return list({**self._rows, **self._parsed})

    def _concerned(self, milestone: str) -> list[str]:
        """Return the rules whose stages know a milestone, without parsing the others."""
        quoted, parsed = f'"{milestone}"', self._parsed
        found = [rule for rule, row in self._rows.items() if rule not in parsed and quoted in row.clock]
        found += [
            rule
            for rule, clock in parsed.items()
            if any(milestone in stage.starts or milestone in stage.stops for stage in clock.terms.stages)
        ]
        return found


def _told(clock: OrderClock, before: ClockRow | None) -> int:
    """Return how far a clock has told, in per cent; a stage clock that starts anew has told nothing."""
    if before is None or (clock.terms.rounds is Rounds.RESTART and clock.round_number != before.round):
        return 0
    return before.told


class _Lazy(Mapping[str, OrderClock]):
    """The clocks as a mapping that parses what is asked for."""

    def __init__(self, clocks: OrderClocks) -> None:
        self._clocks = clocks

    def __getitem__(self, rule: str) -> OrderClock:
        clock = self._clocks.get(rule)
        if clock is None:
            raise KeyError(rule)
        return clock

    def __iter__(self) -> Iterator[str]:
        return iter(self._clocks._all())

    def __len__(self) -> int:
        return len(self._clocks._all())
