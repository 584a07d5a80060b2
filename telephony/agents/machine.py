"""What mod_callcenter tells of agents, as facts: a machine without socket, clock or database.

Its events of agents carry neither channel nor sequence, and some are lost while nobody listens: after each
connect the list says what is, and events go on from there. A state `In a queue call` may stay behind a crash
for ever (FreeSWITCH #1973, #2529, #2540): it is believed as long as a call of ours is open, or for a minute.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from engine.calling.names import NAME_LENGTH
from engine.calling.states import STATUSES, Phone, Said
from telephony.agents.lists import TheirAgent, TheirTier
from telephony.esl import Event

#: So long a telephone is believed to talk without a call of ours.
BELIEVED = timedelta(seconds=60)
IN_A_CALL = "In a queue call"
#: What each of their states says of the telephone; of others nothing follows.
PHONES = {
    "Waiting": Phone.IDLE,
    "Idle": Phone.IDLE,
    "Receiving": Phone.RINGING,
    "Reserved": Phone.RINGING,
    IN_A_CALL: Phone.TALKING,
}
_ON_BREAK, _AVAILABLE = STATUSES[Said.BREAK], STATUSES[Said.AVAILABLE]
_LENGTH = 40


@dataclass(frozen=True, slots=True)
class AgentFact:
    """Something new of an agent, as `RecordAgent` takes it; `at` is aware UTC."""

    agent: str
    at: datetime
    phone: Phone | None = None
    status: str | None = None
    state: str | None = None
    missed_too_often: bool = False


class AgentMachine:
    """The agents of one exchange, from its events and lists. One thread at a time."""

    def __init__(self) -> None:
        self.agents: dict[str, TheirAgent] = {}
        self.tiers: dict[tuple[str, str], TheirTier] = {}
        #: What events said since the lists were asked for: it is newer than what these will say.
        self._since: dict[str, dict[str, Any]] = {}
        #: What was told of each: status, state and phone.
        self._told: dict[str, tuple[str, str, Phone | None]] = {}
        self._state_at: dict[str, datetime] = {}
        self._doubted: set[str] = set()

    def asking(self) -> None:
        """Note that lists are asked for now."""
        self._since.clear()

    def apply(self, event: Event, at: datetime) -> list[AgentFact]:
        """Take an event that came at `at` (aware UTC); of anything but an agent nothing follows."""
        agent = event.text("CC-Agent")
        if event.subclass != "callcenter::info" or not agent or len(agent) > NAME_LENGTH:
            return []
        action = event.text("CC-Action")
        if action == "agent-max-no-answer":
            return [AgentFact(agent, at, missed_too_often=True)]
        said = {
            "agent-status-change": ("status", event.text("CC-Agent-Status")),
            "agent-state-change": ("state", event.text("CC-Agent-State")),
        }.get(action or "")
        if said is None or not said[1]:
            return []
        news: dict[str, Any] = {said[0]: said[1][:_LENGTH]}
        known = self.agents.get(agent)
        if "state" in news and known is not None and known.state == IN_A_CALL != news["state"]:
            news["last_bridge_end"] = int(at.timestamp())
        self._since.setdefault(agent, {}).update(news)
        if known is None:
            state = news.get("state")
            return [AgentFact(agent, at, PHONES.get(state or ""), news.get("status"), state)]
        return self._tell(replace(known, **news), at)

    def listed(
        self,
        agents: Mapping[str, TheirAgent],
        tiers: Mapping[tuple[str, str], TheirTier],
        before: Mapping[str, str | None],
        at: datetime,
    ) -> list[AgentFact]:
        """Take the lists; `before` are the statuses that we have recorded, by agent.

        Who was available, is on a break and has missed as many calls as they may, was sent there by the
        exchange while nobody listened.
        """
        facts = []
        for name, listed in agents.items():
            agent = replace(listed, **self._since.get(name, {}))
            gave_up = 0 < agent.max_no_answer <= agent.no_answer_count
            if before.get(name) == _AVAILABLE and agent.status == _ON_BREAK and gave_up:
                facts.append(AgentFact(name, at, missed_too_often=True))
            facts += self._tell(agent, at)
        for name in self.agents.keys() - agents.keys():
            del self.agents[name]
            self._told.pop(name, None)
        self.tiers = dict(tiers)
        return facts

    def doubt(self, in_calls: Collection[str], at: datetime) -> list[AgentFact]:
        """Believe no longer that somebody talks of whom we know no call; `in_calls` are those who have one.

        What the exchange calls it stays as it is: it is said once that the telephone is silent.
        """
        facts = []
        for name, agent in self.agents.items():
            if agent.state != IN_A_CALL or name in in_calls:
                self._doubted.discard(name)
            elif name not in self._doubted and at - self._state_at[name] >= BELIEVED:
                self._doubted.add(name)
                facts.append(AgentFact(name, at, phone=Phone.IDLE))
        return facts

    def _tell(self, agent: TheirAgent, at: datetime) -> list[AgentFact]:
        was = self.agents.get(agent.name)
        if was is None or was.state != agent.state:
            self._state_at[agent.name] = at
            self._doubted.discard(agent.name)
        self.agents[agent.name] = agent
        phone = None if agent.name in self._doubted else PHONES.get(agent.state)
        told = (agent.status, agent.state, phone)
        if self._told.get(agent.name) == told:
            return []
        self._told[agent.name] = told
        return [AgentFact(agent.name, at, phone, agent.status, agent.state)]
