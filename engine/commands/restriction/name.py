"""Name 指名 further people in a restricted order, or say whom else it concerns."""

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
from engine.orders import CONCERNED, NAMED
from engine.org import Action
from engine.words import Words


@dataclass(frozen=True)
class NameInOrder:
    """Name people and departments in a restricted order, or add whom it concerns.

    Open tasks of those concerned go to the nearest department above them that is not (recusal 回避).
    """

    name: ClassVar[str] = "name-in-order"

    order_id: str
    reason: str
    named: Sequence[str] = ()
    concerned: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Name them; who is named already is a success.

        Raises:
            InvalidInput: no reason, or somebody unknown.
            Conflict: the order is not restricted; it concerns somebody to be named, or whoever asks.
        """
        reason = reason_of(self.reason)
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.RESTRICT_ORDER)
        order = require_restricted(case)
        shut = case.add_parties(CONCERNED, parties_given(case, CONCERNED, self.concerned))
        require_still_open(case)
        moved = recuse(case) if shut else []
        named = parties_given(case, NAMED, self.named)
        case.add_parties(NAMED, named)
        for one in named:
            if one.kind == "person":
                case.require_open_to(person_id=one.id)
            else:
                case.require_open_to(department_id=one.id)
        if case.parties_added:
            case.record(
                "order.named", body={"parties": case.parties_added}, values={"reason": (None, reason)}
            )
            record_recused(case, moved)
            case.save()
            tell_recused(case, moved)
        return {"order": order, "added": len(case.parties_added), "moved": len(moved)}


def require_restricted(case: Case) -> str:
    """Return the id of the case's order.

    Raises:
        Conflict: it is not restricted.
    """
    order = case.order
    assert order is not None
    if not order.restricted:
        raise Conflict(
            Words(
                f"order {order.number} is not restricted: restrict it first",
                f"工单 {order.number} 未限制查阅：请先限制",
            )
        )
    return order.id
