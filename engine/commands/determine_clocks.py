"""Determine the due times that could not be said before, after a calendar year was imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.conditions import let_look
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.errors import MissingCalendar
from engine.store.clocks import read_time, time_of_order


@dataclass(frozen=True)
class DetermineClocks:
    """Look again at an order's undetermined clocks, and arm what follows them."""

    name: ClassVar[str] = "determine-clocks"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Determine them.

        Raises:
            MissingCalendar: the year is still not there.
        """
        case = Case.of_order(work, self.order_id)
        clocks = clocks_of(case, read_time(*work.tx.fetch(*time_of_order(self.order_id))))
        assert clocks is not None
        clocks.determine()
        changes = clocks.save(work.tx)
        still = next((change.missing for change in changes if change.missing is not None), None)
        if still is not None:
            raise MissingCalendar(still.calendar, still.year)
        follow(case, clocks, changes)
        told = [
            [change.rule, change.phase, change.promise_due_at, change.target_due_at] for change in changes
        ]
        let_look(work, case.waiting(), case.now)
        case.record("clocks.determined", body={"clocks": told})
        case.save()
        work.hints.add(Hint.TIMERS)
        return {"order": self.order_id, "clocks": [change.rule for change in changes]}
