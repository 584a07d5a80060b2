"""How many lines of a list are dialled now: by mode and pace, who is free, how the last calls went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from engine.calling.attempts import AttemptResult
from engine.calling.campaigns import Mode, Pace
from engine.calling.pacing import Now, lately, to_dial

#: From so many calls on it is believed how many are answered; before, it is taken that all are.
ENOUGH_CALLS = 20
#: How many of the last calls say it.
LAST_CALLS = 100
#: After so many calls in a row that our own line could not dial nothing is dialled for a while.
IN_VAIN, REST = 3, timedelta(minutes=1)


class UnderWay(NamedTuple):
    """The calls of a list at this moment: being dialled, waiting for an agent, in a talk or a dialogue."""

    dialling: int
    waiting: int
    speaking: int


class WentSo(NamedTuple):
    """How a call of a list went; `result` None: it goes on. Time is aware UTC."""

    answered: bool
    result: str | None
    ended_at: datetime | None


def lines_now(
    mode: Mode,
    pace: Pace,
    under_way: UnderWay,
    free: int,
    answered: Sequence[bool],
    went: Sequence[WentSo],
    now: datetime,
) -> int:
    """Return how many more lines to dial.

    `free` are the agents who wait for a call. `answered`, oldest first, is True for each that found no agent,
    `went` the last calls, the newest first.
    """
    if mode is Mode.PREVIEW or our_line_is_down(went, now):
        return 0
    if mode is Mode.DIALOGUE:
        return max(0, pace.lines_most - sum(under_way))
    rule = pace.rule
    wanted = to_dial(
        rule,
        lately(rule, answered),
        Now(free, under_way.dialling, under_way.waiting),
        answers_expected(went),
    )
    return max(0, min(wanted, pace.lines_most - under_way.dialling))


def answers_expected(went: Sequence[WentSo]) -> float:
    """Return the share of dialled numbers that are answered, as the last calls say."""
    if len(went) < ENOUGH_CALLS:
        return 1.0
    return max(0.01, sum(one.answered for one in went) / len(went))


def our_line_is_down(went: Sequence[WentSo], now: datetime) -> bool:
    """Answer whether the last calls failed on our own side, so that the next would as well."""
    failed = takewhile(lambda one: one.result == AttemptResult.NO_EXCHANGE, went)
    return sum(one.ended_at is not None and one.ended_at > now - REST for one in failed) >= IN_VAIN
