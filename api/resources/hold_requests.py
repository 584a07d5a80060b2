"""Holds 挂起 that wait for their approver."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.schemas.supervisions import (
    HoldRequestChanged,
    HoldRequestPage,
    HoldRequestsQuery,
    JudgeHoldBody,
    WithdrawHoldBody,
)
from engine.commands import Answer
from engine.commands.holds.judge import JudgeHold, WithdrawHoldRequest
from engine.org import Action
from engine.queries.hold_requests import hold_requests_page

group = blueprint("hold requests", "Holds that wait for their approver.")


@endpoint(
    group,
    "GET",
    "/hold-requests",
    "listHoldRequests",
    Action.SEE_ORDER,
    query=HoldRequestsQuery,
    answer=HoldRequestPage,
)
def list_hold_requests(query: Values) -> Any:
    """Requests that your departments approve, and your own."""
    with reading() as look:
        return hold_requests_page(
            look,
            is_open=query["open"],
            order_id=query["order"],
            cursor=query["cursor"],
            most=query["limit"],
        )


@endpoint(
    group,
    "POST",
    "/hold-requests/<id:request_id>/judge",
    "judgeHold",
    Action.APPROVE_HOLD,
    body=JudgeHoldBody,
    answer=HoldRequestChanged,
    command=True,
    revised=True,
)
def judge(body: Values, request_id: str) -> Answer:
    """Approve the hold 批准挂起, which holds the order at once, or refuse it 驳回."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(JudgeHold(request_id, body["approves"], body["opinion"], revision))


@endpoint(
    group,
    "POST",
    "/hold-requests/<id:request_id>/withdraw",
    "withdrawHoldRequest",
    Action.REQUEST_HOLD,
    body=WithdrawHoldBody,
    answer=HoldRequestChanged,
    command=True,
    revised=True,
)
def withdraw(body: Values, request_id: str) -> Answer:
    """Take one's own request back, before it is judged."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(WithdrawHoldRequest(request_id, revision))
