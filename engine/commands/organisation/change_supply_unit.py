"""Change what a supply unit is called and whose it is, or end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org.changing import name_findings
from engine.org.names import plain_name
from engine.store.edited_rows import SUPPLY_UNITS
from engine.store.uses import unit_uses
from engine.words import Words


@dataclass(frozen=True)
class ChangeSupplyUnit:
    """Change a supply unit that was read at `revision` (None: whatever it is). None keeps a member.

    With another tier, new orders of its premises go there; running ones stay with the tier that has them.
    `ended` ends it, or (False) takes it into use again. `dry_run` only tells what has to do with it.
    """

    name: ClassVar[str] = "change-supply-unit"

    unit_id: str
    revision: int | None
    label: str | None = None
    tier_id: str | None = None
    ended: bool | None = None
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it; the answer has how many `premises` and running `orders` it has.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: the name cannot be told from another's at the tier.
            Conflict: it has premises, which must get another unit before it ends.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(SUPPLY_UNITS, self.unit_id)
        case.require_at(case.tier(row.tier_id))
        tier = case.tier(self.tier_id or row.tier_id)
        case.require_at(tier)
        uses = unit_uses(case.tx, row.id)
        name = plain_name(self.label) if self.label is not None else row.name
        active = row.active if self.ended is None else not self.ended
        if self.label is not None or tier.id != row.tier_id or (active and not row.active):
            others = [one for one in SUPPLY_UNITS.all(case.tx) if one.id != row.id and one.active]
            require_plain(name_findings("name", name, [one.name for one in others if one.tier_id == tier.id]))
        if row.active and not active and uses["premises"]:
            raise Conflict(
                Words(
                    f"{row.name} has {uses['premises']} premises: give them another supply unit first "
                    "(import premises)",
                    f"{row.name} 还有 {uses['premises']} 个用电地址：请先改到别的供电单位（导入用电地址）",
                ),
                premises=uses["premises"],
            )
        if self.dry_run:
            return {"id": row.id, "revision": row.revision, **uses}
        after = row._replace(name=name, tier_id=tier.id, active=active)
        return {**case.put(SUPPLY_UNITS, row, after, self.revision, name, tier.path), **uses}
