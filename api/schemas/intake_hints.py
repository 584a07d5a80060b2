"""What is known of a caller and a premise before an order is opened; flags; reopening."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import (
    CATEGORIES,
    STATUSES,
    Paged,
    PageQuery,
    Query,
    flag,
    key,
    parts,
    text,
    when,
    whole,
)
from api.schemas.outages import OutageLine
from engine.orders import FLAG_KINDS


class HintsQuery(Query):
    """Who calls, about what, and where; what is not known is left out."""

    category = text("The order's category.", one_of=CATEGORIES)
    premise = key("The premise.", given=False)
    caller_number = text("From which number.", given=False, least=1, most=40)
    customer_class = text("The customer's class.", given=False, most=20)
    danger = flag("People or things are in danger.", given=False, load_default=False)


class Repeat(Schema):
    """An order that the call may repeat, and that you may see."""

    id = key("The order.")
    number = text("Its number.")
    title = text("Its title.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    opened_at = when("When it was opened, business time, UTC.")
    urges = whole("How often it was urged.")
    by = text("How it is like this one.", one_of=("premise", "number"))
    is_live = flag("The call can join it.")


class CallerFlag(Schema):
    """A flag on a telephone number. Times are business time, UTC."""

    id = key("The flag.")
    caller_number = text("The number.")
    kind = text("sensitive: be careful; nuisance: not again.", one_of=FLAG_KINDS)
    reason = text("Why.")
    set_by_name = text("Who set it; null: they are gone.", null=True)
    set_at = when("When.")
    until = when("Until when; null: until somebody ends it.", null=True)
    ended_at = when("When it was ended; null: nobody did.", null=True)


class IntakeHints(Schema):
    """What an agent must know before opening an order."""

    repeats = parts(Repeat, "Orders of the premise or number in the window, the newest first.")
    neighbours = whole("Fault reports from the same transformer area in the window.")
    calls_around = flag("So many that the neighbourhood is calling: ask for an outage.")
    outages = parts(OutageLine, "Outages that go on, or are announced, at the premise.")
    reconnect = flag("The premise is cut off for debt: open a request for reconnection instead.")
    flags = parts(CallerFlag, "Flags of the caller that hold.")
    priority = whole("The priority by danger and importance.")


class FlagsQuery(PageQuery):
    """Which flags."""

    kind = text("Only of this kind.", given=False, one_of=FLAG_KINDS)
    words = text("Contained in the number or the reason.", given=False, least=1, most=100, data_key="text")
    holding = flag("Only those that hold now.", given=False, load_default=True)


class FlagsPage(Paged):
    """A page of flags, the newest first."""

    items = parts(CallerFlag, "The flags.")


class FlagBody(Schema):
    """A new flag."""

    caller_number = text("The number.", least=3, most=40)
    kind = text("sensitive or nuisance.", one_of=FLAG_KINDS)
    reason = text("Why; it stays on record.", least=1, most=1000)
    until = when("Until when; null: until somebody ends it.", given=False)


class EndFlagBody(Schema):
    """A flag does not hold any more."""

    reason = text("Why; it stays on record.", least=1, most=1000)


class Flagged(Schema):
    """A flag that was set or ended."""

    flag_ = key("The flag.", attribute="flag", data_key="flag")


class ReopenBody(Schema):
    """It is not mended after all."""

    reason = text("What the customer says.", least=1, most=2000)
    call_id = key("The call; null: none was recorded.", given=False)


class Reopened(Schema):
    """An order that goes round again, or the new one that is linked to it."""

    order = key("The order that is in work now.")
    number = text("Its number.")
    again = flag("It is the same order; else a new one.")
