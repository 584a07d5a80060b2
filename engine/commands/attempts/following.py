"""What happens to an attempt: its command is claimed and answered, the customer hears a dialogue, it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calling.attempts import (
    DIALLED_SECONDS,
    EVIDENCE_SECONDS,
    HEARD_SECONDS,
    UNDER_WAY,
    AttemptResult,
    AttemptStatus,
    Came,
    by_cause,
    by_dialogue,
    came_to,
    in_quiet_hours,
    pressed,
)
from engine.calling.controls import Status
from engine.commands.work import Hint, Work
from engine.store.attempts import (
    AttemptRow,
    lock_attempt_of_control,
    lock_attempt_of_run,
    update_attempt,
)
from engine.store.campaigns import not_to_be_called
from engine.store.jobs import wake_job


def kept_from_ringing(work: Work, control_id: str, now: datetime) -> AttemptResult | None:
    """Return why the customer of an attempt must not be rung now, at the last moment; None: they may be."""
    row = lock_attempt_of_control(work.tx, control_id)
    if row is None:
        return None
    if in_quiet_hours(row.hours, now):
        return AttemptResult.QUIET
    shut = not_to_be_called(work.tx, row.number, row.purpose, now)
    return AttemptResult.DO_NOT_CALL if shut is not None else None


def follow_control(work: Work, control_id: str, status: Status, answer: str | None, now: datetime) -> None:
    """Take over what became of the command by which an attempt is dialled."""
    row = lock_attempt_of_control(work.tx, control_id)
    if row is None or row.status not in UNDER_WAY:
        return
    match status:
        case Status.SENT:
            began = row._replace(status=AttemptStatus.DIALLING.value, began_at=now)
            update_attempt(work.tx, began, DIALLED_SECONDS)
        case Status.REFUSED:
            kept = AttemptResult(answer) if answer in _KEPT else AttemptResult.NO_EXCHANGE
            end_attempt(work, row, came_to(kept), now)
        case Status.FAILED:
            end_attempt(work, row, by_cause(answer), now)
        case Status.DONE:
            # The dialogue begins; whoever answers and hears nothing of ours is found when this is due.
            update_attempt(work.tx, row._replace(answered_at=row.answered_at or now), EVIDENCE_SECONDS)
        case Status.UNKNOWN:
            update_attempt(work.tx, row, EVIDENCE_SECONDS)


_KEPT = (AttemptResult.QUIET, AttemptResult.DO_NOT_CALL)


def hear_dialogue(work: Work, channel: str, run_id: str, now: datetime) -> AttemptRow | None:
    """Note that the customer of an attempt hears its dialogue; `channel` is named after its command."""
    row = lock_attempt_of_control(work.tx, channel)
    if row is None or row.status not in UNDER_WAY:
        return None
    heard = row._replace(
        status=AttemptStatus.ANSWERED.value, answered_at=row.answered_at or now, dialogue_run_id=run_id
    )
    update_attempt(work.tx, heard, HEARD_SECONDS)
    return heard


def end_dialogue_of_attempt(
    work: Work, run_id: str, how: str, result: Mapping[str, Any], now: datetime
) -> None:
    """Take over how the dialogue of an attempt has ended, and what was pressed in it."""
    row = lock_attempt_of_run(work.tx, run_id)
    if row is None or row.status not in UNDER_WAY:
        return
    answers = {str(element): str(keys) for element, keys in (result.get("answers") or {}).items()}
    end_attempt(work, row._replace(answers=answers, digits=pressed(answers)), by_dialogue(how), now)


def put_attempt_to_call(work: Work, control_id: str, call_id: str) -> None:
    """Note which call an attempt has become."""
    row = lock_attempt_of_control(work.tx, control_id)
    if row is not None and row.call_id is None:
        update_attempt(work.tx, row._replace(call_id=call_id))


def end_attempt(work: Work, row: AttemptRow, came: Came, now: datetime) -> None:
    """Store what an attempt came to, and let whoever waits for it go on."""
    ended = row._replace(status=came.status.value, result=came.result.value, ended_at=now)
    update_attempt(work.tx, ended)
    if row.job_id is not None and wake_job(work.tx, row.job_id):
        work.hints.add(Hint.JOBS)
