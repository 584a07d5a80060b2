"""What happens to an attempt: its command is claimed and answered, the customer hears a dialogue, it ends.

Whoever is called for an agent (no dialogue) comes to a queue: `seen_call` says what the call itself shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calling.attempts import (
    DIALLED_SECONDS,
    EVIDENCE_SECONDS,
    HEARD_SECONDS,
    LOOK_SECONDS,
    TOLD_SECONDS,
    UNDER_WAY,
    AttemptResult,
    AttemptStatus,
    Came,
    Line,
    by_cause,
    by_dialogue,
    by_talk,
    came_to,
    in_quiet_hours,
    pressed,
)
from engine.calling.campaigns import RESULT_WITHIN
from engine.calling.campaigns import Status as CampaignStatus
from engine.calling.controls import Status, Verb
from engine.calling.parties import parties
from engine.commands.work import Hint, Work
from engine.store.attempts import (
    AttemptRow,
    attempt_of_control,
    lock_attempt_of_control,
    lock_attempt_of_run,
    update_attempt,
)
from engine.store.call_parts import parts_of
from engine.store.calls import CallRow
from engine.store.campaign_dialling import is_restricted, status_of_campaign
from engine.store.campaigns import lock_entry, not_to_be_called, update_entry
from engine.store.controls import control_by_id
from engine.store.jobs import wake_job


def kept_from_ringing(work: Work, control_id: str, now: datetime) -> AttemptResult | None:
    """Return why the customer of an attempt must not be rung now, at the last moment; None: they may be."""
    row = attempt_of_control(work.tx, control_id)
    if row is None:
        return None
    if row.campaign_id is not None:
        if status_of_campaign(work.tx, row.campaign_id) != CampaignStatus.RUNNING:
            return AttemptResult.PAUSED
        if is_restricted(work.tx, row.order_id):
            return AttemptResult.RESTRICTED
    if in_quiet_hours(row.hours, now):
        return AttemptResult.QUIET
    shut = not_to_be_called(work.tx, row.number, row.purpose, now)
    return AttemptResult.DO_NOT_CALL if shut is not None else None


def follow_control(
    work: Work, control_id: str, verb: Verb, status: Status, answer: str | None, now: datetime
) -> None:
    """Take over what became of the command by which an attempt is dialled."""
    row = lock_attempt_of_control(work.tx, control_id)
    if row is None or row.status not in UNDER_WAY:
        return
    if verb is Verb.DIAL and status not in (Status.SENT, Status.REFUSED, Status.FAILED):
        return  # the agent's own telephone was rung first: what came of it, the agent tells
    match status:
        case Status.SENT:
            began = row._replace(status=AttemptStatus.DIALLING.value, began_at=now)
            update_attempt(work.tx, began, TOLD_SECONDS if verb is Verb.DIAL else DIALLED_SECONDS)
        case Status.REFUSED:
            kept = AttemptResult(answer) if answer in _KEPT else AttemptResult.NO_EXCHANGE
            end_attempt(work, row, came_to(kept), now)
        case Status.FAILED:
            # Of an agent's dial it is the agent's telephone that was not reached.
            cause = came_to(AttemptResult.NO_EXCHANGE) if verb is Verb.DIAL else by_cause(answer)
            end_attempt(work, row, cause, now)
        case Status.DONE if row.dialogue is None:
            waits = row._replace(status=AttemptStatus.ANSWERED.value, answered_at=row.answered_at or now)
            update_attempt(work.tx, waits, LOOK_SECONDS)
        case Status.DONE:
            # The dialogue begins; whoever answers and hears nothing of ours is found when this is due.
            update_attempt(work.tx, row._replace(answered_at=row.answered_at or now), EVIDENCE_SECONDS)
        case Status.UNKNOWN:
            update_attempt(work.tx, row, EVIDENCE_SECONDS)


_KEPT = (
    AttemptResult.QUIET,
    AttemptResult.DO_NOT_CALL,
    AttemptResult.PAUSED,
    AttemptResult.RESTRICTED,
)


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


def seen_call(work: Work, control_id: str, call: CallRow, now: datetime) -> None:
    """Take over what a call shows of an attempt that an agent is to speak in: who does, and its end."""
    seen = attempt_of_control(work.tx, control_id)
    if seen is None or seen.campaign_entry_id is None or seen.dialogue is not None:
        return
    # 1. The line before its attempt, in the order in which everybody locks them.
    entry = lock_entry(work.tx, seen.campaign_entry_id)
    row = lock_attempt_of_control(work.tx, control_id)
    line = line_of(call, control_id)
    if row is None or row.status not in UNDER_WAY or line is None or not line.answered:
        return  # of whoever did not answer the command tells
    talks = parts_of(work.tx, call.id).talks
    agent = row.person_id or next((one.person_id for one in talks if one.person_id is not None), None)
    answered = row._replace(
        status=AttemptStatus.ANSWERED.value, answered_at=row.answered_at or now, person_id=agent
    )
    # 2. The first agent who speaks has the line in hand, and owes its result.
    if agent != row.person_id and entry is not None and entry.attempt_id == row.id:
        held = entry._replace(held_by=agent, held_until=now + RESULT_WITHIN, changed_at=now)
        update_entry(work.tx, held)
        work.changed("calls", [agent])
    # 3. The end.
    if call.ended_at is not None:
        end_attempt(work, answered, by_talk(line, spoke=bool(talks)), now)
    elif answered != row:
        update_attempt(work.tx, answered, LOOK_SECONDS)


def is_dialled_by_an_agent(work: Work, row: AttemptRow) -> bool:
    """Answer whether an agent has an attempt dialled, and tells its result."""
    control = control_by_id(work.tx, row.control_id) if row.control_id is not None else None
    return control is not None and control.verb == Verb.DIAL


def line_of(call: CallRow, channel: str) -> Line | None:
    """Return the customer's channel in a call; None: nothing is known of one."""
    for one in parties(call.facts.get("told")):
        if one.channel == channel:
            return Line(one.answered_at is not None, one.ended_by)
    return None


def end_attempt(work: Work, row: AttemptRow, came: Came, now: datetime) -> None:
    """Store what an attempt came to, and let whoever waits for it go on."""
    ended = row._replace(status=came.status.value, result=came.result.value, ended_at=now)
    update_attempt(work.tx, ended)
    if row.job_id is not None and wake_job(work.tx, row.job_id):
        work.hints.add(Hint.JOBS)
