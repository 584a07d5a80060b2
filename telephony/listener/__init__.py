"""Listens to exchanges: each node by one process, connected, subscribed, and asked anew after every gap."""

from telephony.listener.node import Node, NodeSettings, Order
from telephony.listener.pending import Outcome, PendingCommands, Settled
from telephony.listener.session import Answered, Ending, Events, Ready, Reason, Replied, Session
from telephony.listener.supervisor import Listener
from telephony.listener.timing import REAL, Timing
from telephony.listener.watching import Companion, Watcher

__all__ = [
    "REAL",
    "Answered",
    "Companion",
    "Ending",
    "Events",
    "Listener",
    "Node",
    "NodeSettings",
    "Order",
    "Outcome",
    "PendingCommands",
    "Ready",
    "Reason",
    "Replied",
    "Session",
    "Settled",
    "Timing",
    "Watcher",
]
