"""A scenario as frozen values: what is given, what is done step by step, what is expected after each.

Names have been resolved when a scenario was read: elements are ids, people and departments are names of the
built-in organisation (`engine.scenarios.cast`). Times are aware UTC, or a time of day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.scenarios.actions import Action, Begin
from engine.scenarios.expectations import NOTHING_EXPECTED, Expectation


@dataclass(frozen=True)
class Given:
    """How a scenario begins: what happens first, in order, and which departments are `empty` of people.

    `calls_out`: the installation can call customers.
    """

    at: datetime
    profile: str
    packages: tuple[str, ...]
    empty: frozenset[str]
    begin: tuple[Begin, ...]
    calls_out: bool = True


@dataclass(frozen=True)
class Step:
    """One step. `told` is how a report tells it; `refused` is a part of the refusal, None: it must succeed.

    `action` None is a step that only looks.
    """

    line: int
    told: str
    action: Action | None
    refused: str | None = None
    expect: Expectation = NOTHING_EXPECTED


@dataclass(frozen=True)
class Scenario:
    """One story of a package; `file` and `line` say where it is written."""

    package: str
    name: str
    file: str
    line: int
    given: Given
    steps: tuple[Step, ...]
    expect_at_start: Expectation = NOTHING_EXPECTED
    jobs_by_hand: frozenset[str] = frozenset()
