"""A list dials by itself: as many lines as its pace allows, each written before it is dialled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from engine.calling.attempts import DIALLED_SECONDS
from engine.calling.campaigns import EntryStatus, Mode, Status, hours_of
from engine.calling.controls import Verb
from engine.calling.hours import is_quiet
from engine.calling.lines import LAST_CALLS, lines_now
from engine.calling.states import State
from engine.calling.tiers import serving
from engine.commands.attempts.writing import write_attempt
from engine.commands.campaigns.case import CampaignCase
from engine.commands.campaigns.last_moment import allowed_at, leave_out, shut
from engine.commands.command import Answer
from engine.commands.controls.writing import NoExchange, any_exchange, write_control
from engine.commands.work import Work
from engine.store.agents import all_skills, all_tiers, placed_agents
from engine.store.campaign_dialling import calls_under_way, last_answered, last_calls, next_entries
from engine.store.campaigns import EntryRow
from engine.store.controls import live_exchanges, open_controls_to_number
from engine.store.database import Transaction
from engine.store.edited_rows import QUEUES, QueueRow

#: So many lines are looked at in one turn.
MOST_LINES = 20
#: A number that somebody dials at this moment is tried again after so long.
DIALLED_BY_OTHERS = timedelta(minutes=1)


@dataclass(frozen=True)
class DialCampaign:
    """Dial what a running campaign may dial now.

    Its row is locked all the while: of two workers the second counts what the first has written.
    """

    name: ClassVar[str] = "dial-campaign"

    campaign_id: str

    def perform(self, work: Work) -> Answer:
        """Write attempts and the controls that dial; the answer counts the lines that were dealt with.

        1. Nothing is dialled while it is paused or quiet, or where no exchange can dial.
        2. The pace says how many lines: of agents' queues by who is free and how the last calls went.
        3. Each line is asked whether it may be called now; the sender asks once more as it claims.
        """
        case = CampaignCase.of(work, self.campaign_id)
        mode = Mode(case.row.mode)
        if case.row.status != Status.RUNNING or is_quiet(case.rules.hours, case.now, case.zone):
            return {"lines": 0}
        way = _way(work, case, mode)
        if way is None:
            return {"lines": 0}
        node, target, free = way
        lines = lines_now(
            mode,
            case.rules.pace,
            calls_under_way(work.tx, case.row.id),
            free,
            last_answered(work.tx, case.row.id, case.rules.pace.rule.window),
            last_calls(work.tx, case.row.id, LAST_CALLS),
            case.now,
        )
        entries = next_entries(work.tx, case.row.id, case.now, MOST_LINES) if lines else []
        work.tx.lock_channel([("dial", one.number) for one in entries])
        looked_at = 0
        for entry in entries:
            if not lines:
                break
            looked_at += 1
            if _may_be_dialled(case, entry):
                _dial(case, entry, node, target)
                lines -= 1
        return {"lines": looked_at}


def free_agents(tx: Transaction, queue: QueueRow) -> int:
    """Return how many agents of a queue wait for a call."""
    people = {one.person_id for one in serving([queue], all_tiers(tx), all_skills(tx))}
    return sum(
        row.person_id in people and row.state == State.AVAILABLE and not in_call
        for row, in_call in placed_agents(tx)
    )


def _way(work: Work, case: CampaignCase, mode: Mode) -> tuple[str, dict[str, Any], int] | None:
    """Return the exchange that dials, where whoever answers goes, and how many agents are free."""
    if mode is Mode.PROGRESSIVE:
        queue = QUEUES.get(work.tx, case.row.queue_id) if case.row.queue_id is not None else None
        if queue is None or not queue.active or queue.node not in live_exchanges(work.tx):
            return None
        return queue.node, {"queue": queue.name}, free_agents(work.tx, queue)
    if mode is Mode.PREVIEW or not work.services.calls_out:
        return None
    try:
        return any_exchange(work), {"dialogue": case.row.dialogue}, 0
    except NoExchange:
        return None


def _may_be_dialled(case: CampaignCase, entry: EntryRow) -> bool:
    """Answer whether a line is to be dialled now; where not, it is left out, over, or waits."""
    if (why := shut(case, entry)) is not None:
        leave_out(case, entry, why)
        return False
    at = allowed_at(case, entry)
    if at is None:
        case.keep(entry, status=EntryStatus.EXHAUSTED.value, next_at=None)
        return False
    if at > case.now:
        case.keep(entry, next_at=at)
        return False
    if open_controls_to_number(case.tx, entry.number):
        case.keep(entry, next_at=case.now + DIALLED_BY_OTHERS)
        return False
    return True


def _dial(case: CampaignCase, entry: EntryRow, node: str, target: dict[str, Any]) -> None:
    control = write_control(
        case.work, Verb.CALL, node, target, case.now, order_id=entry.order_id, number=entry.number
    )
    attempt = write_attempt(
        case.work,
        control["id"],
        case.row.kind,
        entry.number,
        case.now,
        DIALLED_SECONDS,
        order_id=entry.order_id,
        campaign_entry_id=entry.id,
        campaign_id=case.row.id,
        dialogue=target.get("dialogue"),
        variables={"name": entry.name, **entry.fields},
        hours=hours_of(case.rules, case.zone),
    )
    case.keep(
        entry,
        status=EntryStatus.CALLING.value,
        tried=[*entry.tried, case.now.isoformat()],
        next_at=None,
        held_by=None,
        held_until=None,
        attempt_id=attempt.id,
    )
