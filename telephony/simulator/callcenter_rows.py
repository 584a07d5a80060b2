"""What mod_callcenter keeps: agents, tiers, queues, members. It outlives the core."""

from __future__ import annotations

from dataclasses import dataclass, field

from telephony.simulator import setting
from telephony.simulator.channel import Channel


@dataclass(slots=True, eq=False)
class Agent:
    """An agent and everything that the module counts of him; times are whole seconds, 0 for never."""

    name: str
    type: str = "callback"
    contact: str = ""
    uuid: str = ""
    status: str = "Logged Out"
    state: str = "Waiting"
    max_no_answer: int = 0
    wrap_up_time: int = 0
    reject_delay_time: int = 0
    busy_delay_time: int = 0
    no_answer_delay_time: int = 0
    last_bridge_start: int = 0
    last_bridge_end: int = 0
    last_offered_call: int = 0
    last_status_change: int = 0
    no_answer_count: int = 0
    calls_answered: int = 0
    talk_time: int = 0
    ready_time: int = 0
    call_timeout: int = 60


@dataclass(slots=True, eq=False)
class Tier:
    queue: str
    agent: str
    state: str = "Ready"
    level: int = 1
    position: int = 1


@dataclass(slots=True, eq=False)
class Queue:
    of: setting.Queue
    calls_answered: int = 0
    calls_abandoned: int = 0


@dataclass(slots=True, eq=False)
class Member:
    """Somebody in a queue. `channel` None: he is stale, his channel is no more."""

    uuid: str
    queue: str
    session: str
    number: str
    name: str
    joined: int
    system: int
    base_score: int = 0
    skill_score: int = 0
    serving_agent: str = ""
    serving_system: str = ""
    state: str = "Waiting"
    bridged: int = 0
    abandoned: int = 0
    rejoined: int = 0
    channel: Channel | None = None
    legs: list[Channel] = field(default_factory=list)

    def score(self, now: int) -> int:
        return now - self.joined + self.base_score + self.skill_score
