"""Name somebody in a restricted order in which nobody is left who could: by the command line alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.restriction.name import require_restricted
from engine.commands.work import Work
from engine.errors import Conflict, NotAllowed, NotFound
from engine.orders import NAMED, Party
from engine.org import Action, Actor, may
from engine.store.orders import order_by_number
from engine.words import Words


@dataclass(frozen=True)
class NameWhenNobodyIsLeft:
    """Name the person with `username` in the order with `number`, when nobody named can name others.

    So it is where all who were named have left, or are concerned by now. Whoever has the command line could
    change the database as well; this way it stands in the order's history.
    """

    name: ClassVar[str] = "name-when-nobody-is-left"

    number: str
    username: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Name them.

        Raises:
            NotAllowed: a person asks, or a machine in a person's name.
            InvalidInput: no reason.
            NotFound: there is no such order or person.
            Conflict: the order is not restricted, somebody named is there to do it, or the person has left,
                is concerned, or has no role that looks after restricted orders.
        """
        if not work.actor.is_system:
            raise NotAllowed(Words("this is done by the command line only", "只能由命令行办理"))
        reason = reason_of(self.reason)
        found = order_by_number(work.tx, "".join(one for one in self.number if one.isdigit()))
        if found is None:
            raise NotFound(Words(f"there is no order {self.number}", f"没有工单 {self.number}"))
        case = Case.of_order(work, found.id)
        require_restricted(case)
        directory = case.directory
        able = [one.name for one in directory.people.values() if _may_name(case, one.id)]
        if able:
            told = ", ".join(able[:5])
            raise Conflict(
                Words(f"{told} may name others: ask them", f"{told} 可以指名：请找对方办理"), able=able[:5]
            )
        person = next((one for one in directory.people.values() if one.username == self.username), None)
        if person is None:
            raise NotFound(
                Words(f"nobody has the username {self.username}", f"没有用户名为 {self.username} 的人员")
            )
        case.add_parties(NAMED, [Party("person", person.id)])
        if not _may_name(case, person.id):
            raise Conflict(
                Words(
                    f"{person.name} cannot look after it: has left, is concerned, or has none of the roles "
                    "shift-leader, duty-manager and manager",
                    f"{person.name} 不能负责：已离职、涉事，或没有班长、值班长、管理人员角色",
                )
            )
        case.record("order.named", body={"parties": case.parties_added}, values={"reason": (None, reason)})
        case.save()
        return {"order": found.id, "number": found.number, "person": person.name}


def _may_name(case: Case, person_id: str) -> bool:
    return may(Actor(person_id), Action.RESTRICT_ORDER, case.target(), case.directory)
