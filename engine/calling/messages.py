"""What a telephone call tells processes, by messages: their names, to whom they go, what they bring. Pure.

A message goes to the process of its call, keyed by the call's id. Those that orders are told also go to each
process of an order that the call concerns and that waits for it then, keyed by the order's number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Names that begin so are calls' own.
PREFIX = "call."

OFFERED, ANSWERED, TRANSFERRED = "call.offered", "call.answered", "call.transferred"
ABANDONED, LOST, ENDED = "call.abandoned", "call.lost", "call.ended"
RECORDED, OUTCOME_REVISED, DIGITS = "call.recorded", "call.outcome-revised", "call.digits"
DIALOGUE_ENDED = "call.dialogue-ended"
VOICEMAIL, CALL_BACK_REQUESTED = "call.voicemail", "call.call-back-requested"


@dataclass(frozen=True)
class CallMessage:
    """What a message brings.

    `begins`: the process of a call begins with it, when the call has none yet; somebody has to take it. The
    others are news: who does not wait for one misses nothing. `orders`: processes of orders are told, too.
    """

    brings: frozenset[str] = frozenset()
    begins: bool = False
    orders: bool = False


def _message(brings: str, *, begins: bool = False, orders: bool = False) -> CallMessage:
    return CallMessage(frozenset(brings.split()), begins, orders)


MESSAGES: Mapping[str, CallMessage] = {
    OFFERED: _message("queue agent", begins=True),
    ANSWERED: _message("queue agent", orders=True),
    TRANSFERRED: _message("call_id from_agent to_agent how", orders=True),
    ABANDONED: _message("queue agent"),
    LOST: _message("queue agent"),
    ENDED: _message("call_id outcome hung_up_by talk_seconds", orders=True),
    RECORDED: _message("call_id recording_seconds", orders=True),
    OUTCOME_REVISED: _message("call_id before outcome hung_up_by talk_seconds", orders=True),
    DIALOGUE_ENDED: _message("call_id package end choices satisfaction"),
    DIGITS: _message("call_id digits", orders=True),
    VOICEMAIL: _message("queue", begins=True),
    CALL_BACK_REQUESTED: _message("queue", begins=True),
}


def is_news(name: str) -> bool:
    """Return whether nobody is told when no process takes a message."""
    known = MESSAGES.get(name)
    return known is not None and not known.begins
