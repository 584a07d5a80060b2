"""Agents in step with mod_callcenter: what it tells becomes rows, what people say becomes commands."""

from telephony.agents.lists import ListUnreadable, TheirAgent, TheirTier, agents_listed, tiers_listed
from telephony.agents.machine import AgentFact, AgentMachine
from telephony.agents.runner import AgentSync
from telephony.agents.sync import Step, steps
from telephony.agents.wishes import Wanted, WantedAgent, read_wanted

__all__ = [
    "AgentFact",
    "AgentMachine",
    "AgentSync",
    "ListUnreadable",
    "Step",
    "TheirAgent",
    "TheirTier",
    "Wanted",
    "WantedAgent",
    "agents_listed",
    "read_wanted",
    "steps",
    "tiers_listed",
]
