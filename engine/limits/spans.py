"""When a clock ran: its stages' runs, less the pauses, up to the stop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class Run(NamedTuple):
    """One run of a stage: `stage` is its key ("" where the rule has one stage), `end` None while it lasts."""

    stage: str
    begin: datetime
    end: datetime | None = None


class Pause(NamedTuple):
    """One hold that pauses the clock: its reason; `end` None while it lasts."""

    reason: str
    begin: datetime
    end: datetime | None = None


class Span(NamedTuple):
    """A stretch of running: aware UTC instants, `begin` ≤ `end`; `end` None while it lasts."""

    begin: datetime
    end: datetime | None


def running_spans(runs: Sequence[Run], pauses: Sequence[Pause], stop: datetime | None) -> list[Span]:
    """Return the union of `runs` without `pauses`, cut off at `stop`, as ascending spans without overlap.

    Stages that run at the same time count once. `pauses` are ascending and do not overlap. Where runs leave
    nothing (paused or stopped at once), one empty span at the first begin tells from when the clock counts.
    """
    if len(runs) == 1 and not pauses and stop is None:
        return [Span(runs[0].begin, runs[0].end)]
    spans: list[Span] = []
    for run in _united(runs):
        end = run.end if stop is None else min(run.end or stop, stop)
        spans.extend(_without(run.begin, end, pauses))
    if not spans and runs:
        first = min(run.begin for run in runs)
        return [Span(first, first)]
    return spans


def _united(runs: Sequence[Run]) -> list[Span]:
    united: list[Span] = []
    for run in sorted(runs, key=lambda run: run.begin):
        last = united[-1] if united else None
        if last is None or (last.end is not None and last.end < run.begin):
            united.append(Span(run.begin, run.end))
        elif last.end is not None and (run.end is None or run.end > last.end):
            united[-1] = Span(last.begin, run.end)
    return united


def _without(begin: datetime, end: datetime | None, pauses: Sequence[Pause]) -> list[Span]:
    """Return what the pauses leave of [begin, end), without empty pieces."""
    pieces: list[Span] = []
    at: datetime | None = begin
    for pause in pauses:
        if at is None or pause.begin == pause.end or (pause.end is not None and pause.end <= at):
            continue
        if end is not None and pause.begin >= end:
            break
        if pause.begin > at:
            pieces.append(Span(at, pause.begin))
        at = pause.end
    if at is not None and (end is None or at < end):
        pieces.append(Span(at, end))
    return pieces
