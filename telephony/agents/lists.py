"""What mod_callcenter lists of agents and tiers: columns between `|`, a header line, `+OK` at the end.

Nothing is escaped, and a contact may hold a `|`: what stands before it is counted from the left, what stands
behind it from the right. An empty list has no header.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.errors import InvalidInput
from engine.words import Words

AGENTS = ("callcenter_config", "agent list")
TIERS = ("callcenter_config", "tier list")


class ListUnreadable(InvalidInput):
    """An answer is no list of mod_callcenter's; nothing may be concluded from it."""

    code = "callcenter-list-unreadable"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "mod_callcenter's answer is no list of columns between |: is the module loaded?",
                "mod_callcenter 的应答不是以 | 分隔的列表：模块是否已加载？",
            )
        )


@dataclass(frozen=True, slots=True)
class TheirAgent:
    """An agent as mod_callcenter has them. `last_bridge_end` is its epoch in seconds, 0 for never."""

    name: str
    type: str = "callback"
    contact: str = ""
    status: str = "Logged Out"
    state: str = "Waiting"
    max_no_answer: int = 0
    wrap_up_time: int = 0
    reject_delay_time: int = 0
    busy_delay_time: int = 0
    no_answer_delay_time: int = 0
    last_bridge_end: int = 0
    no_answer_count: int = 0


@dataclass(frozen=True, slots=True)
class TheirTier:
    """That an agent serves a queue."""

    queue: str
    agent: str
    level: int
    position: int


_TEXTS = ("name", "type", "contact", "status", "state")
_NUMBERS = (
    "max_no_answer wrap_up_time reject_delay_time busy_delay_time no_answer_delay_time last_bridge_end "
    "no_answer_count"
).split()


def agents_listed(answer: str) -> dict[str, TheirAgent]:
    """Return the agents of a list by name; of two with one name the first. Raises ListUnreadable."""
    found: dict[str, TheirAgent] = {}
    for row in _rows(answer):
        if "name" not in row or "status" not in row:
            raise ListUnreadable
        given: dict[str, Any] = {name: row[name] for name in _TEXTS if name in row}
        given |= {name: _number(row[name]) for name in _NUMBERS if name in row}
        found.setdefault(row["name"], TheirAgent(**given))
    return found


def tiers_listed(answer: str) -> dict[tuple[str, str], TheirTier]:
    """Return the tiers of a list by queue and agent. Raises ListUnreadable."""
    found: dict[tuple[str, str], TheirTier] = {}
    for row in _rows(answer):
        if "queue" not in row or "agent" not in row:
            raise ListUnreadable
        tier = TheirTier(
            row["queue"], row["agent"], _number(row.get("level", "")), _number(row.get("position", ""))
        )
        found[tier.queue, tier.agent] = tier
    return found


def _rows(answer: str) -> list[dict[str, str]]:
    lines = answer.rstrip("\n").split("\n")
    if lines[-1].strip() != "+OK":
        raise ListUnreadable
    if len(lines) == 1:
        return []
    names = lines[0].split("|")
    at = names.index("contact") if "contact" in names else len(names) - 1
    rows = []
    for line in lines[1:-1]:
        values = line.split("|")
        more = len(values) - len(names)
        if more < 0:
            continue
        joined = "|".join(values[at : at + more + 1])
        rows.append(dict(zip(names, [*values[:at], joined, *values[at + more + 1 :]], strict=True)))
    return rows


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
