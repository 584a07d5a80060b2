"""Orders that an operation of the step opens beside its own, linked to it.

The process of such an order starts in a transaction of its own, right after the step: should it fail, what
the person did here is kept all the same, and the incident is found at the order that did not start.
"""

from __future__ import annotations

from typing import Any

from engine.commands.case import Case
from engine.commands.opening import NewOrder, new_order
from engine.commands.step.step import Step
from engine.commands.version import Definition
from engine.commands.work import Hint, Work
from engine.errors import BrokenVersion, Deactivated, StepFailed
from engine.feel import encode_value
from engine.ids import new_id
from engine.orders import NAMED, RESTRICTED, STANDINGS, OpenLinked, Party
from engine.store.customers import premise_by_id
from engine.store.messages import DeliveryRow, insert_delivery
from engine.store.orders import insert_link, insert_order
from engine.store.restrictions import parties_of_order, put_parties
from engine.words import Words

#: The kind of delivery that starts the process of an order which a step has opened.
START = "start"


def open_linked_orders(step: Step) -> list[dict[str, Any]]:
    """Store the linked orders, each with its own chain; return what the history says of them.

    Raises:
        StepFailed: a field is given that the package of the linked order does not declare.
    """
    case, told = step.case, []
    order = case.order
    for wanted in step.surroundings.linked:
        assert order is not None
        serving = serving_package(case.work, wanted.category)
        _check(wanted, serving)
        premise = premise_by_id(case.work.tx, order.premise_id) if order.premise_id is not None else None
        made = new_order(
            case.work,
            NewOrder(
                category=wanted.category,
                title=wanted.title,
                description=wanted.description,
                tier_id=order.tier_id,
                event_at=case.now,
                fields=wanted.fields,
                package=serving.row.package if serving is not None else None,
                area=order.area,
                customer_class=order.customer_class,
                territory_id=order.territory_id,
                supply_unit_id=order.supply_unit_id,
                unit_tier_id=order.unit_tier_id,
                priority=order.priority,
                customer_id=order.customer_id,
                premise_id=order.premise_id,
                caller_name=order.caller_name,
                caller_number=order.caller_number,
                origin_department_id=order.origin_department_id,
                found_by=premise.texts() if premise is not None else (),
            ),
            case.now,
            case.directory,
            linked_to=order.id,
        )
        made = made.but(restricted=order.restricted or made.category in RESTRICTED)
        insert_order(case.work.tx, made)
        if made.restricted:
            _keep_closed(case, made.id)
        insert_link(
            case.work.tx, key=new_id(), order_id=order.id, linked_id=made.id, kind=wanted.kind, at=case.now
        )
        _start(step, made.id)
        case.work.changed("order", [made.id])
        told.append({"order": made.id, "number": made.number, "kind": wanted.kind})
    return told


def serving_package(work: Work, category: str) -> Definition | None:
    """Return the version that serves a category; None where nothing does now, or nothing that can be run."""
    try:
        return work.services.active_for_category(work.tx, category)
    except (BrokenVersion, Deactivated):
        return None


def _check(wanted: OpenLinked, serving: Definition | None) -> None:
    declared = serving.compiled.field_names if serving is not None else frozenset(wanted.fields)
    if unknown := sorted(set(wanted.fields) - declared):
        raise StepFailed(
            Words(
                f"the package of {wanted.category} declares no field {', '.join(unknown)}: "
                f"leave it out, or choose one of {', '.join(sorted(declared))}",
                f"类别 {wanted.category} 的流程包没有声明字段 {'、'.join(unknown)}："
                f"请去掉，或从中选择：{'、'.join(sorted(declared))}",
            )
        )


def _start(step: Step, order_id: str) -> None:
    """Write down that the order's process is to start. The delivery belongs to who opened the order."""
    insert_delivery(
        step.case.work.tx,
        DeliveryRow(
            id=new_id(),
            instance_id=step.instance_id,
            message_id=None,
            subscription_id=None,
            token=0,
            kind=START,
            payload=encode_value({"order": order_id}),
            parked=False,
            created_at=step.case.now,
        ),
    )
    step.case.work.hints.add(Hint.DELIVERIES)


def _keep_closed(case: Case, linked_id: str) -> None:
    """Let the linked order open to the same people, for it says the same; else to whoever caused it."""
    assert case.order is not None
    if not case.order.restricted:
        person = [] if case.work.actor.is_system else [Party("person", case.work.actor.id)]
        put_parties(case.work.tx, linked_id, NAMED, person, case.work.actor.id, case.now)
        return
    there = parties_of_order(case.work.tx, case.order.id)
    for standing in STANDINGS:
        parties = [Party(row.kind, row.party_id) for row in there if row.standing == standing]
        put_parties(case.work.tx, linked_id, standing, parties, case.work.actor.id, case.now)
