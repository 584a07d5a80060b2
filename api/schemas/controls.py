"""What people have the telephone do."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import document, flag, key, keys, part, parts, text, texts, when
from engine.calling.controls import Status, Verb
from engine.calling.states import State
from engine.commands.controls.transfer import MOST_ORDERS
from engine.commands.controls.writing import MOST_REASON

VERBS = tuple(Verb)
CONTROL_STATUSES = tuple(Status)


class DialBody(Schema):
    """A number to dial; one's own telephone rings first."""

    number = text("The number, as it is written.", least=1, most=40)
    order_id = key("The order that it is about.", given=False)


class TransferBody(Schema):
    """Who is to have the call: exactly one of `person_id`, `queue` and `number`; and what goes along."""

    person_id = key("A colleague.", given=False)
    queue = text("A department's queue; only at once, not after a consultation.", given=False, most=80)
    number = text("An outside number.", given=False, most=40)
    orders = keys(
        "Orders that go along.", given=False, load_default=list, validate=validate.Length(max=MOST_ORDERS)
    )
    draft = document(
        "What was filled in of a form so far; the next agent's form begins with it.", given=False
    )
    note = text("A word to the next agent.", given=False, most=MOST_REASON)


class CallReceiversQuery(Schema):
    """Which of them."""

    words = text(
        "Contained in the name of a person, department or queue.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )


class ReceivingColleague(Schema):
    """Somebody whom the exchange can reach."""

    id = key("The colleague.")
    name = text("Their name.")
    departments = texts("The names of their departments.")
    state = text("What they do now.", one_of=[state.value for state in State])
    since = when("Since when, business time, UTC; null: they were never signed in.", null=True)


class ReceivingQueue(Schema):
    """A queue of a department."""

    name = text("Its name at the exchange.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    department_name = text("Whose calls they are.")


class CallReceivers(Schema):
    """To whom a call can be handed on, at most 50 of each."""

    people = parts(ReceivingColleague, "Colleagues, who is free first.")
    queues = parts(ReceivingQueue, "Queues, by name.")


class SuperviseBody(Schema):
    """Why somebody listens in."""

    reason = text("Why; it is kept.", least=1, most=MOST_REASON)


class ControlWritten(Schema):
    """A control that was written; its outcome comes on the stream, topic `control:ID`."""

    id = key("The control.")
    verb = text("What is wanted.", one_of=VERBS)
    status = text("How far it is.", one_of=CONTROL_STATUSES)
    call_id = key("The call; null: it begins one.", null=True)


class Control(Schema):
    """A control and what became of it. Times are business time, UTC."""

    id = key("The control.")
    verb = text("What is wanted.", one_of=VERBS)
    status = text(
        "written: about to be sent; sent: under way; done; refused: nothing was done; failed: tried, and "
        "busy, not answered …; unknown: it may have been done, and is not sent again.",
        one_of=CONTROL_STATUSES,
    )
    told = text("What became of it, in English.")
    told_zh = text("What became of it, in Chinese.")
    answer = text("What the exchange said; null: nothing yet.", null=True)
    call_id = key("The call; null: none is known yet.", null=True)
    order_id = key("The order that it is about; null: none.", null=True)
    person_id = key("Who asked; null: the system.", null=True)
    person_name = text("Their name; null: the system.", null=True)
    reached = text(
        "Whom it is about: a colleague's name, a queue, a number (masked for whoever may see none); "
        "null: nobody else.",
        null=True,
    )
    reason = text("Why, or the word to the next agent; null: nothing was said.", null=True)
    written_at = when("When it was asked for.")
    sent_at = when("When it was sent; null: not yet, or never.", null=True)
    outcome_at = when("When its outcome was known; null: it is not.", null=True)


class Standing(Schema):
    """How a call stands for whoever asks, by what was done."""

    held = flag("They have put it on hold.")
    muted = flag("They are muted.")
    recording_paused = flag("The recording is paused, by whomever.")
    aside = flag("The customer is another's: they are consulted, the third of three, or listen in.")
    consultation = key("The control by which they consult somebody now; null: nobody.", null=True)


class CallControls(Schema):
    """What was wanted of a call."""

    standing = part(Standing, "How it stands for you.")
    items = parts(Control, "The controls, oldest first.")


class Supervisions(Schema):
    """Who listened in on a call, or spoke in it."""

    items = parts(Control, "The controls, oldest first; each has its reason.")
