"""Fire a timer that is due: the instance's own step takes it, a start timer starts an instance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.area_calls import EscalateArea
from engine.commands.case import Case
from engine.commands.command import Answer, Command
from engine.commands.follow_main import FollowMain
from engine.commands.hold import HOLD_END, ReleaseOrder
from engine.commands.incidents import note_incident, note_incident_of_none
from engine.commands.order_timers import AREA_CALLS, ESTIMATE, MAIN_ENDED
from engine.commands.outages.inherit import InheritEstimate
from engine.commands.starting import Start, start_instance
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.step.waits import missed_of
from engine.commands.work import Work
from engine.errors import StepFailed
from engine.limits import Missed, timer_from_document
from engine.runtime.specs.events import CatchEvent
from engine.store.clocks import read_time, time_of_instance
from engine.store.timers import (
    TimerRow,
    delete_timer,
    insert_timer,
    park_timer,
    read_timer,
    set_timer_due,
    take_timer,
    timer_by_id,
    timer_request,
)

#: The timers that belong to an order and to none of its processes, by element: outcome and command.
_OF_ORDERS: dict[str, tuple[str, Callable[[str], Command]]] = {
    HOLD_END: ("released", ReleaseOrder),
    MAIN_ENDED: ("told", FollowMain),
    ESTIMATE: ("told", InheritEstimate),
    AREA_CALLS: ("looked", EscalateArea),
}


@dataclass(frozen=True)
class FireTimer:
    """Fire a leased timer. It is read again under the instance's lock: it may have moved or gone."""

    name: ClassVar[str] = "fire-timer"

    timer_id: str
    instance_id: str | None
    order_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Fire it if it is still due; the answer says what became of it.

        Raises:
            StepFailed: the chain parks the timer with an incident.
        """
        if self.instance_id is None and self.order_id is not None:
            return self._of_order(work, self.order_id)
        if self.instance_id is None:
            return self._start(work)
        case, (rows, *time) = Case.of_instance(
            work, self.instance_id, timer_request(self.timer_id), *time_of_instance(self.instance_id)
        )
        timer = read_timer(rows)
        if timer is None:
            return {"outcome": "gone"}
        if not _due(timer, case.now):
            set_timer_due(work.tx, timer.id, timer.due_at)
            return {"outcome": "moved"}
        if case.row is not None and case.row.status == "suspended":
            park_timer(work.tx, timer.id, True)
            return {"outcome": "suspended"}
        step = Step(case, read_time(*time))
        token = step.instance.find(timer.token)
        if token is None or not isinstance(token.task_spec, CatchEvent):
            delete_timer(work.tx, timer.id)
            return {"outcome": "gone"}
        assert timer.due_at is not None
        missed = missed_of(token.task_spec.definition)
        last = timer_from_document(timer.spec).next_due(timer.due_at, case.now, missed) is None
        step.instance.fire(timer.token, {}, last)
        lateness = int((case.now - timer.due_at).total_seconds() * 1000)
        settle(
            step,
            Trigger(
                "timer.fired",
                element_id=timer.element_id,
                event_at=timer.due_at,
                body={"timer": timer.id, "due_at": timer.due_at, "lateness_ms": lateness},
                fired=timer,
            ),
        )
        return {"outcome": "fired", "lateness_ms": lateness}

    def _of_order(self, work: Work, order_id: str) -> Answer:
        """A timer of the order itself: its element says which command is due."""
        timer = timer_by_id(work.tx, self.timer_id)
        if timer is None:
            return {"outcome": "gone"}
        outcome, command = _OF_ORDERS[timer.element_id]
        return {"outcome": outcome, **command(order_id).perform(work)}

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """Park the timer: pollers leave it alone until the incident is retried."""
        if self.instance_id is None:
            return self._keep_start(work, error)
        case, _ = Case.of_instance(work, self.instance_id)
        park_timer(work.tx, self.timer_id, True)
        incident = note_incident(
            case,
            "step-failed",
            error.message,
            element_id=error.element,
            token=error.token,
            trigger={"command": self.name, "timer_id": self.timer_id, "instance_id": self.instance_id},
        )
        return {"outcome": "incident", "incident": incident}

    def _keep_start(self, work: Work, error: StepFailed) -> Answer:
        """Park a start timer whose version cannot start: those of other packages go on."""
        now, _ = work.services.time_and_place(work.tx)
        timer = timer_by_id(work.tx, self.timer_id)
        park_timer(work.tx, self.timer_id, True)
        incident = note_incident_of_none(
            work,
            now,
            "step-failed",
            error.message,
            {"command": self.name, "timer_id": self.timer_id, "instance_id": None},
            element_id=timer.element_id if timer is not None else error.element,
        )
        return {"outcome": "incident", "incident": incident}

    def _start(self, work: Work) -> Answer:
        """A start timer: start an instance, and arm the next repetition."""
        timer = timer_by_id(work.tx, self.timer_id)
        now, _ = work.services.time_and_place(work.tx)
        if timer is None or timer.definition_id is None:
            return {"outcome": "gone"}
        if not _due(timer, now):
            set_timer_due(work.tx, timer.id, timer.due_at)
            return {"outcome": "moved"}
        assert timer.due_at is not None
        if not take_timer(work.tx, timer.id):
            return {"outcome": "gone"}
        again = timer_from_document(timer.spec).next_due(timer.due_at, now, Missed.COLLAPSE)
        if again is not None:
            insert_timer(work.tx, timer._replace(due_at=again))
        definition = work.services.definition(work.tx, timer.definition_id)
        key = f"{definition.row.package}@{timer.due_at.isoformat()}"
        instance_id, _, _ = start_instance(work, Start(definition, key, event_start=timer.element_id))
        return {"outcome": "started", "instance": instance_id}


def _due(timer: TimerRow, now: datetime) -> bool:
    return timer.due_at is not None and timer.due_at <= now and not timer.parked
