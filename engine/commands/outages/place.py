"""Where an outage can be: in one county, at an area or at premises that it has."""

from __future__ import annotations

from collections.abc import Sequence

from engine.commands.outages.record import wrong
from engine.commands.work import Work
from engine.store.customers import territory_tier
from engine.store.outages import territories_of
from engine.words import Words

MOST_PREMISES = 500


def require_place(work: Work, tier_id: str, area: str | None, premise_ids: Sequence[str]) -> None:
    """Refuse an outage that is nowhere, or elsewhere.

    Raises:
        InvalidInput: no place, too many premises, one that is not there or another county's.
    """
    if not area and not premise_ids:
        raise wrong("transformer_area", Words("name an area or premises", "请指明台区或户号"))
    if len(premise_ids) > MOST_PREMISES:
        raise wrong(
            "premise_ids",
            Words(f"are more than {MOST_PREMISES}: name the area", f"超过 {MOST_PREMISES} 户：请指明台区"),
        )
    found = territories_of(work.tx, premise_ids)
    tiers = {one: territory_tier(work.tx, one) for one in set(found.values())}
    for one in premise_ids:
        if one not in found or tiers[found[one]] != tier_id:
            raise wrong(
                "premise_ids",
                Words(f"{one} is no premise of this county", f"{one} 不是本区县的户号"),
            )
