"""A rule lets callers of a queue go elsewhere, or come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.overflow.looking import judged
from engine.commands.overflow.sending import send_on
from engine.commands.overflow.switching import put_switch
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.overflow import SwitchRow, end_switch, keep_watch


@dataclass(frozen=True)
class SettleOverflow:
    """Look at a queue and do what its rule says. Doing it twice does nothing more."""

    name: ClassVar[str] = "settle-overflow"

    queue: str

    def perform(self, work: Work) -> Answer:
        """Store what is seen, and switch where that is decided; `over` says whether callers go elsewhere."""
        work.tx.lock_channel([("overflow", self.queue)])
        now, directory = work.services.time_and_place(work.tx)
        rules = work.services.telephony_rules
        one = judged(work.tx, rules.overflow, now).get(self.queue)
        if one is None or not one.is_news:
            return {"over": one is not None and one.decision.over, "settled": False}
        keep_watch(work.tx, self.queue, one.decision.watch)
        was, over, cause = one.switch, one.decision.over, one.decision.cause
        if one.queue is None and was is not None:  # nobody has this queue any more
            end_switch(work.tx, was.id, now, None)
        elif one.queue is not None and over != (was is not None):
            becomes = None
            if over and one.rule is not None and cause is not None:
                if one.rule.with_waiting:
                    send_on(work, self.queue, now)
                becomes = SwitchRow(new_id(), self.queue, one.rule.to, cause, rules.version, None, now, None)
            put_switch(work, directory, one.queue, was, becomes, now, None)
        return {"over": over, "settled": True}
