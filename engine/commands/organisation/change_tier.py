"""Change what a tier is called, its zone and its working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.create_tier import calendar_findings
from engine.commands.work import Work
from engine.org.changing import name_findings, siblings, zone_findings
from engine.org.names import plain_name
from engine.store.edited_rows import TIERS


@dataclass(frozen=True)
class ChangeTier:
    """Change a tier that was read at `revision` (None: whatever it is). None keeps a member as it is."""

    name: ClassVar[str] = "change-tier"

    tier_id: str
    revision: int | None
    label: str | None = None
    zone: str | None = None
    calendar: str | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: the name cannot be told from a neighbour's, no such zone or calendar.
        """
        case = OrganisationCase(work, self.reason)
        tier = case.tier(self.tier_id)
        case.require_at(tier)
        row = case.row(TIERS, tier.id)
        after = row._replace(
            name=plain_name(self.label) if self.label is not None else row.name,
            zone=self.zone or row.zone,
            calendar=self.calendar or row.calendar,
        )
        findings = [*zone_findings(after.zone), *calendar_findings(case, after.calendar)]
        if self.label is not None:
            findings += name_findings("name", self.label, siblings(case.directory, row.parent_id, row.id))
        require_plain(findings)
        return case.put(TIERS, row, after, self.revision, after.name, after.path)
