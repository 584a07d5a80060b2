"""Write what one shift leaves to the next, and sign it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.organisation.case import require_plain, shown
from engine.commands.rosters.case import RosterCase
from engine.commands.work import Work
from engine.errors import Conflict, field_finding
from engine.ids import new_id
from engine.org import Action
from engine.store.orders import order_by_number
from engine.store.rosters import HandOverRow, insert_hand_over
from engine.words import Words


@dataclass(frozen=True)
class WriteHandOver:
    """Hand a shift over to somebody. `points` are open matters: `text`, and `order`, its number or None."""

    name: ClassVar[str] = "write-hand-over"

    shift_id: str
    to_person_id: str
    points: Sequence[Mapping[str, Any]]
    remarks: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it with the signature of whoever hands over, and tell whoever takes over.

        Raises:
            NotFound: there is no such shift.
            NotAllowed: the actor is not on duty in it, and does not arrange it.
            Conflict: the shift has not begun.
            InvalidInput: nobody of the department takes over, or an order is none.
        """
        case = RosterCase(work)
        row = case.shift(self.shift_id)
        department = case.department(row.department_id)
        if work.actor.id not in row.people:
            case.require_at(case.tier(department.tier_id), Action.ARRANGE_DUTY)
        if case.now < row.from_at:
            raise Conflict(Words("this shift has not begun yet", "这个班次还没有开始"))
        findings = []
        members = {one.person_id for one in case.directory.members(department.id)}
        if self.to_person_id not in members or self.to_person_id == work.actor.id:
            findings.append(
                field_finding(
                    "to_person_id",
                    Words("is nobody else of the department", "不是本部门的其他成员"),
                    Words("choose a member of the department", "请选择部门成员"),
                )
            )
        for number, point in enumerate(self.points):
            order = point.get("order")
            if order is not None and order_by_number(work.tx, order) is None:
                told = Words(f"there is no order {order}", f"没有工单 {order}")
                expected = Words("an order's number, or none", "工单编号，或不填")
                findings.append(field_finding(f"points.{number}.order", told, expected))
        require_plain(findings)
        made = HandOverRow(
            new_id(),
            department.id,
            row.id,
            work.actor.id,
            self.to_person_id,
            [{"text": one["text"], "order": one.get("order")} for one in self.points],
            self.remarks,
            case.now,
            case.now,
            None,
            1,
        )
        insert_hand_over(work.tx, made)
        case.record("hand_over", made.id, None, shown(made), case.label(row), case.path(department.id))
        text = Words("a hand-over waits for your signature", "有交接班待您签收")
        tell(work, "roster", people=[self.to_person_id], values={"department": department.name, "text": text})
        work.changed("roster", [department.id])
        return {"id": made.id, "revision": 1}
