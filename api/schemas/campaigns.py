"""Campaigns of calls, the lines of their lists, and the numbers that nobody calls."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, validate
from marshmallow import fields as _fields

from api.schemas.common import (
    Paged,
    PageQuery,
    Query,
    document,
    flag,
    key,
    number,
    part,
    parts,
    text,
    when,
    whole,
)
from api.schemas.problems import Finding
from engine.calling.campaigns import BY_KEYS, BY_TELEPHONE, KINDS, EntryStatus, Mode, Result, Status
from engine.queries.campaigns import CAMPAIGN_SORTS, ENTRY_SORTS
from engine.store.campaigns import SOURCES
from engine.words import Words

_CLOCK: Any = Words("write a time of the day such as 21:00", "请写一天中的时间，如 21:00")
_KEY: Any = Words("write one key: a digit, * or #", "请写一个按键：数字、* 或 #")
_KINDS, _RESULTS = tuple(KINDS), tuple(Result)
_ENTRY_STATUSES = tuple(EntryStatus)
_TOLD = tuple(one for one in Result if one not in BY_TELEPHONE)
_MODES = tuple(Mode)


class QuietSpan(Schema):
    """A part of every day in which nobody is called; over midnight when it ends before it begins."""

    start = text("From then on, HH:MM.", validate=validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error=_CLOCK))
    end = text("Until then, HH:MM.", validate=validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error=_CLOCK))


class KeyResult(Schema):
    """What a key means that a customer presses in the dialogue."""

    key = text("The key.", validate=validate.Regexp(r"^[0-9*#]$", error=_KEY))
    element = text("At which question (its element); null or left out: at any.", given=False, most=200)
    result = text("What it means.", one_of=BY_KEYS)


class Rules(Schema):
    """When and how often the numbers are called, in the time of the department's place."""

    quiet = parts(QuietSpan, "When nobody is called.", validate=validate.Length(max=6))
    days_off = _fields.List(
        whole("A day of the week: 1 is Monday.", least=1, most=7),
        required=True,
        validate=validate.Length(max=7),
        metadata={"description": "Days on which nobody is called."},
    )
    attempts = whole("How often a number is tried at most.", least=1, most=10)
    attempts_a_day = whole("How often on one day.", least=1, most=10)
    busy_minutes = whole("After so many minutes again when it was busy.", least=5, most=1440)
    no_answer_minutes = whole("After so many when nobody answered.", least=5, most=10080)
    abandoned_percent = whole("Of the last answered calls so many percent at most find no agent.")
    lines_most = whole("So many lines at most are dialled, or hear the dialogue, at the same time.")
    keys = parts(KeyResult, "What keys mean, by dialogue: the first that fits counts.")


class RulesBody(Rules):
    """The rules as they are to be; the last three, null or left out: as they were, else as usual."""

    abandoned_percent = whole(
        "The share that may find no agent, null: as it was, or 3.", given=False, least=0, most=10
    )
    lines_most = whole("Lines at the same time, null: as it was, or 10.", given=False, least=1, most=200)
    keys = parts(KeyResult, "What keys mean, null: as it was.", given=False, validate=validate.Length(max=40))


class Count(Schema):
    """How many lines there are of something."""

    key = text("The status or the result.")
    lines = whole("How many lines.")


class CampaignLine(Schema):
    """A campaign with how far it is."""

    id = key("The campaign.")
    name = text("What it is called.")
    kind = text("What it is about.", one_of=_KINDS)
    mode = text("Who dials: an agent (preview), the list by itself for agents or a dialogue.", one_of=_MODES)
    status = text("draft, running, paused or ended.", one_of=tuple(Status))
    department_id = key("Whose agents call.")
    department_name = text("That department's name; null: it was closed.", null=True)
    entries = whole("Lines of its list.")
    statuses = parts(Count, "Its lines by status.")
    results = parts(Count, "Its lines by result.")
    quiet = flag("By its hours nobody is called now.")
    opens_at = when("When that is over; null: it is not quiet, or never over.", null=True)
    created_at = when("When it was set up.")
    created_by_name = text("By whom; null: by nobody who is known.", null=True)
    started_at = when("When it began; null: not yet.", null=True)
    ended_at = when("When it ended; null: not yet.", null=True)
    revision = whole("Counts its changes, from 1.")


class Pace(Schema):
    """How a list dials by itself now."""

    dialling = whole("Lines that are being dialled.")
    waiting = whole("Customers who answered and wait for an agent.")
    speaking = whole("Customers in a talk, or in the dialogue.")
    agents = whole("Agents of the queue who are signed in.")
    agents_free = whole("Those of them who wait for a call.")
    answered = whole("The last calls that customers answered, at most `window`.")
    abandoned = whole("Those of them that found no agent.")
    abandoned_percent = number("What share that is; null: nobody answered yet.", null=True)
    abandoned_percent_most = whole("What share it may be.")
    window = whole("How many of the last answered calls count.")
    lines_most = whole("So many lines at the same time, at most.")
    answers_percent = number("What share of dialled numbers is answered; null: too few calls.", null=True)
    line_down = flag("The last calls failed on our own side: for a minute nothing is dialled.")


class Campaign(CampaignLine):
    """A campaign with what agents say and by which rules."""

    script = text("What agents say.")
    queue_id = key("Whose agents speak with whoever answers; null: it is not progressive.", null=True)
    queue_zh = text("What that queue is called; null: there is none.", null=True)
    queue_en = text("The same in English; null: there is none.", null=True)
    dialogue = text("The package that whoever answers hears; null: it is not by dialogue.", null=True)
    rules = part(Rules, "When and how often.")
    pace = part(Pace, "How it dials now; null: it does not dial by itself.", null=True)


class CampaignQueue(Schema):
    """A queue whose agents can speak with whoever answers."""

    id = key("The queue.")
    name = text("Its name at the exchange.")
    zh = text("What it is called.")
    en = text("The same in English.")
    department_id = key("Whose it is.")


class CampaignDialogue(Schema):
    """A dialogue that whoever answers can hear."""

    package = text("The package.")
    zh = text("What it is called.")
    en = text("The same in English.")


class CampaignOptions(Schema):
    """What a list that dials by itself can be connected with."""

    queues = parts(CampaignQueue, "Queues of departments whose campaigns one runs.")
    dialogues = parts(CampaignDialogue, "Dialogues that are deployed.")


class Campaigns(Paged):
    """A page of campaigns."""

    items = parts(CampaignLine, "The campaigns.")


class CampaignsQuery(PageQuery):
    """Which of them."""

    words = text("Contained in the name.", given=False, least=1, most=100, data_key="text")
    state = text(
        "going-on, ended or all.", given=False, one_of=("going-on", "ended", "all"), load_default="going-on"
    )
    sort = text("By age or name.", given=False, one_of=CAMPAIGN_SORTS, load_default="-created")


class CampaignBody(Schema):
    """A campaign as it is to be."""

    label = text("What it is called.", least=1, most=100, data_key="name")
    kind = text("What it is about; it stays.", one_of=_KINDS)
    department_id = key("Whose agents call; it stays.")
    script = text("What agents say.", given=False, most=4000, load_default="")
    mode = text("Who dials; left out: an agent, or as it was.", given=False, one_of=_MODES)
    queue_id = key("A queue of the department, for progressive.", given=False)
    dialogue = text("A deployed dialogue, for dialogue.", given=False, most=60)
    rules = part(RulesBody, "When and how often.")


class ChangeCampaignBody(CampaignBody):
    """A campaign in place of what it was."""

    revision = whole("The revision it was read at; or send If-Match.", given=False, least=1)


class CampaignKept(Schema):
    """A campaign that was stored."""

    id = key("The campaign.")
    revision = whole("Counts its changes, from 1.")


class MoveCampaignBody(Schema):
    """Where a campaign goes."""

    to = text("running, paused or ended.", one_of=("running", "paused", "ended"))
    reason = text("Why; null or left out: nothing is said.", given=False, most=300)


class CampaignMoved(CampaignKept):
    """A campaign that was moved."""

    status = text("Where it is now.", one_of=tuple(Status))


class FillQuery(Query):
    """Whether it is only tried."""

    dry_run = flag("Add nothing; tell what would be.", given=False, load_default=False)


class FillBody(Schema):
    """Whom to call, by a query of orders and customers at the campaign's place."""

    source = text("Which query.", one_of=SOURCES)
    outage_id = key("The outage, for those of an outage.", given=False)
    since = when("Orders finished from then on.", given=False)
    until = when("Orders finished before then.", given=False)
    dry_run = flag("Add nothing; tell what would be.", given=False, load_default=False)


class Filled(Schema):
    """What became of a list."""

    added = whole("Lines that are called.")
    left_out = whole("Lines that are added and not called: the numbers are on the do-not-call list.")
    doubled = whole("Numbers that the list has already, or twice.")
    without_number = whole("Whom a query found without a number that can be dialled.")
    stored = flag("It was done; false: it was a dry run, or there was nothing to do.")
    problems = parts(Finding, "What is wrong, by `line` and `field` (the column).")
    problem_count = whole("How many there are; a thousand of them are told.")


class Entry(Schema):
    """A line of a list."""

    id = key("The line.")
    position = whole("Its place in the list, from 1.")
    number = text("The telephone number.")
    name = text("Whose it is; null: not known.", null=True)
    customer_number = text("The customer's number; null: not known.", null=True)
    order = key("The order that it is about; null: none.", null=True)
    order_number = text("That order's number; null: none.", null=True)
    details = document("What else the list says: amount, due, note.")
    status = text("How far it is.", one_of=_ENTRY_STATUSES)
    next_at = when("From when on it may be called; null: not any more, or it is being called.", null=True)
    tried = _fields.List(
        when("When."),
        required=True,
        metadata={"description": "When it was called, counted anew or not."},
    )
    result = text("What the last call came to; null: nothing yet.", null=True, one_of=_RESULTS)
    note = text("What was noted, or why it is not called; null: nothing.", null=True)
    held_by_name = text("Who has it in hand, or had it last; null: nobody.", null=True)
    changed_at = when("When it changed last.")
    restricted = flag("Its order was restricted: nothing else of it is shown, and nobody calls it.")


class Entries(Paged):
    """A page of lines."""

    items = parts(Entry, "The lines.")


class EntriesQuery(PageQuery):
    """Which of them."""

    words = text("Contained in number or name.", given=False, least=1, most=100, data_key="text")
    status = text("Of this status.", given=False, one_of=_ENTRY_STATUSES)
    result = text("Of this result.", given=False, one_of=_RESULTS)
    sort = text("By place, name or last change.", given=False, one_of=ENTRY_SORTS, load_default="position")


class EntriesExportBody(Schema):
    """Which lines, in which kind of file."""

    format = text("csv or xlsx.", one_of=("csv", "xlsx"))
    status = text("Of this status; null or left out: all.", given=False, one_of=_ENTRY_STATUSES)


class EntryReasonBody(Schema):
    """Why somebody decides so."""

    reason = text("Why.", least=1, most=300)


class EntryMoved(Schema):
    """A line that changed."""

    id = key("The line.")
    status = text("How far it is.", one_of=_ENTRY_STATUSES)
    result = text("What the last call came to; null: nothing yet.", null=True, one_of=_RESULTS)


class EntryTaken(Schema):
    """The line that one has in hand now."""

    id = key("The line; null: nobody is to be called now.", null=True)
    status = text("How far it is; null: there is none.", null=True, one_of=_ENTRY_STATUSES)
    result = text("What the last call came to; null: nothing yet.", null=True, one_of=_RESULTS)


class EntryCalled(Schema):
    """A call that was written, or why there is none."""

    entry = key("The line.")
    status = text("How far it is.", one_of=_ENTRY_STATUSES)
    control = key("What dials; its outcome comes on the stream; null: nothing was dialled.", null=True)
    reason = text("Why nothing was dialled; null: something was.", null=True)


class ResultBody(Schema):
    """What a call came to."""

    result = text("What it came to.", one_of=_TOLD)
    note = text("What else; null or left out: nothing.", given=False, most=1000)
    again_at = when("When to call again, for call-again alone.", given=False)


class InHand(Schema):
    """The line that one has in hand."""

    entry = part(Entry, "The line.")
    campaign = key("Its campaign.")
    campaign_name = text("What that is called.")
    kind = text("What it is about.", one_of=_KINDS)
    script = text("What to say.")
    attempt = key("The control that dials, or dialled; null: not called yet.", null=True)
    held_until = when("Until when it is in hand; null: without an end.", null=True)


class ToCall(Schema):
    """A campaign for which one can call."""

    id = key("The campaign.")
    name = text("What it is called.")
    kind = text("What it is about.", one_of=_KINDS)
    mode = text("preview: one takes its lines; the others dial by themselves.", one_of=_MODES)
    waiting = whole("Lines that are to be called now.")
    quiet = flag("By its hours nobody is called now.")
    opens_at = when("When that is over; null: it is not quiet, or never over.", null=True)


class NextCall(Schema):
    """What one calls next."""

    in_hand = part(InHand, "What one has in hand; null: nothing.", null=True)
    campaigns = parts(ToCall, "Campaigns of one's departments that are running.")


class DoNotCall(Schema):
    """A number that nobody calls."""

    id = key("The entry.")
    number = text("The telephone number.")
    kind = text("About what it is not called; null: about nothing at all.", null=True, one_of=_KINDS)
    reason = text("Why.")
    from_at = when("Since when.")
    until = when("Until when; null: until it is taken out.", null=True)
    entered_by_name = text("Who entered it; null: nobody who is known.", null=True)
    removed_at = when("When it was taken out; null: it was not.", null=True)
    removed_by_name = text("Who took it out; null: nobody.", null=True)
    removal_reason = text("Why it was taken out; null: it was not.", null=True)
    holds = flag("It holds now.")


class DoNotCallPage(Paged):
    """A page of numbers that nobody calls."""

    items = parts(DoNotCall, "The numbers.")


class DoNotCallQuery(PageQuery):
    """Which of them."""

    words = text("Contained in number or reason.", given=False, least=1, most=100, data_key="text")
    state = text(
        "holding, over, all.", given=False, one_of=("holding", "over", "all"), load_default="holding"
    )


class DoNotCallBody(Schema):
    """A number that nobody is to call."""

    number = text("The telephone number.", least=3, most=40)
    kind = text("About what; null or left out: about nothing at all.", given=False, one_of=_KINDS)
    reason = text("Why.", least=1, most=300)
    until = when("Until when; null or left out: until it is taken out.", given=False)


class DoNotCallKept(Schema):
    """An entry that was stored."""

    id = key("The entry.")
