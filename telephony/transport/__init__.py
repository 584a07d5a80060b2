"""Sockets and nothing else: bytes in, bytes out. What they mean is `telephony.esl`'s and the listener's."""

from telephony.transport.backoff import seconds_before
from telephony.transport.inbound import InboundSocket, Unreachable
from telephony.transport.inbox import DEFAULT_ROOM, Inbox, Room, Shed, Taken
from telephony.transport.outbound import NotListening, OutboundServer

__all__ = [
    "DEFAULT_ROOM",
    "InboundSocket",
    "Inbox",
    "NotListening",
    "OutboundServer",
    "Room",
    "Shed",
    "Taken",
    "Unreachable",
    "seconds_before",
]
