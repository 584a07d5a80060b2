"""Move a tier below another superior, or close it: only where no order has ever lain there.

The place of an order is a part of the order and of its history. A county that has orders stays where it is:
its areas go to other counties (`MoveTerritory`), its departments close (`CloseDepartment`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.work import Work
from engine.errors import Conflict, RevisionConflict
from engine.org import Tier
from engine.org.changing import name_findings, place_findings, siblings
from engine.store.edited_rows import TIERS
from engine.store.uses import tier_uses
from engine.words import Words

_NAMES = {
    "orders": Words("orders lie there", "张工单在此"),
    "supervisions": Words("supervision orders were issued there", "张督办单在此签发"),
    "running": Words("running orders have its crew or supply unit", "张在办工单由其班组或供电单位承担"),
    "departments": Words("departments are open: close or move them first", "个部门在用：请先关闭或移动"),
    "tiers": Words("tiers stand below it: close or move them first", "个下级：请先关闭或移动"),
    "territories": Words("territories are served by it: move them first", "个行政区域由其负责：请先移动"),
    "supply_units": Words(
        "supply units are its: change or end them first", "个供电单位属于它：请先修改或停用"
    ),
}


@dataclass(frozen=True)
class MoveTier:
    """Let a tier that was read at `revision` stand below another superior, with all below it."""

    name: ClassVar[str] = "move-tier"

    tier_id: str
    revision: int | None
    parent_id: str
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Move it; the answer has how many `tiers` and `departments` go with it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: it cannot stand there, or its name cannot be told from a neighbour's.
            Conflict: orders lie there, or have its crews.
        """
        case = OrganisationCase(work, self.reason)
        tier, parent = case.tier(self.tier_id), case.tier(self.parent_id)
        case.require_at(tier)
        case.require_at(parent)
        require_plain(
            [
                *place_findings(tier.kind, parent, case.directory, tier),
                *name_findings("name", tier.name, siblings(case.directory, parent.id, tier.id)),
            ]
        )
        below = _below(case, tier)
        uses = tier_uses(case.tx, tier.path, [one.id for one in below])
        _require_free(tier, uses, ("orders", "supervisions", "running"))
        departments = sum(
            1 for one in case.directory.departments.values() if one.tier_id in {b.id for b in below}
        )
        told = {"tiers": len(below), "departments": departments}
        row = case.row(TIERS, tier.id)
        if self.dry_run or row.parent_id == parent.id:
            return {"id": tier.id, "revision": row.revision, **told}
        path = f"{parent.path}{tier.code}/"
        after = row._replace(parent_id=parent.id, path=path)
        answer = case.put(TIERS, row, after, self.revision, tier.name, path)
        for one in below:
            if one.id != tier.id:
                kept = case.row(TIERS, one.id)
                TIERS.update(case.tx, kept._replace(path=path + one.path.removeprefix(tier.path)))
        return {**answer, **told}


@dataclass(frozen=True)
class CloseTier:
    """Close a tier that was read at `revision`: nothing is left there."""

    name: ClassVar[str] = "close-tier"

    tier_id: str
    revision: int | None
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Close it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: tiers, departments, areas, supply units or orders are there; it says how many of each.
        """
        case = OrganisationCase(work, self.reason)
        tier = case.tier(self.tier_id)
        case.require_at(tier)
        directory = case.directory
        uses = tier_uses(case.tx, tier.path, [tier.id])
        uses["departments"] = sum(1 for one in directory.departments.values() if one.tier_id == tier.id)
        uses["tiers"] = len(_below(case, tier)) - 1
        _require_free(tier, uses, tuple(_NAMES))
        row = case.row(TIERS, tier.id)
        if self.revision is not None and self.revision != row.revision:
            raise RevisionConflict(tier.name, self.revision, row.revision)
        if self.dry_run:
            return {"id": tier.id, "revision": row.revision, "tiers": 1, "departments": 0}
        answer = case.put(TIERS, row, row._replace(active=False), self.revision, tier.name, tier.path)
        return {**answer, "tiers": 1, "departments": 0}


def _below(case: OrganisationCase, tier: Tier) -> list[Tier]:
    """Return a tier with all below it."""
    return [one for one in case.directory.tiers.values() if one.path.startswith(tier.path)]


def _require_free(tier: Tier, uses: dict[str, int], asked: tuple[str, ...]) -> None:
    found = {name: uses[name] for name in asked if uses[name]}
    if not found:
        return
    english = "; ".join(f"{count} {_NAMES[name]}" for name, count in found.items())
    chinese = "；".join(f"{count} {_NAMES[name].zh}" for name, count in found.items())
    uses_told: dict[str, Any] = dict(found)
    raise Conflict(Words(f"{tier.name}: {english}", f"{tier.name}：{chinese}"), **uses_told)
