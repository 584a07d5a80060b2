"""Retry an incident: the trigger that failed is applied again, as whoever it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.apply_delivery import ApplyDelivery
from engine.commands.case import Case
from engine.commands.command import Answer, Command
from engine.commands.complete import CompleteTask
from engine.commands.determine_clocks import DetermineClocks
from engine.commands.fire_timer import FireTimer
from engine.commands.jobs import FailJob, FinishJob, RepeatJob
from engine.commands.start_order import StartOrder
from engine.commands.work import NOWHERE, Hint, Work
from engine.errors import Conflict, InvalidInput, NotFound, StepFailed
from engine.feel import decode_value
from engine.org import Action, Actor, Target, require
from engine.store.incidents import (
    OUTCOME_UNKNOWN,
    IncidentRow,
    incident_by_id,
    incident_failed_again,
    resolve_incident,
)
from engine.store.messages import park_delivery
from engine.store.orders import order_by_id
from engine.store.restrictions import restriction_of
from engine.store.tasks import save_draft, set_task_status
from engine.store.timers import park_timer
from engine.words import Words


def command_of(trigger: Mapping[str, Any]) -> Command | None:
    """Return the command that an incident keeps; None when it keeps none."""
    kept = {key: value for key, value in trigger.items() if key not in ("command", "actor")}
    match trigger.get("command"):
        case None:
            return None
        case CompleteTask.name:
            at = kept.get("event_at")
            return CompleteTask(
                kept["task_id"],
                decode_value(kept["values"]),
                event_at=datetime.fromisoformat(at) if at else None,
                retried=True,
            )
        case FireTimer.name:
            return FireTimer(**kept)
        case ApplyDelivery.name:
            return ApplyDelivery(**kept)
        case FinishJob.name:
            return FinishJob(kept["job_id"], decode_value(kept["values"]))
        case FailJob.name:
            return FailJob(**kept)
        case RepeatJob.name:
            return RepeatJob(**kept)
        case DetermineClocks.name:
            return DetermineClocks(**kept)
        case StartOrder.name:
            return StartOrder(**kept)
    raise InvalidInput(
        Words(
            f"this release does not know the trigger {trigger.get('command')!r}",
            f"这个发行版不认识触发命令 {trigger.get('command')!r}",
        )
    )


@dataclass(frozen=True)
class RetryIncident:
    """Apply an incident's trigger again. Without a trigger, retrying closes the incident."""

    name: ClassVar[str] = "retry-incident"

    incident_id: str

    def perform(self, work: Work) -> Answer:
        """Retry it; resolved when it succeeds.

        Raises:
            NotFound, Conflict: there is no such incident, it is resolved, or it is about an effect of which
                nobody knows whether it happened (`SettleOutcome`).
            StepFailed: it failed again; the chain notes that on the incident.
        """
        incident = open_incident(work, self.incident_id)
        if incident.kind == OUTCOME_UNKNOWN:
            raise Conflict(
                Words(
                    "find out whether it happened, and say so: trying again might do it twice",
                    "请先查明是否已经发生并说明：再试一次可能会做两遍",
                )
            )
        command = command_of(incident.trigger)
        resolve(work, incident, "incident.resolved")
        _prepare(work, incident)
        outcome: Answer = {}
        if command is not None:
            actor = Actor(incident.trigger.get("actor") or work.actor.id, None)
            as_then = Work(work.tx, actor, work.services, work.hints, work.changes)
            outcome = command.perform(as_then)
        return {"incident": incident.id, "status": "resolved", "outcome": outcome}

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """It failed again: say so on the incident."""
        incident = open_incident(work, self.incident_id)
        incident_failed_again(work.tx, incident.id, error.message)
        order = order_by_id(work.tx, incident.order_id) if incident.order_id is not None else None
        work.changed("incident", [order.tier_id if order is not None else NOWHERE])
        told = {"message": error.message, "message_zh": error.message.zh}
        return {"incident": incident.id, "status": "open", **told}


@dataclass(frozen=True)
class ReopenTask:
    """Give a stuck task back to its department instead of applying the completion again."""

    name: ClassVar[str] = "reopen-task"

    incident_id: str

    def perform(self, work: Work) -> Answer:
        """Open the task again with what was typed as its draft, and close the incident."""
        incident = open_incident(work, self.incident_id)
        if incident.task_id is None or incident.trigger.get("command") != CompleteTask.name:
            raise Conflict(Words("this incident is not about a completed task", "这个异常与完成的任务无关"))
        resolve(work, incident, "incident.task-reopened")
        now, _ = work.services.time_and_place(work.tx)
        set_task_status(work.tx, incident.task_id, "open", None, None)
        save_draft(work.tx, incident.task_id, incident.trigger["values"], now, work.actor.id)
        work.changed("task", [incident.task_id])
        return {"incident": incident.id, "status": "resolved", "task": incident.task_id}


def open_incident(work: Work, incident_id: str) -> IncidentRow:
    """Return an open incident that the actor may mend.

    Raises:
        NotFound, NotAllowed, Conflict: there is none, it is not theirs, or it is resolved: by whom.
    """
    incident = incident_by_id(work.tx, incident_id)
    if incident is None:
        raise NotFound(Words(f"there is no incident {incident_id}", f"没有异常 {incident_id}"))
    _, directory = work.services.time_and_place(work.tx)
    order = order_by_id(work.tx, incident.order_id) if incident.order_id is not None else None
    restriction = restriction_of(work.tx, order.id) if order is not None and order.restricted else None
    place = Target(order.tier_path if order is not None else None, restriction=restriction)
    require(work.actor, Action.MEND_INCIDENT, place, directory)
    if incident.status != "open":
        name = directory.person_name(incident.resolved_by)
        raise Conflict(
            Words(f"the incident was resolved by {name}", f"这个异常已由 {name} 解决"),
            person=name,
            at=incident.resolved_at,
        )
    return incident


def _prepare(work: Work, incident: IncidentRow) -> None:
    """Give parked rows back before their command looks at them."""
    match incident.trigger.get("command"):
        case FireTimer.name:
            park_timer(work.tx, incident.trigger["timer_id"], False)
        case ApplyDelivery.name:
            park_delivery(work.tx, incident.trigger["delivery_id"], False)


def resolve(work: Work, incident: IncidentRow, kind: str) -> None:
    """Close an incident, with an event of that kind in its chain.

    It is closed before what mends it is done: that may end the process, and with it all that is open there.
    """
    case = None
    if incident.instance_id is not None:
        case, _ = Case.of_instance(work, incident.instance_id)
    elif incident.order_id is not None:
        case = Case.of_order(work, incident.order_id)
    # Its row is locked after its order and its instance, as everywhere.
    locked = incident_by_id(work.tx, incident.id, lock=True)
    if locked is None or locked.status != "open":
        raise Conflict(
            Words("somebody else has resolved this incident meanwhile", "其间别人已解决了这个异常")
        )
    now, _ = work.services.time_and_place(work.tx)
    resolve_incident(work.tx, incident.id, now, work.actor.id)
    order = case.order if case is not None else None
    work.changed("incident", [order.tier_id if order is not None else NOWHERE])
    work.hints |= {Hint.TIMERS, Hint.DELIVERIES, Hint.JOBS}
    if case is not None:
        case.record(kind, element_id=incident.element_id, body={"incident": incident.id})
        case.save()
