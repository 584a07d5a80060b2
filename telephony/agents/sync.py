"""What has to be told to mod_callcenter so that it agrees with our rows: a pure difference.

Of each agent only the first step is given: commands in the background overtake each other, and an agent who
is available must not be reached at the telephone of yesterday. With the evidence of that step the difference
is taken anew. Ours wins for what a person said; what the telephone does is never told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from engine.calling.states import STATUSES, Phone, Said
from telephony.agents.lists import TheirAgent, TheirTier
from telephony.agents.wishes import Wanted, WantedAgent

_AVAILABLE, _LOGGED_OUT = STATUSES[Said.AVAILABLE], STATUSES[Said.SIGNED_OUT]
#: So many calls may go unanswered before the exchange offers no more; and how long an agent is left in peace
#: after a call that was refused, met a busy line, or was not answered.
_HABITS = {
    "max_no_answer": 3,
    "reject_delay_time": 10,
    "busy_delay_time": 30,
    "no_answer_delay_time": 10,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One command, and the agent whom it is about."""

    agent: str
    arguments: str
    command: str = "callcenter_config"


def steps(
    wanted: Wanted,
    agents: Mapping[str, TheirAgent],
    tiers: Mapping[tuple[str, str], TheirTier],
    now: datetime,
) -> list[Step]:
    """Return the next step of every agent of whom something is to be told; none when both agree."""
    # Hundreds of agents are compared twice a second: nobody's tiers are looked for among everybody's.
    ours: dict[str, dict[str, TheirTier]] = defaultdict(dict)
    for tier in wanted.tiers:
        ours[tier.agent][tier.queue] = tier
    known: dict[str, dict[str, TheirTier]] = defaultdict(dict)
    for (queue, agent), tier in tiers.items():
        known[agent][queue] = tier
    found = []
    for one in wanted.agents:
        served = _Served(wanted.queues, ours[one.name], known[one.name])
        step = next(_of_agent(one, agents.get(one.name), served, now), None)
        if step is not None:
            found.append(Step(one.name, step))
    return found


class _Served(NamedTuple):
    """What one agent is to serve and what they serve, by queue; `queues` are those that are ours."""

    queues: frozenset[str]
    wanted: Mapping[str, TheirTier]
    theirs: Mapping[str, TheirTier]


def _of_agent(
    wanted: WantedAgent, theirs: TheirAgent | None, served: _Served, now: datetime
) -> Iterator[str]:
    name = wanted.name
    if theirs is None:
        if wanted.status != _LOGGED_OUT:
            yield f"agent add {name} callback"
        return
    if wanted.status != _AVAILABLE and theirs.status != wanted.status:
        yield f"agent set status {name} '{wanted.status}'"
    if not wanted.at_home:
        return
    if theirs.contact != wanted.contact:
        yield f"agent set contact {name} {wanted.contact}"
    for habit, value in _HABITS.items():
        if getattr(theirs, habit) != value:
            yield f"agent set {habit} {name} {value}"
    seconds = _wrap_up(wanted, theirs, now)
    if theirs.wrap_up_time != seconds:
        yield f"agent set wrap_up_time {name} {seconds}"
    yield from _tiers(name, served)
    if theirs.status != wanted.status:
        yield f"agent set status {name} '{wanted.status}'"
    if wanted.status == _AVAILABLE and theirs.state == "Idle":
        yield f"agent set state {name} Waiting"


def _wrap_up(wanted: WantedAgent, theirs: TheirAgent, now: datetime) -> int:
    """Return how long the exchange is to keep calls away after the last one.

    The limit stands there beforehand, so that no call slips in at the end of another. Who ended their
    after-call work early is open for calls at once; with the next call the limit stands there again.
    """
    limit = wanted.after_call_seconds
    ended_early = wanted.phone is Phone.IDLE and now.timestamp() <= theirs.last_bridge_end + limit
    return 0 if ended_early else limit


def _tiers(name: str, served: _Served) -> Iterator[str]:
    for queue in served.theirs:
        if queue in served.queues and queue not in served.wanted:
            yield f"tier del {queue} {name}"
    for queue, tier in sorted(served.wanted.items()):
        theirs = served.theirs.get(queue)
        if theirs is None:
            yield f"tier add {queue} {name} {tier.level} {tier.position}"
            continue
        if theirs.level != tier.level:
            yield f"tier set level {queue} {name} {tier.level}"
        if theirs.position != tier.position:
            yield f"tier set position {queue} {name} {tier.position}"
