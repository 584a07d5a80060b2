"""What a call came to, told by whoever made it, or by who decides about one whose result nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.calling.attempts import UNDER_WAY, came_to
from engine.calling.campaigns import BY_TELEPHONE, TRIED_AGAIN, EntryStatus, Result, attempt_by_agent
from engine.calling.hours import next_attempt, out_of_quiet
from engine.commands.attempts.following import end_attempt, is_dialled_by_an_agent
from engine.commands.campaigns.case import CampaignCase, answer_of
from engine.commands.campaigns.do_not_call import enter
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.store.attempts import AttemptRow, lock_attempt, update_attempt
from engine.store.campaigns import EntryRow
from engine.words import Words


@dataclass(frozen=True)
class TellResult:
    """Store the result of the call to a line; `again_at` (aware) is for who asks to be called later."""

    name: ClassVar[str] = "tell-campaign-result"

    entry_id: str
    result: Result
    note: str | None = None
    again_at: datetime | None = None

    def perform(self, work: Work) -> Answer:
        """Store it; a number that was not reached waits for the next attempt, as far as the rules allow.

        Raises:
            NotFound, NotAllowed: as for every line; it is somebody else's.
            Conflict: it is not being called.
            InvalidInput: the time is over, or one is given for another result.
        """
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        if entry.status == EntryStatus.UNKNOWN:
            case.require_runs()
        elif entry.held_by != work.actor.id and case.is_run_by_actor:
            pass  # who leads may tell the result of an agent who has gone home
        else:
            case.require_holder(entry, EntryStatus.CALLING)
        if entry.status not in (EntryStatus.CALLING, EntryStatus.UNKNOWN):
            raise Conflict(Words("this line is not being called", "这一行没有在拨打"))
        if (self.again_at is not None) != (self.result is Result.CALL_AGAIN) or (
            self.again_at is not None and self.again_at <= case.now
        ):
            raise InvalidInput(
                Words("say when to call again, later than now", "请填写再次拨打的时间，晚于现在"),
                findings=[
                    field_finding(
                        "again_at",
                        Words("is missing or wrong", "缺少或有误"),
                        Words("a time to come, for “call again” alone", "将来的时间，仅用于“约定再打”"),
                    )
                ],
            )
        if self.result in BY_TELEPHONE:
            raise InvalidInput(Words("the telephone alone tells this", "这个结果只由系统登记"))
        attempt = lock_attempt(work.tx, entry.attempt_id) if entry.attempt_id is not None else None
        if attempt is not None:
            _tell_attempt(work, attempt, self.result, case.now)
        kept = store_result(case, entry, self.result, self.note, self.again_at)
        if self.result is Result.DO_NOT_CALL:
            reason = self.note or Words("asked for it in a call", "客户在通话中要求").zh
            enter(work, entry.number, None, reason, None, case.now)
        return answer_of(kept)


def _tell_attempt(work: Work, row: AttemptRow, result: Result, now: datetime) -> None:
    """End the attempt of which an agent tells; one to a queue ends with its call."""
    if row.status in UNDER_WAY and is_dialled_by_an_agent(work, row):
        end_attempt(work, row._replace(told_at=now), came_to(attempt_by_agent(result)), now)
    elif row.told_at is None:
        update_attempt(work.tx, row._replace(told_at=now))


def store_result(
    case: CampaignCase,
    entry: EntryRow,
    result: Result,
    note: str | None = None,
    again_at: datetime | None = None,
) -> EntryRow:
    """Store what an attempt came to, and from when on the next may be made, if any. Who had it stays."""
    status, at = EntryStatus.DONE, None
    if result in TRIED_AGAIN:
        made = [datetime.fromisoformat(one) for one in entry.tried]
        if again_at is not None and len(made) < case.rules.attempts.most:
            at = out_of_quiet(case.rules.hours, again_at, case.zone)
        elif again_at is None:
            busy = result is Result.BUSY
            at = next_attempt(case.rules.attempts, case.rules.hours, made, busy, case.zone)
        status = EntryStatus.WAITING if at is not None else EntryStatus.EXHAUSTED
    return case.keep(
        entry,
        status=status.value,
        next_at=at,
        result=result.value,
        note=(note or "").strip() or entry.note,
        held_until=None,
        attempt_id=None,
    )
