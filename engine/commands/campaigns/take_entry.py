"""An agent takes the next line of a list to look at, or puts it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.campaigns import HELD_FOR, EntryStatus
from engine.commands.campaigns.case import CampaignCase, answer_of
from engine.commands.campaigns.last_moment import leave_out, require_hours, shut
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.campaigns import EntryRow, entry_in_hand, next_entry
from engine.words import Words


@dataclass(frozen=True)
class TakeEntry:
    """Take the line that has waited longest; it is nobody else's for ten minutes."""

    name: ClassVar[str] = "take-campaign-entry"

    campaign_id: str

    def perform(self, work: Work) -> Answer:
        """Take it; what the actor has in hand already is answered. `id` None: nobody is to be called now.

        Raises:
            NotFound, NotAllowed: as for every campaign.
            Conflict: it is not running or dials by itself, it is quiet now, or another line is in hand.
        """
        case = CampaignCase.of(work, self.campaign_id)
        case.require_calls()
        own = entry_in_hand(work.tx, work.actor.id)
        if own is not None and own.campaign_id == case.row.id:
            return answer_of(own)
        if own is not None:
            raise Conflict(
                Words("you have a line of another campaign in hand", "您手上还有另一个外呼活动的一行未办")
            )
        case.require_running()
        case.require_preview()
        require_hours(case)
        while (entry := next_entry(work.tx, case.row.id, case.now)) is not None:
            if (why := shut(case, entry)) is None:
                held = {"held_by": work.actor.id, "held_until": case.now + HELD_FOR}
                return answer_of(case.keep(entry, status=EntryStatus.HELD.value, **held))
            leave_out(case, entry, why)
        # No error: what was left out on the way is kept.
        return {"id": None, "status": None, "result": None}


@dataclass(frozen=True)
class PutEntryBack:
    """Put a line back that was not called."""

    name: ClassVar[str] = "put-campaign-entry-back"

    entry_id: str

    def perform(self, work: Work) -> Answer:
        """Put it back. Raises NotAllowed or Conflict unless the actor holds it."""
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        case.require_holder(entry, EntryStatus.HELD)
        return answer_of(put_back(case, entry))


def put_back(case: CampaignCase, entry: EntryRow) -> EntryRow:
    """Let a line wait again, as it did before somebody held it."""
    return case.keep(entry, status=EntryStatus.WAITING.value, held_by=None, held_until=None)
