"""Create and change administrative territories and supply units, which are not the same area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.work import Work
from engine.ids import new_id
from engine.org.changing import code_findings, name_findings
from engine.org.names import plain_name
from engine.store.edited_rows import SUPPLY_UNITS, TERRITORIES, SupplyUnitRow, TerritoryRow


@dataclass(frozen=True)
class CreateTerritory:
    """Create an administrative area that a tier serves."""

    name: ClassVar[str] = "create-territory"

    code: str
    label: str
    tier_id: str
    parent_id: str | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Create it.

        Raises:
            NotFound, NotAllowed: as they say.
            InvalidInput: code or name is taken.
        """
        case = OrganisationCase(work, self.reason)
        tier = case.tier(self.tier_id)
        case.require_at(tier)
        if self.parent_id is not None:
            case.row(TERRITORIES, self.parent_id)
        others = TERRITORIES.all(case.tx)
        here = [one.name for one in others if one.tier_id == tier.id and one.active]
        require_plain(
            [
                *code_findings("code", self.code, [one.code for one in others]),
                *name_findings("name", self.label, here),
            ]
        )
        name = plain_name(self.label)
        row = TerritoryRow(new_id(), self.parent_id, self.code, name, tier.id)
        return case.create(TERRITORIES, row, name, tier.path)


@dataclass(frozen=True)
class CreateSupplyUnit:
    """Create a supply unit of a tier."""

    name: ClassVar[str] = "create-supply-unit"

    code: str
    label: str
    tier_id: str
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Create it; raises as `CreateTerritory`."""
        case = OrganisationCase(work, self.reason)
        tier = case.tier(self.tier_id)
        case.require_at(tier)
        others = SUPPLY_UNITS.all(case.tx)
        here = [one.name for one in others if one.tier_id == tier.id and one.active]
        require_plain(
            [
                *code_findings("code", self.code, [one.code for one in others]),
                *name_findings("name", self.label, here),
            ]
        )
        name = plain_name(self.label)
        return case.create(SUPPLY_UNITS, SupplyUnitRow(new_id(), self.code, name, tier.id), name, tier.path)
