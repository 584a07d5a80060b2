"""An order's page as its answer shows it."""

from __future__ import annotations

from typing import Any

from engine.orders import WorkOrder, spoken_groups
from engine.org import Action
from engine.queries import Reading
from engine.queries.notes import support_of
from engine.queries.order_page import OrderPage
from engine.queries.outages import explaining
from engine.queries.people import action_name
from engine.queries.plain import plain
from engine.queries.visibility import target_of_order

_OWN = (
    "id number category package status stage round priority title description area customer_class "
    "caller_name caller_number event_at opened_at done_at archived_at outcome attention urges "
    "expected_at merged profile revision"
).split()
#: What can be done to one order, beside working on its tasks.
ACTIONS = (
    Action.OPEN_ORDER,
    Action.CHANGE_ORDER,
    Action.CORRECT_ORDER,
    Action.HOLD_ORDER,
    Action.CANCEL_ORDER,
    Action.REQUEST_HOLD,
    Action.REQUEST_CANCELLATION,
    Action.REQUEST_APPOINTMENT,
    Action.MERGE_ORDERS,
    Action.ENTER_FOR,
    Action.MANAGE_OUTAGES,
    Action.ERASE_VALUES,
    Action.RESTRICT_ORDER,
    Action.SUPERVISE_ORDER,
    Action.DIAL,
)
#: What changes with every second, and so says nothing about whether the order has changed.
_FLEETING = ("elapsed_seconds", "remaining_seconds")


def order_view(look: Reading, page: OrderPage) -> dict[str, Any]:
    """Return the members of an order's answer."""
    order = page.order
    department = look.directory.departments.get(order.origin_department_id or "")
    return {
        **{name: getattr(order, name) for name in _OWN},
        "fields": plain(order.fields),
        "spoken_number": spoken_groups(order.number),
        "premise": page.premise,
        "call": order.call_id,
        "main": order.main_id,
        "tier": order.tier_id,
        "tier_name": look.tier_name(order.tier_id),
        "crew": order.crew_id,
        "crew_name": look.tier_name(order.crew_id),
        "origin_department_name": department.name if department is not None else None,
        "opened_by_name": look.name_of(order.opened_by),
        "hold": _hold(look, order),
        "restriction": page.restriction,
        "clocks": page.clocks,
        "tasks": page.tasks,
        "links": page.links,
        "supporting": support_of(look, order),
        "outages": explaining(look, order.id),
        "calls": page.calls,
        "instances": page.instances,
        "open_incidents": page.open_incidents,
        "watching": page.watching.mine,
        "watchers": page.watching.people,
        "permissions": _permissions(look, order),
        "as_of": look.now,
    }


def lasting(view: dict[str, Any]) -> dict[str, Any]:
    """Return what of a view stays the same while the order does: for its ETag."""
    clocks = [
        {name: getattr(clock, name) for name in clock.__dataclass_fields__ if name not in _FLEETING}
        for clock in view["clocks"]
    ]
    return {**view, "clocks": clocks, "as_of": None}


def _hold(look: Reading, order: WorkOrder) -> dict[str, Any] | None:
    hold = order.hold
    if hold is None:
        return None
    return {
        "reason": hold.reason,
        "until": hold.until,
        "since": hold.since,
        "asked_by_name": _person(look, hold.asked_by),
        "approved_by_name": _person(look, hold.approved_by),
    }


def _person(look: Reading, person_id: str | None) -> str | None:
    return None if person_id is None or person_id.startswith("system:") else look.name_of(person_id)


def _permissions(look: Reading, order: WorkOrder) -> list[str]:
    target = target_of_order(look.tx, order)
    return [action_name(action) for action in ACTIONS if look.may(action, target)]
