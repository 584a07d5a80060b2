"""The clock of an order: one limit rule, started, paused, stopped and taken round again.

The clock is a frozen value; every transition returns another one (or the same, where it does nothing). It
records what happened (when each stage ran, when holding paused it) and derives from that the running time,
so an event entered late (补录) is counted at the time it happened and elapsed time is never negative.

    start ──▶ running ◀──▶ paused          waiting: before the start milestone, or between two stages
                 │            │
                 ▼            ▼
               stopped (until a new round reopens it)

Times are aware and kept in UTC. Which rule an order gets is the profile's matter, when its milestones happen
the commands'; `on_milestone` does the rule's part.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from engine.errors import InvalidInput
from engine.limits.amounts import LARGEST_FRACTION, Layer
from engine.limits.calendar import WorkingCalendar
from engine.limits.counting import beside, reached
from engine.limits.instants import utc
from engine.limits.rules import LimitRule, Rounds, Stage, Terms
from engine.limits.spans import Pause, Run, Span, running_spans
from engine.words import Words

WHOLE = Decimal(1)


class Phase(StrEnum):
    """What a clock is doing."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class OrderClock(NamedTuple):
    """One clock of one order in one round. Make it with `OrderClock.start` or `OrderClock.waiting`.

    `appointment` is the due time that the customer agreed to instead (改约), or None.
    """

    terms: Terms
    round_number: int = 1
    runs: tuple[Run, ...] = ()
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    appointment: datetime | None = None

    # -- transitions ---------------------------------------------------------------------------------

    @classmethod
    def waiting(cls, rule: LimitRule, round_number: int = 1) -> OrderClock:
        """Return a clock that waits for its start milestone."""
        return cls(rule.terms, round_number)

    @classmethod
    def start(cls, rule: LimitRule, at: datetime, stage: str | None = None) -> OrderClock:
        """Return a clock that runs since `at`; `stage` None is the rule's first."""
        return cls.waiting(rule).begin(at, stage)

    def begin(self, at: datetime, stage: str | None = None) -> OrderClock:
        """Start a stage; None is the first. A stage that runs keeps its earlier start.

        A late entry of a start that lies before a stop is counted up to that stop.
        """
        at = utc(at, "the start of a clock")
        key = self._stage(stage).key
        for n, run in enumerate(self.runs):
            if run.stage == key and (run.end is None or at <= run.end):
                return self._with_run(n, run._replace(begin=min(run.begin, at)))
        if self.stopped_at is not None and self.runs and at > self.stopped_at:
            return self
        return self._replace(runs=(*self.runs, Run(key, at)))

    def end_stage(self, at: datetime, stage: str) -> OrderClock:
        """End a running stage of an accumulating clock; the clock waits for the next one.

        Ending what does not run does nothing; an end before the begin counts as no time.
        """
        at = utc(at, "the end of a stage")
        key = self._stage(stage).key
        for n, run in enumerate(self.runs):
            if run.stage == key and run.end is None:
                return self._with_run(n, run._replace(end=max(run.begin, at)))
        return self

    def pause(self, at: datetime, reason: str) -> OrderClock:
        """Hold the clock (挂起) for `reason`; the same clock where the rule does not allow it.

        A stopped or paused clock stays as it is. A hold may begin while the clock waits: what starts during
        it does not run until the hold ends. A time before the end of the hold before counts as that end.
        """
        at = utc(at, "the begin of a pause")
        if reason not in self.terms.pauses or self.stopped_at is not None or self._open_pause is not None:
            return self
        latest = max((pause.end for pause in self.pauses if pause.end is not None), default=at)
        return self._replace(pauses=(*self.pauses, Pause(reason, max(at, latest))))

    def resume(self, at: datetime) -> OrderClock:
        """End the hold; the same clock where none is open. A time before its begin counts as no pause."""
        at = utc(at, "the end of a pause")
        pause = self._open_pause
        if pause is None:
            return self
        return self._replace(pauses=(*self.pauses[:-1], pause._replace(end=max(pause.begin, at))))

    def stop(self, at: datetime) -> OrderClock:
        """Stop the clock for good. Of several stops the earliest counts (the first crew's arrival).

        A stop before the start counts as no time; before any start (a late entry is still to come) it is
        kept, and the start counts up to it.
        """
        at = utc(at, "the stop of a clock")
        if self.runs:
            at = max(at, min(run.begin for run in self.runs))
        if self.stopped_at is not None and self.stopped_at <= at:
            return self
        return self._replace(stopped_at=at)

    def new_round(self, at: datetime) -> OrderClock:
        """Return the clock for the next round (重派, rework), which begins at `at`, as the rule's rounds say.

        CONTINUE: the same clock, stopped or not. REOPEN: a stop is taken back; a hold that was open then
        ended with it, and an accumulating clock waits for its next stage. RESTART: an empty clock that waits
        for its start milestone; the old one is the record of its round. An open hold goes with it.
        """
        at = utc(at, "the begin of a round")
        if self.terms.rounds is Rounds.RESTART:
            hold = self._open_pause if self.stopped_at is None else None
            pauses = () if hold is None else (hold._replace(begin=max(hold.begin, at)),)
            return OrderClock(self.terms, self.round_number + 1, pauses=pauses)
        again = self._replace(round_number=self.round_number + 1)
        if self.terms.rounds is Rounds.CONTINUE or self.stopped_at is None:
            return again
        return again._settled_at(self.stopped_at)._replace(stopped_at=None)

    def replace_due(self, appointment: datetime | None) -> OrderClock:
        """Set the due time that the customer agreed to (改约) for both layers; None takes it back.

        The same clock where the rule does not allow it or it has stopped. Holding does not move an
        appointment. Raises InvalidInput for one before the clock's start.
        """
        if not self.terms.appointable or self.stopped_at is not None:
            return self
        if appointment is None:
            return self._replace(appointment=None)
        appointment = utc(appointment, "the appointment")
        started = self.started_at
        if started is not None and appointment < started:
            raise InvalidInput(
                Words(
                    f"the appointment {appointment.isoformat()} lies before the start of the limit "
                    f"{self.terms.key!r}; expected a later time; correct the appointment",
                    f"预约 {appointment.isoformat()} 早于时限 {self.terms.key!r} 的开始；应为更晚的时间；"
                    "请改正预约",
                )
            )
        return self._replace(appointment=appointment)

    def under(self, rule: LimitRule, at: datetime) -> OrderClock:
        """Return this clock under another rule of the same key, as when area or priority changes.

        Start, stages and the pauses so far survive; an open hold that the new rule does not allow ends at
        `at`, an appointment it does not know is dropped. Raises InvalidInput for a rule of another key.
        """
        terms = rule.terms
        if terms.key != self.terms.key:
            raise InvalidInput(
                Words(
                    f"clock {self.terms.key!r} cannot go on under the rule {terms.key!r}; "
                    "expected a rule of the same key; start that rule's own clock",
                    f"时钟 {self.terms.key!r} 不能按规则 {terms.key!r} 继续；应为同一键的规则；"
                    "请启动该规则自己的时钟",
                )
            )
        pause = self._open_pause
        clock = self if pause is None or pause.reason in terms.pauses else self.resume(at)
        clock = clock._replace(terms=terms, runs=_renamed(clock.runs, terms))
        return clock if terms.appointable else clock._replace(appointment=None)

    def on_milestone(self, milestone: str, at: datetime) -> OrderClock:
        """Return the clock after the order's `milestone` at event time `at`; the same if it concerns nothing.

        Stops come before starts, as one milestone may end a stage and begin the next. A stop milestone of
        the last stage ends the clock, another stage's ends that stage. A start milestone after the stop of
        a RESTART clock begins its next round, also where the stop found nothing that ran.
        """
        clock = self
        stages = self.terms.stages
        if milestone in stages[-1].stops:
            clock = clock.stop(at)
        else:
            for stage in stages:
                if milestone in stage.stops:
                    clock = clock.end_stage(at, stage.key)
        for stage in stages:
            if milestone in stage.starts:
                if self.terms.rounds is Rounds.RESTART and clock._finished_before(at):
                    clock = clock.new_round(at)
                clock = clock.begin(at, stage.key)
        return clock

    # -- what it says --------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """Return what the clock is doing."""
        if self.stopped_at is not None:
            return Phase.STOPPED
        for run in self.runs:
            if run.end is None:
                return Phase.RUNNING if self._open_pause is None else Phase.PAUSED
        return Phase.WAITING

    @property
    def started_at(self) -> datetime | None:
        """Return the first start (UTC); None while it waits for it."""
        return min((run.begin for run in self.runs), default=None)

    @property
    def spans(self) -> list[Span]:
        """Return the stretches in which the clock ran: stages together, without pauses, up to the stop.

        Stages that run at the same time count once. The list is empty before the first start.
        """
        return running_spans(self.runs, self.pauses, self.stopped_at)

    def due(self, calendar: WorkingCalendar, layer: Layer | None = None) -> datetime | None:
        """Return when the limit of `layer` ends, in UTC; layer None is the promise, else the target.

        Minutes: start + amount + pauses. Days: the end of the last day, see engine.limits.counting. While
        the clock is paused or waits between stages this is what it would be if it went on at once: arm no
        timer for it. None: it has not started, or the rule does not limit that layer.
        Raises MissingCalendar when days of an unknown year have to be counted.
        """
        return self.due_at_fraction(WHOLE, calendar, layer)

    def due_at_fraction(
        self, fraction: Decimal, calendar: WorkingCalendar, layer: Layer | None = None
    ) -> datetime | None:
        """Return when `fraction` of the limit is used up, in UTC; it is above 0 and at most 1000.

        It keeps the unit: 0.8 of 5 working days are 4 working days; a fraction of a day counts as a whole
        one. With an appointment the distance to the due time stays: 0.8 of 45 minutes is 9 minutes before.
        None and errors as in `due`; InvalidInput for another fraction.
        """
        if not fraction.is_finite() or not 0 < fraction <= LARGEST_FRACTION:
            raise InvalidInput(
                Words(
                    f"a limit cannot be multiplied by {fraction}; expected a number above 0 and at most "
                    f"{LARGEST_FRACTION}, such as 0.8; correct the factor",
                    f"时限不能乘以 {fraction}；应为大于 0、最大 {LARGEST_FRACTION} 的数，如 0.8；请改正系数",
                )
            )
        amount = self.terms.amount(layer)
        if amount is None or not self.runs:
            return None
        spans = self.spans
        if self.appointment is not None:
            return max(beside(self.appointment, amount, fraction, calendar), spans[0].begin)
        return reached(spans, self.terms, amount, fraction, calendar)

    # -- inside --------------------------------------------------------------------------------------

    @property
    def _open_pause(self) -> Pause | None:
        return self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None

    def _finished_before(self, at: datetime) -> bool:
        return self.stopped_at is not None and self.stopped_at <= utc(at)

    def _stage(self, key: str | None) -> Stage:
        stages = self.terms.stages
        for stage in stages:
            if key is None or stage.key == key:
                return stage
        known = ", ".join(repr(stage.key) for stage in stages)
        raise InvalidInput(
            Words(
                f"limit {self.terms.key!r} has no stage {key!r}; expected one of {known}",
                f"时限 {self.terms.key!r} 没有阶段 {key!r}；应为 {known} 之一",
            )
        )

    def _with_run(self, number: int, run: Run) -> OrderClock:
        if self.runs[number] == run:
            return self
        return self._replace(runs=(*self.runs[:number], run, *self.runs[number + 1 :]))

    def _settled_at(self, at: datetime) -> OrderClock:
        """End what a stop ended: the open hold, and the stages of an accumulating clock."""
        clock = self.resume(at)
        if not self.terms.accumulates:
            return clock
        runs = tuple(run._replace(end=max(run.begin, at)) if run.end is None else run for run in clock.runs)
        return clock._replace(runs=runs)


def _renamed(runs: tuple[Run, ...], terms: Terms) -> tuple[Run, ...]:
    """Give runs of stages that `terms` does not have to its first stage."""
    known = {stage.key for stage in terms.stages}
    return tuple(run if run.stage in known else run._replace(stage=terms.stages[0].key) for run in runs)
