"""The telephone of the invented province: desks to sign in at, a queue, breaks, and what its agents can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.ids import new_id

Row = dict[str, Any]

#: The exchange of a demonstration, and the queue of its hotline there.
NODE, QUEUE = "simulated", "repair@default"
#: Their keys, names and limits in minutes; None: none.
BREAKS = (("rest", "休息", "rest", 15), ("meal", "用餐", "meal", 40), ("training", "培训", "training", None))
SKILLS = (("repair", "报修", "repairs"), ("billing", "电费", "billing"), ("complaint", "投诉", "complaints"))
#: What each agent can, 1 to 5.
LEVELS = {"agent": {"repair": 5, "complaint": 3}, "agent2": {"repair": 3, "billing": 5}}


def demonstration_telephony(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Return devices, queue, breaks, skills and tiers for the agents of an organisation, by table.

    Every agent has a desk of their own whose telephone is answered from the page, and serves the hotline's
    queue. The shift leader has a telephone to listen in.
    """
    telephones = [one for one in rows["person"] if one["agent"] is not None]
    agents = [one for one in telephones if one["username"] in LEVELS]
    desks = {one["person_id"]: one["department_id"] for one in rows["membership"]}
    skills = {key: {"id": new_id(), "key": key, "zh": zh, "en": en} for key, zh, en in SKILLS}
    queue = {
        "id": new_id(),
        "name": QUEUE,
        "node": NODE,
        "zh": "报修热线",
        "en": "repair hotline",
        "service_seconds": 20,
        "after_call_seconds": 30,
    }
    return {
        "skill": list(skills.values()),
        "break_reason": [
            {"id": new_id(), "key": key, "zh": zh, "en": en, "limit_minutes": minutes}
            for key, zh, en, minutes in BREAKS
        ],
        "agent_device": [
            {
                "id": new_id(),
                "name": f"{one['agent']} 号座",
                "node": NODE,
                "contact": f"user/{one['agent']}",
                "kind": "phone",
                "can_answer": one in agents,
                "department_id": desks[one["id"]],
                "person_id": one["id"],
            }
            for one in telephones
        ],
        "queue": [queue],
        "person_skill": [
            {"id": new_id(), "person_id": one["id"], "skill_id": skills[key]["id"], "level": level}
            for one in agents
            for key, level in LEVELS[one["username"]].items()
        ],
        "agent_tier": [
            {"id": new_id(), "queue_id": queue["id"], "person_id": one["id"], "level": 1, "position": 1}
            for one in agents
        ],
    }
