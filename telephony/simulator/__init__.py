"""A FreeSWITCH that is none: an exchange with a clock that is set, its event socket, and who rings it."""

from __future__ import annotations

from telephony.simulator.arriving import ring_in
from telephony.simulator.callers import let_ring, make_traffic, press_key, ring_all
from telephony.simulator.cdr import keep_records
from telephony.simulator.channel import Channel
from telephony.simulator.control import ControlSession
from telephony.simulator.exchange import Exchange
from telephony.simulator.faults import happen, leave_agent, leave_member, let_happen
from telephony.simulator.legs import answer, hang_up, refer
from telephony.simulator.scenario import ScenarioUnreadable, parse_scenario, read_scenario, shipped
from telephony.simulator.server import LOOPBACK, PORT, Server, folder_files
from telephony.simulator.session import Access, Session, User
from telephony.simulator.setting import (
    Agent,
    Answering,
    Caller,
    Extension,
    Fault,
    FaultKind,
    Press,
    Queue,
    Setting,
    Telephone,
    Tier,
)

__all__ = [
    "LOOPBACK",
    "PORT",
    "Access",
    "Agent",
    "Answering",
    "Caller",
    "Channel",
    "ControlSession",
    "Exchange",
    "Extension",
    "Fault",
    "FaultKind",
    "Press",
    "Queue",
    "ScenarioUnreadable",
    "Server",
    "Session",
    "Setting",
    "Telephone",
    "Tier",
    "User",
    "answer",
    "folder_files",
    "hang_up",
    "happen",
    "keep_records",
    "leave_agent",
    "leave_member",
    "let_happen",
    "let_ring",
    "make_traffic",
    "parse_scenario",
    "press_key",
    "read_scenario",
    "refer",
    "ring_all",
    "ring_in",
    "shipped",
]
