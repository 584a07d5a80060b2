"""Cancel, suspend and resume an instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.work import Hint, Work
from engine.errors import Conflict, InvalidInput
from engine.orders import Status
from engine.org import Action
from engine.store.clocks import read_time, time_of_instance
from engine.store.instances import instances_of_order
from engine.store.messages import unpark_deliveries
from engine.store.timers import unpark_timers
from engine.words import Words


@dataclass(frozen=True)
class CancelInstance:
    """Cancel a running instance with a reason; its order is cancelled when nothing else serves it."""

    name: ClassVar[str] = "cancel-instance"

    instance_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Take everything of the instance away.

        Raises:
            InvalidInput: no reason.
            Conflict: it has ended already.
        """
        if not self.reason.strip():
            raise InvalidInput(Words("cancelling needs a reason", "取消需要原因"))
        case, time = Case.of_instance(work, self.instance_id, *time_of_instance(self.instance_id))
        case.require(Action.CANCEL_ORDER)
        step = Step(case, read_time(*time), even_suspended=True)
        step.instance.cancel()
        row, order = case.row, case.order
        assert row is not None
        case.change_row(row._replace(status="cancelled"))
        if order is not None and order.live:
            others = [one for one in instances_of_order(work.tx, order.id) if one.id != row.id]
            if not any(one.status in ("active", "suspended") for one in others):
                ended = order.but(status=Status.CANCELLED, archived_at=case.now, hold=None)
                case.change_order(ended)
                if step.clocks is not None:
                    step.clocks.finish(case.now)
        settle(step, Trigger("instance.cancelled", values={"reason": (None, self.reason.strip())}))
        return {"instance": row.id, "status": "cancelled"}


@dataclass(frozen=True)
class SuspendInstance:
    """Stop an instance where it stands: nothing moves until it is resumed."""

    name: ClassVar[str] = "suspend-instance"

    instance_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Suspend it; a suspended one is a success."""
        if not self.reason.strip():
            raise InvalidInput(Words("suspending needs a reason", "暂停需要原因"))
        return _switch(work, self.instance_id, "active", "suspended", self.reason.strip())


@dataclass(frozen=True)
class ResumeInstance:
    """Let a suspended instance go on; timers and messages that came meanwhile are taken once."""

    name: ClassVar[str] = "resume-instance"

    instance_id: str

    def perform(self, work: Work) -> Answer:
        """Resume it; an active one is a success."""
        answer = _switch(work, self.instance_id, "suspended", "active", None)
        unpark_timers(work.tx, self.instance_id)
        unpark_deliveries(work.tx, self.instance_id)
        work.hints |= {Hint.TIMERS, Hint.DELIVERIES}
        return answer


def _switch(work: Work, instance_id: str, before: str, after: str, reason: str | None) -> Answer:
    case, _ = Case.of_instance(work, instance_id)
    case.require(Action.CANCEL_ORDER)
    row = case.row
    assert row is not None
    if row.status != after:
        if row.status != before:
            raise Conflict(Words(f"the process is {row.status}", f"流程的状态是 {row.status}"))
        case.change_row(row._replace(status=after, revision=row.revision + 1))
        kind = "instance.suspended" if after == "suspended" else "instance.resumed"
        case.record(kind, values={"reason": (None, reason)} if reason else {})
        case.save()
        work.changed("instance", [row.id])
    return {"instance": instance_id, "status": after}
