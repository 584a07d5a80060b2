"""What each topic of a dialogue does on the telephone, as pure steps: orders out, what came of them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.calling import dialogues
from telephony.dialogues.orders import Step
from telephony.dialogues.place import Place
from telephony.dialogues.steps.asking import ask_satisfaction, collect
from telephony.dialogues.steps.calling_back import ask_call_back
from telephony.dialogues.steps.failing import Failed
from telephony.dialogues.steps.looking import find_agents, look_up_order
from telephony.dialogues.steps.parting import hang_up, transfer
from telephony.dialogues.steps.pin import change_pin
from telephony.dialogues.steps.queueing import queue
from telephony.dialogues.steps.recording import leave_message
from telephony.dialogues.steps.speaking import play

__all__ = ["KEEPS_KEYS", "STEPS", "Failed"]

#: Beside and before these a key that was pressed too early still answers the next question.
KEEPS_KEYS = frozenset(
    {
        dialogues.PLAY,
        dialogues.SAY,
        dialogues.COLLECT,
        dialogues.SATISFACTION,
        dialogues.LOOK_UP,
        dialogues.FIND_AGENTS,
    }
)

STEPS: Mapping[str, Callable[[str, Mapping[str, Any], Place], Step]] = {
    dialogues.PLAY: play,
    dialogues.SAY: play,
    dialogues.COLLECT: collect,
    dialogues.SATISFACTION: ask_satisfaction,
    dialogues.LOOK_UP: look_up_order,
    dialogues.FIND_AGENTS: find_agents,
    dialogues.QUEUE: queue,
    dialogues.CALL_BACK: ask_call_back,
    dialogues.MESSAGE: leave_message,
    dialogues.PIN: change_pin,
    dialogues.TRANSFER: transfer,
    dialogues.HANG_UP: hang_up,
}
