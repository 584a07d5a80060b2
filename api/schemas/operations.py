"""Incidents, messages, health, vocabulary, demonstration."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, document, flag, key, number, parts, text, texts, when, whole


class IncidentsQuery(PageQuery):
    """Which incidents; the newest come first."""

    status = text("open or resolved.", given=False, one_of=("open", "resolved"), load_default="open")
    kind = text("Only of this kind.", given=False, least=1, most=40)
    package = text("Only of processes of this package.", given=False, least=1, most=64)
    element = text("Only at this element.", given=False, least=1, most=200)


class Incident(Schema):
    """What could not go on. Times are business time, UTC."""

    id = key("The incident.")
    kind = text("step-failed, no-department, outcome-unknown …")
    message = text("What is wrong and what to do, English.")
    message_zh = text("The same, Chinese; null: an incident of an earlier release.", null=True)
    status = text("Where it stands.", one_of=("open", "resolved"))
    retries = whole("How often it was tried again in vain.")
    opened_at = when("When it was opened.")
    resolved_at = when("When it was resolved; null: it is open.", null=True)
    resolved_by_name = text("Who resolved it; null: nobody yet, or the system.", null=True)
    instance = key("The process instance; null: none.", null=True)
    package = text("The package of the process; null: none.", null=True)
    element = text("The element; null: none.", null=True)
    task = key("The task whose completion is stuck in it; null: none.", null=True)
    task_name = text("That task's name; null: there is none.", null=True)
    order = key("The order; null: none.", null=True)
    order_number = text("That order's number; null: there is none.", null=True)
    order_title = text("That order's title; null: there is none.", null=True)
    retryable = flag("Retrying applies what failed again; else it only closes the incident.")
    outcome_unknown = flag("Nobody knows whether the effect happened: find out, then settle it.")
    task_can_be_reopened = flag("The stuck completion can be given back to its department instead.")
    may_mend = flag("You may retry it.")
    typed = document(
        "What was filled in with the stuck completion; null: none is stuck, or you may not mend it.",
        null=True,
    )


class IncidentPage(Paged):
    """A page of incidents."""

    items = parts(Incident, "The incidents, newest first.")


class Retried(Schema):
    """What a retry led to."""

    incident = key("The incident.")
    status = text("resolved; or open: it failed again.", one_of=("open", "resolved"))
    message = text("Why it failed again, English; null: it did not.", null=True)
    message_zh = text("The same, Chinese; null: it did not.", null=True)


class SettleBody(Schema):
    """What somebody has found out about an effect."""

    happened = flag("true: it did, and the process goes on; false: it did not, and it is tried again.")


class Settled(Schema):
    """An unknown outcome that is known now."""

    incident = key("The incident.")
    status = text("resolved.", one_of=("resolved",))


class ReopenedTask(Schema):
    """A stuck task that is open again, with what was typed as its draft."""

    incident = key("The incident.")
    status = text("resolved.", one_of=("resolved",))
    task = key("The task.")


class MessageBody(Schema):
    """A message from outside for a process."""

    name = text("The message's name, as drawn.", least=1, most=120)
    key_ = text("The correlation key: an order's number, a meter's …", least=1, most=200, data_key="key")
    payload = document("What it brings, seen as `message` in expressions.", given=False)
    sender_id = text(
        "The sender's own id for it: a second copy changes nothing; null: every copy counts.",
        given=False,
        least=1,
        most=200,
    )


class SignalBody(Schema):
    """A signal from outside for every process that waits for it."""

    name = text("The signal's name, as drawn.", least=1, most=120)
    payload = document("What it brings, seen as `message` in expressions.", given=False)


class SignalHeard(Schema):
    """Who hears the signal."""

    heard = whole("How many waiting processes will hear it.")
    started = texts("The processes that it has started.")


class FactsBody(Schema):
    """What is the case outside."""

    values = document("Facts by the names that the conditions of start events give them.")


class ConditionNotJudged(Schema):
    """A condition that could not be judged."""

    definition = text("The id of its version.")
    element = text("The start event.")
    problem = text("Why, in English.")
    problem_zh = text("Why, in Chinese.")


class ConditionsEvaluated(Schema):
    """What the facts have led to."""

    started = texts("The processes that they have started.")
    failed = parts(ConditionNotJudged, "Conditions that could not be judged; they hinder no others.")


class MessageTaken(Schema):
    """Who gets the message."""

    outcome = text(
        "instance: a waiting process; started: a new process; waiting: nobody yet, it is kept for a while; "
        "known: this copy was there before.",
        one_of=("instance", "started", "waiting", "known"),
    )
    message = key("The message; null: known before.", null=True)
    instance = key("The process; null: none.", null=True)


class Live(Schema):
    """The server answers."""

    status = text("live", one_of=("live",))


class BrokenPackage(Schema):
    """An active version that cannot be run; the other packages are not concerned."""

    package = text("The package's key.")
    version = whole("The version's number.")
    reason = text("Why it cannot be run, and what to do, English.")
    reason_zh = text("The same, Chinese.")


class Ready(Schema):
    """The server can work: the database answers and has the schema of this release."""

    status = text("ready", one_of=("ready",))
    timers_seconds = number(
        "How long the oldest due timer waits, seconds of the business clock; 0: none is due."
    )
    deliveries_seconds = number("How long the oldest delivery waits, seconds of the business clock.")
    jobs_seconds = number("How long the oldest due job waits, seconds.")
    broken = parts(BrokenPackage, "Active versions that cannot be run: nothing starts on them.")


class ReasonBody(Schema):
    """Why."""

    reason = text("Why; it stays in the history.", least=1, most=1000)


class InstanceStatus(Schema):
    """A process after it was stopped, let go on, or cancelled."""

    instance = key("The process instance.")
    status = text("Where it stands now.", one_of=("active", "suspended", "cancelled"))


class Word(Schema):
    """A word with its names."""

    key_ = text("The word as values hold it.", attribute="key", data_key="key")
    zh = text("Its Chinese name.")
    en = text("Its English name.")


class FactWords(Word):
    """A fact by which limit rules are chosen, with what it can be."""

    values = parts(Word, "What it can be.")


class Vocabulary(Schema):
    """The words that orders and limits use, in both languages."""

    categories = parts(Word, "Order categories.")
    areas = parts(Word, "Areas, by which arrival limits differ.")
    customer_classes = parts(Word, "Customer classes.")
    hold_reasons = parts(Word, "Reasons for which an order can be held.")
    reject_reasons = parts(Word, "Reasons for which a unit rejects 退单, by the inbox rules.")
    milestones = parts(Word, "Milestones at which clocks start and stop.")
    limits = parts(Word, "Limit rules of the installation's operator profile.")
    facts = parts(FactWords, "Facts by which limit rules are chosen, in the order of the vocabulary's file.")


class RecordingView(Schema):
    """A recorded call that can ring."""

    key_ = text("Its key.", attribute="key", data_key="key")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    seconds = number("How long it lasts, seconds.")


class DemonstrationView(Schema):
    """What can be demonstrated here."""

    enabled = flag("Recorded calls can ring; never in production.")
    clock_rate = number("Seconds of business time in one second.")
    business_now = when("Business time now, UTC.")
    recordings = parts(RecordingView, "The calls; none where it is not enabled.")


class RingBody(Schema):
    """Let a recorded call ring."""

    recording = text("The recording's key.", least=1, most=100)


class Ringing(Schema):
    """A recorded call that rings now."""

    recording = text("The recording's key.")
    call = text("The exchange's id for the call; null: it is not known yet.", null=True)
