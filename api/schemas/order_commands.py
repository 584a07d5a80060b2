"""What can be done to an order, and asked of its process."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import STATUSES, key, text, texts, when, whole
from engine.limits import seed_vocabulary

PAUSES = tuple(seed_vocabulary().pauses)


class JoinCallBody(Schema):
    """A repeated call that joins the order."""

    call_id = key("The call; null: none was recorded.", given=False)
    note = text("What the caller said; may be empty.", given=False, most=2000, load_default="")


class JoinedCall(Schema):
    """A repeated call that has joined."""

    order = key("The order.")
    number = text("Its number.")


class HoldBody(Schema):
    """Hold the order; clocks whose rule allows the reason pause."""

    reason = text("Why.", one_of=PAUSES)
    until = when("Until when; in the future.")


class HeldOrder(Schema):
    """An order after a hold or release."""

    order = key("The order.")
    status = text("Its status now.", one_of=STATUSES)


class CancelRequestBody(Schema):
    """Ask for the order to be cancelled."""

    reason = text("Why the customer wishes it.", least=1, most=2000)


class CorrectionBody(Schema):
    """What was taken down wrongly; what is null or left out stays."""

    revision = whole("The order's revision that you have read.", least=1, most=2**31 - 1)
    reason = text("Why it is corrected; it stays in the history.", least=1, most=1000)
    title = text("What has happened; null: stays.", given=False, least=1, most=200)
    description = text("What was said; empty: nothing; null: stays.", given=False, most=5000)
    caller_name = text("Who called; empty: unknown; null: stays.", given=False, most=100)
    caller_number = text("From which number; empty: unknown; null: stays.", given=False, most=40)
    premise_id = key("The premise, and with it supply unit, county and customer; null: stays.", given=False)
    area = text("urban, rural or remote; null: the premise's if that is another.", given=False, most=10)
    customer_class = text("The class; null: the customer's if it is another.", given=False, most=20)


class Corrected(Schema):
    """An order after its correction."""

    order = key("The order.")
    revision = whole("Its revision now.")
    tier = key("The county where it lies now.")
    moved = whole("How many of its open tasks went to another department.")
    limits = texts("The limits that were counted anew, by their rules.")


class AppointmentRequestBody(Schema):
    """Ask for another time of arrival, at the customer's wish; the order's process decides."""

    at = when("When the customer will be there; in the future.")
    reason = text("Why the customer wishes it.", least=1, most=2000)


class HoldRequestBody(Schema):
    """Ask for the order to be held; its process decides who approves, or else the inbox rules."""

    reason = text("Why.", one_of=PAUSES)
    until = when("Until when; in the future.")
    note = text("What the approver should know; may be empty.", given=False, most=1000, load_default="")


class ReleaseRequestBody(Schema):
    """Ask for the hold to end before its time."""

    reason = text("Why; may be empty.", given=False, most=2000, load_default="")


class Requested(Schema):
    """A request that is on its way to the order's process, or waits for an approver."""

    order = key("The order.")
    message = key("The message that carries it; null: no process listens, an approver has it.", null=True)
    hold_request = key("The request that waits for its approver; null: the process decides.", null=True)


class EraseBody(Schema):
    """Which personal values are taken away, and why."""

    names = texts(
        "Value names as the history shows them: caller_name, caller_number, a form's field …",
        validate=validate.Length(min=1, max=50),
    )
    reason = text("Why; it stays in the history.", least=1, most=1000)


class Erased(Schema):
    """What was taken away; that it was there can still be proved."""

    order = key("The order.")
    erased = whole("How many values of the history were taken away.")
