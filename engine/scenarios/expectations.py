"""What is expected after a step. None is not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from engine.scenarios.givens import Moment, Values


@dataclass(frozen=True)
class Notice:
    """A notice or customer message: to whom, and a part of what it says. None is not looked at."""

    to: str | None
    says: str | None


@dataclass(frozen=True)
class Asked:
    """An effect that was asked for: at which service task, and some of its inputs."""

    at: str
    inputs: Values


@dataclass(frozen=True)
class IncidentLike:
    """An open incident: its kind, its element, a part of what it says. None is not looked at."""

    kind: str | None
    at: str | None
    says: str | None


@dataclass(frozen=True)
class LimitLike:
    """How a clock of the order stands. None is not looked at; `absent`: the order has no such clock.

    `due` is the target's time, else the promise's; `remaining` runs to the promise, else the target.
    """

    absent: bool = False
    state: str | None = None
    due: Moment | None = None
    promise: Moment | None = None
    target: Moment | None = None
    breached: bool | None = None
    remaining: timedelta | None = None
    remaining_days: int | None = None
    elapsed: timedelta | None = None


@dataclass(frozen=True)
class EventLike:
    """An event of the history: type, element, who, on whose behalf, when it happened, values it has written.

    None is not looked at.
    """

    type: str | None = None
    at: str | None = None
    by: str | None = None
    on_behalf_of: str | None = None
    happened: Moment | None = None
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Absent:
    """What is not to be seen after a step: none of what is named. None is not looked at."""

    open: tuple[str, ...] | None = None
    waiting: tuple[str, ...] | None = None
    jobs: tuple[str, ...] | None = None
    linked: tuple[str, ...] | None = None
    history: tuple[EventLike, ...] | None = None
    events: tuple[EventLike, ...] | None = None
    asked: tuple[Asked, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    messages: tuple[Notice, ...] | None = None
    incidents: tuple[IncidentLike, ...] | None = None
    values: tuple[str, ...] | None = None
    variables: tuple[str, ...] | None = None
    limits: tuple[str, ...] | None = None
    whose: Mapping[str, frozenset[str]] | None = None
    watched: Mapping[str, frozenset[str]] | None = None
    order: Values | None = None


@dataclass(frozen=True)
class Expectation:
    """What is to be seen after a step. Lists are complete unless said otherwise.

    `history` are the step's own events in order, all of them; `events` have happened since the scenario
    began, in this order, with others in between. `asked`, `notices` and `messages` are the step's own too.
    `timers`, `limits`, `whose`, `held`, `watched`, `order`, `values` and `variables` look at what they name;
    `values` were written last under a name, `variables` are there now in some scope.
    """

    open: tuple[str, ...] | None = None
    whose: Mapping[str, frozenset[str]] | None = None
    held: Mapping[str, str | None] | None = None
    watched: Mapping[str, frozenset[str]] | None = None
    order: Values | None = None
    waiting: tuple[str, ...] | None = None
    timers: Mapping[str, Moment | None] | None = None
    limits: Mapping[str, LimitLike] | None = None
    jobs: tuple[str, ...] | None = None
    history: tuple[EventLike, ...] | None = None
    events: tuple[EventLike, ...] | None = None
    asked: tuple[Asked, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    messages: tuple[Notice, ...] | None = None
    incidents: tuple[IncidentLike, ...] | None = None
    linked: tuple[str, ...] | None = None
    values: Values | None = None
    variables: Values | None = None
    ended: bool | None = None
    absent: Absent | None = None


NOTHING_EXPECTED = Expectation()
