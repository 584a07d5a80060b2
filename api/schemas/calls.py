"""Calls as agents see them."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import (
    CATEGORIES,
    STATUSES,
    Paged,
    PageQuery,
    flag,
    key,
    part,
    parts,
    text,
    when,
    whole,
)
from api.schemas.premises import Premise


class CallsQuery(PageQuery):
    """Which calls; the newest come first."""

    scope = text(
        "mine: I spoke or should have; queue: of my departments' queues; left out: all that I may see.",
        given=False,
        one_of=("mine", "queue"),
    )
    state = text("Only calls in this state.", given=False, least=1, most=12)


class CallLine(Schema):
    """One call. Times are business time, UTC; lengths are milliseconds."""

    id = key("The call.")
    direction = text("inbound, outbound or internal.")
    state = text("Where it stands.")
    outcome = text("How it ended: answered, abandoned …; null: it goes on.", null=True)
    caller_number = text("From which number; null: withheld.", null=True)
    caller_name = text("The name the exchange gave; null: none.", null=True)
    dialled_number = text("The number that was called; null: not known.", null=True)
    queue = text("The queue; null: none.", null=True)
    department = key("The queue's department; null: none is known.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    agent = key("The agent; null: nobody yet.", null=True)
    agent_name = text("The agent's name; null: there is none.", null=True)
    hung_up_by = text("Who ended it; null: not known, or it goes on.", null=True)
    started_at = when("When it began.")
    queued_at = when("When it came into the queue; null: never.", null=True)
    answered_at = when("When an agent answered; null: nobody did.", null=True)
    ended_at = when("When it ended; null: it goes on.", null=True)
    waiting_ms = whole("How long the caller waited; null: not known.", null=True)
    talk_ms = whole("How long they spoke; null: they did not, or do still.", null=True)
    has_recording = flag("There is a recording.")


class CallPage(Paged):
    """A page of calls."""

    items = parts(CallLine, "The calls, newest first.")


class CallLeg(Schema):
    """One leg of a call. Times are business time, UTC."""

    id = key("The leg.")
    channel = text("The exchange's name for it.")
    role = text("caller, agent …")
    number = text("The number; null: not known.", null=True)
    name = text("The name; null: not known.", null=True)
    created_at = when("When it began.")
    answered_at = when("When it was answered; null: not.", null=True)
    bridged_at = when("When it was connected to the other; null: not.", null=True)
    ended_at = when("When it ended; null: it goes on.", null=True)
    hangup_cause = text("Why it ended, as the exchange says; null: it goes on.", null=True)


class CallOrder(Schema):
    """An order that has to do with the call. Times are business time, UTC."""

    id = key("The order.")
    number = text("Its number.")
    title = text("Its title.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    opened_at = when("When it was opened.")
    urges = whole("How often it was urged.")
    kind = text("How it is linked: opened or repeat; null: it is only alike.", null=True)


class CallTask(Schema):
    """An open task of the call's own process."""

    id = key("The task.")
    name = text("What is to be done.")
    element = text("Its element.")
    holder_name = text("Who has it; null: nobody.", null=True)


class Call(Schema):
    """One call with who may be calling, and why."""

    call = part(CallLine, "The call itself.")
    legs = parts(CallLeg, "Its legs, oldest first.")
    candidates = parts(Premise, "Premises of customers with the caller's number: perhaps the caller's.")
    open_orders = parts(CallOrder, "Open orders of the same caller or premises that you may see.")
    repeat = flag("There is such an order: this may be a repeated call.")
    orders = parts(CallOrder, "Orders linked to this call.")
    tasks = parts(CallTask, "Open tasks of the call's process, such as its wrap-up.")
