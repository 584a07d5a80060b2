"""The row of an attempt, as it is before anything is dialled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.calling.attempts import AttemptStatus
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.attempts import AttemptRow, insert_attempt


def write_attempt(
    work: Work, control_id: str, purpose: str, number: str, now: datetime, seconds: float, **more: Any
) -> AttemptRow:
    """Write that a control is to reach a customer (`number` canonical); `more` are other columns of the row.

    Something has to tell of it within `seconds`, or it is given up.
    """
    values: dict[str, Any] = dict.fromkeys(AttemptRow._fields) | {
        "id": new_id(),
        "purpose": purpose[:40],
        "number": number,
        "variables": {},
        "control_id": control_id,
        "status": AttemptStatus.WRITTEN.value,
        "answers": {},
        "written_at": now,
        "due_at": now,
        **more,
    }
    row = AttemptRow(**values)
    insert_attempt(work.tx, row, seconds)
    return row
