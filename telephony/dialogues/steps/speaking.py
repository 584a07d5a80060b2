"""`ivr.play` and `ivr.say`: prompts, one after the other.

Whoever knows what comes presses a key before he is asked: it ends what is said, and answers the question that
comes next. `playback` would lose the key, so FreeSWITCH is told to ask for one, and to wait for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import spoken
from telephony.dialogues.orders import Execute, Step, Variable
from telephony.dialogues.place import Place

#: The longest that anything is said.
SPEAKING_SECONDS = 180.0
#: Where FreeSWITCH leaves the keys that were pressed.
DIGITS = "huan_digits"
#: Played where FreeSWITCH wants a sound and there is nothing to say.
NOTHING = "silence_stream://20"


def play(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Say what the element says, unless a key has been pressed already."""
    texts = spoken(topic, inputs, place.now(), place.zone)
    if texts and not place.pressed:
        argument = f"1 1 1 1 # {place.sounds.source(texts)} {NOTHING} {DIGITS} ."
        yield Execute("play_and_get_digits", argument, SPEAKING_SECONDS)
        if key := (yield Variable(DIGITS)):
            place.pressed.append(key)
            yield Execute("unset", DIGITS)
    return {}


def utter(place: Place, texts: tuple[str, ...]) -> Step:
    """Say some prompts to their end; nothing where there are none."""
    if texts:
        yield Execute("playback", place.sounds.source(texts), SPEAKING_SECONDS)
    return {}
