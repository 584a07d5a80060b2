"""`ivr.change-pin`: the customer's PIN, from the old one to the new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.dialogues.changing import pin_error, pin_question
from telephony.dialogues.orders import Ask, Step
from telephony.dialogues.place import Place
from telephony.dialogues.steps.failing import Failed


def change_pin(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask the engine to change it.

    Raises:
        Failed: customer, telephone or PIN are wrong, or it is locked.
    """
    answer = yield Ask(pin_question(inputs, place.arrival.caller))
    error = pin_error(answer)
    if error is not None:
        raise Failed(error)
    return {}
