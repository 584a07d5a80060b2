"""Supervision orders 督办单, and holds 挂起 that wait for their approver."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.asking import REVISION
from api.schemas.common import STATUSES, Id, Paged, PageQuery, flag, key, parts, text, when, whole
from engine.inbox import SupervisionStatus
from engine.queries.supervisions import SORTS

SUPERVISION_STATUSES = tuple(str(status) for status in SupervisionStatus)


class SupervisionsQuery(PageQuery):
    """Which supervision orders."""

    scope = text(
        "to-reply, received: of your departments; to-judge, issued: by them; left out: all you may see.",
        given=False,
        one_of=("to-reply", "received", "to-judge", "issued"),
    )
    open = flag("true: not closed yet; false: closed; left out: both.", given=False)
    overdue = flag("true: those whose reply is overdue.", given=False)
    sort = text(
        "deadline: the next first; -issued: the newest first.",
        given=False,
        one_of=sorted(SORTS),
        load_default="deadline",
    )
    text = text("Part of a number or a requirement.", given=False, least=1, most=100)


class SupervisedOrder(Schema):
    """An order that is supervised."""

    id = key("The order.")
    number = text("Its number.")
    title = text("Its title; null: you may not see it.", null=True)
    status = text("Its status.", one_of=STATUSES)


class Supervision(Schema):
    """A supervision order. Times are business time, UTC."""

    id = key("The supervision order.")
    number = text("Its number: D, date, serial, check digit.")
    status = text("Where it stands.", one_of=SUPERVISION_STATUSES)
    requirement = text("What is required.")
    deadline = when("By when the reply is due.")
    overdue = flag("The reply is due and not there.")
    issuer_name = text("Who issued it; null: nobody who is known.", null=True)
    issuer_department_name = text("For which department; null: one that is gone.", null=True)
    department = key("The department that replies.")
    department_name = text("Its name; null: it is gone.", null=True)
    issued_at = when("When it was issued.")
    reply = text("The last reply; null: none yet.", null=True)
    replied_by_name = text("Who replied; null: nobody yet.", null=True)
    replied_at = when("When; null: not yet.", null=True)
    verdict = text("What was said of it; null: nothing yet.", null=True)
    judged_by_name = text("Who judged, or withdrew it; null: nobody yet.", null=True)
    judged_at = when("When; null: not yet.", null=True)
    rounds = whole("How often a reply was asked for.")
    closed_at = when("When it was accepted or withdrawn; null: it is open.", null=True)
    revision = whole("Its revision.")
    may_reply = flag("The reply is your department's.")
    may_judge = flag("Your department judges the reply, or withdraws it.")
    orders = parts(SupervisedOrder, "The orders that it is about.")


class SupervisionPage(Paged):
    """A page of supervision orders."""

    items = parts(Supervision, "The supervision orders.")


class IssueSupervisionBody(Schema):
    """What is supervised, by whom it is to be answered, and by when."""

    orders = fields.List(
        Id(),
        required=True,
        validate=validate.Length(1, 50),
        metadata={"description": "The orders, 1 to 50."},
    )
    department = key("The department that replies: below one of yours.")
    requirement = text("What is required.", least=1, most=2000)
    deadline = when("By when the reply is due.")


class IssuedSupervision(Schema):
    """A supervision order that is issued."""

    supervision = key("The supervision order.")
    number = text("Its number.")
    revision = whole("Its revision.")


class ReplySupervisionBody(Schema):
    """What was done."""

    reply = text("The reply.", least=1, most=4000)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class JudgeSupervisionBody(Schema):
    """Whether the reply will do."""

    accepted = flag("true: it closes the supervision order; false: it is sent back.")
    verdict = text("What is missing; needed to send back.", given=False, most=2000, load_default="")
    deadline = when("The new deadline when it is sent back; null or left out: as it was.", given=False)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class WithdrawSupervisionBody(Schema):
    """Why it is no longer needed."""

    reason = text("Why.", least=1, most=2000)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class SupervisionChanged(Schema):
    """Where a supervision order stands now."""

    supervision = key("The supervision order.")
    status = text("Its status.", one_of=SUPERVISION_STATUSES)
    revision = whole("Its revision.")


class HoldRequestsQuery(PageQuery):
    """Which requests."""

    open = flag("true: those that wait; false: those that were judged.", given=False, load_default=True)
    order = key("Those of one order; left out: of all.", given=False)


class HoldRequest(Schema):
    """A request to hold an order. Times are business time, UTC."""

    id = key("The request.")
    order = key("The order.")
    order_number = text("Its number.")
    order_title = text("Its title.")
    reason = text("Why: a key of the vocabulary's hold_reasons.")
    until = when("Until when.")
    note = text("What was said with it; may be empty.")
    asked_by_name = text("Who asks; null: nobody who is known.", null=True)
    asked_at = when("When.")
    department_name = text("The department that approves; null: it is gone.", null=True)
    status = text("Where it stands.", one_of=("open", "approved", "refused", "withdrawn"))
    judged_by_name = text("Who judged it; null: nobody yet.", null=True)
    judged_at = when("When; null: not yet.", null=True)
    opinion = text("What they said; null: not judged.", null=True)
    revision = whole("Its revision.")
    may_judge = flag("You may approve or refuse it.")
    may_withdraw = flag("It is yours to take back.")


class HoldRequestPage(Paged):
    """A page of requests."""

    items = parts(HoldRequest, "Open ones oldest first, others newest first.")


class JudgeHoldBody(Schema):
    """Whether the order may be held."""

    approves = flag("true: the order is held at once; false: it goes on.")
    opinion = text("What you say; needed to refuse.", given=False, most=1000, load_default="")
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class WithdrawHoldBody(Schema):
    """Take the request back."""

    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class HoldRequestChanged(Schema):
    """What became of a request."""

    hold_request = key("The request.")
    order = key("The order.")
    status = text("Where the request stands.", one_of=("approved", "refused", "withdrawn"))
    revision = whole("Its revision.")
