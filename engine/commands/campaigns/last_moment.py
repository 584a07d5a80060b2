"""What is asked of a line at the last moment: whether anybody may call it at all, and whether now."""

from __future__ import annotations

from datetime import datetime

from engine.calling.campaigns import EntryStatus
from engine.calling.hours import allowed_from, is_quiet
from engine.commands.campaigns.case import CampaignCase
from engine.errors import Conflict
from engine.store.campaign_dialling import is_restricted
from engine.store.campaigns import EntryRow, not_to_be_called
from engine.words import Words

#: Said of a line whose order was restricted after it was listed.
RESTRICTED = Words("its order was restricted", "工单已限制查看")


def shut(case: CampaignCase, entry: EntryRow) -> str | None:
    """Return why nobody may call a line, now or later; None: nothing is in the way."""
    if is_restricted(case.tx, entry.order_id):
        return RESTRICTED.zh
    found = not_to_be_called(case.tx, entry.number, case.row.kind, case.now)
    return found.reason if found is not None else None


def leave_out(case: CampaignCase, entry: EntryRow, reason: str) -> EntryRow:
    """Let nobody call a line, and keep why, and who had it last."""
    return case.keep(
        entry,
        status=EntryStatus.LEFT_OUT.value,
        note=reason,
        next_at=None,
        held_until=None,
        attempt_id=None,
    )


def allowed_at(case: CampaignCase, entry: EntryRow) -> datetime | None:
    """Return from when on the rules allow one attempt more; None: none."""
    made = [datetime.fromisoformat(one) for one in entry.tried]
    return allowed_from(case.rules.attempts, case.rules.hours, made, case.now, case.zone)


def require_hours(case: CampaignCase) -> None:
    """Raise Conflict while the campaign's rules let nobody be called."""
    if is_quiet(case.rules.hours, case.now, case.zone):
        raise Conflict(Words("these are quiet hours: nobody is called", "现在是免打扰时段：不拨打"))
