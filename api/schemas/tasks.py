"""Tasks: what is to be done, and what can be done with it."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.asking import Operation, Question
from api.schemas.common import (
    CATEGORIES,
    LINE_ROLES,
    STATUSES,
    TASK_STATUSES,
    TIER_KINDS,
    document,
    flag,
    key,
    part,
    parts,
    text,
    texts,
    when,
    whole,
)
from api.schemas.premises import Premise

_REVISION = "The task's revision as you read it, if not sent as If-Match; null: not checked."


class TaskLine(Schema):
    """An open inbox line of the task."""

    role = text("Why it stands there.", one_of=LINE_ROLES)
    department = key("The department; null: a person's line.", null=True)
    department_name = text("Its name; null: there is none.", null=True)
    person = key("The person; null: a department's line.", null=True)
    person_name = text("Their name; null: there is none.", null=True)


class OrderSummary(Schema):
    """What the page of a task shows of its order. Times are business time, UTC."""

    id = key("The order.")
    number = text("Its number, 13 digits.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    round = whole("The round in which it goes, from 1.")
    priority = whole("Higher is more urgent.")
    title = text("What has happened, in a few words.")
    description = text("What was said; may be empty.")
    own = document(
        "The order's own fields, as its package declares them.", attribute="fields", data_key="fields"
    )
    area = text("urban, rural or remote; null: not known.", null=True)
    customer_class = text("The customer's class; null: not known.", null=True)
    caller_name = text("Who called; null: not known.", null=True)
    caller_number = text("From which number; null: not known.", null=True)
    tier = key("The county that has it.")
    tier_name = text("That county's name; null: there is none.", null=True)
    crew = key("The crew that has it; null: none yet.", null=True)
    crew_name = text("That crew's name; null: there is none.", null=True)
    opened_at = when("When it was opened.")
    event_at = when("When the customer called.")
    attention = text("The highest tier whose attention was raised; null: none.", null=True, one_of=TIER_KINDS)
    urges = whole("How often it was urged.")
    revision = whole("The order's revision.")


class Task(Schema):
    """A task with everything that its page needs. Times are business time, UTC."""

    id = key("The task.")
    name = text("What is to be done, as drawn.")
    element = text("Its element in the diagram.")
    instance = key("The process instance.")
    status = text("Where it stands.", one_of=TASK_STATUSES)
    revision = whole("Send it with what you change.")
    stage = text("The stage of the loop; null: none.", null=True)
    member = whole("Which of several instances it is, from 0; null: the only one.", null=True)
    priority = whole("Higher is more urgent.")
    department = key("Whose it is; null: a person's alone.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    holder = key("Who has claimed it; null: nobody.", null=True)
    holder_name = text("That person's name; null: there is none.", null=True)
    mine = flag("I have claimed it.")
    claimed_at = when("Since when; null: nobody has.", null=True)
    sender_name = text("Who sent it; null: nobody (a timer, a message).", null=True)
    limit = text("The limit rule that it follows; null: none.", null=True)
    promise_due_at = when(
        "When the outward promise of its limit ends, or without a limit when it is due; null: none, or the "
        "clock does not run.",
        null=True,
    )
    target_due_at = when("When the internal target ends; null: none, or its clock does not run.", null=True)
    follow_up_at = when("From when it is to be looked at again; null: not said.", null=True)
    opened_at = when("When it was opened.")
    closed_at = when("When it was closed; null: it is open.", null=True)
    closed_by_name = text("Who closed it; null: nobody yet, or the process.", null=True)
    package = text("The package whose form it has; null: closed.", null=True)
    form_key = text("The form's key; null: it has none.", null=True)
    form = document(
        "The form's JSON Schema (2020-12); null: it has none, or is closed. `x-en` are English names beside "
        "`title`, `x-widget` is a hint, `x-source` names a source of GET /tasks/{id}/options/{source}.",
        null=True,
    )
    draft = document("What was typed so far; null: nothing, or you may only look.", null=True)
    drafted_at = when("When that was saved; null: never.", null=True)
    lines = parts(TaskLine, "In whose inboxes it stands.")
    order = part(OrderSummary, "The order; null: the task of a call.", null=True)
    premise = part(Premise, "The order's premise; null: none is known.", null=True)
    call = key("The call whose task it is; null: an order's.", null=True)
    may_work = flag("You may claim, draft and complete it, if nobody else holds it.")
    can_withdraw = flag("You sent it, and the receiver has not touched it: you may take it back.")
    submitted_at = when("When its holder completed it, if others sign after 后加签; null: not.", null=True)
    submitted_by_name = text("Who did; null: nobody.", null=True)
    review_outcome = text(
        "What its last joint review 会签 came to, passed or failed; null: none was decided.",
        null=True,
    )
    touched_by_name = text(
        "Who changed last whose it is or what it waits for; null: nobody since it was opened.", null=True
    )
    touched_at = when("When; null: never.", null=True)
    touched_how = text("How: claimed, reassigned, drafted …; null: nobody did.", null=True)
    operations = parts(Operation, "What is yours to do with it, in the order of the page.")
    questions = parts(Question, "Who was asked before it completes, the first asked first.")


class Claimed(Schema):
    """Who holds a task now."""

    task = key("The task.")
    holder = key("Who holds it; null: nobody.", null=True)
    revision = whole("The task's revision now.")


class DraftBody(Schema):
    """What has been typed so far; it need not fit the form yet."""

    values = document("Values by field.")
    revision = whole(_REVISION, given=False, least=1, most=2**31 - 1)


class Drafted(Schema):
    """A draft that is kept."""

    task = key("The task.")
    revision = whole("The task's revision now.")


class CompleteBody(Schema):
    """The values of the task's form."""

    values = document("Values by field, checked against the form.", given=False)
    revision = whole(_REVISION, given=False, least=1, most=2**31 - 1)
    event_at = when("When it was really done, for a late entry 补录; null or left out: now.", given=False)


class NextTask(Schema):
    """A task that this completion opened for you or your departments."""

    task = key("The task.")
    element = text("Its element.")
    name = text("What is to be done.")


class SentTask(Schema):
    """A task that this completion opened."""

    task = key("The task.")
    element = text("Its element.")
    name = text("What is to be done.")


class Completed(Schema):
    """A completion that was accepted."""

    task = key("The task.")
    status = text(
        "completed; submitted: it takes effect when those who sign after 后加签 have agreed; or stuck: "
        "nothing typed is lost, the process could not go on, an operator mends it.",
        one_of=("completed", "submitted", "stuck"),
    )
    next = parts(NextTask, "Your next tasks of the same process.")
    sent = parts(
        SentTask, "Tasks that it opened, whose-ever: what can be withdrawn 撤回 while nobody has touched it."
    )
    ended = flag("The process has ended with it.")
    incident = key("The incident that keeps a stuck completion; null: none.", null=True)
    message = text("Why it is stuck, English; null: it is not.", null=True)
    message_zh = text("The same, Chinese; null: it is not.", null=True)


class ReturnBody(Schema):
    """Send the task back."""

    target = text("The element to return to.", least=1, most=200)
    reason = text("What is missing or wrong; needed unless dry_run.", given=False, most=2000, load_default="")
    revision = whole(_REVISION, given=False, least=1, most=2**31 - 1)
    dry_run = flag("Only say what would be taken away.", given=False, load_default=False)


class Returned(Schema):
    """What a return did, or would do."""

    task = key("The task.")
    source = text("The element it left.")
    target = text("The element it went to.")
    cancels = texts("The elements taken away with it.")
    holder = key("Who holds the task again; null: their department.", null=True)
    dry_run = flag("Nothing was changed.")


class ReturnTarget(Schema):
    """An element that was completed before in the same scope."""

    element = text("The element.")
    name = text("Its name as drawn.")
    completed_at = when("When it was completed last, business time, UTC.")
    holder_name = text("Who would hold it again; null: their department.", null=True)
    cancels = texts("The elements that returning there takes away.")
    refused = text("Why one cannot return there, English; null: one can.", null=True)
    refused_zh = text("The same, Chinese; null: one can.", null=True)


class ReturnTargets(Schema):
    """Where a task can be returned to."""

    items = parts(ReturnTarget, "The last completed first.")


class WithdrawBody(Schema):
    """Take back what one has sent."""

    reason = text("Why; may be empty.", given=False, most=2000, load_default="")


class Option(Schema):
    """One choice for a field."""

    value = text("What goes into the form.")
    label = text("What is shown.")
    detail = text("More to show; null: nothing.", null=True)
    available = flag("It can do the work now: a crew without members cannot.")


class Options(Schema):
    """The choices for a field with `x-source`."""

    items = parts(Option, "The choices, best first.")
