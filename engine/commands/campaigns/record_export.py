"""Record that somebody has taken a campaign's list out of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.campaigns.case import CampaignCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id


@dataclass(frozen=True)
class RecordEntriesExport:
    """Keep who exported which list, of which status (None: all), and how many lines."""

    name: ClassVar[str] = "record-campaign-export"

    campaign_id: str
    status: str | None
    lines: int

    def perform(self, work: Work) -> Answer:
        """Record it. Raises NotFound or NotAllowed as for every campaign."""
        case = CampaignCase.of(work, self.campaign_id)
        case.require_runs()
        taken = {"list": f"campaign:{case.row.id}", "status": self.status, "lines": self.lines}
        key = new_id()
        record_change(work, "exports", key, None, taken, label=case.row.name, tier_path=case.row.tier_path)
        return {"id": key}
