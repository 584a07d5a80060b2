"""What a dialogue asks: how an order stands (the public question, counted by who calls), who could help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.dialogues.find_agents import FindAgents
from engine.commands.public_status import AskStatus

#: What a dialogue is told; the answer's text is for people, and no recording has it.
_VALUES = ("found", "wait", "status", "stage", "expected_at")


def status_question(inputs: Mapping[str, Any], caller: str | None) -> AskStatus:
    """Return the question; who calls is the address from which it is asked."""
    return AskStatus(str(inputs.get("number") or ""), str(inputs.get("phone") or ""), f"call:{caller or ''}")


def status_values(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the element; `wait` are seconds, `expected_at` is a text."""
    return {name: answer.get(name) for name in _VALUES}


def agents_question(inputs: Mapping[str, Any], caller: str | None, node: str | None) -> FindAgents:
    """Return the question who could be asked first for a caller."""
    skill, senior = (str(inputs[name]) if inputs.get(name) else None for name in ("skill", "senior"))
    return FindAgents(caller, skill, senior, node or None)
