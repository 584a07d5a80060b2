"""What can be done with a task, who was asked before it completes, and who can be."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, validate, validates_schema

from api.schemas.common import Query, flag, key, keys, parts, text, texts, when, whole
from engine.inbox import OPERATIONS, Rule
from engine.words import Words

REVISION = "The task's revision as you read it, if not sent as If-Match; null: not checked."
ASKED_ROLES = ("co-signer", "delegate", "reviewer")


class Operation(Schema):
    """Something that is yours to do with a task."""

    name = text("What.", one_of=OPERATIONS)
    possible = flag("It can be done now.")
    reason = text("Why not, English; null: it can.", null=True)
    reason_zh = text("The same, Chinese; null: it can.", null=True)


class Question(Schema):
    """Somebody who was asked before the task completes. Times are business time, UTC."""

    id = key("The line.")
    role = text("co-signer 加签, delegate 委派 or reviewer 会签.", one_of=ASKED_ROLES)
    status = text(
        "open; refused: the task waits until it is taken back; done; withdrawn.",
        one_of=("open", "refused", "done", "withdrawn"),
    )
    department = key("The department asked; null: a person was.", null=True)
    department_name = text("Its name; null: there is none.", null=True)
    person = key("The person asked; null: a department was.", null=True)
    person_name = text("Their name; null: there is none.", null=True)
    asked_by_name = text("Who asked; null: nobody who is known.", null=True)
    asked_at = when("When.")
    question = text("What was asked; may be empty.")
    timing = text(
        "before or after: when a co-signer acts; null: no co-signer.",
        null=True,
    )
    review = key("The joint review; null: no reviewer.", null=True)
    rule = text("When that review has passed: all, at-least, no-veto; null: no reviewer.", null=True)
    needed = whole("How many must agree; null: no reviewer.", null=True)
    outcome = text("What the review came to; null: it is open, or there is none.", null=True)
    answer = text(
        "agree, refuse, or done (a delegate's); null: not answered.",
        null=True,
    )
    opinion = text("What was said with it; null: not answered.", null=True)
    answered_by_name = text("Who answered; null: nobody yet.", null=True)
    answered_at = when("When; null: not yet.", null=True)
    may_answer = flag("It is yours to answer now.")
    may_take_back = flag("You may take it back.")


class ReceiversQuery(Query):
    """Who is looked for."""

    purpose = text("reassign: to whom it can be given; ask: who can be asked.", one_of=("reassign", "ask"))
    text = text("What a name has in it; left out: anybody.", given=False, most=50, load_default="")


class Receiver(Schema):
    """A department, or somebody in it."""

    department = key("The department.")
    department_name = text("Its name.")
    tier_name = text("The tier where it stands.")
    person = key("The person; null: the department, whoever claims it.", null=True)
    person_name = text("Their name; null: the department.", null=True)


class Receivers(Schema):
    """Those found, the nearest first."""

    items = parts(Receiver, "At most 50.")
    more = flag("There are others: say more of the name.")


class ReassignBody(Schema):
    """To whom, and why."""

    department = key("The department that has it from now on.")
    person = key("The person of it who holds it; null or left out: whoever claims it.", given=False)
    reason = text("Why; it stays in the history.", least=1, most=1000)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class RejectBody(Schema):
    """Why the unit gives it back."""

    reason = text("One of the reject reasons of GET /vocabulary.", least=1, most=40)
    evidence = text("What shows it.", least=1, most=2000)
    attachments = keys(
        "Attachments of the order that show it; the form of the step may ask for one.",
        given=False,
        load_default=list,
        validate=validate.Length(max=20),
    )
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class PassBody(Schema):
    """Why."""

    reason = text("Why; it stays in the history.", least=1, most=1000)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class Passed(Schema):
    """Whose the task is now."""

    task = key("The task.")
    department = key("The department that has it.", null=False)
    holder = key("Who holds it; null: nobody yet.", null=True)
    revision = whole("The task's revision now.")


class DelegateBody(Schema):
    """Who acts for you."""

    person = key("The person.")
    question = text("What is to be done; may be empty.", given=False, most=1000, load_default="")
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class AskedBody(Schema):
    """Who is asked: a person, or a department any member of which answers."""

    department = key("The department; null or left out: a person.", given=False)
    person = key("The person; null or left out: a department.", given=False)

    @validates_schema
    def one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse both, and neither."""
        if (data.get("department") is None) == (data.get("person") is None):
            raise ValidationError(Words("Name a department or a person.", "请写明一个部门或一个人"))


class CoSignBody(Schema):
    """Who signs too, and when."""

    asked = parts(AskedBody, "Who; each once.")
    timing = text(
        "before: they act before you complete; after 后加签: your completion takes effect when they agree.",
        given=False,
        one_of=("before", "after"),
        load_default="before",
    )
    question = text("What they are asked; may be empty.", given=False, most=1000, load_default="")
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class ReviewBody(Schema):
    """Who judges, and when it has passed."""

    asked = parts(AskedBody, "Who; each once.")
    rule = text(
        "all: everybody agrees; at-least: `needed` agree; no-veto: nobody refuses.",
        given=False,
        one_of=[str(rule) for rule in Rule],
        load_default="all",
    )
    needed = whole("How many must agree, of at-least; null of the others.", given=False, least=1, most=50)
    question = text("What is to be judged.", least=1, most=1000)
    revision = whole(REVISION, given=False, least=1, most=2**31 - 1)


class AskedAnswer(Schema):
    """Who is asked now."""

    task = key("The task.")
    lines = texts("The lines in their inboxes, in the order asked.")
    review = key("The joint review; null: none.", null=True)
    revision = whole("The task's revision now.")


class AnswerBody(Schema):
    """What you say."""

    agrees = flag("You agree, or as a delegate have done it.", given=False, load_default=True)
    opinion = text("Your opinion; needed to refuse.", given=False, most=2000, load_default="")


class Answered(Schema):
    """What your answer led to."""

    task = key("The task.")
    status = text(
        "open: it goes on; completed: yours was the last signature 后加签; stuck: it was, and an operator "
        "mends what went wrong.",
        one_of=("open", "completed", "stuck"),
    )
    outcome = text(
        "What the joint review has come to, passed or failed; null: not decided yet, or none.",
        null=True,
    )


class TakenBack(Schema):
    """What is no longer asked."""

    task = key("The task.")
    lines = texts("The lines that are closed.")
    revision = whole("The task's revision now.")


class UrgeBody(Schema):
    """What you say with it."""

    note = text("Why it is urgent; may be empty.", given=False, most=1000, load_default="")


class Urged(Schema):
    """An urge that is counted."""

    task = key("The task.")
    urges = whole("How often its order has been urged.")


class EscalateBody(Schema):
    """Why."""

    reason = text("Why; it stays in the history.", least=1, most=1000)


class Escalated(Schema):
    """Whose attention was raised."""

    task = key("The task.")
    department = key("The department that watches it now.")
    tier = text("Its tier's kind.", one_of=("province", "city", "county", "station", "crew"))
