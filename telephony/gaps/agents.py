"""Agents that mod_callcenter believes to be in a call that is no more (FreeSWITCH #1973, #2529, #2540).

Nothing is offered to such an agent. He is found by what FreeSWITCH itself lists: his state, and that no
channel is his and no member is served by him. That is only certain when it is so twice, with nothing having
moved between.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from telephony.gaps.members import PLAIN, ListedMember, ListUnreadable, listed_rows

AGENTS = "callcenter_config agent list"
TIERS = "callcenter_config tier list"
IN_A_CALL = "In a queue call"
#: States of a tier in which nobody is offered to its agent.
_BUSY_TIERS = ("Active Inbound", "Offering", "Standby")
#: So long ago his last call must have begun, so that none is on its way that no list shows yet.
SETTLED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class ListedAgent:
    """An agent. `moved` changes with every call offered to him; `since` is the newest of its times."""

    name: str
    type: str
    state: str
    moved: tuple[str, ...]
    since: int


@dataclass(frozen=True, slots=True)
class StaleAgent:
    """An agent to be put right: by these commands, none when a person has to look."""

    name: str
    commands: tuple[tuple[str, str], ...]


def listed_agents(answer: str) -> list[ListedAgent]:
    """Return the agents, but for those whose name cannot stand in a command. Raises ListUnreadable."""
    columns, rows = listed_rows(answer)
    if not columns:
        return []
    moving = ("last_bridge_start", "last_bridge_end", "last_offered_call", "calls_answered")
    try:
        front = [columns.index(name) for name in ("name", "type")]
        back = [columns.index(name) - len(columns) for name in ("state", *moving)]
    except ValueError:
        raise ListUnreadable(answer) from None
    found = []
    for row in rows:
        if len(row) < len(columns) or not PLAIN.fullmatch(row[0]):
            continue
        name, kind = (row[at] for at in front)
        state, *moved = (row[at] for at in back)
        times = [int(one) for one in moved[:3] if one.isascii() and one.isdigit()]
        found.append(ListedAgent(name, kind, state, tuple(moved), max(times, default=0)))
    return found


def listed_tiers(answer: str) -> list[tuple[str, str, str]]:
    """Return queue, agent and state of each tier that can stand in a command. Raises ListUnreadable."""
    columns, rows = listed_rows(answer)
    if columns and columns[:3] != ["queue", "agent", "state"]:
        raise ListUnreadable(answer)
    return [
        (row[0], row[1], row[2])
        for row in rows
        if len(row) == len(columns) and PLAIN.fullmatch(row[0]) and PLAIN.fullmatch(row[1])
    ]


def stale_agents(
    before: Collection[ListedAgent],
    agents: Collection[ListedAgent],
    members: Collection[ListedMember],
    busy: Collection[str],
    tiers: Collection[tuple[str, str, str]],
    now: int,
) -> list[StaleAgent]:
    """Return who is in a call by mod_callcenter's word alone.

    `before` are the agents as they were listed a while earlier, `busy` those who have a channel, `now` is
    FreeSWITCH's time in seconds. Of an agent whose telephone is connected all the time (`uuid-standby`) a
    person has to look: his channel says nothing.
    """
    served = {member.serving_agent for member in members if member.session}
    earlier = set(before)
    found = []
    for agent in agents:
        idle = agent.name not in busy and agent.name not in served and now >= agent.since + SETTLED_SECONDS
        if agent.state != IN_A_CALL or agent not in earlier or not idle:
            continue
        commands = [
            ("callcenter_config", f"tier set state {queue} {agent.name} Ready")
            for queue, name, state in tiers
            if name == agent.name and state in _BUSY_TIERS
        ]
        commands.append(("callcenter_config", f"agent set state {agent.name} Waiting"))
        found.append(StaleAgent(agent.name, tuple(commands) if agent.type == "callback" else ()))
    return found
