"""How an order stands, asked by a dialogue: the public question, counted by who calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.public_status import AskStatus

#: What a dialogue is told; the answer's text is for people, and no recording has it.
_VALUES = ("found", "wait", "status", "stage", "expected_at")


def status_question(inputs: Mapping[str, Any], caller: str | None) -> AskStatus:
    """Return the question; who calls is the address from which it is asked."""
    return AskStatus(str(inputs.get("number") or ""), str(inputs.get("phone") or ""), f"call:{caller or ''}")


def status_values(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the element; `wait` are seconds, `expected_at` is a text."""
    return {name: answer.get(name) for name in _VALUES}
