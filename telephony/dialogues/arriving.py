"""From what `connect` answers to a caller. The values are a stranger's: everything is looked at and cut."""

from __future__ import annotations

import re

from telephony.calls.derived_ids import derived_id
from telephony.calls.machine import NAMESPACE
from telephony.calls.reading import node_of
from telephony.dialogues.place import Arrival
from telephony.esl import Event

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
_QUEUE = re.compile(r"\w[\w.-]*(?:@\w[\w.-]*)?")
_PACKAGE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MOST_NAME = 100


def read_arrival(data: Event) -> Arrival:
    """Return the caller of a channel; what is missing or could not be is None."""
    uuid = data.text("Unique-ID") or ""
    core = data.text("Core-UUID") or ""
    dialled = data.text("variable_huan_hotline") or data.text("Caller-Destination-Number")
    return Arrival(
        call_id=derived_id(NAMESPACE, f"{core}/{uuid}"),
        uuid=uuid,
        node=(node_of(data) or "")[:80],
        caller=_matching(_NUMBER, data.text("Caller-Caller-ID-Number"), 40),
        caller_name=_CONTROL.sub(" ", data.text("Caller-Caller-ID-Name") or "")[:_MOST_NAME].strip() or None,
        dialled=_matching(_NUMBER, dialled, 40),
        queue=_matching(_QUEUE, data.text("variable_huan_queue"), 80),
        package=_matching(_PACKAGE, data.text("variable_huan_dialogue"), 60),
        answered=data.text("Answer-State") == "answered",
    )


def _matching(pattern: re.Pattern[str], text: str | None, most: int) -> str | None:
    return text if text and len(text) <= most and pattern.fullmatch(text) else None
