"""Make a new order: its number, its place, its chain's first event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.history import GENESIS, Event, seal
from engine.ids import new_id
from engine.orders import Category, Status, WorkOrder, order_number, texts_of
from engine.org import Directory
from engine.store.history import append
from engine.store.order_texts import insert_text
from engine.store.orders import next_serial
from engine.words import Words


@dataclass(frozen=True)
class NewOrder:
    """What is known of an order when it is opened. `event_at` is when the customer called (aware UTC)."""

    category: str
    title: str
    tier_id: str
    event_at: datetime
    description: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    area: str | None = None
    customer_class: str | None = None
    priority: int = 0
    territory_id: str | None = None
    supply_unit_id: str | None = None
    unit_tier_id: str | None = None
    customer_id: str | None = None
    premise_id: str | None = None
    caller_name: str | None = None
    caller_number: str | None = None
    call_id: str | None = None
    origin_department_id: str | None = None
    opened_by: str | None = None
    package: str | None = None
    #: What the order is found by beside its own texts: the premise's address, the customer's name …
    found_by: tuple[str, ...] = ()
    #: The outage that explains it; None: none is known.
    outage_id: str | None = None


#: Personal data of an order, recorded as erasable values.
PERSONAL = ("title", "description", "caller_name", "caller_number")


def new_order(
    work: Work, wanted: NewOrder, now: datetime, directory: Directory, linked_to: str | None = None
) -> WorkOrder:
    """Return a new order with its first event appended; the caller stores the order itself.

    Raises:
        InvalidInput: no such category or tier, or an empty title.
    """
    if wanted.category not in set(Category):
        raise InvalidInput(
            Words(
                f"there is no category {wanted.category!r}; one of {', '.join(Category)}",
                f"没有类别 {wanted.category!r}；可选：{'、'.join(Category)}",
            )
        )
    tier = directory.tiers.get(wanted.tier_id)
    if tier is None:
        raise InvalidInput(Words(f"there is no tier {wanted.tier_id!r}", f"没有层级 {wanted.tier_id!r}"))
    if not wanted.title.strip():
        raise InvalidInput(
            Words(
                "an order needs a title: say in a few words what has happened",
                "工单需要标题：请用几个字写明发生了什么",
            )
        )
    number = order_number(now.astimezone(ZoneInfo(tier.zone)).date(), next_serial(work.tx))
    order = WorkOrder(
        id=new_id(),
        number=number,
        category=wanted.category,
        status=Status.OPEN,
        title=wanted.title.strip()[:200],
        tier_id=tier.id,
        tier_path=tier.path,
        opened_at=now,
        event_at=wanted.event_at,
        profile=work.services.limits(work.tx).profile_for(wanted.category, work.services.profile, now),
        package=wanted.package,
        priority=wanted.priority,
        description=wanted.description,
        fields=dict(wanted.fields),
        area=wanted.area,
        customer_class=wanted.customer_class,
        territory_id=wanted.territory_id,
        supply_unit_id=wanted.supply_unit_id,
        unit_tier_id=wanted.unit_tier_id,
        customer_id=wanted.customer_id,
        premise_id=wanted.premise_id,
        caller_name=wanted.caller_name,
        caller_number=wanted.caller_number,
        call_id=wanted.call_id,
        origin_department_id=wanted.origin_department_id,
        opened_by=wanted.opened_by,
    )
    values = {name: (None, getattr(order, name)) for name in PERSONAL if getattr(order, name)}
    values.update({name: (None, value) for name, value in order.fields.items()})
    body = {
        "number": number,
        "category": order.category,
        "tier": tier.id,
        "customer": order.customer_id,
        "premise": order.premise_id,
        "call": order.call_id,
        "linked_to": linked_to,
    }
    if wanted.outage_id is not None:
        body["outage"] = wanted.outage_id
    event = Event(
        type="order.opened",
        event_at=wanted.event_at,
        entered_at=now,
        actor=work.actor.id,
        on_behalf_of=work.actor.on_behalf_of,
        body=body,
        values=values,
    )
    sealed = seal(event, order.id, 1, GENESIS)
    append(work.tx, sealed)
    insert_text(work.tx, order.id, [*texts_of(order), *wanted.found_by])
    return order.but(chain_length=1, chain_head=sealed.hash)
