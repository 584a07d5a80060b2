"""Start a campaign, pause it, end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.campaigns import MOVES, Status
from engine.commands.campaigns.case import CampaignCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.campaign_dialling import dialling_for_queue
from engine.store.campaigns import CampaignRow, update_campaign
from engine.words import Words


@dataclass(frozen=True)
class MoveCampaign:
    """Let a campaign be running, paused or ended.

    What rings or is spoken is finished in any case; what was written and not sent yet is not dialled.
    """

    name: ClassVar[str] = "move-campaign"

    campaign_id: str
    to: Status
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Move it; what is so already is a success.

        Raises:
            NotFound, NotAllowed: as for every campaign.
            Conflict: it cannot go there from where it is, or its list is empty; another list dials for
                the agents of its queue.
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
        if self.to is Status.RUNNING and before.queue_id is not None:
            _require_queue(work, before, before.queue_id)
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


def _require_queue(work: Work, row: CampaignRow, queue_id: str) -> None:
    """Raise Conflict while another list dials for these agents: each would count on all who are free."""
    work.tx.lock_channel([("campaigns-of-queue", queue_id)])
    other = dialling_for_queue(work.tx, queue_id, row.id)
    if other is not None:
        raise Conflict(
            Words(
                f"“{other.name}” dials for this queue: pause it first",
                f"“{other.name}”正在为这个队列拨打：请先暂停它",
            )
        )
