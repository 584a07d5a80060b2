"""Call records as mod_json_cdr writes them, of callers and agents that never were."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telephony.calls import EndedLeg
from telephony.gaps.cdr import read_record

CORE = "28108b4e-2290-46b8-92b6-4eafe9a7108b"
OLD_CORE = "11111111-1111-4111-8111-111111111111"
NODE = "vm"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALLER = "c0000000-0000-4000-8000-000000000001"
AGENT = "a0000000-0000-4000-8000-000000000001"


def micro(second: float) -> str:
    return str(int((NOON.timestamp() + second) * 1_000_000))


def profile(uuid: str, times: dict[str, float], **more: Any) -> dict[str, Any]:
    """One entry of `callflow`; `times` are seconds after noon."""
    names = ("created", "progress", "progress_media", "answered", "bridged", "hangup")
    return {
        "dialplan": "XML",
        "caller_profile": {
            "uuid": uuid,
            "caller_id_name": "李小明",
            "caller_id_number": "13812345678",
            "destination_number": "95598",
            **more,
        },
        "times": {f"{name}_time": micro(times[name]) if name in times else "0" for name in names},
    }


def record(uuid: str, direction: str, flows: list[dict[str, Any]], **variables: str) -> dict[str, Any]:
    return {
        "core-uuid": CORE,
        "switchname": NODE,
        "channel_data": {"state": "CS_REPORTING", "direction": direction, "state_number": "11"},
        "callStats": {"audio": {"inbound": {"raw_bytes": 0}}},
        "variables": {"uuid": uuid, "hangup_cause": "NORMAL_CLEARING", **variables},
        "callflow": flows,
    }


def abandoned(uuid: str = CALLER, began: float = 0, waited: float = 10) -> dict[str, Any]:
    """A caller who waited in the queue and hung up."""
    joined, ended = int(NOON.timestamp() + began), int(NOON.timestamp() + began + waited)
    return record(
        uuid,
        "inbound",
        [profile(uuid, {"created": began, "answered": began + 0.1, "hangup": began + waited})],
        sip_req_user="95598",
        cc_side="member",
        cc_queue="repair@default",
        cc_member_uuid=f"member-of-{uuid}",
        cc_queue_joined_epoch=str(joined),
        cc_queue_canceled_epoch=str(ended),
        cc_cause="cancel",
        cc_cancel_reason="BREAK_OUT",
        current_application="callcenter",
        sip_hangup_disposition="recv_bye",
    )


def answered(uuid: str = CALLER, agent: str = AGENT, began: float = 0) -> dict[str, Any]:
    """A caller who spoke with 1001 from the sixth second to the thirtieth."""
    made = abandoned(uuid, began, 30)
    made["callflow"][0]["times"]["bridged_time"] = micro(began + 6)
    made["variables"] |= {
        "cc_cause": "answered",
        "cc_agent": "1001@default",
        "bridge_uuid": agent,
        "cc_record_filename": f"/var/lib/freeswitch/recordings/{uuid}.wav",
        "record_ms": "23900",
    }
    for name in ("cc_cancel_reason", "cc_queue_canceled_epoch"):
        del made["variables"][name]
    return made


def agents_leg(uuid: str = AGENT, caller: str = CALLER, began: float = 0) -> dict[str, Any]:
    """1001's telephone, which rang in the second second."""
    times = {"created": began + 2, "progress": began + 2.1, "answered": began + 6}
    return record(
        uuid,
        "outbound",
        [profile(uuid, {**times, "bridged": began + 6, "hangup": began + 30}, destination_number="1001")],
        cc_side="agent",
        cc_agent="1001@default",
        cc_queue="repair@default",
        cc_member_uuid=f"member-of-{caller}",
        cc_member_session_uuid=caller,
        bridge_uuid=caller,
        sip_hangup_disposition="send_bye",
    )


def content(given: dict[str, Any]) -> bytes:
    return json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def leg(given: dict[str, Any]) -> EndedLeg:
    return read_record(content(given))


def write(folder: Path, *given: dict[str, Any]) -> list[Path]:
    """Write records as mod_json_cdr names them."""
    paths = []
    for one in given:
        prefix = "a_" if one["channel_data"]["direction"] == "inbound" else ""
        paths.append(folder / f"{prefix}{one['variables']['uuid']}.cdr.json")
        paths[-1].write_bytes(content(one))
    return paths
