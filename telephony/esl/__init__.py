"""FreeSWITCH's event socket as a protocol without sockets: commands out, messages and events in."""

from __future__ import annotations

from telephony.esl import commands
from telephony.esl.command_reader import CommandReader
from telephony.esl.commands import Command, EventFormat
from telephony.esl.connection import Connection, Role, State
from telephony.esl.errors import (
    AccessRefused,
    AuthenticationRefused,
    CommandRefused,
    ConnectionClosed,
    EarlyEof,
    EslError,
    LocatedError,
    MalformedMessage,
    MessageTooLarge,
    StreamFault,
    UnexpectedReply,
    UnsupportedFormat,
)
from telephony.esl.events import Event, JsonEvent, PlainEvent
from telephony.esl.limits import DEFAULT_LIMITS, OUTBOUND_LIMITS, Limits
from telephony.esl.messages import (
    ApiResponse,
    AuthRequest,
    CommandReply,
    DisconnectNotice,
    LogData,
    Message,
    RudeRejection,
    UnreadableEvent,
)

__all__ = [
    "DEFAULT_LIMITS",
    "OUTBOUND_LIMITS",
    "AccessRefused",
    "ApiResponse",
    "AuthRequest",
    "AuthenticationRefused",
    "Command",
    "CommandReader",
    "CommandRefused",
    "CommandReply",
    "Connection",
    "ConnectionClosed",
    "DisconnectNotice",
    "EarlyEof",
    "EslError",
    "Event",
    "EventFormat",
    "JsonEvent",
    "Limits",
    "LocatedError",
    "LogData",
    "MalformedMessage",
    "Message",
    "MessageTooLarge",
    "PlainEvent",
    "Role",
    "RudeRejection",
    "State",
    "StreamFault",
    "UnexpectedReply",
    "UnreadableEvent",
    "UnsupportedFormat",
    "commands",
]
