"""Outages 停电事件, and telling estimates."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import (
    STATUSES,
    Paged,
    PageQuery,
    anything,
    flag,
    key,
    keys,
    parts,
    text,
    when,
    whole,
)
from api.schemas.order_links import MOST_AT_ONCE
from engine.commands.outages.place import MOST_PREMISES
from engine.orders import CAUSES, OutageKind, OutageStatus
from engine.queries.outages import SORTS

KINDS, OUTAGE_STATUSES = tuple(OutageKind), tuple(OutageStatus)


class OutagesQuery(PageQuery):
    """Which outages, in which order."""

    kind = text("Only of this kind.", given=False, one_of=KINDS)
    status = text("Only with this status.", given=False, one_of=OUTAGE_STATUSES)
    tier = key("Only of this tier and those below it.", given=False)
    words = text("Contained in the title.", given=False, least=1, most=100, data_key="text")
    area = text("How the transformer area's name begins.", given=False, least=1, most=40)
    premise = key("Only where this premise was without supply, now or ever.", given=False)
    going_on = flag("Only those that are announced or active.", given=False, load_default=False)
    sort = text(
        "-starts, starts: by their beginning, the latest or earliest first.",
        given=False,
        one_of=tuple(SORTS),
        load_default="-starts",
    )


class OutageLine(Schema):
    """An outage. Times are business time, UTC."""

    id = key("The outage.")
    kind = text("planned or fault.", one_of=KINDS)
    status = text("announced, active, restored or cancelled.", one_of=OUTAGE_STATUSES)
    title = text("Where and what, in a few words.")
    cause = text("Why.", one_of=CAUSES)
    tier = key("The county.")
    tier_name = text("That county's name; null: there is none.", null=True)
    transformer_area = text("The transformer area 台区; null: it is known by premises alone.", null=True)
    starts_at = when("When it began, or is to begin.")
    expected_at = when("When the supply is expected back; null: nobody can say yet.", null=True)
    restored_at = when("When the supply came back; null: not yet.", null=True)
    orders = whole("How many orders it explains; 0 where that was not counted.")
    revision = whole("Counts its changes.")


class OutagesPage(Paged):
    """A page of outages."""

    items = parts(OutageLine, "The outages.")
    as_of = when("The business time at which this was true, UTC.")


class ExplainedOrder(Schema):
    """An order that the outage explains, and that you may see."""

    order = key("The order.")
    number = text("Its number.")
    title = text("Its title.")
    status = text("Its status.", one_of=STATUSES)
    wants_message = flag("Its customer wishes a message.")
    is_outside = flag("Its premise is none of the outage's place, or not known: check it.")
    may_unlink = flag("You may say that the outage does not explain it.")


class OutageView(OutageLine):
    """An outage with everything that its page needs."""

    description = text("What else is known; may be empty.")
    premises = whole("How many premises are named, beside those of the transformer area.")
    recorded_by_name = text("Who recorded it; null: the system.", null=True)
    recorded_at = when("When it was recorded.")
    explained = parts(ExplainedOrder, "The orders that it explains, at most 200 of them.")
    may_manage = flag("You may change it.")


class OutagePremisesQuery(PageQuery):
    """Which premises of an outage."""

    words = text("Contained in number or address.", given=False, least=1, most=100, data_key="text")


class OutagePremise(Schema):
    """A premise that an outage names."""

    id = key("The premise.")
    number = text("The number on the bill.")
    address = text("Where it is.")


class OutagePremises(Paged):
    """A page of the premises that an outage names."""

    items = parts(OutagePremise, "By their numbers.")


class OpenOutageBody(Schema):
    """A new outage, of a transformer area, of premises, or of both."""

    kind = text("planned or fault.", one_of=KINDS)
    title = text("Where and what, in a few words.", least=1, most=200)
    cause = text("Why.", one_of=CAUSES)
    tier_id = key("The county.")
    starts_at = when("When it began, or is to begin.")
    expected_at = when(
        "When the supply is expected back; null: nobody can say yet; a planned one needs it.", given=False
    )
    transformer_area = text("The transformer area; null: premises alone.", given=False, least=1, most=40)
    premise_ids = keys(
        "Premises without supply.",
        given=False,
        load_default=list,
        validate=validate.Length(max=MOST_PREMISES),
    )
    description = text("What else is known.", given=False, most=2000, load_default="")


class OutageOpened(Schema):
    """An outage that was recorded."""

    outage = key("The outage.")
    revision = whole("Its revision.")
    orders = whole("How many fault reports in work it explains.")


class ChangeOutageBody(Schema):
    """What is to be changed; what is left out stays."""

    revision = whole("The revision that you have read.", least=1, most=2**31 - 1)
    title = text("Where and what; null: stays.", given=False, least=1, most=200)
    cause = text("Why; null: stays.", given=False, one_of=CAUSES)
    description = text("What else is known; null: stays.", given=False, most=2000)
    transformer_area = text("The transformer area; null: stays.", given=False, least=1, most=40)
    add_premise_ids = keys(
        "Premises that are without supply as well.",
        given=False,
        load_default=list,
        validate=validate.Length(max=MOST_PREMISES),
    )
    remove_premise_ids = keys(
        "Premises that are not; those that it does not name change nothing.",
        given=False,
        load_default=list,
        validate=validate.Length(max=MOST_PREMISES),
    )
    starts_at = when("When it begins; null: stays.", given=False)
    expected_at = when("When the supply is expected back; null: stays.", given=False)
    reason = text("Why it is changed; may be empty.", given=False, most=1000, load_default="")


class RestoreOutageBody(Schema):
    """The supply is back."""

    revision = whole("The revision that you have read.", least=1, most=2**31 - 1)
    restored_at = when("When; null: now.", given=False)


class CancelOutageBody(Schema):
    """It does not take place."""

    revision = whole("The revision that you have read.", least=1, most=2**31 - 1)
    reason = text("Why.", least=1, most=1000)


class OutageChanged(Schema):
    """An outage after a change."""

    outage = key("The outage.")
    revision = whole("Its revision now.")
    told = whole("How many orders are brought up to date; their customers are told once each.")


class OutageAltered(OutageChanged):
    """An outage after its facts were changed."""

    linked = whole("How many fault reports in work it explains that it did not explain before.")
    outside = whole("How many orders are linked whose premise is none of its place: check these.")


class OutageValue(Schema):
    """A value that changed."""

    name = text("The value's name.")
    before = anything("The value before; null: none.")
    after = anything("The value after; null: none.")


class OutageEvent(Schema):
    """What happened to an outage. Times are business time, UTC."""

    seq = whole("Its number in the outage's chain, from 1.")
    type = text("outage.recorded, outage.changed, outage.restored, outage.cancelled.")
    event_at = when("When it happened.")
    entered_at = when("When it was recorded.")
    actor_name = text("Who did it; null: the system.", null=True)
    values = parts(OutageValue, "What changed.")


class OutageHistory(Schema):
    """What has happened to an outage."""

    items = parts(OutageEvent, "The events, oldest first.")


class LinkOutageBody(Schema):
    """An outage explains the order."""

    outage_id = key("The outage.")
    wants_message = flag("The customer wishes a message.", given=False, load_default=True)


class UnlinkOutageBody(Schema):
    """The outage does not explain the order."""

    outage_id = key("The outage.")


class OutageLinked(Schema):
    """An order and an outage."""

    order = key("The order.")
    outage = key("The outage.")


class TellEstimateBody(Schema):
    """A new estimate for several orders."""

    orders = keys("The orders, each once.", validate=validate.Length(min=1, max=MOST_AT_ONCE))
    expected_at = when("When their supply is expected back.")
    dry_run = flag("Only say of each whether it can be told.", given=False, load_default=False)
