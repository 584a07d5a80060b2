"""What `show …` lists: rows as FreeSWITCH's core database has them."""

from __future__ import annotations

import json

from telephony.simulator.agenda import SECOND
from telephony.simulator.channel import Channel
from telephony.simulator.core import Core

_CHANNEL_COLUMNS = (
    "uuid direction created created_epoch name state cid_name cid_num ip_addr dest application "
    "application_data dialplan context read_codec read_rate read_bit_rate write_codec write_rate "
    "write_bit_rate secure hostname presence_id presence_data accountcode callstate callee_name callee_num "
    "callee_direction call_uuid sent_callee_name sent_callee_num initial_cid_name initial_cid_num "
    "initial_ip_addr initial_dest initial_dialplan initial_context"
).split()
_CALL_COLUMNS = (
    "uuid direction created created_epoch name state cid_name cid_num ip_addr dest presence_id presence_data "
    "accountcode callstate callee_name callee_num callee_direction call_uuid hostname sent_callee_name "
    "sent_callee_num"
).split()


def channel_row(ex: Core, channel: Channel) -> dict[str, str]:
    """One row of the table `channels`."""
    profile, media = channel.profile, channel.has_media
    created = channel.times.get("Created", 0)
    application, argument = channel.application
    row = dict.fromkeys(_CHANNEL_COLUMNS, "") | {
        "uuid": channel.uuid,
        "direction": channel.direction,
        "created": ex.local(created),
        "created_epoch": str(created // SECOND),
        "name": channel.name,
        "state": channel.state.text,
        "cid_name": profile.name,
        "cid_num": profile.number,
        "ip_addr": profile.network,
        "dest": profile.destination,
        "application": application,
        "application_data": argument,
        "dialplan": profile.dialplan,
        "context": profile.context,
        "hostname": ex.setting.host,
        "presence_id": channel.presence_id,
        "callstate": channel.call_state,
        "callee_name": profile.callee_name,
        "callee_num": profile.callee_number,
        "call_uuid": channel.call_uuid or ("" if channel.inbound else channel.uuid),
        "initial_cid_name": profile.name,
        "initial_cid_num": profile.number,
        "initial_ip_addr": profile.network,
        "initial_dest": channel.variable("sip_req_user") or profile.destination,
        "initial_dialplan": profile.dialplan,
        "initial_context": profile.context,
    }
    if media:
        for way in ("read", "write"):
            row |= {f"{way}_codec": "PCMA", f"{way}_rate": "8000", f"{way}_bit_rate": "64000"}
    return row


def _listed(ex: Core) -> list[Channel]:
    """The channels as the core's database has them, which is written after the fact."""
    since = ex.now - round(ex.setting.list_lag_seconds * SECOND)
    ex.departed = [(at, channel) for at, channel in ex.departed if at > since]
    channels = [*ex.channels.values(), *(channel for _, channel in ex.departed)]
    return [channel for channel in channels if channel.times.get("Created", 0) <= since]


def show(ex: Core, argument: str) -> str:
    """The API command `show TABLE [as json]`."""
    words = argument.split()
    table = words[0] if words else ""
    as_json = words[-2:] == ["as", "json"]
    if table == "channels" or table == "calls" or table == "bridged_calls":
        rows = [channel_row(ex, channel) for channel in _listed(ex)]
        if table != "channels":
            rows = [_call_row(row, ex) for row in rows]
    elif table == "registrations":
        rows = []  # as in the recordings, whoever is registered: ask `sofia status profile … reg`
    elif table == "modules":
        rows = [{"type": "application", "name": name, "ikey": f"mod_{name}"} for name in MODULES]
    else:
        return "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count]\n"
    if "count" in words:
        return f"\n{len(rows)} total.\n"
    if as_json:
        if not rows:
            return '{"row_count": 0}\n'
        content = {"row_count": len(rows), "rows": rows}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if not rows:
        return "\n0 total.\n"
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "\n".join(lines) + f"\n\n{len(rows)} total.\n"


MODULES = ("callcenter", "commands", "conference", "dptools", "event_socket", "json_cdr", "sofia", "say_zh")


def _call_row(row: dict[str, str], ex: Core) -> dict[str, str]:
    call = {name: row[name] for name in _CALL_COLUMNS}
    channel = next(one for one in _listed(ex) if one.uuid == row["uuid"])
    other = channel.bridge.other(channel) if channel.bridge is not None else None
    beside = channel_row(ex, other) if other is not None else dict.fromkeys(_CHANNEL_COLUMNS, "")
    skipped = ("call_uuid", "hostname")
    call |= {f"b_{name}": beside[name] for name in _CALL_COLUMNS if name not in skipped}
    bridged = channel.times.get("Bridged", 0)
    return call | {"call_created_epoch": str(bridged // SECOND) if bridged else ""}
