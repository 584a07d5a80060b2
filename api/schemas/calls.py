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
from engine.queries.calls import SORTS


class CallsQuery(PageQuery):
    """Which calls."""

    scope = text(
        "mine: I spoke, or my telephone rang; queue: of my departments' queues; left out: all I may see.",
        given=False,
        one_of=("mine", "queue"),
    )
    state = text("Only calls in this state.", given=False, least=1, most=12)
    words = text(
        "Contained in the caller's name or number; in the number only for who may see it.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    live = flag("true: only calls that go on.", given=False, load_default=False)
    sort = text("By when it began.", given=False, one_of=list(SORTS), load_default="-started")


class CallLine(Schema):
    """One call. Times are business time, UTC; lengths are milliseconds."""

    id = key("The call.")
    direction = text("inbound or outbound: which way its first leg goes, seen from the exchange.")
    kind = text("inbound, outbound, internal, or supervision; null: told by an earlier release.", null=True)
    state = text("Where it stands.")
    outcome = text("How it ended: answered, abandoned …; null: it goes on.", null=True)
    caller_number = text("From which number; null: withheld.", null=True)
    caller_name = text("The name the exchange gave; null: none.", null=True)
    dialled_number = text("The number that was called; null: not known.", null=True)
    queue = text("The queue; null: none.", null=True)
    department = key("The queue's department; null: none is known.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    agent = key("The agent who answered; null: nobody yet.", null=True)
    agent_name = text("The agent's name; null: there is none.", null=True)
    last_agent = key("Who of us had it last; null: nobody yet.", null=True)
    last_agent_name = text("That person's name; null: there is none.", null=True)
    hung_up_by = text("Who ended it; null: not known, or it goes on.", null=True)
    started_at = when("When it began.")
    queued_at = when("When it came into the queue; null: never.", null=True)
    ringing_at = when("When the first telephone rang for it; null: none did.", null=True)
    answered_at = when("When an agent answered; null: nobody did.", null=True)
    ended_at = when("When it ended; null: it goes on.", null=True)
    waiting_ms = whole("How long the caller waited; null: not known.", null=True)
    talk_ms = whole(
        "From the answer to the end, holds and transfers included; null: they did not speak, or do still.",
        null=True,
    )
    hold_ms = whole("How much of that the customer was on hold; null: they did not speak.", null=True)
    wrap_up_ms = whole(
        "From the end until it was wrapped up; null: it was not, or there is nothing to.", null=True
    )
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


class CallRing(Schema):
    """A telephone that rang for the call. Times are business time, UTC."""

    agent = text("The agent as the exchange calls it, or the number of who is none.")
    person = key("Who of us that is; null: nobody.", null=True)
    person_name = text("That person's name; null: there is none.", null=True)
    at = when("Since when it rang.")
    until = when("Until when; null: it rings, or that was not seen.", null=True)
    missed = text("Why it was not taken, as the exchange says; null: it was, or rings still.", null=True)


class CallTalk(Schema):
    """Somebody who spoke with the customer. Times are business time, UTC."""

    agent = text("The agent as the exchange calls it, or the number of who is none.")
    person = key("Who of us that is; null: nobody.", null=True)
    person_name = text("That person's name; null: there is none.", null=True)
    at = when("Since when.")
    until = when("Until when; null: they speak still, or that was not seen.", null=True)
    how = text(
        "How they came to it: answer; blind, attended or refer, a transfer; conference. null: not known.",
        null=True,
    )


class CallVisit(Schema):
    """A stay in a queue. Times are business time, UTC."""

    queue = text("The queue.")
    department = key("Its department; null: none is known.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    joined_at = when("Since when.")
    left_at = when("Until when; null: it waits still, or that was not seen.", null=True)
    cause = text("How it ended, as the exchange says; null: not known.", null=True)
    reason = text("Why, as the exchange says; null: not known.", null=True)


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
    kind = text("How it is linked: opened, repeat, linked or dialled; null: it is only alike.", null=True)


class CallTask(Schema):
    """An open task of the call's own process."""

    id = key("The task.")
    name = text("What is to be done.")
    element = text("Its element.")
    holder_name = text("Who has it; null: nobody.", null=True)


class CallVoicemail(Schema):
    """A message that the caller has left. Times are business time, UTC."""

    id = key("The message.")
    at = when("When it was left.")
    ms = whole("How long it is, in milliseconds; null: not known yet.", null=True)
    can_hear = flag("Its sound is here, and you may hear it.")
    heard_at = when("When somebody listened first; null: nobody has.", null=True)
    heard_by_name = text("Who; null: nobody has.", null=True)


class DialogueStep(Schema):
    """What the caller heard and did at an element of a dialogue."""

    element = text("The element of the diagram.")
    element_name = text("Its name as drawn.")
    topic = text("What is done there, as ivr.collect.")
    at = when("When it began; business time, UTC.")
    said = text("The prompt; null: none, or only a value was said.", null=True)
    outcome = text(
        "How it came out: pressed 1 (a choice of one key; longer answers and secrets are never kept), done, "
        "no-input …; null: not seen.",
        null=True,
    )


class CallDialogue(Schema):
    """What the caller heard before an agent, or instead of one."""

    id = key("The dialogue.")
    package = text("Its package.")
    began_at = when("When it began; business time, UTC.")
    ended_at = when("When it ended; null: it goes on, or that was not seen.", null=True)
    outcome = text("done, hung-up, transferred, lost, failed; null: it goes on, or was not seen.", null=True)
    satisfaction = text("The key by which the caller said how it was; null: none.", null=True)
    steps = parts(DialogueStep, "What happened, the first first.")


class CallBackWish(Schema):
    """The caller wants to be called back, and keeps the place in the queue. Times are business time, UTC."""

    id = key("The place.")
    queue = text("The queue.")
    number = text("Where to call; null: you may not see it.", null=True)
    asked_at = when("When it was asked for.")
    joined_at = when("Since when the caller has waited: the earlier, the sooner it is the turn.")
    status = text("waiting; told: somebody has it as a task.", one_of=("waiting", "told"))


class Call(Schema):
    """One call with who may be calling, and why."""

    call = part(CallLine, "The call itself.")
    legs = parts(CallLeg, "Its legs, oldest first.")
    rings = parts(CallRing, "Whose telephones rang for it, oldest first.")
    talks = parts(CallTalk, "Who spoke with the customer, oldest first; after the first come transfers.")
    visits = parts(CallVisit, "In which queues it waited, oldest first.")
    dialogues = parts(CallDialogue, "What the caller heard and pressed, oldest first.")
    voicemails = parts(CallVoicemail, "Messages that the caller has left, oldest first.")
    call_backs = parts(CallBackWish, "Where the caller wants to be called back, oldest first.")
    candidates = parts(Premise, "Premises of customers with the caller's number: perhaps the caller's.")
    confirmed = key("The premises that were made sure to be the caller's; null: none were.", null=True)
    open_orders = parts(CallOrder, "Open orders of the same caller or premises that you may see.")
    repeat = flag("There is such an order: this may be a repeated call.")
    orders = parts(CallOrder, "Orders linked to this call.")
    tasks = parts(CallTask, "Open tasks of the call's process, such as its wrap-up.")


class LinkOrderBody(Schema):
    """An order that a call concerns."""

    order_id = key("The order; also one that has ended.")


class OrderOfCall(Schema):
    """An order that the call concerns from now on."""

    call = key("The call.")
    order = key("The order.")
    number = text("Its number.")
    new = flag("false: it was linked already.")
