"""Who rings: callers with their patience, and traffic made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telephony.simulator.agenda import SECOND, Script, Wait
from telephony.simulator.arriving import ring_in
from telephony.simulator.channel import Channel
from telephony.simulator.core import Core
from telephony.simulator.legs import hang_up
from telephony.simulator.setting import Caller, Press

KEY_SECONDS = 0.5
#: How soon a caller notices that keys are asked for.
LISTENS_SECONDS = 0.25
#: The applications that ask for keys.
ASKING = ("play_and_get_digits", "read")
_DTMF = "0123456789*#ABCD"


def let_ring(ex: Core, caller: Caller) -> Channel:
    """Let `caller` ring now, and behave as he does; return his channel."""
    channel = ring_in(ex, caller.number, caller.dials, caller.name, headers=caller.headers)
    ex.agenda.run(_behave(ex, caller, channel))
    if caller.presses:
        ex.agenda.run(press_all(ex, caller.presses, channel))
    return channel


def _behave(ex: Core, caller: Caller, channel: Channel) -> Script:
    """Wait for somebody, talk, and hang up."""
    gives_up = None if caller.patience_seconds is None else ex.now + round(caller.patience_seconds * SECOND)
    while channel.up and channel.bridge is None:
        left = None if gives_up is None else gives_up - ex.now
        if left is not None and left <= 0:
            hang_up(ex, channel, _cause(channel), far=True)
            return
        yield Wait(channel.news, left)
    if caller.talks_seconds is None:
        return
    ends = ex.now + round(caller.talks_seconds * SECOND)
    while channel.up and ex.now < ends:
        yield Wait(channel.news, ends - ex.now)
    hang_up(ex, channel, far=True)


def _cause(channel: Channel) -> str:
    return "NORMAL_CLEARING" if channel.is_answered else "ORIGINATOR_CANCEL"


def press_all(ex: Core, presses: Sequence[Press], channel: Channel) -> Script:
    """Press keys, each so long after the channel was answered, or after its question."""
    while channel.up and not channel.is_answered:
        yield Wait(channel.news)
    heard = ex.now
    for press in presses:
        while channel.up and _questions(channel) < press.question:
            yield round(LISTENS_SECONDS * SECOND)
            heard = ex.now
        yield max(0, heard + round(press.after_seconds * SECOND) - ex.now)
        for number, digit in enumerate(press.digits):
            if number:
                yield round(KEY_SECONDS * SECOND)
            press_key(ex, channel, digit)


def _questions(channel: Channel) -> int:
    return sum(application in ASKING for application, _, _ in channel.history)


def press_key(ex: Core, channel: Channel, digit: str) -> None:
    """Press a key. The application that it ends is told before the DTMF event, which has the lower number.

    It goes into the call record; with `sensitive_dtmf` neither record nor event tells of it.
    """
    if not channel.up or digit not in _DTMF:
        return
    ex.sequence += 1
    number = ex.sequence
    channel.pressed.append(digit)
    channel.wake.fire()
    if channel.variable("sensitive_dtmf") == "true":
        return
    channel.variables["digits_dialed"] = channel.variable("digits_dialed") + digit
    extra = [("DTMF-Digit", digit), ("DTMF-Duration", "2240"), ("DTMF-Source", "RTP")]
    ex.agenda.after(0, lambda: ex.tell("DTMF", channel, extra, bare=True, number=number))


def ring_all(ex: Core) -> None:
    """Put down the scenario's callers, each for his time."""
    for caller in ex.setting.callers:
        ex.agenda.after(round(caller.at_seconds * SECOND), partial(let_ring, ex, caller))


def make_traffic(ex: Core, calls_per_minute: float) -> None:
    """Let people of the scenario's population ring, so many a minute on average, as they come (Poisson).

    Their patience and the length of their talks vary around what the scenario says of each.
    """
    if calls_per_minute <= 0 or not ex.setting.population:
        return

    def next_one() -> None:
        let_ring(ex, _varied(ex, ex.random.choice(ex.setting.population)))
        wait()

    def wait() -> None:
        ex.agenda.after(round(ex.random.expovariate(calls_per_minute / 60) * SECOND), next_one)

    wait()


def _varied(ex: Core, caller: Caller) -> Caller:
    def around(length: float | None) -> float | None:
        return None if length is None else ex.random.uniform(0.5 * length, 1.5 * length)

    return replace(
        caller,
        patience_seconds=around(caller.patience_seconds),
        talks_seconds=around(caller.talks_seconds),
    )
