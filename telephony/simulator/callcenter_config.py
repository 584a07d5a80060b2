"""The API command `callcenter_config`: agents, tiers and queues, listed and changed.

Lists are separated by `|` without any escaping, so a caller named `a|b` shifts the columns behind; an empty
list has no header at all.
"""

from __future__ import annotations

import shlex

from telephony.simulator.callcenter import STATES, STATUSES, SYSTEM, CallCenter
from telephony.simulator.callcenter_rows import Agent, Member, Tier

Row = dict[str, object]

_KEYS = (
    "max_no_answer",
    "wrap_up_time",
    "reject_delay_time",
    "busy_delay_time",
    "no_answer_delay_time",
    "ready_time",
)
_GIVEN = ("status", "state", "uuid")
_TIER_STATES = ("Ready", "Active Inbound", "Standby", "No Answer", "Offering")
INVALID = "-ERR Invalid!\n"


def config(center: CallCenter, argument: str) -> str:
    """Answer one command."""
    try:
        words = shlex.split(argument)
    except ValueError:
        words = argument.split()
    if len(words) < 2:
        return INVALID
    section, action, *rest = words
    if section == "agent":
        return _agent(center, action, rest)
    if section == "tier":
        return _tier(center, action, rest)
    if section == "queue":
        return _queue(center, action, rest)
    return ""


def table(rows: list[Row]) -> str:
    if not rows:
        return "+OK\n"
    lines = ["|".join(rows[0]), *("|".join(str(value) for value in row.values()) for row in rows)]
    return "\n".join(lines) + "\n+OK\n"


def _agent(center: CallCenter, action: str, rest: list[str]) -> str:
    if action == "list":
        wanted = [one for one in center.agents.values() if not rest or one.name == rest[0]]
        return table([agent_row(one) for one in wanted])
    if action == "add" and len(rest) == 2:
        if rest[0] in center.agents:
            return "-ERR Agent already exist!\n"
        if rest[1] not in ("callback", "uuid-standby"):
            return "-ERR Agent type invalid!\n"
        center.agents[rest[0]] = Agent(rest[0], rest[1])
        center.info("agent-add", [("CC-Agent", rest[0]), ("CC-Agent-Type", rest[1])])
        return "+OK\n"
    if action == "del" and rest:
        center.agents.pop(rest[0], None)
        center.tiers = [tier for tier in center.tiers if tier.agent != rest[0]]
        return "+OK\n"
    if action == "set" and len(rest) >= 3:
        key, name, value = rest[:3]
        agent = center.agents.get(name)
        return "-ERR Agent not found!\n" if agent is None else _set(center, agent, key, value)
    if action == "get" and len(rest) == 2:
        agent = center.agents.get(rest[1])
        if agent is None:
            return "-ERR Agent not found!\n"
        return str(getattr(agent, rest[0])) if rest[0] in _GIVEN else "-ERR Invalid Agent Update KEY!\n"
    return INVALID


def _set(center: CallCenter, agent: Agent, key: str, value: str) -> str:
    if key == "status":
        if value not in STATUSES:
            return "-ERR Invalid Agent Status!\n"
        center.set_status(agent, value)
    elif key == "state":
        if value not in STATES:
            return "-ERR Invalid Agent State!\n"
        center.set_state(agent, value)
    elif key == "contact":
        agent.contact = value
        center.info("agent-contact-change", [("CC-Agent", agent.name), ("CC-Agent-Contact", value)])
    elif key == "type":
        if value not in ("callback", "uuid-standby"):
            return "-ERR Invalid Agent Type!\n"
        agent.type = value
    elif key == "uuid":
        agent.uuid = value
    elif key in _KEYS:
        setattr(agent, key, _number(value))
        center.tick()
    else:
        return "-ERR Invalid Agent Update KEY!\n"
    return "+OK\n"


def _number(text: str) -> int:
    """What C's atoi makes of it."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else 0


def _tier(center: CallCenter, action: str, rest: list[str]) -> str:
    if action == "list":
        return table([tier_row(one) for one in sorted(center.tiers, key=lambda t: (t.level, t.position))])
    if len(rest) < 2:
        return INVALID
    if action in ("add", "del"):
        queue, agent = rest[:2]
        known = _find(center, queue, agent)
        if action == "del":
            center.tiers = [tier for tier in center.tiers if tier is not known]
            return "+OK\n"
        if queue not in center.queues:
            return "-ERR Queue not found!\n"
        if agent not in center.agents:
            return "-ERR Agent not found!\n"
        if known is not None:
            return "-ERR Tier already exist!\n"
        level, position = (_number(word) for word in [*rest[2:4], "1", "1"][:2])
        center.tiers.append(Tier(queue, agent, "Ready", level or 1, position or 1))
        center.tick()
        return "+OK\n"
    if action == "set" and len(rest) >= 4:
        key, queue, agent, value = rest[:4]
        known = _find(center, queue, agent)
        if known is None:
            return "-ERR Agent not found!\n"
        if key in ("level", "position"):
            setattr(known, key, _number(value))
        elif key == "state" and value in _TIER_STATES:
            known.state = value
        else:
            return "-ERR Invalid Tier State!\n" if key == "state" else "-ERR Invalid Tier Update KEY!\n"
        return "+OK\n"
    return INVALID


def _find(center: CallCenter, queue: str, agent: str) -> Tier | None:
    return next((tier for tier in center.tiers if (tier.queue, tier.agent) == (queue, agent)), None)


def _queue(center: CallCenter, action: str, rest: list[str]) -> str:
    if action in ("load", "reload", "unload"):
        return "+OK\n" if rest and rest[0] in center.queues else "-ERR Invalid Queue not found!\n"
    counting = action == "count"
    if action not in ("list", "count"):
        return INVALID
    if not rest:
        return str(len(center.queues)) + "\n" if counting else _queues(center)
    what, *names = rest
    now = center.ex.epoch()
    rows: list[Row]
    if what == "members":
        members = [one for one in center.members.values() if not names or one.queue == names[0]]
        rows = [member_row(one, now) for one in sorted(members, key=lambda one: -one.score(now))]
    elif what == "agents" and names:
        served = [tier.agent for tier in center.tiers if tier.queue == names[0]]
        agents = [center.agents[name] for name in served if name in center.agents]
        for value, field in zip(names[1:3], ("status", "state"), strict=False):
            agents = [one for one in agents if getattr(one, field) == value]
        rows = [agent_row(one) for one in agents]
    elif what == "tiers" and names:
        rows = [tier_row(tier) for tier in center.tiers if tier.queue == names[0]]
    else:
        return INVALID
    return f"{len(rows)}\n" if counting else table(rows)


def _queues(center: CallCenter) -> str:
    rows: list[Row] = []
    for queue in center.queues.values():
        of = queue.of
        rows.append(
            {
                "name": of.name,
                "strategy": of.strategy,
                "moh_sound": of.music,
                "time_base_score": "system",
                "tier_rules_apply": "false",
                "tier_rule_wait_second": 0,
                "tier_rule_wait_multiply_level": "false",
                "tier_rule_no_agent_no_wait": "false",
                "discard_abandoned_after": of.discard_abandoned_seconds,
                "abandoned_resume_allowed": "false",
                "max_wait_time": of.max_wait_seconds,
                "max_wait_time_with_no_agent": of.max_wait_no_agent_seconds,
                "max_wait_time_with_no_agent_time_reached": 5,
                "record_template": "",
                "calls_answered": queue.calls_answered,
                "calls_abandoned": queue.calls_abandoned,
                "ring_progressively_delay": 10,
                "skip_agents_with_external_calls": "true",
                "agent_no_answer_status": "On Break",
            }
        )
    return table(rows)


def agent_row(agent: Agent) -> Row:
    """One row of the table `agents`."""
    return {
        "name": agent.name,
        "instance_id": SYSTEM,
        "uuid": agent.uuid,
        "type": agent.type,
        "contact": agent.contact,
        "status": agent.status,
        "state": agent.state,
        "max_no_answer": agent.max_no_answer,
        "wrap_up_time": agent.wrap_up_time,
        "reject_delay_time": agent.reject_delay_time,
        "busy_delay_time": agent.busy_delay_time,
        "no_answer_delay_time": agent.no_answer_delay_time,
        "last_bridge_start": agent.last_bridge_start,
        "last_bridge_end": agent.last_bridge_end,
        "last_offered_call": agent.last_offered_call,
        "last_status_change": agent.last_status_change,
        "no_answer_count": agent.no_answer_count,
        "calls_answered": agent.calls_answered,
        "talk_time": agent.talk_time,
        "ready_time": agent.ready_time,
        "external_calls_count": 0,
    }


def tier_row(tier: Tier) -> Row:
    """One row of the table `tiers`."""
    return {
        "queue": tier.queue,
        "agent": tier.agent,
        "state": tier.state,
        "level": tier.level,
        "position": tier.position,
    }


def member_row(member: Member, now: int) -> Row:
    """One row of the table `members`, with its score."""
    return {
        "queue": member.queue,
        "instance_id": SYSTEM,
        "uuid": member.uuid,
        "session_uuid": member.session,
        "cid_number": member.number,
        "cid_name": member.name,
        "system_epoch": member.system,
        "joined_epoch": member.joined,
        "rejoined_epoch": member.rejoined,
        "bridge_epoch": member.bridged,
        "abandoned_epoch": member.abandoned,
        "base_score": member.base_score,
        "skill_score": member.skill_score,
        "serving_agent": member.serving_agent,
        "serving_system": member.serving_system,
        "state": member.state,
        "score": member.score(now),
    }
