"""Record an outage 停电事件, planned or by a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.outages.place import require_place
from engine.commands.outages.record import let_orders_know, recorded, wrong
from engine.commands.work import Work
from engine.ids import new_id
from engine.orders import CAUSES, Outage, OutageKind, OutageStatus, require_sensible
from engine.org import Action, Target, require
from engine.store.outages import (
    insert_outage,
    link_order,
    set_premises,
    unexplained_orders,
)
from engine.words import Words


@dataclass(frozen=True)
class OpenOutage:
    """Record an outage of a transformer area, of premises, or of both, in the county `tier_id`.

    Fault reports in work at these places are explained by a fault at once.
    """

    name: ClassVar[str] = "open-outage"

    kind: str
    title: str
    cause: str
    tier_id: str
    starts_at: datetime
    expected_at: datetime | None = None
    transformer_area: str | None = None
    premise_ids: Sequence[str] = ()
    description: str = ""

    def perform(self, work: Work) -> Answer:
        """Record it; the answer has its id and how many orders it explains.

        Raises:
            InvalidInput: the place or the times are wrong; every field is named.
        """
        now, directory = work.services.time_and_place(work.tx)
        tier = directory.tiers.get(self.tier_id)
        if tier is None or tier.kind != "county":
            raise wrong("tier_id", Words("is no county", "不是区县"))
        require(work.actor, Action.MANAGE_OUTAGES, Target(tier.path), directory)
        if self.kind not in set(OutageKind) or self.cause not in CAUSES or not self.title.strip():
            raise wrong("cause", Words("kind, cause and title are needed", "需要类型、原因和标题"))
        require_place(work, tier.id, self.transformer_area, self.premise_ids)
        begun = self.starts_at <= now
        made = Outage(
            id=new_id(),
            kind=self.kind,
            status=OutageStatus.ACTIVE if begun else OutageStatus.ANNOUNCED,
            title=self.title.strip()[:200],
            cause=self.cause,
            description=self.description,
            tier_id=tier.id,
            tier_path=tier.path,
            transformer_area=self.transformer_area,
            starts_at=self.starts_at,
            expected_at=self.expected_at,
            restored_at=None,
            recorded_by=None if work.actor.is_system else work.actor.id,
            recorded_at=now,
            revision=1,
            chain_length=0,
            chain_head="",
        )
        require_sensible(made, now)
        premises = list(dict.fromkeys(self.premise_ids))
        made = recorded(
            work, None, made, "recorded", now, event_at=min(made.starts_at, now), premises=premises
        )
        insert_outage(work.tx, made)
        set_premises(work.tx, made.id, premises)
        explained = unexplained_orders(work.tx, made) if begun else []
        for order_id in explained:
            link_order(work.tx, made.id, order_id, wants_message=True, told=0, at=now)
        let_orders_know(work, made.id, now)
        return {"outage": made.id, "revision": made.revision, "orders": len(explained)}
