"""Let another tier serve an administrative area: how a county is divided, or two become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase
from engine.commands.organisation.reorganisation import begin, forecast
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org.reorganising import Reorganisation
from engine.store.edited_rows import TERRITORIES
from engine.words import Words


@dataclass(frozen=True)
class MoveTerritory:
    """Let a tier serve an area that was read at `revision`; `dry_run` only tells what would go where."""

    name: ClassVar[str] = "move-territory"

    territory_id: str
    revision: int | None
    tier_id: str
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change whose it is, and begin to readdress the running orders that lie in it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: it is served by that tier, or by none.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(TERRITORIES, self.territory_id)
        entered = case.tier(self.tier_id)
        if row.tier_id is None or row.tier_id == entered.id:
            raise Conflict(
                Words(f"{row.name} is served so already, or by nobody", f"{row.name} 已由其负责，或无人负责")
            )
        case.require_at(case.tier(row.tier_id))
        case.require_at(entered)
        plan = Reorganisation(territories={row.id: (row.tier_id, entered.id)})
        told = forecast(case, plan, case.directory)
        if self.dry_run:
            return {"id": row.id, "revision": row.revision, "reorganisation": None, **told}
        after = row._replace(tier_id=entered.id)
        answer = case.put(TERRITORIES, row, after, self.revision, row.name, entered.path)
        return {**answer, "reorganisation": begin(case, "territory", row.name, plan), **told}
