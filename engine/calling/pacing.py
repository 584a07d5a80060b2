"""How many numbers a progressive dialler dials now, so that calls without an agent stay under a rule.

A line is dialled for each agent who is free. More than that, *ahead*, are dialled only while even the worst
case, every one of them answered with nobody to talk to, would leave the rule kept among the last `window`
calls that customers answered:

    abandoned among them + dialled ahead ≤ abandoned_most · answered among them

What was abandoned stays in the window until as many others have been answered, so the rule holds in every
stretch of that length, not only on the average of a day.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True)
class PacingRule:
    """`abandoned_most` is a share of the answered calls (0: never dial ahead), `window` their number.

    `lines_per_agent` bounds what is dialled for one free agent, whatever the rule would allow.
    """

    abandoned_most: float = 0.03
    window: int = 200
    lines_per_agent: float = 3.0


@dataclass(frozen=True)
class Lately:
    """The last calls that customers answered, at most the rule's window, and how many found no agent."""

    answered: int
    abandoned: int


@dataclass(frozen=True)
class Now:
    """What is so at this moment: agents who wait for a call, and numbers being dialled or ringing.

    `waiting` are answered calls that no agent has taken yet: each has a claim on one who is free.
    """

    free: int
    dialling: int
    waiting: int = 0


def lately(rule: PacingRule, answered: Iterable[bool]) -> Lately:
    """Return what the last answered calls say; each, oldest first, is True when it was abandoned."""
    last = deque(answered, maxlen=rule.window)
    return Lately(len(last), sum(last))


def ahead_most(rule: PacingRule, seen: Lately) -> int:
    """Return how many calls may be under way for which there is no agent."""
    return max(0, floor(rule.abandoned_most * seen.answered + 1e-9) - seen.abandoned)


def to_dial(rule: PacingRule, seen: Lately, now: Now, expected_answers: float) -> int:
    """Return how many more numbers to dial.

    `expected_answers` is the share of dialled numbers that are answered, above 0: where everybody answers
    nothing is dialled ahead.
    """
    free = max(0, now.free - now.waiting)
    useful = ceil(free / min(1.0, max(expected_answers, 0.01)) - 1e-9)
    lines = min(useful, free + ahead_most(rule, seen), floor(free * rule.lines_per_agent))
    return max(0, lines - now.dialling)
