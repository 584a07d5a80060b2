"""Queues now, the wallboard, and how callers were served in a period."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Query, flag, key, number, part, parts, text, when, whole
from api.schemas.overflow import OverflowNow
from engine.queries.call_measures import BY, LEVELS


class ServiceFigures(Schema):
    """How callers were served. Percentages and averages are null where there is nothing to measure."""

    offered = whole("Stays in the queue of which is known what became of them; who still waits is none.")
    answered = whole("An agent answered.")
    answered_in_time = whole("Answered within what counts as good service in the queue.")
    abandoned = whole("The caller hung up, or was lost, before anybody answered; short ones apart.")
    short_abandoned = whole("Hung up so soon that it is not counted as abandoned.")
    went_on = whole("Left the queue otherwise: its longest wait, a key.")
    service_level_percent = number("Answered in time, of all offered; null: nobody was.", null=True)
    abandonment_percent = number("Abandoned, of those answered and abandoned; null: none were.", null=True)
    average_wait_seconds = number("How long the answered had waited (ASA); null: none were.", null=True)
    average_handle_seconds = number("Talk with hold, and wrap-up (AHT); null: no call is over.", null=True)
    occupancy_percent = number(
        "Of their time busy or available, how much agents were busy; null: there was none.", null=True
    )
    overflowed_in = whole("Were sent here instead of joining another queue.")
    overflowed_out = whole("Were sent to another queue instead of joining this one; not offered here.")


class AgentCounts(Schema):
    """How many agents are in each state; who is signed out is not counted."""

    available = whole("Wait for a call.")
    ringing = whole("Their telephone rings.")
    talking = whole("Speak.")
    after_call = whole("Do after-call work.")
    on_break = whole("Are on a break.")


class QueueNow(Schema):
    """A queue now. Times are UTC."""

    id = key("The queue; null: it is not entered.", null=True)
    queue = text("Its name at the exchange.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    department = key("Whose it is; null: nobody's.", null=True)
    department_name = text("That department's name; null: nobody's.", null=True)
    tier = key("Where that is; null: nowhere.", null=True)
    tier_name = text("That tier's name; null: nowhere.", null=True)
    node = text("Its exchange; null: the queue is not entered.", null=True)
    listening = flag("Its exchange is heard now; null: the queue is not entered.", null=True)
    waiting = whole("How many wait.")
    longest_since = when("Since when the first of them waits; null: nobody does.", null=True)
    service_seconds = whole("Answered within so many counts as good service.")
    agents = part(AgentCounts, "Those who serve it.")
    agents_needed = whole(
        "Agents that the calls of the last half hour need (Erlang C, today's AHT); null: not known.",
        null=True,
    )
    expected_wait_seconds = number(
        "How long callers are expected to wait for those who serve it now (Erlang C, as above); null: not "
        "known, or ever longer.",
        null=True,
    )
    today = part(ServiceFigures, "From midnight on.")
    has_rule = flag("A rule sends its callers to another queue when it is busy or dead.")
    overflow = part(OverflowNow, "Where its callers go; null: they wait here, as its rule says.", null=True)


class QueuesNow(Schema):
    """The queues of one's tiers and below."""

    items = parts(QueueNow, "Those with the most waiting first.")


class NodeNow(Schema):
    """An exchange."""

    node = text("Its name.")
    listening = flag("It is heard now; else what is shown of its queues is older than it looks.")
    heard_at = when("When it was last heard, UTC; null: never.", null=True)


class Wallboard(Schema):
    """What hangs on the wall. Times are UTC."""

    at = when("When it was read.")
    since = when("When today began.")
    waiting = whole("How many wait in all queues.")
    longest_since = when("Since when the first of them waits; null: nobody does.", null=True)
    agents = part(AgentCounts, "Everybody who serves one of the queues.")
    today = part(ServiceFigures, "All queues together, from midnight on.")
    level_percent = whole("The service level that is wished for.")
    queues = parts(QueueNow, "Each queue, those with the most waiting first.")
    nodes = parts(NodeNow, "Their exchanges.")


class CallMeasuresQuery(Query):
    """Which figures."""

    since = when("Stays in queues that began then or later.")
    until = when("Stays that began before; at most 31 days later.")
    by = text("A line for each what.", given=False, one_of=BY, load_default="queue")
    level = text("The tier to which tiers are added up.", given=False, one_of=LEVELS, load_default="city")


class CallMeasureLine(Schema):
    """A queue, a tier or a shift, and how its callers were served."""

    key = text("The queue's name at the exchange, or the id of the tier or shift.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    department_name = text("Whose queue or shift it is; null: nobody's, or a tier.", null=True)
    tier_name = text("Where that is; null: nowhere.", null=True)
    from_at = when("When the shift began, UTC; null: it is none.", null=True)
    until_at = when("When the shift ends, UTC; null: it is none.", null=True)
    figures = part(ServiceFigures, "How its callers were served.")


class CallMeasures(Schema):
    """How callers were served in a period."""

    items = parts(CallMeasureLine, "By queue and tier in order of place, by shift the newest first.")
    total = part(ServiceFigures, "All together.")
    shifts_are_capped = flag("There are more shifts than the 200 that are shown.")
