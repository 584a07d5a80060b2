"""Start a process instance inside a unit of work: for an order, a call, a message or a timer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.commands.case import Case
from engine.commands.incidents import note_incident
from engine.commands.step import Settled, Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.step.tasks import Sender
from engine.commands.version import Definition
from engine.commands.work import Work
from engine.ids import new_id
from engine.orders import WorkOrder
from engine.store.clocks import NO_TIME
from engine.store.instances import InstanceRow, insert_instance, read_revisions, revisions_request
from engine.words import Words


@dataclass(frozen=True)
class Start:
    """What an instance starts with. `event_start` names the start event that was hit, None a plain start."""

    definition: Definition
    business_key: str
    process: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    event_start: str | None = None
    payload: Mapping[str, Any] | None = None
    call_id: str | None = None
    person_id: str | None = None


def start_instance(
    work: Work, wanted: Start, order: WorkOrder | None = None, rules: Mapping[str, Any] | None = None
) -> tuple[str, Case, Settled]:
    """Start and settle an instance; `order` is locked, or new, and stored already.

    `rules` are the limit rules whose clocks the order gets; its `received` milestone is reached at the time
    the customer called.
    """
    revisions = read_revisions(work.tx.fetch(revisions_request())[0])
    now = work.services.now(work.tx, revisions.business_clock_revision, revisions.machine_at)
    process = wanted.process or wanted.definition.compiled.main
    row = InstanceRow(
        id=new_id(),
        definition_id=wanted.definition.row.id,
        process=process,
        order_id=order.id if order is not None else None,
        call_id=wanted.call_id,
        business_key=wanted.business_key,
        status="active",
        state=None,
        revision=0,
        started_at=now,
        ended_at=None,
        chain_length=0,
        chain_head="",
        organisation_revision=revisions.organisation_revision,
        business_clock_revision=revisions.business_clock_revision,
        machine_at=revisions.machine_at,
    )
    insert_instance(work.tx, row)
    case = Case(work, order, row)
    step = Step(case, NO_TIME)
    if step.clocks is not None and order is not None and rules is not None:
        step.clocks.add(rules)
        step.clocks.reach("received", order.event_at)
    step.instance.start(process, wanted.variables, wanted.event_start, wanted.payload)
    settled = settle(
        step,
        Trigger(
            "instance.started",
            element_id=wanted.event_start,
            body={"definition": wanted.definition.row.id, "process": process, "key": wanted.business_key},
            sender=Sender(wanted.person_id, None),
        ),
    )
    return row.id, case, settled


def note_unstarted(case: Case) -> str:
    """Open the incident of an order whose process could not start: retrying it starts the process."""
    order = case.order
    assert order is not None
    return note_incident(
        case,
        "process-not-started",
        Words(
            f"the process of order {order.number} could not start; mend the package, then retry",
            f"工单 {order.number} 的流程未能启动；请修正流程包，然后重试",
        ),
        trigger={"command": "start-order", "actor": case.work.actor.id, "order_id": order.id},
    )
