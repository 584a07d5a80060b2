"""The dispatcher's board."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import (
    CATEGORIES,
    STATUSES,
    Query,
    flag,
    key,
    part,
    parts,
    text,
    texts,
    when,
    whole,
)
from api.schemas.common import number as degrees


class BoardQuery(Query):
    """Which board."""

    tier = key("The county, or another tier; left out: one's own.", given=False)


class BoardOrder(Schema):
    """An order where it waits. Times are business time, UTC."""

    order = key("The order.")
    number = text("Its number.")
    title = text("Its title; of a restricted order only that it is one.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("open or held.", one_of=STATUSES)
    priority = whole("Higher is more urgent; 10 and above is urgent.")
    round = whole("The round in which it goes, from 1.")
    urges = whole("How often it was urged; repeat callers count.")
    merged = flag("It was merged into another order.")
    task = key("The task that is open.")
    task_name = text("What is to be done.")
    stage = text("The stage of the loop; null: none.", null=True)
    department = key("Whose task it is.")
    department_name = text("That department's name; null: it is gone.", null=True)
    holder_name = text("Who has claimed it; null: nobody.", null=True)
    opened_at = when("When the task was opened.")
    promise_due_at = when("When the outward promise ends; null: none, or the clock does not run.", null=True)
    target_due_at = when("When the internal target ends; null: none, or its clock does not run.", null=True)
    place = text("The premise's address; null: not known, or not to be shown.", null=True)
    longitude = degrees("Degrees east; null: as above.", null=True)
    latitude = degrees("Degrees north; null: as above.", null=True)
    restricted = flag("It opens only to those named.")
    revision = whole("The task's revision: send it with what you change.")


class BoardStage(Schema):
    """A stage of the loop."""

    stage = text("The stage; null: tasks without one.", null=True)
    count = whole("How many orders stand there.")
    orders = parts(BoardOrder, "The first 30 of them, what is due first.")


class BoardCrew(Schema):
    """A crew with what it has to do."""

    tier = key("The crew.")
    code = text("Its code, as forms take it.")
    name = text("Its name.")
    people = texts("Its people.")
    open_tasks = whole("How many tasks it has.")
    at = part(BoardOrder, "The order at whose place it is, else to which it goes; null: neither.", null=True)
    is_there = flag("It has arrived there.")


class DispatchBoard(Schema):
    """Orders by stage, and the crews. Outages are those of GET /outages."""

    tier = key("The county.")
    tier_name = text("Its name.")
    stages = parts(BoardStage, "In the order of the loop.")
    crews = parts(BoardCrew, "Those with the least to do first.")
    capped = flag("There is more than was looked at; counts are too low.")
    may_dispatch = flag("You may merge orders and tell estimates here.")
    as_of = when("The business time at which this was true, UTC.")
