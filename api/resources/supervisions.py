"""Supervision orders 督办单: a superior watches orders, with a deadline, a reply and an acceptance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.schemas.supervisions import (
    IssuedSupervision,
    IssueSupervisionBody,
    JudgeSupervisionBody,
    ReplySupervisionBody,
    Supervision,
    SupervisionChanged,
    SupervisionPage,
    SupervisionsQuery,
    WithdrawSupervisionBody,
)
from engine.commands import Answer
from engine.commands.supervision import (
    IssueSupervision,
    JudgeSupervision,
    ReplySupervision,
    WithdrawSupervision,
)
from engine.org import Action
from engine.queries.supervisions import SupervisionsWish, supervision_by_id, supervisions_page

group = blueprint("supervision orders", "Supervision orders: documents of their own about orders.")


@endpoint(
    group,
    "GET",
    "/supervisions",
    "listSupervisions",
    Action.SEE_ORDER,
    query=SupervisionsQuery,
    answer=SupervisionPage,
)
def list_supervisions(query: Values) -> Any:
    """Supervision orders to or from your departments, or about what lies below your tier."""
    wish = SupervisionsWish(
        query["scope"], query["open"], query["overdue"], query["text"], query["sort"], query["cursor"]
    )
    with reading() as look:
        return supervisions_page(look, replace(wish, most=query["limit"]))


@endpoint(
    group,
    "GET",
    "/supervisions/<id:supervision_id>",
    "getSupervision",
    Action.SEE_ORDER,
    answer=Supervision,
)
def get_supervision(supervision_id: str) -> Any:
    """One supervision order."""
    with reading() as look:
        return supervision_by_id(look, supervision_id)


@endpoint(
    group,
    "POST",
    "/supervisions",
    "issueSupervision",
    Action.SUPERVISE_ORDER,
    body=IssueSupervisionBody,
    answer=IssuedSupervision,
    status=201,
    command=True,
    problems=(404,),
)
def issue(body: Values) -> Answer:
    """Supervise orders 督办: superior tiers only. The department replies by the deadline."""
    return run(
        IssueSupervision(tuple(body["orders"]), body["department"], body["requirement"], body["deadline"])
    )


@endpoint(
    group,
    "POST",
    "/supervisions/<id:supervision_id>/reply",
    "replySupervision",
    Action.SEE_ORDER,
    body=ReplySupervisionBody,
    answer=SupervisionChanged,
    command=True,
    revised=True,
)
def reply(body: Values, supervision_id: str) -> Answer:
    """Reply to the supervision order 督办答复."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(ReplySupervision(supervision_id, body["reply"], revision))


@endpoint(
    group,
    "POST",
    "/supervisions/<id:supervision_id>/judge",
    "judgeSupervision",
    Action.SEE_ORDER,
    body=JudgeSupervisionBody,
    answer=SupervisionChanged,
    command=True,
    revised=True,
)
def judge(body: Values, supervision_id: str) -> Answer:
    """Accept the reply, which closes the supervision order, or send it back."""
    revision = expected_revision(body["revision"])
    command = JudgeSupervision(supervision_id, body["accepted"], body["verdict"], body["deadline"], revision)
    with precondition():
        return run(command)


@endpoint(
    group,
    "POST",
    "/supervisions/<id:supervision_id>/withdraw",
    "withdrawSupervision",
    Action.SEE_ORDER,
    body=WithdrawSupervisionBody,
    answer=SupervisionChanged,
    command=True,
    revised=True,
)
def withdraw(body: Values, supervision_id: str) -> Answer:
    """Take the supervision order back 撤回督办: it is no longer needed."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(WithdrawSupervision(supervision_id, body["reason"], revision))
