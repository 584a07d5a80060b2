"""Lift 解除限制 a restriction: the order is seen again by whoever would see it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.restriction.name import require_restricted
from engine.commands.work import Work
from engine.errors import Conflict
from engine.orders import CONCERNED, RESTRICTED
from engine.org import Action
from engine.store.restrictions import PartyRow, parties_of_order, take_party
from engine.store.tasks import open_tasks_of_order
from engine.words import Words


@dataclass(frozen=True)
class LiftRestriction:
    """Let a restricted order be seen as any other; `dry_run` only tells who would see it.

    Who was named and whom it concerned is taken out and stays in the history; restricting again begins anew.
    """

    name: ClassVar[str] = "lift-restriction"

    order_id: str
    reason: str
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Lift it. `sees` are tiers whose people see it, and departments and people with a line of it;
        `concerned` are the names of those who are shut out no longer.

        Raises:
            InvalidInput: no reason; a dry run needs none.
            NotFound: there is no such order that the actor may see.
            Conflict: it is not restricted, or it is a tip-off, which always is.
        """
        reason = reason_of(self.reason) if not self.dry_run else ""
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.RESTRICT_ORDER)
        key = require_restricted(case)
        order = case.order
        assert order is not None
        if order.category in RESTRICTED:
            raise Conflict(
                Words(
                    f"order {order.number} is a tip-off: it stays restricted, to protect who told it",
                    f"工单 {order.number} 是举报：为保护举报人，始终限制查阅",
                )
            )
        rows = parties_of_order(work.tx, key)
        told = {"order": key, "sees": _sees(case), "concerned": _concerned(case, rows)}
        if self.dry_run:
            return {**told, "lifted": False}
        for row in rows:
            take_party(work.tx, key, row.standing, row.party_id)
        case.change_order(order.but(restricted=False))
        gone = [
            {"standing": row.standing, "kind": row.kind, "party": row.party_id, "removed": True}
            for row in rows
        ]
        case.record("order.lifted", body={"parties": gone}, values={"reason": (None, reason)})
        case.save()
        work.changed("inbox", [one for task in open_tasks_of_order(work.tx, key) for one in task.inboxes])
        return {**told, "lifted": True}


def _sees(case: Case) -> list[dict[str, Any]]:
    order, directory = case.order, case.directory
    assert order is not None
    found = [{"kind": "unit", "name": tier.name} for tier in directory.up(order.tier_id)]
    tasks = open_tasks_of_order(case.work.tx, order.id)
    for kind, ids in (
        ("department", {one for task in tasks for one in task.seen_by_departments}),
        ("person", {one for task in tasks for one in task.seen_by_people}),
    ):
        found += [{"kind": kind, "name": case.name_of(one) or one} for one in sorted(ids)]
    return found


def _concerned(case: Case, rows: list[PartyRow]) -> list[str]:
    tiers = case.directory.tiers
    return [
        tiers[row.party_id].name if row.party_id in tiers else case.name_of(row.party_id) or row.party_id
        for row in rows
        if row.standing == CONCERNED
    ]
