"""An agent has the line that was looked at called: the attempt is written, then dialled, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.campaigns import EntryStatus
from engine.calling.controls import Status
from engine.commands.campaigns.case import CampaignCase
from engine.commands.campaigns.take_entry import leave_out, require_hours
from engine.commands.command import Answer
from engine.commands.controls.dial import dial
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.campaigns import EntryRow, not_to_be_called
from engine.store.controls import control_by_id
from engine.words import Words

#: So long a call may take, its result included, before it is told to whoever runs the campaign.
RESULT_WITHIN = timedelta(hours=1)


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
        shut = not_to_be_called(work.tx, entry.number, case.row.kind, case.now)
        if shut is not None:
            kept = leave_out(case, entry, shut.reason)
            return {"entry": kept.id, "status": kept.status, "control": None, "reason": shut.reason}
        control = dial(work, entry.number, entry.order_id, case.now, case.directory)
        kept = case.keep(
            entry,
            status=EntryStatus.CALLING.value,
            tried=[*entry.tried, case.now.isoformat()],
            held_until=case.now + RESULT_WITHIN,
            attempt_id=control["id"],
        )
        return {"entry": kept.id, "status": kept.status, "control": control["id"], "reason": None}


def _not_dialled(work: Work, entry: EntryRow) -> EntryRow:
    """Return a line as it was before an attempt in which the customer's telephone was not dialled.

    Raises:
        Conflict: it was, or nobody knows.
    """
    control = control_by_id(work.tx, entry.attempt_id or "")
    if control is None or control.status not in (Status.REFUSED, Status.FAILED):
        raise Conflict(
            Words("it was called already: tell the result", "已经拨打过：请登记结果，不能再拨一次")
        )
    return entry._replace(tried=entry.tried[:-1])
