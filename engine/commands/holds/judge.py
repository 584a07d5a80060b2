"""Approve a hold that was asked for 批准挂起, refuse it 驳回, or take the request back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.hold import hold
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.errors import NotFound
from engine.inbox import HoldRequest
from engine.org import Action, may
from engine.store.hold_requests import hold_request_by_id, store_hold_verdict
from engine.words import Words


@dataclass(frozen=True)
class JudgeHold:
    """Approve, which holds the order at once, or refuse with an opinion."""

    name: ClassVar[str] = "judge-hold"

    request_id: str
    approves: bool
    opinion: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Judge it.

        Raises:
            HeldByAnother, RevisionConflict: it was judged meanwhile; it says by whom and when.
            NotAllowed: one asked for it oneself, or another department approves.
            Conflict: the order has ended or is held, or the end that was asked for is over.
            InvalidInput: a refusal without an opinion.
        """
        case, request = _opened(work, self.request_id)
        approver = may(work.actor, Action.APPROVE_HOLD, case.target(), case.directory)
        inbox.judge_hold(
            request,
            work.actor.id,
            self.revision,
            case.now,
            case.name_of,
            approves=self.approves,
            approver=approver,
        )
        opinion = self.opinion.strip()
        if not self.approves:
            opinion = inbox.require_reason(self.opinion, "opinion")
        status = "approved" if self.approves else "refused"
        store_hold_verdict(work.tx, request.id, status, by=work.actor.id, at=case.now, opinion=opinion)
        values = {"opinion": (None, opinion)} if opinion else {}
        if self.approves:
            hold(case, request.reason, request.until, request.asked_by, values)
        else:
            case.record(
                "hold.refused", body={"hold_request": request.id, "reason": request.reason}, values=values
            )
            case.save()
        tell(
            work,
            "hold-decided",
            people=[request.asked_by],
            order_id=request.order_id,
            values={
                "outcome": Words("approved", "批准") if self.approves else Words("refused", "驳回"),
                "deadline": request.until,
                **({"reason": opinion} if opinion else {}),
            },
        )
        work.changed("inbox", [request.department_id])
        work.changed("supervision", [request.department_id, request.asked_by])
        return {
            "hold_request": request.id,
            "order": request.order_id,
            "status": status,
            "revision": request.revision + 1,
        }


@dataclass(frozen=True)
class WithdrawHoldRequest:
    """Take a request for a hold back, before it is judged."""

    name: ClassVar[str] = "withdraw-hold-request"

    request_id: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Withdraw it.

        Raises:
            HeldByAnother, RevisionConflict: it was judged meanwhile; it says by whom and when.
            NotAllowed: another asked.
        """
        case, request = _opened(work, self.request_id)
        inbox.withdraw_hold(request, work.actor.id, self.revision, case.name_of)
        store_hold_verdict(work.tx, request.id, "withdrawn", by=work.actor.id, at=case.now, opinion="")
        case.record("hold.request-withdrawn", body={"hold_request": request.id, "reason": request.reason})
        case.save()
        work.changed("inbox", [request.department_id])
        work.changed("supervision", [request.department_id, request.asked_by])
        return {
            "hold_request": request.id,
            "order": request.order_id,
            "status": "withdrawn",
            "revision": request.revision + 1,
        }


def _opened(work: Work, request_id: str) -> tuple[Case, HoldRequest]:
    """Lock the order of a request, then read the request as it is now; its asker sees it, too."""
    found = hold_request_by_id(work.tx, request_id)
    if found is None:
        raise NotFound(Words("there is no such request", "没有这个申请"))
    case = Case.of_order(work, found.order_id)
    request = hold_request_by_id(work.tx, request_id)
    assert request is not None
    if work.actor.id != request.asked_by:
        case.require_of_order(Action.SEE_ORDER)
    return case, request
