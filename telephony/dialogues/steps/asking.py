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
from telephony.dialogues.steps.speaking import SPEAKING_SECONDS

DIGITS = "huan_digits"
_SENSITIVE = "sensitive_dtmf"
#: Played where FreeSWITCH wants a sound and there is nothing to say.
NOTHING = "silence_stream://20"


def collect(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask for keys; their values are `digits`."""
    asked = question(topic, inputs)
    texts = spoken(topic, inputs, place.now(), place.zone)
    wrong = NO_INPUT
    for tried in range(asked.tries):
        again = (asked.again,) if tried and wrong != NO_INPUT and asked.again else ()
        digits = yield from _press(asked, place.sounds.source((*again, *texts)))
        fault = asked.judge(digits, place.checks)
        if fault is None:
            return {"digits": digits}
        wrong = fault
    raise Failed(wrong)


def ask_satisfaction(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask for one key, and keep it with the dialogue as `satisfaction`."""
    answer = yield from collect(topic, inputs, place)
    return {"satisfaction": answer["digits"]}


def _press(asked: Question, sound: str) -> Any:
    """Ask once, and return what was pressed."""
    milliseconds = asked.seconds * 1000
    argument = f"1 {asked.most} 1 {milliseconds} {asked.end} {sound} {NOTHING} {DIGITS} .+ {milliseconds}"
    seconds = SPEAKING_SECONDS + asked.seconds * (asked.most + 1)
    kept_quiet = asked.secret or asked.most > 1
    if kept_quiet:
        yield Execute("set", f"{_SENSITIVE}=true")
    yield Execute("play_and_get_digits", argument, seconds)
    digits = yield Variable(DIGITS)
    yield Execute("unset", DIGITS)
    if kept_quiet:
        yield Execute("unset", _SENSITIVE)
    return digits
