"""Restrict 限制查阅 an order by hand: from now on it opens only to those named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.restriction.given import parties_given, reason_of, require_still_open
from engine.commands.restriction.recuse import record_recused, recuse, tell_recused
from engine.commands.work import Work
from engine.errors import Conflict
from engine.orders import CONCERNED, NAMED, Party
from engine.org import Action
from engine.words import Words


@dataclass(frozen=True)
class RestrictOrder:
    """Restrict an order. Whoever does it is named, and whoever has one of its open tasks.

    What those concerned have goes to the nearest department above them that is not (recusal 回避).

    `named` are ids of people and departments, `concerned` of people, departments and units.
    """

    name: ClassVar[str] = "restrict-order"

    order_id: str
    reason: str
    named: Sequence[str] = ()
    concerned: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Restrict it.

        Raises:
            InvalidInput: no reason, or somebody unknown.
            Conflict: it is restricted already, or it would concern whoever restricts it.
        """
        reason = reason_of(self.reason)
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.RESTRICT_ORDER)
        order = case.order
        assert order is not None
        if order.restricted:
            raise Conflict(
                Words(f"order {order.number} is restricted already", f"工单 {order.number} 已限制查阅")
            )
        case.change_order(order.but(restricted=True))
        case.add_parties(CONCERNED, parties_given(case, CONCERNED, self.concerned))
        require_still_open(case)
        named = parties_given(case, NAMED, self.named)
        if not work.actor.is_system:
            named.append(Party("person", work.actor.id))
        case.add_parties(NAMED, named)
        moved = recuse(case)
        case.record(
            "order.restricted", body={"parties": case.parties_added}, values={"reason": (None, reason)}
        )
        record_recused(case, moved)
        case.save()
        tell_recused(case, moved)
        return {"order": order.id, "restricted": True, "moved": len(moved)}
