"""Look 查阅 at a restricted order: the reason is recorded, then it opens for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.restriction.name import require_restricted
from engine.commands.work import Work
from engine.errors import NotAllowed
from engine.ids import new_id
from engine.org import Action
from engine.store.restrictions import LOOK_SECONDS, insert_look
from engine.words import Words


@dataclass(frozen=True)
class LookAtOrder:
    """Say why one looks at a restricted order. It can be read for half an hour from then on."""

    name: ClassVar[str] = "look-at-order"

    order_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Record the look; the answer has for how many `seconds` the order is open.

        Raises:
            InvalidInput: no reason.
            NotFound: there is no such order that the actor may see.
            Conflict: the order is not restricted: nobody asks why.
        """
        reason = reason_of(self.reason)
        if work.actor.is_system:
            raise NotAllowed(Words("a person looks, not a part of the system", "查阅的是人，不是系统"))
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.SEE_ORDER)
        order = require_restricted(case)
        key = new_id()
        insert_look(work.tx, key=key, order_id=order, person_id=work.actor.id, reason=reason, at=case.now)
        case.record("order.looked", body={"look": key}, values={"reason": (None, reason)})
        case.save()
        return {"look": key, "order": order, "seconds": LOOK_SECONDS}
