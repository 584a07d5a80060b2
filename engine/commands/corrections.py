"""What is corrected in an order: which facts, what follows from another premise, what the history keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.opening import PERSONAL
from engine.commands.work import Work
from engine.errors import InvalidInput, field_finding
from engine.limits import seed_vocabulary
from engine.orders import WorkOrder
from engine.org import Directory
from engine.store.customers import PremiseRow, territory_tier
from engine.store.organisation import supply_unit_tier
from engine.words import Words

#: What can be corrected. Area and class are the premise's where another premise is given without them.
CORRECTING = (*PERSONAL, "premise_id", "area", "customer_class")
#: What may be emptied; an order always has a title, an area as far as known, and a class.
_EMPTIED = ("description", "caller_name", "caller_number")
_NAMES = {
    "title": Words("title", "标题"),
    "description": Words("what was said", "客户所述"),
    "caller_name": Words("caller", "来电人"),
    "caller_number": Words("telephone", "电话"),
    "premise": Words("premise", "户号"),
    "county": Words("county", "区县"),
    "area": Words("area", "区域"),
    "customer_class": Words("class", "客户等级"),
}


def named(names: list[str]) -> Words:
    known = [_NAMES[name] for name in names if name in _NAMES]
    return Words(", ".join(str(one) for one in known), "、".join(one.zh for one in known))


def sensible(changes: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Return the changes as they are stored; None stays, an empty text empties what may be empty."""
    if not reason.strip():
        raise wrong("reason", Words("is missing", "缺少"))
    given: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in CORRECTING:
            raise wrong(name, Words("cannot be corrected", "不能更正"))
        if value is None:
            continue
        said = value.strip() if isinstance(value, str) else value
        if said == "" and name not in _EMPTIED:
            raise wrong(name, Words("is missing", "缺少"))
        given[name] = (said or None) if name in ("caller_name", "caller_number") else said
    facts = seed_vocabulary().facts
    for name in ("area", "customer_class"):
        if name in given and given[name] not in facts[name].values:
            raise wrong(name, Words("is none that the limits know", "不是时限规则所知的值"))
    return given


def corrected(
    work: Work, directory: Directory, before: WorkOrder, given: Mapping[str, Any], premise: PremiseRow | None
) -> WorkOrder:
    """Return the order as it is afterwards, with what follows from its premise."""
    changes = dict(given)
    if premise is not None and premise.id != before.premise_id:
        changes |= {
            "territory_id": premise.territory_id,
            "supply_unit_id": premise.supply_unit_id,
            "unit_tier_id": supply_unit_tier(work.tx, premise.supply_unit_id),
            "customer_id": premise.customer_id,
            "area": given.get("area", premise.area),
            "customer_class": given.get("customer_class", premise.customer_class or "ordinary"),
        }
        there = territory_tier(work.tx, premise.territory_id)
        here = territory_tier(work.tx, before.territory_id) if before.territory_id is not None else None
        # What was given to another county on purpose stays there, wherever it is.
        if there in directory.tiers and here in (before.tier_id, None):
            changes |= {"tier_id": there, "tier_path": directory.tiers[there].path}
    return before.but(**changes)


def fact_values(
    before: WorkOrder, after: WorkOrder, was: PremiseRow | None, premise: PremiseRow | None
) -> dict[str, tuple[Any, Any]]:
    """Return what the history keeps, before and after; personal values can be erased by their names."""
    names = (*PERSONAL, "area", "customer_class")
    values: dict[str, tuple[Any, Any]] = {
        name: (getattr(before, name), getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
    if before.premise_id != after.premise_id:
        number = premise.number if premise is not None else None
        values["premise"] = (was.number if was is not None else None, number)
    return values


def wrong(name: str, problem: Words) -> InvalidInput:
    return InvalidInput(
        Words("the order cannot be corrected so", "不能这样更正"),
        findings=[field_finding(name, problem, Words("correct it", "请改正"))],
    )
