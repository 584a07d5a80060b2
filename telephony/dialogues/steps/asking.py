"""`ivr.collect` and `ivr.ask-satisfaction`: keys, asked for again where they will not do.

FreeSWITCH asks once an order and we judge: it does not know check digits, and cannot tell silence from a
wrong answer. What was pressed is asked for afterwards, because a key may be told after the application that
it ended; then it is taken off the channel, whose variables go into call records.

FreeSWITCH itself keeps every key in the call record (`digits_dialed`), tells it as an event and writes it
into its log. It does none of these while `sensitive_dtmf` is true (cc93a68), which is set as long as anything
is asked for that is no choice of one key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import NO_INPUT, Question, question, spoken
from telephony.dialogues.orders import Execute, Step, Variable
from telephony.dialogues.place import Place
from telephony.dialogues.steps.failing import Failed
from telephony.dialogues.steps.speaking import DIGITS, NOTHING, SPEAKING_SECONDS

_SENSITIVE = "sensitive_dtmf"


def collect(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask for keys; their values are `digits`."""
    asked = question(topic, inputs)
    texts = spoken(topic, inputs, place.now(), place.zone)
    wrong, before = NO_INPUT, _pressed_before(asked, place)
    for tried in range(asked.tries):
        again = (asked.again,) if tried and wrong != NO_INPUT and asked.again else ()
        if before and tried == 0:
            digits = yield from _press_on(asked, before)
        else:
            digits = yield from _press(asked, place.sounds.source((*again, *texts)), asked.most)
        fault = asked.judge(digits, place.checks)
        if fault is None:
            return {"digits": digits}
        wrong = fault
    raise Failed(wrong)


def ask_satisfaction(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask for one key, and keep it with the dialogue as `satisfaction`."""
    answer = yield from collect(topic, inputs, place)
    return {"satisfaction": answer["digits"]}


def _pressed_before(asked: Question, place: Place) -> str:
    """Return the key that was pressed before this was asked, and take it; of a secret it is none."""
    key = "".join(place.pressed)
    place.pressed.clear()
    return "" if asked.secret or key == asked.end else key


def _press_on(asked: Question, before: str) -> Any:
    """Return what was pressed before with what follows it; nothing is said."""
    if asked.most == 1:
        return before
    digits = yield from _press(asked, NOTHING, asked.most - 1)
    return before + (digits or "")


def _press(asked: Question, sound: str, most: int) -> Any:
    """Ask once, and return what was pressed."""
    milliseconds = asked.seconds * 1000
    argument = f"1 {most} 1 {milliseconds} {asked.end} {sound} {NOTHING} {DIGITS} .+ {milliseconds}"
    seconds = SPEAKING_SECONDS + asked.seconds * (most + 1)
    kept_quiet = asked.secret or asked.most > 1
    if kept_quiet:
        yield Execute("set", f"{_SENSITIVE}=true")
    yield Execute("play_and_get_digits", argument, seconds)
    digits = yield Variable(DIGITS)
    yield Execute("unset", DIGITS)
    if kept_quiet:
        yield Execute("unset", _SENSITIVE)
    return digits
