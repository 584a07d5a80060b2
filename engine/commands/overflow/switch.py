"""A person lets callers of a queue go elsewhere, keeps them, or leaves it to the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.overflow import Cause, Watch
from engine.commands.command import Answer
from engine.commands.overflow.sending import send_on
from engine.commands.overflow.switching import put_switch
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import Action, place_of_call, require
from engine.store.edited_rows import QUEUES, QueueRow
from engine.store.overflow import SwitchRow, keep_watch, open_switch
from engine.words import Words

OVER, HOME, RULE = "over", "home", "rule"
MODES = (OVER, HOME, RULE)


@dataclass(frozen=True)
class SwitchOverflow:
    """Switch a queue by hand: `over` to the queue `to_id`, `home` whatever the rule says, or as the `rule`
    says, which then needs its times anew. `with_waiting`: who waits already goes over, too.
    """

    name: ClassVar[str] = "switch-overflow"

    queue_id: str
    mode: str
    why: str
    to_id: str | None = None
    with_waiting: bool = False

    def perform(self, work: Work) -> Answer:
        """Switch it; what is so already is a success.

        Raises:
            NotFound: there is no such queue.
            NotAllowed: the actor does not lead where it belongs.
            InvalidInput: callers cannot go there, or nobody says why.
        """
        queue = QUEUES.get(work.tx, self.queue_id)
        if queue is None:
            raise NotFound(Words(f"there is no queue {self.queue_id}", f"没有队列 {self.queue_id}"))
        work.tx.lock_channel([("overflow", queue.name)])
        now, directory = work.services.time_and_place(work.tx)
        department = directory.queue_department(queue.name)
        place = place_of_call(department.id if department is not None else None, None, directory)
        require(work.actor, Action.SWITCH_OVERFLOW, place, directory)
        why, to = " ".join(self.why.split()), self._target(work, queue)
        if not why:
            raise _invalid("why", Words("say why", "请填写原因"))
        was = open_switch(work.tx, queue.name)
        by_hand = was is not None and was.rule is None
        if self.mode == RULE:
            becomes = None if by_hand else was
        elif by_hand and was is not None and was.to_queue == to:
            becomes = was
        else:
            becomes = SwitchRow(new_id(), queue.name, to, Cause.HAND, None, why, now, work.actor.id)
        if self.with_waiting:
            if self.mode != OVER:
                raise _invalid("with_waiting", Words("callers stay: leave it out", "客户不转走：请勿填写"))
            send_on(work, queue.name, now)
        if becomes != was:
            keep_watch(work.tx, queue.name, Watch(back_at=now, looked_at=now))
            put_switch(work, directory, queue, was, becomes, now, work.actor.id, why)
        return {"id": queue.id, "to": becomes.to_queue if becomes is not None else None}

    def _target(self, work: Work, queue: QueueRow) -> str | None:
        if self.mode != OVER:
            if self.to_id is not None:
                raise _invalid("to", Words("callers stay: leave it out", "客户不转走：请勿填写"))
            return None
        to = QUEUES.get(work.tx, self.to_id) if self.to_id is not None else None
        if to is None or not to.active or to.person_id is not None or to.id == queue.id:
            raise _invalid("to", Words("choose another queue that is in use", "请选择另一个在用的队列"))
        return to.name


def _invalid(field: str, remedy: Words) -> InvalidInput:
    problem = Words("is missing or wrong", "缺少或有误")
    return InvalidInput(
        Words("callers cannot be switched so", "不能这样切换"),
        findings=[field_finding(field, problem, remedy)],
    )
