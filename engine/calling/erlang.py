"""Erlang C: how long callers wait for so many agents, and how many agents a service level needs. Pure.

Calls come at random, callers are patient, and agents are alike: real queues are a little better, because some
callers give up. The sums are done by the recursion for Erlang B, which never leaves the range of floats.
"""

from __future__ import annotations

import math
from typing import NamedTuple

#: More agents than any centre has: beyond it nothing is looked for.
AGENTS_MOST = 5_000


class Waiting(NamedTuple):
    """What callers meet. `load` is in erlang; with it at or above the number of agents the queue only grows:
    `wait_chance` is 1, `service_level` 0, and `average_wait_seconds` None.
    """

    load: float
    wait_chance: float
    service_level: float
    average_wait_seconds: float | None
    occupancy: float


def waiting(calls_per_hour: float, handle_seconds: float, agents: int, within_seconds: float) -> Waiting:
    """Return what callers meet when so many come and so many agents take calls of this average length."""
    load = calls_per_hour * handle_seconds / 3600
    if load <= 0:
        return Waiting(0.0, 0.0, 1.0, 0.0, 0.0)
    if agents <= load:
        return Waiting(load, 1.0, 0.0, None, 1.0)
    blocked = 1.0
    for count in range(1, agents + 1):
        blocked = load * blocked / (count + load * blocked)
    chance = blocked / (1 - load / agents * (1 - blocked))
    spare = agents - load
    return Waiting(
        load,
        chance,
        1 - chance * math.exp(-spare * within_seconds / handle_seconds),
        chance * handle_seconds / spare,
        load / agents,
    )


def agents_needed(
    calls_per_hour: float, handle_seconds: float, within_seconds: float, level: float
) -> int | None:
    """Return the fewest agents that answer `level` (0 to 1) of the calls in time.

    None: more than any centre has.
    """
    least = int(calls_per_hour * handle_seconds / 3600)
    for agents in range(least, min(least + 1_000, AGENTS_MOST) + 1):
        if waiting(calls_per_hour, handle_seconds, agents, within_seconds).service_level >= level:
            return agents
    return None
