"""A campaign while it changes: locked, whose it is, who may; and its record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calling.campaigns import CampaignRules, EntryStatus, Mode, Status, rules_of
from engine.commands.administration import record_change
from engine.commands.work import Work
from engine.errors import Conflict, NotAllowed, NotFound
from engine.org import NOTHING, Action, Directory, Target, may, refusal, require
from engine.store.campaigns import (
    CampaignRow,
    EntryRow,
    entry_by_id,
    lock_campaign,
    lock_entry,
    update_entry,
)
from engine.words import Words

SUBJECT = "campaigns"


class CampaignCase:
    """One change of a campaign or of a line of its list. `now` is business time, aware UTC."""

    def __init__(self, work: Work, row: CampaignRow, now: datetime, directory: Directory) -> None:
        self.work, self.tx, self.row, self.now, self.directory = work, work.tx, row, now, directory
        self.rules: CampaignRules = rules_of(row.rules)

    @classmethod
    def of(cls, work: Work, campaign_id: str) -> CampaignCase:
        """Lock a campaign that the actor runs or calls for.

        Raises:
            NotFound: there is no such campaign, or it is nobody's business of theirs.
        """
        now, directory = work.services.time_and_place(work.tx)
        row = lock_campaign(work.tx, campaign_id)
        case = cls(work, row, now, directory) if row is not None else None
        if case is None or not (case.is_run_by_actor or case.is_called_by_actor or work.actor.is_system):
            raise NotFound(
                Words(f"there is no campaign {campaign_id} of yours", f"没有您的外呼活动 {campaign_id}")
            )
        return case

    @classmethod
    def of_entry(cls, work: Work, entry_id: str) -> tuple[CampaignCase, EntryRow]:
        """Lock a line, its campaign before it: whoever takes the next one does the same. Raises NotFound."""
        found = entry_by_id(work.tx, entry_id)
        if found is None:
            raise NotFound(Words(f"there is no line {entry_id}", f"没有名单行 {entry_id}"))
        case = cls.of(work, found.campaign_id)
        entry = lock_entry(work.tx, entry_id)
        assert entry is not None, "lines are never deleted"
        return case, entry

    @property
    def zone(self) -> str:
        """The zone of the campaign's department."""
        return self.directory.tiers[self.directory.departments[self.row.department_id].tier_id].zone

    @property
    def is_run_by_actor(self) -> bool:
        """Whether the actor runs campaigns at this one's place."""
        return may(self.work.actor, Action.RUN_CAMPAIGN, Target(self.row.tier_path), self.directory)

    @property
    def is_called_by_actor(self) -> bool:
        """Whether the actor takes calls in the department that calls."""
        return may(
            self.work.actor, Action.TAKE_CALLS, NOTHING, self.directory
        ) and self.row.department_id in self.directory.departments_of(self.work.actor.id)

    def require_runs(self) -> None:
        """Raise NotAllowed unless the actor runs this campaign."""
        require(self.work.actor, Action.RUN_CAMPAIGN, Target(self.row.tier_path), self.directory)

    def require_calls(self) -> None:
        """Raise NotAllowed unless the actor is one of those who call."""
        if not self.is_called_by_actor:
            raise refusal(Action.TAKE_CALLS)

    def require_running(self) -> None:
        """Raise Conflict unless the campaign is running."""
        if self.row.status != Status.RUNNING:
            raise Conflict(
                Words("the campaign is not running: nobody is called now", "外呼活动未在进行：现在不拨打")
            )

    def require_preview(self) -> None:
        """Raise Conflict where the list dials by itself: no agent takes a line of it."""
        if self.row.mode != Mode.PREVIEW:
            raise Conflict(
                Words(
                    "this list dials by itself: be available in its queue",
                    "这个名单自动拨打：请在其队列中示闲",
                )
            )

    def require_holder(self, entry: EntryRow, *statuses: EntryStatus) -> None:
        """Raise unless the actor has this line in hand."""
        if entry.held_by != self.work.actor.id:
            raise NotAllowed(
                Words("you have not taken this line: take the next one", "您没有领取这一行：请领取下一个")
            )
        if entry.status not in statuses:
            raise Conflict(Words("this line is not in hand any more", "这一行已不在办理中"))

    def keep(self, entry: EntryRow, **values: Any) -> EntryRow:
        """Store what a line has become; its campaign's pages may look again."""
        row = entry._replace(changed_at=self.now, **values)
        update_entry(self.tx, row)
        self.changed()
        return row

    def changed(self) -> None:
        """Note that pages which show this campaign may look again."""
        self.work.changed("campaigns", [self.row.department_id])

    def record(
        self,
        key: str,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        reason: str | None = None,
    ) -> None:
        """Record a change; last, because the chain is locked until the transaction ends."""
        record_change(
            self.work,
            SUBJECT,
            key,
            before,
            after,
            reason,
            label=self.row.name,
            tier_path=self.row.tier_path,
        )


def answer_of(entry: EntryRow) -> dict[str, Any]:
    """Return what a command on a line answers."""
    return {"id": entry.id, "status": entry.status, "result": entry.result}
