"""Orders: opening them, lists of them, and all that is known of one."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import (
    CATEGORIES,
    CLOCK_STATES,
    STATUSES,
    TASK_STATUSES,
    TIER_KINDS,
    Paged,
    PageQuery,
    Query,
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
from api.schemas.outages import OutageLine
from api.schemas.premises import Premise
from api.schemas.restriction import Restriction
from engine.queries.orders import SORTS


class OpenOrderBody(Schema):
    """A new order. Say where it is: by premise, else by territory, else by tier."""

    category = text("What kind of order.", one_of=CATEGORIES)
    title = text("What has happened, in a few words.", least=1, most=200)
    description = text("What was said.", given=False, most=5000, load_default="")
    premise_id = key("The premise; null: not known.", given=False)
    territory_id = key("The territory, where no premise is known; null: not known.", given=False)
    tier_id = key("The county, where neither is known; null: not known.", given=False)
    area = text("urban, rural or remote; null: the premise's.", given=False, most=10)
    customer_class = text(
        "The customer's class; null: the customer's own, else ordinary.", given=False, most=20
    )
    caller_name = text("Who calls; null: as the call says.", given=False, most=100)
    caller_number = text("From which number; null: as the call says.", given=False, most=40)
    call_id = key("The call in which it is told; null: none.", given=False)
    priority = whole(
        "0 ordinary, 10 urgent; danger and importance can only raise it.",
        given=False,
        least=0,
        most=100,
        load_default=0,
    )
    own = document(
        "The fields of the category's intake form.", given=False, attribute="fields", data_key="fields"
    )
    event_at = when("When the customer called; null: the begin of the call, else now.", given=False)
    beside = flag(
        "Open it although the same premise or caller has an open order: it is another matter.",
        given=False,
        load_default=False,
    )
    danger = flag(
        "People or things are in danger: the rules of orders make it urgent.", given=False, load_default=False
    )
    outage_id = key("A known outage at the premise, of which the caller was told; null: none.", given=False)
    wants_message = flag(
        "The caller wishes a message when the outage's estimate changes, and when it ends.",
        given=False,
        load_default=False,
    )


class OpenedTask(Schema):
    """A task that was opened."""

    task = key("The task.")
    element = text("Its element.")
    name = text("What is to be done.")
    department = key("For which department; null: a person.", null=True)
    person = key("For which person; null: whoever claims it.", null=True)


class OpenedOrder(Schema):
    """An order that has been opened."""

    order = key("The order.")
    number = text("Its number: tell it to the customer.")
    instance = key(
        "The process that it started; null: none serves the category, or it could not start.", null=True
    )
    opened = parts(OpenedTask, "Its first tasks.")
    message = text(
        "Why its process could not start (there is an incident), English; null: it did.", null=True
    )
    message_zh = text("The same, Chinese; null: it did.", null=True)


class OrdersQuery(PageQuery):
    """Which orders, in which order."""

    status = text("Only in this status.", given=False, one_of=STATUSES)
    category = text("Only of this category.", given=False, one_of=CATEGORIES)
    stage = text("Only in this stage.", given=False, least=1, most=40)
    tier = key("Only of this tier and those below it.", given=False)
    words = text(
        "Words that its texts have, as in a search.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    opened_from = when("Opened at this time or later.", given=False)
    opened_to = when("Opened before this time.", given=False)
    sort = text(
        "-opened, opened: newest, oldest first; -priority: most urgent first.",
        given=False,
        one_of=tuple(SORTS),
        load_default="-opened",
    )


class SearchQuery(PageQuery):
    """What is looked for."""

    words = text(
        "One to six words, all of which the order's texts have: of Chinese any part of two characters or "
        "more, of numbers and Latin words the beginning; full-width and capitals do not matter.",
        least=1,
        most=100,
    )


class OrderLine(Schema):
    """One order of a list. Times are business time, UTC."""

    id = key("The order.")
    number = text("Its number, 13 digits; read out in groups of 6, 6 and 1.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    round = whole("The round in which it goes, from 1.")
    priority = whole("Higher is more urgent.")
    title = text("What has happened.")
    tier = key("The county that has it.")
    tier_name = text("That county's name; null: there is none.", null=True)
    crew_name = text("The crew that has it; null: none.", null=True)
    opened_at = when("When it was opened.")
    event_at = when("When the customer called.")
    done_at = when("办结: when the work was done and confirmed; null: not yet.", null=True)
    archived_at = when("归档: when it ended; null: not yet.", null=True)
    outcome = text("How it ended; null: it has not.", null=True)
    attention = text("The highest tier whose attention was raised; null: none.", null=True, one_of=TIER_KINDS)
    urges = whole("How often it was urged.")
    restricted = flag("It is restricted: its title is shown only after saying why one looks.")
    promise_due_at = when("The next outward promise that runs out; null: none runs.", null=True)
    target_due_at = when("The next internal target that runs out; null: none runs.", null=True)


class OrderPage(Paged):
    """A page of orders: exactly those that you may see."""

    items = parts(OrderLine, "The orders.")
    as_of = when("The business time at which this was true, UTC.")


class Hold(Schema):
    """A hold 挂起. Times are business time, UTC."""

    reason = text("Why: a pause of the vocabulary, or the words of a package's own form.")
    until = when("Until when; null: no end.", null=True)
    since = when("Since when.")
    asked_by_name = text("Who asked for it; null: nobody else.", null=True)
    approved_by_name = text("Who approved it; null: the process.", null=True)


class ClockWarning(Schema):
    """A fraction of a limit at which pages warn."""

    percent = whole("How much of the limit is used up then.")
    at = when("When that is, UTC.")
    reached = flag("It is so already.")


class Clock(Schema):
    """A clock of the order. Times are business time, UTC; lengths are of the answer's `as_of`."""

    rule = text("The limit rule's key.")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    state = text("What it is doing; undetermined: a calendar year is missing.", one_of=CLOCK_STATES)
    round = whole("The round that it counts.")
    unit = text(
        "In what `promise` and `target` are counted: minutes, working minutes, working or calendar days."
    )
    promise = whole("The outward promise, in units; null: nothing is promised.", null=True)
    target = whole("The internal target, in units; null: there is none.", null=True)
    promise_due_at = when(
        "When the promise ends; null: not promised, not begun, or it cannot be said.", null=True
    )
    target_due_at = when(
        "When the target ends; null: there is none, not begun, or it cannot be said.", null=True
    )
    promise_breached = flag("It ran, or stopped, after the promise's end.")
    target_breached = flag("It ran, or stopped, after the target's end.")
    breached = flag("The promise is broken, or the target where nothing was promised.")
    elapsed_seconds = whole("How long it ran, without pauses; null: it cannot be said.", null=True)
    remaining_seconds = whole(
        "How long to the promise, else the target; negative when over; null: not begun.", null=True
    )
    remaining_days = whole("Counted days left, 0 today is the last; null: no limit in days.", null=True)
    provisional = flag("It rests on a calendar year that is not announced yet.")
    missing_year = whole("The calendar year to import before it can be said; null: none.", null=True)
    remaining_working_days = whole(
        "Whole working days left; null: the limit counts no working time, is over or cannot be said.",
        null=True,
    )
    remaining_working_seconds = whole(
        "The working time left beside the whole days, in seconds; null: as there.", null=True
    )
    warnings = parts(ClockWarning, "When pages warn, by the rule; empty while it does not run.")


class OrderTask(Schema):
    """An open task of the order."""

    id = key("The task.")
    name = text("What is to be done.")
    element = text("Its element.")
    status = text("Where it stands.", one_of=TASK_STATUSES)
    department = key("Whose it is; null: a person's.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    holder = key("Who has claimed it; null: nobody.", null=True)
    holder_name = text("That person's name; null: there is none.", null=True)
    may_work = flag("You may work on it, if nobody else holds it.")


class OrderLink(Schema):
    """Another order that has to do with this one, and that you may see."""

    order = key("The other order.")
    number = text("Its number.")
    title = text("Its title.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("Its status.", one_of=STATUSES)
    kind = text("How: merged, child, related, duplicate, claim, or the category that a step opened.")
    to_this = flag("The other order points to this one.")
    linked_at = when("Since when, business time, UTC.")


class OrderCall(Schema):
    """A call that concerns the order. Times are business time, UTC."""

    call = key("The call.")
    kind = text("opened: the order was opened in it; repeat: the customer called again.")
    state = text("Where the call stands.")
    outcome = text("How it ended; null: it goes on.", null=True)
    caller_number = text("From which number; null: withheld.", null=True)
    caller_name = text("The name the exchange gave; null: none.", null=True)
    agent_name = text("Who spoke; null: nobody.", null=True)
    started_at = when("When it began.")
    answered_at = when("When it was answered; null: not.", null=True)
    ended_at = when("When it ended; null: it goes on.", null=True)


class Token(Schema):
    """Where a process stands."""

    token = whole("The token's number within its instance.")
    element = text("The element.")
    name = text("Its name as drawn.")
    definition = key("The version in which it stands.")
    waiting = flag("It waits for an event; else somebody or something is at work.")


class Instance(Schema):
    """A process instance. Times are business time, UTC."""

    id = key("The instance.")
    process = text("Its process.")
    definition = key("The version it runs on.")
    package = text("That version's package.")
    version = whole("That version's number.")
    status = text("Where it stands.", one_of=("active", "suspended", "completed", "cancelled"))
    started_at = when("When it began.")
    ended_at = when("When it ended; null: it goes on.", null=True)
    active = parts(Token, "Where it stands; empty when it has ended.")


class SupportingUnit(Schema):
    """A unit that supports the one in charge 协办."""

    department = key("The department.")
    department_name = text("Its name; null: it is gone.", null=True)
    task = text("What it is to contribute; may be empty.")
    added_at = when("Since when, business time, UTC.")


class Order(Schema):
    """An order with everything that its page needs. Times are business time, UTC."""

    id = key("The order.")
    number = text("Its number, 13 digits.")
    spoken_number = text("The number in groups as it is read out.")
    category = text("Its category.", one_of=CATEGORIES)
    package = text("The package that serves it; null: none.", null=True)
    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    round = whole("The round in which it goes, from 1.")
    priority = whole("Higher is more urgent.")
    title = text("What has happened.")
    description = text("What was said; may be empty.")
    own = document(
        "The order's own fields, as its package declares them.", attribute="fields", data_key="fields"
    )
    area = text("urban, rural or remote; null: not known.", null=True)
    customer_class = text("The customer's class; null: not known.", null=True)
    premise = part(Premise, "The premise; null: none is known.", null=True)
    caller_name = text("Who called; null: not known.", null=True)
    caller_number = text("From which number; null: not known.", null=True)
    call = key("The call in which it was opened; null: none.", null=True)
    tier = key("The county that has it.")
    tier_name = text("That county's name; null: there is none.", null=True)
    crew = key("The crew that has it; null: none.", null=True)
    crew_name = text("That crew's name; null: there is none.", null=True)
    origin_department_name = text("The department that opened it; null: the system.", null=True)
    opened_by_name = text("Who opened it; null: the system.", null=True)
    event_at = when("When the customer called.")
    opened_at = when("When it was opened.")
    done_at = when("办结: when the work was done and confirmed; null: not yet.", null=True)
    archived_at = when("归档: when it ended; null: not yet.", null=True)
    outcome = text("How it ended; null: it has not.", null=True)
    attention = text("The highest tier whose attention was raised; null: none.", null=True, one_of=TIER_KINDS)
    urges = whole("How often it was urged.")
    hold = part(Hold, "The hold; null: it is not held.", null=True)
    expected_at = when("When it is expected to be restored or done; null: nobody has said.", null=True)
    main = key("The main order into which it is merged 合并; null: it stands for itself.", null=True)
    merged = whole("How many orders are merged into it.")
    restriction = part(
        Restriction, "To whom it opens, and whom it concerns; null: it is not restricted.", null=True
    )
    profile = text("The operator profile whose limits it has.")
    revision = whole("Counts its changes.")
    clocks = parts(Clock, "Its clocks: those that run first, then by what is due first.")
    tasks = parts(OrderTask, "Its open tasks.")
    links = parts(OrderLink, "Orders that have to do with it.")
    outages = parts(OutageLine, "Outages that explain it, the latest linked first.")
    supporting = parts(SupportingUnit, "Units that support the one in charge.")
    calls = parts(OrderCall, "Calls that concern it.")
    instances = parts(Instance, "Its processes, oldest first.")
    open_incidents = whole("How many incidents of it are open.")
    watching = flag("You watch it 关注.")
    watchers = whole("How many people watch it by their own wish.")
    permissions = texts(
        "What you may do to this order: change-order, hold-order, request-hold, request-cancellation …"
    )
    as_of = when("The business time at which this was true, UTC.")


class IntakeQuery(Query):
    """Which category."""

    category = text("The order's category.", one_of=CATEGORIES)


class Intake(Schema):
    """With what an order of a category begins. All but the category are null when no package serves it."""

    category = text("The category.", one_of=CATEGORIES)
    package = text("The package that serves it.", null=True)
    version = whole("Its active version.", null=True)
    name_zh = text("Its Chinese name.", null=True)
    name_en = text("Its English name.", null=True)
    form_key = text("The form's key; null: it begins without a form.", null=True)
    form = document("The form's JSON Schema (2020-12); null: it begins without a form.", null=True)
