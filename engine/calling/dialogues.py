"""What a dialogue can do with a caller: topics of service tasks, their inputs, and what comes of them. Pure.

A topic is carried out on the telephone by `telephony.dialogues`, in a scenario by `engine.scenarios`; what is
said, and how keys are judged, is decided here for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.calling.say_zh import KINDS, Unspeakable, number, say

PREFIX = "ivr."
PLAY, SAY, COLLECT = "ivr.play", "ivr.say", "ivr.collect"
LOOK_UP, QUEUE, SATISFACTION = "ivr.look-up-order", "ivr.queue", "ivr.ask-satisfaction"
FIND_AGENTS = "ivr.find-agents"
TRANSFER, HANG_UP = "ivr.transfer", "ivr.hang-up"
MESSAGE, CALL_BACK, PIN = "ivr.leave-message", "ivr.ask-call-back", "ivr.change-pin"

#: Errors that a boundary event may catch.
NO_INPUT, WRONG_INPUT, UNAVAILABLE, NO_NUMBER = "no-input", "wrong-input", "unavailable", "no-number"
WRONG_PIN, PIN_LOCKED = "wrong-pin", "locked"

#: What says "not found in time" of a look-up; a dialogue never waits longer.
LOOK_UP_SECONDS = 2.0
MOST_TRIES, MOST_DIGITS, MOST_WAIT_SECONDS = 5, 32, 30


@dataclass(frozen=True)
class Topic:
    """A topic's inputs; `texts` are those whose words are prompts; `errors` those it can end with.

    `must_catch` are the errors for which every element with this topic has a way out. `last`: after it the
    call is given away or over.
    """

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    must_catch: frozenset[str] = frozenset()
    last: bool = False

    @property
    def inputs(self) -> frozenset[str]:
        return self.required | self.optional


def _topic(
    required: str = "",
    optional: str = "",
    texts: str = "",
    errors: str = "",
    must_catch: str = "",
    last: bool = False,
) -> Topic:
    return Topic(
        frozenset(required.split()),
        frozenset(optional.split()),
        frozenset(texts.split()),
        frozenset(errors.split()),
        frozenset(must_catch.split()),
        last,
    )


_ASKING = "least most tries seconds again allowed end"
_UNANSWERED = f"{NO_INPUT} {WRONG_INPUT}"

TOPICS: Mapping[str, Topic] = {
    PLAY: _topic("text", texts="text"),
    SAY: _topic("kind value", "before after", "before after"),
    COLLECT: _topic("text", f"{_ASKING} check secret", "text again", _UNANSWERED, _UNANSWERED),
    LOOK_UP: _topic("number phone", errors=UNAVAILABLE, must_catch=UNAVAILABLE),
    FIND_AGENTS: _topic("", "skill senior", errors=UNAVAILABLE, must_catch=UNAVAILABLE),
    QUEUE: _topic("", "queue text tell_place after leave because since", "text"),
    SATISFACTION: _topic("text", "tries seconds again allowed", "text again", _UNANSWERED, _UNANSWERED),
    MESSAGE: _topic(
        "text", "most silence queue", "text", f"{NO_INPUT} {UNAVAILABLE}", f"{NO_INPUT} {UNAVAILABLE}"
    ),
    CALL_BACK: _topic(
        "", "number queue", errors=f"{NO_NUMBER} {UNAVAILABLE}", must_catch=f"{NO_NUMBER} {UNAVAILABLE}"
    ),
    PIN: _topic(
        "customer new",
        "old",
        errors=f"{WRONG_PIN} {PIN_LOCKED} {UNAVAILABLE}",
        must_catch=f"{WRONG_PIN} {PIN_LOCKED} {UNAVAILABLE}",
    ),
    TRANSFER: _topic("to", last=True),
    HANG_UP: _topic("", "text", "text", last=True),
}

#: What is said around a caller's place in the queue.
PLACE_FIRST = "您是下一位，请稍候。"
PLACE_BEFORE, PLACE_AFTER = "您前面还有", "位客户在等待。"
WAIT_BEFORE, WAIT_AFTER = "预计等待", "分钟。"
#: Every prompt that no diagram holds.
OWN_PROMPTS = (PLACE_FIRST, PLACE_BEFORE, PLACE_AFTER, WAIT_BEFORE, WAIT_AFTER)
#: How long a call takes an agent for the estimate, when nothing better is known.
TALK_SECONDS = 180
MOST_MINUTES_TOLD = 60
#: How long a message may be, and how long nothing is said before it is taken to be over; seconds.
MESSAGE_SECONDS, MOST_MESSAGE_SECONDS = 120, 600
SILENCE_SECONDS, MOST_SILENCE_SECONDS = 5, 30
#: What is shorter is no message: the caller has hung up at the tone.
LEAST_MESSAGE_MS = 1000
#: How an answer can be checked beside its length; whoever judges knows how.
CHECKS = ("order-number", "pin")
#: How a value can be said.
SAY_KINDS = tuple(KINDS)


class Unfit(ValueError):
    """What an element was given cannot be carried out; the dialogue fails."""


def spoken(topic: str, inputs: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what is said before the caller is heard: a prompt each.

    Raises:
        Unfit: it cannot be said.
    """
    if topic != SAY:
        text = inputs.get("text")
        if text is None and "text" not in TOPICS[topic].required:
            return ()
        return (_text(topic, "text", text),)
    try:
        words = say(str(inputs.get("kind")), inputs.get("value"), now, zone)
    except Unspeakable as error:
        raise Unfit(f"{topic}: {error}") from error
    before, after = inputs.get("before"), inputs.get("after")
    return (
        *((_text(topic, "before", before),) if before else ()),
        *words,
        *((_text(topic, "after", after),) if after else ()),
    )


def _text(topic: str, name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f"{topic}: its {name} is no text")
    return value.strip()


@dataclass(frozen=True)
class Question:
    """How keys are asked for. `allowed` None: all digits. `end` is the key that ends a longer answer."""

    least: int
    most: int
    tries: int
    seconds: int
    allowed: str | None
    end: str
    check: str | None
    secret: bool
    again: str | None

    def judge(self, digits: str, checks: Mapping[str, Callable[[str], bool]]) -> str | None:
        """Return None when the answer will do, NO_INPUT or WRONG_INPUT otherwise; `checks` by their names."""
        if not digits:
            return NO_INPUT
        fits = (
            self.least <= len(digits) <= self.most
            and digits.isascii()
            and digits.isdigit()
            and (self.allowed is None or all(one in self.allowed for one in digits))
            and (self.check is None or checks[self.check](digits))
        )
        return None if fits else WRONG_INPUT


def question(topic: str, inputs: Mapping[str, Any]) -> Question:
    """Return how an element asks for keys.

    Raises:
        Unfit: its inputs make no question.
    """
    alone = topic == SATISFACTION
    least = 1 if alone else _count(topic, inputs, "least", 1, MOST_DIGITS)
    most = 1 if alone else _count(topic, inputs, "most", least, MOST_DIGITS)
    allowed = inputs.get("allowed") or ("12345" if alone else None)
    end, check = str(inputs.get("end") or "#"), inputs.get("check")
    if least > most or (allowed is not None and not re.fullmatch(r"[0-9]+", str(allowed))):
        raise Unfit(f"{topic}: least is more than most, or allowed holds more than digits")
    if end not in ("#", "*") or (check is not None and check not in CHECKS):
        raise Unfit(f"{topic}: end is # or *, check one of {', '.join(CHECKS)}")
    again = inputs.get("again")
    return Question(
        least,
        most,
        _count(topic, inputs, "tries", 3, MOST_TRIES),
        _count(topic, inputs, "seconds", 6, MOST_WAIT_SECONDS),
        None if allowed is None else str(allowed),
        end,
        check,
        inputs.get("secret") is True,
        None if again is None else _text(topic, "again", again),
    )


def _count(topic: str, inputs: Mapping[str, Any], name: str, default: int, most: int) -> int:
    value = inputs.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or value != int(value):
        raise Unfit(f"{topic}: {name} is no whole number")
    if not 1 <= value <= most:
        raise Unfit(f"{topic}: {name} is not from 1 to {most}")
    return int(value)


@dataclass(frozen=True)
class Tape:
    """How a message is recorded: the longest, and after how long a silence it is over; seconds."""

    most: int
    silence: int


def tape(topic: str, inputs: Mapping[str, Any]) -> Tape:
    """Return how an element records a message.

    Raises:
        Unfit: its inputs say what cannot be.
    """
    most = _count(topic, inputs, "most", MESSAGE_SECONDS, MOST_MESSAGE_SECONDS)
    return Tape(most, _count(topic, inputs, "silence", SILENCE_SECONDS, MOST_SILENCE_SECONDS))


def leaving(topic: str, inputs: Mapping[str, Any]) -> str:
    """Return the keys by which a caller leaves the queue, empty: by none.

    Raises:
        Unfit: they are no keys.
    """
    keys = str(inputs.get("leave") or "")
    if not re.fullmatch(r"[0-9*#]{0,12}", keys):
        raise Unfit(f"{topic}: leave holds more than keys")
    return keys


def is_message(milliseconds: int | None) -> bool:
    """Return whether what was recorded is a message; of a length that is not known it is taken to be one."""
    return milliseconds is None or milliseconds >= LEAST_MESSAGE_MS


def place_told(before: int, agents: int, talk_seconds: int = TALK_SECONDS) -> tuple[str, ...]:
    """Return what is said of a place in the queue: how many wait before, and about how many minutes it takes.

    So many agents are through with a caller every `talk_seconds` / `agents`, and all before him and one more
    have to be. Erlang's formulae say how long anybody waits: of whoever knows his place this says more, and
    with all agents busy it is what Erlang C expects of him. Without agents no time is promised.
    """
    if before <= 0:
        return (PLACE_FIRST,)
    told = (PLACE_BEFORE, *number(before), PLACE_AFTER)
    if agents <= 0:
        return told
    minutes = -(-(before + 1) * talk_seconds // (60 * agents))
    if minutes > MOST_MINUTES_TOLD:
        return told
    return (*told, WAIT_BEFORE, *number(minutes), WAIT_AFTER)
