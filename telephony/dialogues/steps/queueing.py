"""`ivr.queue`: wait for an agent. The dialogue goes on when nobody has answered.

mod_callcenter ends its application as the two are connected (`uuid_bridge`), while the channel is taken out
of our hands: whatever was ordered of it then would be heard in the middle of their talk. So that is the end
of the dialogue. What comes after the talk is another one: FreeSWITCH sends the caller there when the agent
has hung up (`transfer_after_bridge`), and its dialplan dials us anew.

With `socket_resume` the end of our connection sends the caller back to the dialplan wherever he is: out of
the talk that has just begun, or out of the queue when we die. So it is taken off before. It is needed until
the channel is parked only; a parked one that loses us goes on with the dialplan without it.

Where the queue's callers go elsewhere now (overflow), the other queue is joined; one of another exchange by
the dialplan's `huan-over`, which sends the call's id along. Who waits as they begin to go leaves by a key
that the house presses (`SEND_ON_KEY`), and it is asked anew which queue he joins.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from engine.calling.dialogues import TALK_SECONDS, Unfit, leaving, place_told, spoken
from engine.calling.overflow import SEND_ON_KEY
from engine.calling.routing import is_reason
from engine.commands.dialogues.handling_time import HandlingTime
from engine.commands.dialogues.note_route import NoteRoute
from engine.commands.overflow.direct import DirectCaller
from telephony.dialogues.orders import Api, Ask, Away, Came, Execute, Order, Step, Variable
from telephony.dialogues.place import Place
from telephony.dialogues.steps.failing import Failed
from telephony.dialogues.steps.speaking import utter

#: The extension of the dialplan that dials us for what follows a talk.
AFTER_A_TALK = "huan-dialogue"
#: A day: whoever waited for longer is the first anyway.
MOST_WAITED = 86_400
#: The extension of the dialplan that sends the caller to another exchange.
OVER = "huan-over"
#: The variable by which mod_callcenter lets somebody have waited for so many seconds more.
BASE_SCORE = "cc_base_score"
_PACKAGE = re.compile(r"[a-z][a-z0-9]{0,59}(?:-[a-z0-9]{1,59})*")
_QUEUE = re.compile(r"\w[\w.-]*(?:@\w[\w.-]*)?")


def queue(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Say the caller's place if asked to, and let mod_callcenter have them; `because` says why this queue.

    `key` is by which the caller left, None: nobody answered for as long as the queue lets one wait. Who comes
    back on the same line has waited all the while: the queue counts from the beginning of the call. Of whom
    we have called back, `since` is when his place was kept from: what he waited before counts too.

    Raises:
        Away: an agent has answered, or another exchange has the caller.
    """
    home, keys = queue_named(topic, inputs, place), leaving(topic, inputs)
    because = inputs.get("because")
    if because is not None and not is_reason(because):
        raise Unfit(f"{topic}: {str(because)[:40]!r} is no word of small letters that says why")
    after = inputs.get("after")
    if after and (not isinstance(after, str) or not _PACKAGE.fullmatch(after)):
        raise Unfit(f"{topic}: {str(after)[:40]!r} is no package that could follow the talk")
    kept = _kept_for(topic, inputs.get("since"), place)
    yield Execute("set", "socket_resume=false")
    waited = kept
    while True:
        name, node = yield from _directed(home, place)
        if because is not None and name == home and waited == kept:
            # The caller gets there all the same when it cannot be put down now.
            with suppress(Failed):
                yield Ask(NoteRoute(place.arrival.call_id, name, because))
        yield from utter(place, spoken(topic, inputs, place.now(), place.zone))
        if node is None and inputs.get("tell_place") is True:
            yield from _tell_place(name, place)
        if after:
            yield Execute("set", f"huan_dialogue={after}")
            yield Execute("set", f"transfer_after_bridge={AFTER_A_TALK}")
        if node is not None:
            yield from _send_over(home, name, node, waited, place)
        yield Execute("set", f"cc_exit_keys={keys}{SEND_ON_KEY}")
        if kept and not (yield Variable(BASE_SCORE)):
            yield Execute("set", f"{BASE_SCORE}={kept}")
        yield Execute("callcenter", name, None)
        if (yield Variable("cc_cause")) == "answered":
            raise Away
        pressed = yield Variable("cc_exit_key")
        yield Execute("unset", "cc_exit_keys")
        yield Execute("unset", "cc_exit_key")
        if pressed != SEND_ON_KEY:
            return {"key": pressed if pressed and pressed in keys else None}
        waited += yield from _waited()


def _kept_for(topic: str, since: Any, place: Place) -> int:
    """Return how many seconds somebody has waited `since` a place was kept for him; 0: none was.

    Raises:
        Unfit: it is no moment.
    """
    if since is None:
        return 0
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise Unfit(f"{topic}: `since` is no moment with its zone")
    return min(max(round((place.now() - since).total_seconds()), 0), MOST_WAITED)


def _tell_place(name: str, place: Place) -> Generator[Order, Came, None]:
    before = _count((yield Api("callcenter_config", f"queue count members {name}")))
    agents = _count((yield Api("callcenter_config", f"queue count agents {name} Available"))) or 0
    if before is None:
        return
    talk_seconds = TALK_SECONDS
    if before and agents:
        # An engine that is slow or away keeps nobody from hearing his place.
        with suppress(Failed):
            found = yield Ask(HandlingTime(name))
            talk_seconds = found["seconds"] or TALK_SECONDS
    yield from utter(place, place_told(before, agents, talk_seconds))


def _send_over(home: str, name: str, node: str, waited: int, place: Place) -> Generator[Order, Came, None]:
    """Let the caller join a queue of another exchange; who has waited here keeps his place there.

    Raises:
        Away: always.
    """
    brings = f"{place.arrival.call_id};{name}" + (f";{waited}" if waited else "")
    yield Execute("set", f"huan_queue={home}")
    yield Execute("set", f"huan_over={brings}")
    yield Execute("set", f"huan_trunk={place.trunks[node]}")
    yield Execute("transfer", OVER)
    raise Away


def _waited() -> Generator[Order, Came, int]:
    """Return for how many seconds the caller was in the queue that he has just left."""
    joined, left = (yield Variable("cc_queue_joined_epoch")), (yield Variable("cc_queue_canceled_epoch"))
    if not all(isinstance(one, str) and one.isascii() and one.isdigit() for one in (joined, left)):
        return 0
    return min(max(int(left) - int(joined), 0), MOST_WAITED)


def _directed(home: str, place: Place) -> Generator[Order, Came, tuple[str, str | None]]:
    """Return which queue the caller joins, and the exchange that has it, None: his own."""
    arrival = place.arrival
    try:
        found = yield Ask(DirectCaller(arrival.call_id, home, arrival.node, frozenset(place.trunks)))
    except Failed:  # the engine is slow or away: a caller waits at home, and is not lost
        return home, None
    return found["queue"], found["node"]


def queue_named(topic: str, inputs: Mapping[str, Any], place: Place) -> str:
    """Return the queue that the element names, else the line's own.

    Raises:
        Unfit: there is none, or it cannot be one's name.
    """
    name = inputs.get("queue") or place.arrival.queue
    if not isinstance(name, str) or len(name) > 80 or not _QUEUE.fullmatch(name):
        raise Unfit(f"{topic}: there is no queue to wait in")
    return name


def queue_or_none(topic: str, inputs: Mapping[str, Any], place: Place) -> str | None:
    """Return the queue as `queue_named`; None where there is none."""
    try:
        return queue_named(topic, inputs, place)
    except Unfit:
        return None


def _count(answer: str) -> int | None:
    """Return the number that an answer begins with; None for another answer."""
    first = answer.split()[0] if answer.split() else ""
    return int(first) if first.isascii() and first.isdigit() and len(first) < 8 else None
