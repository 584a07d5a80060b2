"""What an agent does, as a pure state machine of two parts: what the person said, and what the phone does.

    said     signed-out ⇄ available ⇄ break               by the person, the shift leader, missed calls
    phone    idle → ringing → talking → after-call → idle   by the telephone, the last step also by the person

Both go on side by side: who asks for a break while talking has it after the call. What is shown is one word
(`state`): what the phone does while it does something, else what the person said. Times are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from engine.errors import Conflict
from engine.words import Words

#: Why somebody is on a break who let the telephone ring too often: no reason of the site's own list.
NO_ANSWER = "no-answer"


class Said(StrEnum):
    """What a person, or the shift leader for them, said last."""

    SIGNED_OUT = "signed-out"
    AVAILABLE = "available"
    BREAK = "break"


class Phone(StrEnum):
    """What the telephone does."""

    IDLE = "idle"
    RINGING = "ringing"
    TALKING = "talking"
    AFTER_CALL = "after-call"


class State(StrEnum):
    """What is shown of an agent: one word."""

    SIGNED_OUT = "signed-out"
    AVAILABLE = "available"
    RINGING = "ringing"
    TALKING = "talking"
    AFTER_CALL = "after-call"
    BREAK = "break"


#: Names as people read them.
STATES = {
    State.SIGNED_OUT: Words("signed out", "未签入"),
    State.AVAILABLE: Words("available", "空闲"),
    State.RINGING: Words("ringing", "振铃"),
    State.TALKING: Words("talking", "通话中"),
    State.AFTER_CALL: Words("after-call work", "话后处理"),
    State.BREAK: Words("break", "小休"),
}

#: What mod_callcenter calls it when a person has said so.
STATUSES = {Said.SIGNED_OUT: "Logged Out", Said.AVAILABLE: "Available", Said.BREAK: "On Break"}


@dataclass(frozen=True)
class Standing:
    """Where an agent stands. `reason` is a break's; `until` the end of after-call work, else None."""

    said: Said = Said.SIGNED_OUT
    phone: Phone = Phone.IDLE
    reason: str | None = None
    until: datetime | None = None

    @property
    def state(self) -> State:
        """The one word that is shown."""
        return State(self.said.value) if self.phone is Phone.IDLE else State(self.phone.value)

    @property
    def busy(self) -> bool:
        """A caller is at the telephone, or it rings for one."""
        return self.phone in (Phone.RINGING, Phone.TALKING)


def sign_in(standing: Standing) -> Standing:
    """Begin to take calls.

    Raises:
        Conflict: the agent is signed in already.
    """
    if standing.said is not Said.SIGNED_OUT:
        raise Conflict(
            Words("you are signed in already: sign out first", "您已经签入：请先签出"), state=standing.state
        )
    return replace(standing, said=Said.AVAILABLE, reason=None)


def sign_out(standing: Standing, *, forced: bool = False) -> Standing:
    """Take no more calls; who is forced to in a call is signed out when it ends.

    Raises:
        Conflict: the agent has a caller, and is not forced.
    """
    if standing.busy and not forced:
        raise Conflict(Words("finish the call, then sign out", "请先结束通话，再签出"), state=standing.state)
    return _after_work(replace(standing, said=Said.SIGNED_OUT, reason=None))


def available(standing: Standing) -> Standing:
    """Be there for calls again: after a break, or before after-call work is over.

    Raises:
        Conflict: the agent is not signed in.
    """
    _require_signed_in(standing)
    return _after_work(replace(standing, said=Said.AVAILABLE, reason=None))


def take_break(standing: Standing, reason: str) -> Standing:
    """Be there for no call; during one the break begins when it and its after-call work are over.

    Raises:
        Conflict: the agent is not signed in.
    """
    _require_signed_in(standing)
    return _after_work(replace(standing, said=Said.BREAK, reason=reason))


def gave_up(standing: Standing) -> Standing:
    """The exchange offers no more calls to an agent who did not answer: a break, as they will be told."""
    if standing.said is not Said.AVAILABLE:
        return standing
    return replace(standing, said=Said.BREAK, reason=NO_ANSWER)


def phone_does(standing: Standing, phone: Phone, at: datetime, after_call: timedelta) -> Standing:
    """Take what the telephone does: idle, ringing or talking.

    After a talk comes after-call work of a length that is given, none for who is signed out. What the
    telephone does wins: it rings, so after-call work is over.
    """
    if phone is Phone.AFTER_CALL:
        raise ValueError("a telephone knows no after-call work")
    if phone is not Phone.IDLE:
        return replace(standing, phone=phone, until=None)
    if standing.phone is Phone.AFTER_CALL:
        return standing
    if standing.phone is Phone.TALKING and standing.said is not Said.SIGNED_OUT and after_call > timedelta():
        return replace(standing, phone=Phone.AFTER_CALL, until=at + after_call)
    return replace(standing, phone=Phone.IDLE, until=None)


def time_passes(standing: Standing, now: datetime) -> Standing:
    """End after-call work whose limit is over."""
    if standing.phone is Phone.AFTER_CALL and standing.until is not None and standing.until <= now:
        return replace(standing, phone=Phone.IDLE, until=None)
    return standing


def _require_signed_in(standing: Standing) -> None:
    if standing.said is Said.SIGNED_OUT:
        raise Conflict(Words("not signed in: sign in first", "尚未签入：请先签入"), state=standing.state)


def _after_work(standing: Standing) -> Standing:
    """Whoever says something new has finished their after-call work."""
    if standing.phone is Phone.AFTER_CALL:
        return replace(standing, phone=Phone.IDLE, until=None)
    return standing
