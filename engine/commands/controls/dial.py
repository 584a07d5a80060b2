"""Have a number dialled: the person's own telephone rings first, then the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.calling.controls import Verb
from engine.calling.numbers import canonical, masked
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.controls.writing import answer_of, any_exchange, telephone_of, write_control
from engine.commands.work import Work
from engine.errors import Conflict, HeldByAnother, InvalidInput, field_finding
from engine.org import NOTHING, Action, Directory, require
from engine.store.controls import open_controls_of_person, open_controls_to_number
from engine.words import Words


@dataclass(frozen=True)
class Dial:
    """Dial a number, perhaps for an order that the person may work on."""

    name: ClassVar[str] = "dial"

    number: str
    order_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Write it.

        Raises:
            InvalidInput: it is no telephone number.
            NotFound, NotAllowed: there is no such order, or it is not theirs.
            NoTelephone, NoExchange: there is nothing to dial with.
            HeldByAnother: somebody dials this number at this moment.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DIAL, NOTHING, directory)
        if self.order_id is not None:
            Case.of_order(work, self.order_id).require_of_order(Action.DIAL)
        number = canonical(self.number)
        if number is None:
            raise InvalidInput(
                Words("this is no telephone number", "这不是电话号码"),
                findings=[
                    field_finding(
                        "number",
                        Words("is no telephone number", "不是电话号码"),
                        Words("give 3 to 18 digits", "请填写 3 到 18 位数字"),
                    )
                ],
            )
        return dial(work, number, self.order_id, now, directory)


@dataclass(frozen=True)
class DialForOrder:
    """Dial whoever told an order. Nobody needs to know the number for that."""

    name: ClassVar[str] = "dial-for-order"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Write it.

        Raises:
            NotFound, NotAllowed: as for every order.
            Conflict: nothing is known that could be dialled.
            NoTelephone, NoExchange, HeldByAnother: as `Dial`.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.DIAL)
        assert case.order is not None
        number = canonical(case.order.caller_number)
        if number is None:
            raise Conflict(
                Words(
                    "no number is known that could be dialled: correct the order",
                    "没有可以拨打的号码：请更正工单",
                )
            )
        return dial(work, number, self.order_id, case.now, case.directory)


def dial(work: Work, number: str, order_id: str | None, now: datetime, directory: Directory) -> Answer:
    """Write that the actor has a canonical number dialled; whoever calls this has asked whether they may.

    Raises:
        NoTelephone, NoExchange, HeldByAnother: as `Dial`.
    """
    telephone = telephone_of(work, directory, work.actor.id)
    work.tx.lock_channel([("dial", number), ("dial", work.actor.id)])
    others = open_controls_to_number(work.tx, number)
    for one in (*others, *open_controls_of_person(work.tx, work.actor.id, Verb.DIAL)):
        if one.person_id == work.actor.id and one.number == number:
            return answer_of(one)
        person = directory.person_name(one.person_id) or "Huan"
        raise HeldByAnother(
            Words(
                f"{person} dials {masked(one.number)} at this moment: wait for the outcome",
                f"{person} 正在拨打 {masked(one.number)}：请等待结果",
            ),
            person,
            one.written_at,
        )
    node = any_exchange(work, telephone.get("at"))
    return write_control(work, Verb.DIAL, node, telephone, now, order_id=order_id, number=number)
