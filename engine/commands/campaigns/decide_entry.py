"""Who runs a campaign decides about a line: nobody calls it, or it is called again after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.campaigns import EntryStatus
from engine.commands.campaigns.case import CampaignCase, answer_of
from engine.commands.campaigns.last_moment import leave_out
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict
from engine.words import Words

_LEFT = (EntryStatus.WAITING, EntryStatus.HELD, EntryStatus.EXHAUSTED, EntryStatus.UNKNOWN)
_AGAIN = (EntryStatus.UNKNOWN, EntryStatus.EXHAUSTED, EntryStatus.LEFT_OUT, EntryStatus.DONE)


@dataclass(frozen=True)
class LeaveEntryOut:
    """Let nobody call a line, with a reason."""

    name: ClassVar[str] = "leave-campaign-entry-out"

    entry_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Leave it out; what is left out is a success. Raises Conflict while it is called, or done."""
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        case.require_runs()
        if entry.status == EntryStatus.LEFT_OUT:
            return answer_of(entry)
        if entry.status not in _LEFT:
            raise Conflict(Words("this line is being called, or done", "这一行正在拨打或已完成"))
        kept = leave_out(case, entry, self.reason)
        case.record(f"entry:{entry.id}", {"status": entry.status}, {"status": kept.status}, self.reason)
        return answer_of(kept)


@dataclass(frozen=True)
class CallEntryAgain:
    """Let a line be called again though its attempts are over, or nobody knows what came of the last."""

    name: ClassVar[str] = "call-campaign-entry-again"

    entry_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Let it wait; its attempts are counted anew. A line that waits is a success.

        Raises:
            Conflict: somebody has it in hand.
        """
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        case.require_runs()
        if entry.status == EntryStatus.WAITING:
            return answer_of(entry)
        if entry.status not in _AGAIN:
            raise Conflict(Words("somebody has this line in hand", "这一行正在办理中"))
        kept = case.keep(
            entry, status=EntryStatus.WAITING.value, next_at=case.now, tried=[], attempt_id=None, held_by=None
        )
        case.record(f"entry:{entry.id}", {"status": entry.status}, {"status": kept.status}, self.reason)
        return answer_of(kept)
