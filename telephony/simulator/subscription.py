"""What a session wants to hear: event names, subclasses, filters."""

from __future__ import annotations

import re

from telephony.esl import EventFormat
from telephony.simulator.notices import Notice

#: The names that FreeSWITCH knows, of those that matter here; a subscription to none of them is refused.
KNOWN = frozenset(
    """
    CUSTOM CLONE CHANNEL_CREATE CHANNEL_DESTROY CHANNEL_STATE CHANNEL_CALLSTATE CHANNEL_ANSWER CHANNEL_HANGUP
    CHANNEL_HANGUP_COMPLETE CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE CHANNEL_HOLD CHANNEL_UNHOLD
    CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_OUTGOING CHANNEL_PARK
    CHANNEL_UNPARK CHANNEL_APPLICATION CHANNEL_ORIGINATE CHANNEL_UUID API LOG INBOUND_CHAN OUTBOUND_CHAN
    STARTUP SHUTDOWN PUBLISH UNPUBLISH TALK NOTALK SESSION_CRASH MODULE_LOAD MODULE_UNLOAD DTMF MESSAGE
    PRESENCE_IN NOTIFY_IN PRESENCE_OUT PRESENCE_PROBE MESSAGE_WAITING MESSAGE_QUERY ROSTER CODEC
    BACKGROUND_JOB DETECTED_SPEECH DETECTED_TONE PRIVATE_COMMAND HEARTBEAT TRAP ADD_SCHEDULE DEL_SCHEDULE
    EXE_SCHEDULE RE_SCHEDULE RELOADXML NOTIFY PHONE_FEATURE SEND_MESSAGE RECV_MESSAGE REQUEST_PARAMS
    CHANNEL_DATA GENERAL COMMAND SESSION_HEARTBEAT CLIENT_DISCONNECTED SERVER_DISCONNECTED SEND_INFO RECV_INFO
    CALL_SECURE NAT RECORD_START RECORD_STOP PLAYBACK_START PLAYBACK_STOP CALL_UPDATE FAILURE SOCKET_DATA
    MEDIA_BUG_START MEDIA_BUG_STOP CALL_DETAIL DEVICE_STATE ALL
    """.split()
)


#: What `myevents` subscribes to: no recording, no playback, no hold.
OF_A_CHANNEL = """
    CHANNEL_ANSWER CHANNEL_APPLICATION CHANNEL_BRIDGE CHANNEL_CREATE CHANNEL_DATA CHANNEL_DESTROY
    CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE
    CHANNEL_ORIGINATE CHANNEL_OUTGOING
    CHANNEL_PARK CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_STATE CHANNEL_UNBRIDGE CHANNEL_UNPARK
    CHANNEL_UUID DETECTED_SPEECH DTMF NOTALK TALK
    """.split()


class Subscription:
    """Names add up over several commands; the last one's format counts."""

    def __init__(self) -> None:
        self.form = EventFormat.PLAIN
        self.names: set[str] = set()
        self.subclasses: set[str] = set()
        self.filters: list[tuple[str, str]] = []
        self.only: str | None = None
        self.on = False

    def add(self, words: list[str]) -> bool:
        """Take the names of an `event` command; everything after CUSTOM is a subclass. False: none known."""
        known = False
        custom = False
        for word in words:
            if custom:
                self.subclasses.add(word)
                known = True
            elif word.upper() in KNOWN:
                known = True
                custom = word.upper() == "CUSTOM"
                self.names.add(word.upper())
        if words == ["CUSTOM"]:
            known = False
        self.on = self.on or known
        return known

    def remove(self, words: list[str]) -> None:
        custom = False
        for word in words:
            if custom:
                self.subclasses.discard(word)
            elif word.upper() == "CUSTOM":
                custom = True
            elif word.upper() == "ALL":
                self.names.clear()
            else:
                self.names.discard(word.upper())

    def clear(self) -> None:
        self.names.clear()
        self.subclasses.clear()
        self.only, self.on = None, False

    def wants(self, name: str, subclass: str) -> bool:
        """Whether an event may be wanted; what is in it is looked at by `passes`."""
        if not self.on:
            return False
        if "ALL" in self.names:
            return True
        if name == "CUSTOM":
            return subclass in self.subclasses
        return name in self.names

    def passes(self, notice: Notice) -> bool:
        """Whether the filters let an event through: one that matches is enough; `-` shuts out."""
        if self.only is not None and notice.get("Unique-ID") != self.only:
            return False
        if not self.filters:
            return True
        passes = False
        for name, value in self.filters:
            held = notice.get(name)
            if held is None:
                continue
            against = value.lstrip("+- ")
            shut_out = value[: len(value) - len(against)].rstrip().endswith("-")
            if passes and not shut_out:
                continue
            if _matches(held, against):
                if shut_out:
                    return False
                passes = True
        return passes


def _matches(held: str, value: str) -> bool:
    if len(value) > 1 and value.startswith("/") and value.endswith("/"):
        try:
            return re.search(value[1:-1], held) is not None
        except re.error:
            return False
    return held.casefold() == value.casefold()
