"""Put a request for a hold before its approver: what `RequestHold` does where no process listens."""

from __future__ import annotations

from datetime import datetime

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.errors import Conflict, HeldByAnother
from engine.ids import new_id
from engine.inbox import HoldRequest
from engine.org import approver_department
from engine.store.hold_requests import insert_hold_request, open_hold_request
from engine.words import Words


def ask_approver(case: Case, reason: str, until: datetime, note: str) -> Answer:
    """Store the request for the first department of the rule's kinds, from the order's tier upwards.

    Raises:
        HeldByAnother: one waits already; it says whose, and since when.
        Conflict: nobody approves holds here.
    """
    work, order = case.work, case.order
    assert order is not None
    before = open_hold_request(work.tx, order.id)
    if before is not None:
        who = case.name_of(before.asked_by)
        raise HeldByAnother(
            Words(
                f"{who} has asked to hold order {order.number} already: it waits for its approver",
                f"{who} 已申请挂起工单 {order.number}：正等待审批",
            ),
            who,
            before.asked_at,
        )
    kinds = work.services.inbox_rules.hold_approvers
    department = approver_department(order.tier_id, kinds, case.directory)
    if department is None:
        raise Conflict(
            Words(
                f"no department of the kinds {', '.join(kinds)} approves holds here: appoint one",
                f"这里没有审批挂起的部门（类别 {'、'.join(kinds)}）：请先设置",
            )
        )
    request = HoldRequest(
        id=new_id(),
        order_id=order.id,
        reason=reason,
        until=until,
        note=note,
        asked_by=work.actor.id,
        asked_at=case.now,
        department_id=department.id,
        status="open",
        judged_by=None,
        judged_at=None,
        opinion=None,
        revision=1,
    )
    insert_hold_request(work.tx, request)
    case.record(
        "hold.asked",
        body={"reason": reason, "until": until, "hold_request": request.id, "given_to": [department.id]},
        values={"note": (None, note)} if note else {},
    )
    case.save()
    tell(
        work,
        "hold-asked",
        departments=[department.id],
        order_id=order.id,
        values={"deadline": until, **({"reason": note} if note else {})},
    )
    work.changed("inbox", [department.id])
    work.changed("supervision", [department.id, work.actor.id])
    return {"order": order.id, "message": None, "hold_request": request.id}
