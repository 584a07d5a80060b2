"""An agent has the line that was looked at called: the attempt is written, then dialled, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.attempts import NOT_DIALLED, TOLD_SECONDS
from engine.calling.campaigns import RESULT_WITHIN, EntryStatus, hours_of
from engine.commands.attempts.writing import write_attempt
from engine.commands.campaigns.case import CampaignCase
from engine.commands.campaigns.last_moment import leave_out, require_hours, shut
from engine.commands.command import Answer
from engine.commands.controls.dial import dial
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.attempts import attempt_by_id, attempt_of_control
from engine.store.campaigns import EntryRow
from engine.words import Words


@dataclass(frozen=True)
class CallEntry:
    """Call a line that the actor has taken: their telephone rings first, then the customer's."""

    name: ClassVar[str] = "call-campaign-entry"

    entry_id: str

    def perform(self, work: Work) -> Answer:
        """Write the attempt and the control that dials; the answer is the control, and the line's status.

        At this last moment it is asked again whether the number may be called: if not, the line is left out,
        and no control is answered. Again it is called only when the exchange said that it was not.

        Raises:
            NotFound, NotAllowed: as for every line; the actor has not taken it.
            Conflict: the campaign is not running, or these are quiet hours.
            NoTelephone, NoExchange, HeldByAnother: as for every call.
        """
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        case.require_calls()
        case.require_holder(entry, EntryStatus.HELD, EntryStatus.CALLING)
        if entry.status == EntryStatus.CALLING:
            entry = _not_dialled(work, entry)
        case.require_running()
        require_hours(case)
        if (why := shut(case, entry)) is not None:
            kept = leave_out(case, entry, why)
            return {"entry": kept.id, "status": kept.status, "control": None, "reason": why}
        control = dial(work, entry.number, entry.order_id, case.now, case.directory)
        if attempt_of_control(work.tx, control["id"]) is not None:
            raise Conflict(
                Words("this number is being dialled for another line", "正在为另一行拨打这个号码：请等待结果")
            )
        attempt = write_attempt(
            work,
            control["id"],
            case.row.kind,
            entry.number,
            case.now,
            TOLD_SECONDS,
            order_id=entry.order_id,
            campaign_entry_id=entry.id,
            campaign_id=case.row.id,
            hours=hours_of(case.rules, case.zone),
            person_id=work.actor.id,
        )
        kept = case.keep(
            entry,
            status=EntryStatus.CALLING.value,
            tried=[*entry.tried, case.now.isoformat()],
            held_until=case.now + RESULT_WITHIN,
            attempt_id=attempt.id,
        )
        return {"entry": kept.id, "status": kept.status, "control": control["id"], "reason": None}


def _not_dialled(work: Work, entry: EntryRow) -> EntryRow:
    """Return a line as it was before an attempt in which the customer's telephone was not dialled.

    Raises:
        Conflict: it was, or nobody knows.
    """
    last = attempt_by_id(work.tx, entry.attempt_id) if entry.attempt_id is not None else None
    if last is None or last.result not in NOT_DIALLED:
        raise Conflict(
            Words("it was called already: tell the result", "已经拨打过：请登记结果，不能再拨一次")
        )
    return entry._replace(tried=entry.tried[:-1])
