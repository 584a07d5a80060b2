"""One file of mod_json_cdr: what is known of a leg at its end.

    {"core-uuid": …, "switchname": …, "channel_data": {"direction": "inbound" …}, "variables": {…},
     "callflow": [{"caller_profile": {"uuid": …, "caller_id_number": … }, "times": {…}}, …]}

The newest of its profiles stands first; the first one of a channel, before any transfer, last. Variables are
percent-encoded where `encode-values` is set, which decoding undoes and values that were never encoded pass
(`telephony.esl.values`). Of thousands of variables only those that are named here are kept.
"""

from __future__ import annotations

import json
import re
from typing import Any

from engine.errors import InvalidInput
from engine.words import Words
from telephony.calls.ended import EndedLeg
from telephony.calls.reading import UUID
from telephony.esl.values import Value, decode_json, without_surrogates

#: A record is some 10 KB; one this long holds no call.
MOST_OCTETS = 8 * 1024 * 1024
_IDENTIFIER = re.compile(r"[!-~]{1,128}")
_DIGITS = re.compile(r"[0-9]{1,16}")
_VARIABLES = (
    "cc_agent",
    "cc_cancel_reason",
    "cc_cause",
    "cc_member_session_uuid",
    "cc_member_uuid",
    "cc_queue",
    "cc_queue_canceled_epoch",
    "cc_queue_joined_epoch",
    "cc_queue_terminated_epoch",
    "cc_record_filename",
    "cc_side",
    "current_application",
    "dialed_user",
    "record_ms",
    "sip_hangup_disposition",
    "sip_req_user",
)
_EVENT = "CHANNEL_HANGUP_COMPLETE"


class CallRecordUnreadable(InvalidInput):
    """A file is no call record. `torn`: perhaps not yet, for it may be half written."""

    code = "call-record-unreadable"

    def __init__(self, why: Words, *, torn: bool = False) -> None:
        super().__init__(why)
        self.torn = torn


def read_record(content: bytes) -> EndedLeg:
    """Return what a file says.

    Raises:
        CallRecordUnreadable: it is no JSON, or does not say whose end it tells, and when.
    """
    if len(content) > MOST_OCTETS:
        raise CallRecordUnreadable(
            Words(f"it is longer than {MOST_OCTETS} bytes", f"长度超过 {MOST_OCTETS} 字节")
        )
    try:
        root = json.loads(content.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise CallRecordUnreadable(Words("it is no JSON", "不是 JSON"), torn=True) from error
    try:
        return _leg(root)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise CallRecordUnreadable(
            Words("it lacks what mod_json_cdr writes of a call", "缺少 mod_json_cdr 应写的内容")
        ) from error


def _leg(root: dict[str, Any]) -> EndedLeg:
    flows = [flow for flow in root["callflow"] if "times" in flow]
    newest, oldest = flows[0], flows[-1]
    profile = oldest["caller_profile"]
    variables = _variables(root["variables"])
    uuid, core = profile["uuid"], root["core-uuid"]
    if not (_IDENTIFIER.fullmatch(uuid) and UUID.fullmatch(core)):
        raise TypeError("a uuid is none")
    outbound = root["channel_data"]["direction"] == "outbound"
    ended = newest["times"]["hangup_time"]
    if not _DIGITS.fullmatch(ended) or ended == "0":
        raise CallRecordUnreadable(Words("it does not say when the leg ended", "没有写明何时结束"))
    headers: dict[str, Value] = {
        "Event-Name": _EVENT,
        "Unique-ID": uuid,
        "Call-Direction": "outbound" if outbound else "inbound",
        "Caller-Caller-ID-Number": _text(profile.get("caller_id_number")),
        "Caller-Caller-ID-Name": _text(profile.get("caller_id_name")),
        "Caller-Destination-Number": _text(profile.get("destination_number")),
        "Caller-Channel-Created-Time": _first(flows, "created_time"),
        "Caller-Channel-Progress-Time": _first(flows, "progress_time"),
        "Caller-Channel-Progress-Media-Time": _first(flows, "progress_media_time"),
        "Caller-Channel-Answered-Time": _first(flows, "answered_time"),
        "Caller-Channel-Bridged-Time": _first(flows, "bridged_time"),
        "Caller-Channel-Hangup-Time": ended,
        **{f"variable_{name}": variables[name] for name in _VARIABLES if name in variables},
    }
    if "hangup_cause" in variables:
        headers["Hangup-Cause"] = variables["hangup_cause"]
    partner = variables.get("bridge_uuid") or variables.get("last_bridge_to")
    bridged = [flow["times"].get("bridged_time") for flow in flows]
    since = max((int(at) for at in bridged if isinstance(at, str) and _DIGITS.fullmatch(at)), default=0)
    return EndedLeg(
        uuid=uuid,
        core_uuid=core,
        node=_text(root["switchname"]) or None,
        caller=_caller(profile, variables) if outbound else None,
        headers=headers,
        partner=partner if isinstance(partner, str) and _IDENTIFIER.fullmatch(partner) else None,
        partner_since=since or None,
    )


def _variables(given: dict[str, Any]) -> dict[str, Value]:
    wanted = (*_VARIABLES, "hangup_cause", "bridge_uuid", "last_bridge_to", "originating_leg_uuid")
    return {
        name: decode_json(without_surrogates(value))
        for name in wanted
        if isinstance(value := given.get(name), str) and value
    }


def _caller(profile: dict[str, Any], variables: dict[str, Value]) -> str | None:
    """Return the leg for which this one was dialled."""
    found = variables.get("cc_member_session_uuid") or variables.get("originating_leg_uuid")
    if found is None and isinstance(profile.get("originator"), dict):
        profiles = profile["originator"].get("originator_caller_profiles") or [{}]
        found = profiles[0].get("uuid")
    return found if isinstance(found, str) and _IDENTIFIER.fullmatch(found) else None


def _first(flows: list[dict[str, Any]], name: str) -> str:
    """Return the earliest of a time's values, "0" when there is none."""
    given = [flow["times"].get(name) for flow in flows]
    times = [int(at) for at in given if isinstance(at, str) and _DIGITS.fullmatch(at) and at != "0"]
    return str(min(times, default=0))


def _text(value: Any) -> str:
    return without_surrogates(value) if isinstance(value, str) else ""
