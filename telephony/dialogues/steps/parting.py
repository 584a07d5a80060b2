"""`ivr.transfer` and `ivr.hang-up`: the end of a dialogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import Unfit, spoken
from telephony.dialogues.orders import Execute, HangUp, Step
from telephony.dialogues.place import Place
from telephony.dialogues.steps.speaking import utter

_NUMBER = re.compile(r"[0-9]{1,20}")


def transfer(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Let the dialplan have the caller under another number."""
    to = str(inputs.get("to") or "")
    if not _NUMBER.fullmatch(to):
        raise Unfit(f"{topic}: {to[:40]!r} is no number of the dialplan")
    yield Execute("transfer", to)
    return {}


def hang_up(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Say goodbye, if there is something to say, and hang up."""
    yield from utter(place, spoken(topic, inputs, place.now(), place.zone))
    yield HangUp()
    return {}
