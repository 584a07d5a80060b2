"""`ivr.ask-call-back`: the caller hangs up, and somebody calls when it would have been his turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import NO_NUMBER
from engine.calling.numbers import canonical
from engine.commands.places.ask import AskCallBack
from telephony.dialogues.orders import Ask, Step
from telephony.dialogues.place import Place
from telephony.dialogues.steps.failing import Failed
from telephony.dialogues.steps.queueing import queue_named


def ask_call_back(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Keep the caller's place in the queue for a call to `number`, his own where none is said.

    Raises:
        Failed: there is no number that could be called.
    """
    queue = queue_named(topic, inputs, place)
    given = inputs.get("number")
    number = canonical(place.arrival.caller if given is None else str(given))
    if number is None:
        raise Failed(NO_NUMBER)
    yield Ask(AskCallBack(place.arrival.call_id, queue, number))
    return {}
