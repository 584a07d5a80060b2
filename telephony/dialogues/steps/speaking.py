"""`ivr.play` and `ivr.say`: prompts, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import spoken
from telephony.dialogues.orders import Execute, Step
from telephony.dialogues.place import Place

#: The longest that anything is said.
SPEAKING_SECONDS = 180.0


def play(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Say what the element says."""
    yield from utter(place, spoken(topic, inputs, place.now(), place.zone))
    return {}


def utter(place: Place, texts: tuple[str, ...]) -> Step:
    """Say some prompts; nothing where there are none."""
    if texts:
        yield Execute("playback", place.sounds.source(texts), SPEAKING_SECONDS)
    return {}
