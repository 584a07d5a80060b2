"""Orders that an operation of the step opens beside its own: linked, without a process of their own."""

from __future__ import annotations

from typing import Any

from engine.commands.opening import NewOrder, new_order
from engine.commands.step.step import Step
from engine.ids import new_id
from engine.store.orders import insert_link, insert_order


def open_linked_orders(step: Step) -> list[dict[str, Any]]:
    """Store the linked orders, each with its own chain; return what the history says of them."""
    case, told = step.case, []
    order = case.order
    for wanted in step.surroundings.linked:
        assert order is not None
        made = new_order(
            case.work,
            NewOrder(
                category=wanted.category,
                title=wanted.title,
                description=wanted.description,
                tier_id=order.tier_id,
                event_at=case.now,
                area=order.area,
                customer_class=order.customer_class,
                territory_id=order.territory_id,
                supply_unit_id=order.supply_unit_id,
                customer_id=order.customer_id,
                premise_id=order.premise_id,
                caller_name=order.caller_name,
                caller_number=order.caller_number,
                origin_department_id=order.origin_department_id,
            ),
            case.now,
            case.directory,
            linked_to=order.id,
        )
        insert_order(case.work.tx, made)
        insert_link(
            case.work.tx, key=new_id(), order_id=order.id, linked_id=made.id, kind=wanted.kind, at=case.now
        )
        case.work.changed("order", [made.id])
        told.append({"order": made.id, "number": made.number, "kind": wanted.kind})
    return told
