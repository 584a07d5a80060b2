"""Start a campaign, pause it, end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.campaigns import MOVES, Status
from engine.commands.campaigns.case import CampaignCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.campaigns import update_campaign
from engine.words import Words


@dataclass(frozen=True)
class MoveCampaign:
    """Let a campaign be running, paused or ended. What is being called is finished in any case."""

    name: ClassVar[str] = "move-campaign"

    campaign_id: str
    to: Status
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Move it; what is so already is a success.

        Raises:
            NotFound, NotAllowed: as for every campaign.
            Conflict: it cannot go there from where it is, or its list is empty.
        """
        case = CampaignCase.of(work, self.campaign_id)
        case.require_runs()
        before = case.row
        if before.status == self.to:
            return {"id": before.id, "status": before.status, "revision": before.revision}
        if before.status not in MOVES[self.to]:
            raise Conflict(
                Words(f"the campaign is {before.status}: it cannot be {self.to}", "外呼活动目前不能这样做")
            )
        if self.to is Status.RUNNING and not before.entries:
            raise Conflict(Words("the list is empty: fill it first", "名单是空的：请先导入或查询名单"))
        after = before._replace(
            status=self.to.value,
            started_at=before.started_at or (case.now if self.to is Status.RUNNING else None),
            ended_at=case.now if self.to is Status.ENDED else None,
            revision=before.revision + 1,
        )
        update_campaign(work.tx, after)
        case.changed()
        case.record(before.id, {"status": before.status}, {"status": after.status}, self.reason)
        return {"id": after.id, "status": after.status, "revision": after.revision}
