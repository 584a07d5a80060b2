"""The inbox and its lines."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.common import (
    CATEGORIES,
    LINE_ROLES,
    TASK_STATUSES,
    TIER_KINDS,
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
from engine.queries.inbox import SORTS
from engine.queries.inbox_columns import COLUMNS


class InboxFilters(Schema):
    """Which lines, and in which order. A filter that is left out or null narrows nothing."""

    scope = text(
        "mine: what I hold or must sign; department: what my departments may claim; watched: the open tasks "
        "of orders that I watch, and where my departments' attention was raised; subordinates: what "
        "departments below mine have; supervised: what waits on orders that my departments supervise or are "
        "supervised for, by a supervision order that is not closed; left out: all of my own, each once.",
        given=False,
        one_of=("mine", "department", "watched", "subordinates", "supervised"),
    )
    overdue = flag("true: only late lines; false: only those in time.", given=False)
    soon = flag("true: only what is about to be late, see `soon_at`.", given=False)
    soon_at = whole(
        "From which per cent of its limit on a task is about to be late; left out: 80.",
        given=False,
        least=10,
        most=99,
    )
    held = flag("true: only tasks of held orders; false: only of those that are not.", given=False)
    category = text("Only orders of this category.", given=False, one_of=CATEGORIES)
    stage = text("Only tasks of this stage.", given=False, least=1, most=40)
    area = text("Only orders of premises in such an area.", given=False, one_of=("urban", "rural", "remote"))
    tier = key("Only orders of this tier and of those below it.", given=False)
    unit = key("Only orders of this supply unit.", given=False)
    department = key("Only tasks of this department.", given=False)
    holder = key("Only tasks that this person has claimed.", given=False)
    unclaimed = flag("true: only what nobody has claimed; false: only what somebody has.", given=False)
    least_priority = whole("Only what is at least as urgent.", given=False, least=-1000, most=1000)
    opened_from = when("Only lines that came then or later.", given=False)
    opened_to = when("Only lines that came before.", given=False)
    due_from = when("Only tasks whose target, or promise without one, ends then or later.", given=False)
    due_to = when("Only tasks whose target, or promise without one, ends before.", given=False)
    words = text(
        "Contained in the order's title, or the beginning of its number.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    sort = text(
        "due: what is due first; opened, -opened: oldest, newest first; priority: most urgent first.",
        given=False,
        one_of=tuple(SORTS),
        load_default="due",
    )


class InboxQuery(InboxFilters, PageQuery):
    """Which lines, in which order, and from where on."""


def export_columns(about: str) -> fields.List[Any]:
    """Declare the columns of an export."""
    return fields.List(
        fields.String(validate=validate.OneOf(list(COLUMNS))),
        required=False,
        load_default=list,
        validate=validate.Length(max=len(COLUMNS)),
        metadata={"description": about},
    )


class ExportBody(Schema):
    """Which list, in which columns, in which kind of file."""

    format = text("csv or xlsx.", one_of=("csv", "xlsx"))
    filters = part(InboxFilters, "The parameters of GET /inbox.")
    columns = export_columns("The columns, in order; left out: all.")


class InboxLine(Schema):
    """One line. Times are business time, UTC. What concerns an order is null for the task of a call."""

    id = key("The line.")
    role = text("Why it stands here.", one_of=LINE_ROLES)
    task = key("The task.")
    name = text("What is to be done, as drawn.")
    element = text("The task's element in the diagram.")
    status = text("open, or stuck: completed, but the process could not go on.", one_of=TASK_STATUSES)
    revision = whole("The task's revision: send it with what you change.")
    stage = text("The stage of the loop; null: none.", null=True)
    priority = whole("Higher is more urgent; 10 and above is urgent.")
    department = key("Whose task it is; null: a person's alone.", null=True)
    department_name = text("That department's name; null: there is none.", null=True)
    holder = key("Who has claimed it; null: nobody.", null=True)
    holder_name = text("That person's name; null: there is none.", null=True)
    mine = flag("I have claimed it.")
    claimed_at = when("Since when; null: nobody has.", null=True)
    has_draft = flag("Somebody has begun to fill in its form.")
    limit = text("The limit rule that it follows; null: none.", null=True)
    promise_due_at = when(
        "When the outward promise of its limit ends, or without a limit when it is due; null: none, or the "
        "clock does not run.",
        null=True,
    )
    target_due_at = when("When the internal target ends; null: none, or its clock does not run.", null=True)
    follow_up_at = when("From when it is to be looked at again; null: not said.", null=True)
    overdue = flag("The promise, or the target where nothing was promised, is over.")
    opened_at = when("When the line came into this inbox.")
    call = key("The call whose task it is; null: an order's.", null=True)
    caller_number = text("From which number it was told; null: not known.", null=True)
    caller_name = text("Who told it; null: not known.", null=True)
    order = key("The order.", null=True)
    order_number = text(
        "Its number, 13 digits; read out in groups of 6, 6 and 1; null: there is none.", null=True
    )
    order_title = text("Its title; null: there is none.", null=True)
    order_category = text("Its category.", null=True, one_of=CATEGORIES)
    order_stage = text("Its stage; null: none yet.", null=True)
    order_status = text("open, held or done.", null=True)
    order_round = whole("The round in which it goes, from 1.", null=True)
    order_tier_name = text("The county that has it; null: there is none.", null=True)
    attention = text("The highest tier whose attention was raised; null: none.", null=True, one_of=TIER_KINDS)
    urges = whole("How often it was urged.")
    restricted = flag("The order is restricted: what it is about is shown only after saying why one looks.")


class InboxPage(Paged):
    """A page of the inbox."""

    items = parts(InboxLine, "The lines.")
    as_of = when("The business time at which this was true, UTC.")
