"""Lines that somebody had in hand for too long: put back, or, when they were called, told to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.attempts import UNDER_WAY, AttemptResult, came_to
from engine.calling.campaigns import EntryStatus
from engine.calling.numbers import masked
from engine.commands.attempts.following import end_attempt
from engine.commands.campaigns.case import CampaignCase, answer_of
from engine.commands.campaigns.take_entry import put_back
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.org import Action, Actor, Target, may
from engine.store.attempts import lock_attempt
from engine.store.campaigns import EntryRow


@dataclass(frozen=True)
class SettleEntry:
    """Settle a line whose time in hand is over. Doing it twice does nothing more."""

    name: ClassVar[str] = "settle-campaign-entry"

    entry_id: str

    def perform(self, work: Work) -> Answer:
        """Put back what was not called; of what was, nobody knows the result: a person is told."""
        case, entry = CampaignCase.of_entry(work, self.entry_id)
        if entry.held_until is None or entry.held_until > case.now:
            return answer_of(entry)
        if entry.status == EntryStatus.HELD:
            return answer_of(put_back(case, entry))
        if entry.status != EntryStatus.CALLING:
            return answer_of(entry)
        attempt = lock_attempt(work.tx, entry.attempt_id) if entry.attempt_id is not None else None
        if attempt is not None and attempt.status in UNDER_WAY:
            end_attempt(work, attempt._replace(told_at=case.now), came_to(AttemptResult.UNKNOWN), case.now)
        return answer_of(tell_unknown(case, entry))


def tell_unknown(case: CampaignCase, entry: EntryRow) -> EntryRow:
    """Let a line wait for a person's decision, and tell whoever runs the campaign."""
    kept = case.keep(entry, status=EntryStatus.UNKNOWN.value, next_at=None, held_until=None)
    who = case.directory.person_name(entry.held_by)
    values = {"campaign": case.row.name, "number": masked(entry.number), "person": who}
    leaders = sorted(
        {
            one.person_id
            for one in case.directory.memberships
            if may(Actor(one.person_id), Action.RUN_CAMPAIGN, Target(case.row.tier_path), case.directory)
        }
    )
    people = [case.row.created_by or "", *leaders]
    tell(case.work, "campaign-call-unknown", people=people, values=values)
    return kept
