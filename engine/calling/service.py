"""How callers are served: what became of each stay in a queue, sums of these, and the figures that follow.

Pure. Times are aware UTC. The definitions:

    service level   answered within the queue's time / offered
    ASA             waiting of the answered / answered
    AHT             (talk with hold + wrap-up) / answered calls that are over, in the queue that served last
    abandonment     abandoned / (answered + abandoned), without short abandons
    occupancy       busy / (busy + available); busy is talking, holding and wrap-up

`offered` is every stay of which is known what became of it: answered, abandoned, given up at once (a short
abandon), or gone on elsewhere (the queue's longest wait, a key). Who still waits is no part of it. Who was
sent to another queue before he joined (overflow) is offered there, and counted here as `overflowed_out`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from engine.calling.states import State

#: Within this after somebody left the queue the call itself ends, or they went on elsewhere.
HUNG_UP_WITHIN = timedelta(seconds=5)
#: Why mod_callcenter let somebody go who had not hung up.
WENT_ON = frozenset({"TIMEOUT", "NO_AGENT_TIMEOUT", "EXIT_WITH_KEY"})
#: One long talk of fewer calls would say nothing of the next ones.
LEAST_HANDLED = 5
#: What counts as busy; ringing is waiting for a call, as being available is.
BUSY = (State.TALKING, State.AFTER_CALL)
AVAILABLE = (State.AVAILABLE, State.RINGING)


class Outcome(StrEnum):
    """What became of a stay in a queue."""

    WAITING = "waiting"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    WENT_ON = "went-on"


class Stay(NamedTuple):
    """A stay in a queue; `left_at` None: it has not been seen to end, `reason` is mod_callcenter's."""

    joined_at: datetime
    left_at: datetime | None
    reason: str | None


class CallEnd(NamedTuple):
    """How long a call took; None: not known, or it is not over."""

    ended_at: datetime | None = None
    talk_ms: int | None = None
    wrap_up_ms: int | None = None


class Served(NamedTuple):
    """What became of a stay. `waited_ms` None: it goes on. The other two are those of a call that is over and
    was served in this queue last, else None.
    """

    outcome: str
    waited_ms: int | None = None
    talk_ms: int | None = None
    wrap_up_ms: int | None = None


class Tally(NamedTuple):
    """Sums over stays: `waited_ms` of the answered alone, `talk_ms` and `wrap_up_ms` of `handled` calls; and
    how many callers came here instead of joining another queue, or went from here to another.
    """

    answered: int = 0
    within: int = 0
    abandoned: int = 0
    short: int = 0
    went_on: int = 0
    waiting: int = 0
    waited_ms: int = 0
    handled: int = 0
    talk_ms: int = 0
    wrap_up_ms: int = 0
    overflowed_in: int = 0
    overflowed_out: int = 0

    @property
    def offered(self) -> int:
        """How many stays there were of which is known what became of them."""
        return self.answered + self.abandoned + self.short + self.went_on

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


class Worked(NamedTuple):
    """How long agents were busy, and how long available, in seconds."""

    busy: float = 0.0
    available: float = 0.0

    def plus(self, other: Worked) -> Worked:
        """Return both together."""
        return Worked(self.busy + other.busy, self.available + other.available)


class Figures(NamedTuple):
    """The figures; None: there was nothing to measure."""

    offered: int
    answered: int
    answered_in_time: int
    abandoned: int
    short_abandoned: int
    went_on: int
    service_level_percent: float | None
    abandonment_percent: float | None
    average_wait_seconds: float | None
    average_handle_seconds: float | None
    occupancy_percent: float | None
    overflowed_in: int
    overflowed_out: int


def served(stays: Sequence[Stay], talks: Iterable[datetime], call: CallEnd) -> list[Served]:
    """Return what became of each stay of one call, in the order given: that in which they began.

    `talks` is when somebody began to speak with the customer.
    """
    spoken = sorted(talks)
    found = []
    for number, stay in enumerate(stays):
        following = stays[number + 1].joined_at if number + 1 < len(stays) else None
        found.append(_served(stay, following, spoken, call))
    answered = [number for number, one in enumerate(found) if one.outcome == Outcome.ANSWERED]
    if answered and call.ended_at is not None:
        # Also when he was handed to another queue then, and gave up there.
        last = answered[-1]
        found[last] = found[last]._replace(talk_ms=call.talk_ms or 0, wrap_up_ms=call.wrap_up_ms or 0)
    return found


def _served(stay: Stay, following: datetime | None, talks: list[datetime], call: CallEnd) -> Served:
    over = stay.left_at or following
    answered = next((at for at in talks if at >= stay.joined_at and (over is None or at <= over)), None)
    if answered is not None:
        return Served(Outcome.ANSWERED, _ms(answered - stay.joined_at))
    left = over or call.ended_at
    if left is None:
        return Served(Outcome.WAITING)
    hung_up = call.ended_at is not None and call.ended_at - left <= HUNG_UP_WITHIN
    gave_up = hung_up and following is None and stay.reason not in WENT_ON
    return Served(Outcome.ABANDONED if gave_up else Outcome.WENT_ON, _ms(left - stay.joined_at))


def _ms(length: timedelta) -> int:
    return max(0, length // timedelta(milliseconds=1))


def tally_of(stay: Served, within_seconds: int, short_seconds: int) -> Tally:
    """Return what became of one stay as sums.

    `within_seconds` is what counts as good service in its queue; who gives up before `short_seconds` is not
    abandoned.
    """
    waited = stay.waited_ms or 0
    if stay.outcome == Outcome.ANSWERED:
        handled = int(stay.talk_ms is not None)
        return Tally(
            answered=1,
            within=int(waited <= within_seconds * 1000),
            waited_ms=waited,
            handled=handled,
            talk_ms=stay.talk_ms or 0,
            wrap_up_ms=stay.wrap_up_ms or 0,
        )
    if stay.outcome == Outcome.ABANDONED:
        return Tally(short=1) if waited < short_seconds * 1000 else Tally(abandoned=1)
    return Tally(went_on=1) if stay.outcome == Outcome.WENT_ON else Tally(waiting=1)


def figures(tally: Tally, worked: Worked) -> Figures:
    """Return the figures that sums give."""
    return Figures(
        tally.offered,
        tally.answered,
        tally.within,
        tally.abandoned,
        tally.short,
        tally.went_on,
        _percent(tally.within, tally.offered),
        _percent(tally.abandoned, tally.answered + tally.abandoned),
        _average(tally.waited_ms, tally.answered),
        _average(tally.talk_ms + tally.wrap_up_ms, tally.handled),
        _percent(worked.busy, worked.busy + worked.available),
        tally.overflowed_in,
        tally.overflowed_out,
    )


def handling_seconds(tally: Tally) -> int | None:
    """Return how long a call takes an agent, in whole seconds; None: of too few calls it is known."""
    if tally.handled < LEAST_HANDLED:
        return None
    return round((tally.talk_ms + tally.wrap_up_ms) / tally.handled / 1000)


def _percent(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _average(total_ms: int, count: int) -> float | None:
    return round(total_ms / count / 1000, 1) if count else None
