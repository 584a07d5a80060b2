"""A hold 挂起 that waits for its approver: approved, refused or withdrawn. May it be done now?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, RevisionConflict, field_finding
from engine.inbox.decisions import Name
from engine.words import Words


class HoldRequest(NamedTuple):
    """A request as the decisions see it. Times are aware UTC business time."""

    id: str
    order_id: str
    reason: str
    until: datetime
    note: str
    asked_by: str
    asked_at: datetime
    department_id: str
    status: str
    judged_by: str | None
    judged_at: datetime | None
    opinion: str | None
    revision: int


def require_hold_reason(reason: str, known: Collection[str], allowed: Collection[str]) -> None:
    """Raise InvalidInput unless a hold may have this reason.

    `known` are the reasons of the vocabulary, `allowed` those for which some clock of the order pauses;
    empty: it has none that could, so any known one will do.
    """
    listed = sorted(set(allowed) or set(known))
    if reason not in known or (allowed and reason not in allowed):
        raise InvalidInput(
            Words(
                f"there is no reason {reason!r} for holding this order; one of {', '.join(listed)}",
                f"没有原因 {reason!r} 可挂起这张工单；可选：{'、'.join(listed)}",
            ),
            findings=[
                field_finding(
                    "reason",
                    Words("is none of the rule's", "不在规则所列之中"),
                    Words("choose one of the list", "请从列表中选择"),
                )
            ],
        )


def judge_hold(
    request: HoldRequest,
    person: str,
    revision: int | None,
    now: datetime,
    name_of: Name,
    *,
    approves: bool,
    approver: bool,
) -> None:
    """Decide an approval or a refusal; `approver` says that the person may approve holds of this order."""
    _require_open(request, revision, name_of)
    if person == request.asked_by or not approver:
        raise NotAllowed(
            Words(
                f"{name_of(request.department_id)} approves this hold; nobody approves what they asked for",
                f"由{name_of(request.department_id)}审批；不能审批自己的申请",
            )
        )
    if approves and request.until <= now:
        raise Conflict(
            Words(
                "the end that was asked for is over: refuse it, and let them ask again",
                "申请的结束时间已过：请驳回，让对方重新申请",
            )
        )


def withdraw_hold(request: HoldRequest, person: str, revision: int | None, name_of: Name) -> None:
    """Decide taking a request back, by who asked."""
    _require_open(request, revision, name_of)
    if person != request.asked_by:
        who = name_of(request.asked_by)
        raise NotAllowed(Words(f"only {who} takes this request back", f"只有 {who} 可以撤回申请"))


def _require_open(request: HoldRequest, revision: int | None, name_of: Name) -> None:
    if request.status != "open":
        who = name_of(request.judged_by)
        done = {
            "approved": Words("was approved", "批准"),
            "refused": Words("was refused", "驳回"),
            "withdrawn": Words("was taken back", "撤回"),
        }[request.status]
        raise HeldByAnother(
            Words(f"this request {done} by {who}", f"这个申请已由 {who} {done.zh}"), who, request.judged_at
        )
    if revision is not None and revision != request.revision:
        raise RevisionConflict(Words("the request", "这个申请"), revision, request.revision)
