"""Create a tier: a city, county, station or crew below its superior."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, missing, require_plain
from engine.commands.work import Work
from engine.ids import new_id
from engine.org.changing import (
    Findings,
    code_findings,
    name_findings,
    place_findings,
    siblings,
    word_findings,
    zone_findings,
)
from engine.org.names import plain_name
from engine.org.vocabulary import TIER_KINDS
from engine.store.edited_rows import TIERS, TierRow
from engine.store.time import read_calendars
from engine.words import Words


@dataclass(frozen=True)
class CreateTier:
    """Create a tier. `zone` and `calendar` None are its superior's."""

    name: ClassVar[str] = "create-tier"

    kind: str
    code: str
    label: str
    parent_id: str
    zone: str | None = None
    calendar: str | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Create it.

        Raises:
            NotFound: there is no such superior.
            NotAllowed: the actor does not administer it.
            InvalidInput: name or code is taken or cannot be told apart, or the kind cannot stand there.
        """
        case = OrganisationCase(work, self.reason)
        parent = case.directory.tiers.get(self.parent_id)
        if parent is None:
            raise missing("tier", "层级", self.parent_id)
        case.require_at(parent)
        zone = self.zone or parent.zone
        calendar = self.calendar or parent.calendar
        codes = [row.code for row in TIERS.all(case.tx)]
        findings = [
            *word_findings("kind", self.kind, TIER_KINDS),
            *code_findings("code", self.code, codes),
            *name_findings("name", self.label, siblings(case.directory, parent.id)),
            *zone_findings(zone),
            *calendar_findings(case, calendar),
        ]
        if self.kind in TIER_KINDS:
            findings += place_findings(self.kind, parent, case.directory)
        require_plain(findings)
        name = plain_name(self.label)
        path = f"{parent.path}{self.code}/"
        row = TierRow(new_id(), parent.id, self.kind, self.code, name, path, zone, calendar)
        return case.create(TIERS, row, name, path)


def calendar_findings(case: OrganisationCase, calendar: str) -> Findings:
    """Return a finding when no year of a calendar is stored."""
    known = {row.key: Words.same(row.key) for row in read_calendars(case.tx)}
    return word_findings("calendar", calendar, known)
