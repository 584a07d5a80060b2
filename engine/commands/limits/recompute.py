"""Look again at the clocks of a running order: its rules or its calendar are of a new version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.conditions import let_look
from engine.commands.limit_facts import limit_facts
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.store.clocks import read_time, time_of_order
from engine.store.limits import RecomputationRow, advance_recomputation


@dataclass(frozen=True)
class RecomputeOrder:
    """Let an order's clocks go on as a recomputation says; doing it twice changes nothing more."""

    name: ClassVar[str] = "recompute-order"

    order_id: str
    recomputation_id: str
    cause: str

    def perform(self, work: Work) -> Answer:
        """Recompute them; the answer says whether anything has changed, and so does the order's history.

        Raises:
            NotFound: there is no such order.
        """
        case = Case.of_order(work, self.order_id)
        order = case.order
        assert order is not None
        clocks = clocks_of(case, read_time(*work.tx.fetch(*time_of_order(order.id))))
        assert clocks is not None
        if not order.live:
            return {"order": order.id, "changed": False}
        before = {rule: clocks.due_times(rule) for rule in clocks.rules()}
        moved: list[tuple[str, str | None, str]] = []
        if self.cause == "version":
            profile = work.services.limits(work.tx).profile(order.profile, case.now)
            moved = clocks.reconsider(profile.rules_for(limit_facts(order)), case.now, new_version=True)
        else:
            clocks.recount()
        changes = clocks.save(work.tx)
        told = [
            [change.rule, change.phase, change.promise_due_at, change.target_due_at]
            for change in changes
            if (change.promise_due_at, change.target_due_at) != before[change.rule] or change.missing
        ]
        if not told and not moved:
            return {"order": order.id, "changed": False}
        follow(case, clocks, changes)
        let_look(work, case.waiting(), case.now)
        body = {"cause": self.cause, "recomputation": self.recomputation_id, "clocks": told}
        case.record("clocks.recomputed", body=body | ({"rules_changed": moved} if moved else {}))
        case.save()
        work.hints.add(Hint.TIMERS)
        return {"order": order.id, "changed": True}


@dataclass(frozen=True)
class AdvanceRecomputation:
    """Note how far a recomputation has come; of two workers that did the same stretch one notes it."""

    name: ClassVar[str] = "advance-recomputation"

    of: RecomputationRow
    cursor: str | None
    examined: int
    changed: int
    failed: int
    finished: bool

    def perform(self, work: Work) -> Answer:
        """Note it."""
        now, _ = work.services.time_and_place(work.tx)
        noted = advance_recomputation(
            work.tx,
            self.of,
            cursor=self.cursor,
            examined=self.examined,
            changed=self.changed,
            failed=self.failed,
            finished_at=now if self.finished else None,
        )
        return {"noted": noted}
