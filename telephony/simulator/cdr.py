"""Call records as mod_json_cdr writes them: a file a leg, its variables percent-encoded by default.

A file is written in place, so a reader may find half of it; who is shut down or killed writes nothing.
"""

from __future__ import annotations

import json
from typing import Any

from telephony.simulator.agenda import SECOND, Microseconds
from telephony.simulator.channel import Channel, Profile
from telephony.simulator.core import Core
from telephony.simulator.notices import encoded, encoded_array

SUFFIX = ".cdr.json"


def keep_records(ex: Core) -> None:
    """From now on write a record of each leg that ends."""
    ex.on_over.append(lambda channel: write_record(ex, channel))


def write_record(ex: Core, channel: Channel) -> None:
    """Write a leg's record; torn, its second half comes a while later."""
    if ex.files is None or channel.cause == "SYSTEM_SHUTDOWN":
        return
    name = f"{'' if 'originator' in channel.variables else 'a_'}{channel.uuid}{SUFFIX}"
    content = json.dumps(record(ex, channel), ensure_ascii=False).encode("utf-8", "replace")
    if ex.torn_records:
        delay, write = ex.torn_records.pop(0), ex.files
        write(name, content[: len(content) // 2])
        ex.agenda.after(round(delay * SECOND), lambda: write(name, content))
    else:
        ex.files(name, content)


def record(ex: Core, channel: Channel) -> dict[str, Any]:
    """Return what is known of a leg when it has ended."""
    variables = {
        name: value if isinstance(value, str) else encoded_array(value)
        for name, value in channel.variables.items()
    }
    if ex.setting.cdr_encoded:
        variables = {name: encoded(value) for name, value in variables.items()}
    return {
        "core-uuid": ex.core_uuid,
        "switchname": ex.setting.host,
        "channel_data": {
            "state": channel.state.text,
            "direction": channel.direction,
            "state_number": str(int(channel.state)),
        },
        "variables": variables,
        "app_log": {
            "applications": [
                {"app_name": name, "app_data": argument, "app_stamp": str(at)}
                for name, argument, at in channel.history
            ]
        },
        "callflow": [_flow(channel, profile) for profile in (channel.profile, *reversed(channel.former))],
    }


def _flow(channel: Channel, profile: Profile) -> dict[str, Any]:
    times = channel.times

    def at(name: str) -> str:
        moment: Microseconds = times.get(name, 0)
        return str(moment)

    return {
        "dialplan": profile.dialplan,
        "profile_index": str(profile.index),
        "caller_profile": {
            "username": profile.username,
            "dialplan": profile.dialplan,
            "caller_id_name": profile.name,
            "caller_id_number": profile.number,
            "callee_id_name": profile.callee_name,
            "callee_id_number": profile.callee_number,
            "ani": profile.number,
            "network_addr": profile.network,
            "destination_number": profile.destination,
            "uuid": channel.uuid,
            "source": profile.source,
            "transfer_source": profile.transfer_source,
            "context": profile.context,
            "chan_name": channel.name,
        },
        "times": {
            "created_time": at("Created"),
            "profile_created_time": str(profile.created),
            "progress_time": at("Progress"),
            "progress_media_time": at("Progress-Media"),
            "answered_time": at("Answered"),
            "bridged_time": at("Bridged"),
            "last_hold_time": at("Last-Hold"),
            "hold_accum_time": at("Hold-Accum"),
            "hangup_time": at("Hangup"),
            "resurrect_time": at("Resurrect"),
            "transfer_time": at("Transfer"),
        },
    }
