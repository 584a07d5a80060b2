"""How a dialogue changes a PIN: its inputs as a command, and the error by which its element ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import PIN_LOCKED, WRONG_PIN
from engine.commands.dialogues.change_pin import CHANGED, WRONG, ChangePin


def pin_question(inputs: Mapping[str, Any], caller: str | None) -> ChangePin:
    """Return the command; without `old` it is the first PIN."""
    old = inputs.get("old")
    return ChangePin(
        str(inputs.get("customer") or ""),
        None if old is None else str(old),
        str(inputs.get("new") or ""),
        caller,
    )


def pin_error(answer: Mapping[str, Any]) -> str | None:
    """Return the error by which the element ends; None: it is changed."""
    outcome = answer["outcome"]
    return None if outcome == CHANGED else WRONG_PIN if outcome == WRONG else PIN_LOCKED
