"""`ivr.look-up-order`: how an order stands. `ivr.find-agents`: who could take the caller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.dialogues.looking import agents_question, status_question, status_values
from telephony.dialogues.orders import Ask, Step
from telephony.dialogues.place import Place


def look_up_order(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask the engine; it takes as long and says as much whether number or telephone is wrong."""
    answer = yield Ask(status_question(inputs, place.arrival.caller))
    return status_values(answer)


def find_agents(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask who knows the caller, and who can what he wants; a rule of the diagram decides."""
    answer: Mapping[str, Any] = yield Ask(agents_question(inputs, place.arrival.caller, place.arrival.node))
    return dict(answer)
