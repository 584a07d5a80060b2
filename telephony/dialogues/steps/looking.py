"""`ivr.look-up-order`: how an order stands, by its number and a telephone number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.dialogues.looking import status_question, status_values
from telephony.dialogues.orders import Ask, Step
from telephony.dialogues.place import Place


def look_up_order(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask the engine; it takes as long and says as much whether number or telephone is wrong."""
    answer = yield Ask(status_question(inputs, place.arrival.caller))
    return status_values(answer)
