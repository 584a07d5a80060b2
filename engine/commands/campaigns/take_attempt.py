"""An attempt has ended: what that means for its line, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.attempts import NOT_DIALLED, AttemptResult
from engine.calling.campaigns import HELD_FOR, RESULT_WITHIN, EntryStatus, Result, result_of
from engine.calling.hours import out_of_quiet
from engine.commands.attempts.following import is_dialled_by_an_agent
from engine.commands.campaigns.case import CampaignCase, answer_of
from engine.commands.campaigns.do_not_call import enter
from engine.commands.campaigns.last_moment import leave_out, shut
from engine.commands.campaigns.settle import tell_unknown
from engine.commands.campaigns.tell_result import store_result
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.attempts import AttemptRow, attempt_by_id, lock_attempt, update_attempt
from engine.store.campaigns import EntryRow
from engine.words import Words

#: After so long a line is tried again that our own exchange could not dial.
NO_EXCHANGE_FOR = timedelta(minutes=1)
_KEYS = Words("asked for it by a key", "客户按键要求").zh


@dataclass(frozen=True)
class TakeAttempt:
    """Put the end of an attempt down on its campaign's line. Doing it twice does nothing more."""

    name: ClassVar[str] = "take-campaign-attempt"

    attempt_id: str

    def perform(self, work: Work) -> Answer:
        """Store the result, or let the line wait again, or tell a person; what an agent told stays."""
        found = attempt_by_id(work.tx, self.attempt_id)
        if found is None or found.campaign_entry_id is None:
            return {"id": None, "status": None, "result": None}
        case, entry = CampaignCase.of_entry(work, found.campaign_entry_id)
        row = lock_attempt(work.tx, found.id)
        assert row is not None, "attempts are never deleted"
        if row.ended_at is None or row.told_at is not None:
            return answer_of(entry)
        update_attempt(work.tx, row._replace(told_at=case.now))
        if entry.attempt_id != row.id or entry.status != EntryStatus.CALLING:
            return answer_of(entry)
        return answer_of(_taken(case, entry, row))


def _taken(case: CampaignCase, entry: EntryRow, row: AttemptRow) -> EntryRow:
    came = AttemptResult(row.result or AttemptResult.UNKNOWN)
    if came in NOT_DIALLED:
        return _not_dialled(case, entry._replace(tried=entry.tried[:-1], attempt_id=None), row, came)
    if came is AttemptResult.SPOKEN and row.person_id is not None:
        return case.keep(entry, held_by=row.person_id, held_until=case.now + RESULT_WITHIN)
    result = result_of(came, row.answers, case.rules.keys)
    if result is None:
        return tell_unknown(case, entry)
    kept = store_result(case, entry, result)
    if result is Result.DO_NOT_CALL:
        enter(case.work, entry.number, None, _KEYS, None, case.now)
    return kept


def _not_dialled(case: CampaignCase, entry: EntryRow, row: AttemptRow, came: AttemptResult) -> EntryRow:
    """Let a line be as it was before an attempt that did not reach the customer's telephone."""
    if (why := shut(case, entry)) is not None:
        return leave_out(case, entry, why)
    if is_dialled_by_an_agent(case.work, row):
        return case.keep(entry, status=EntryStatus.HELD.value, held_until=case.now + HELD_FOR)
    at = case.now + NO_EXCHANGE_FOR if came is AttemptResult.NO_EXCHANGE else case.now
    next_at = out_of_quiet(case.rules.hours, at, case.zone)
    return case.keep(entry, status=EntryStatus.WAITING.value, next_at=next_at, held_until=None)
