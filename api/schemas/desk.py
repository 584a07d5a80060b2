"""The shift leader's desk."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import CATEGORIES, STATUSES, flag, key, parts, text, when, whole
from api.schemas.rosters import HandOver, Shift


class DeskTask(Schema):
    """A task that checks or dispatches an order. Times are business time, UTC."""

    order = key("The order.")
    number = text("Its number.")
    title = text("Its title; of a restricted order only that it is one.")
    category = text("Its category.", one_of=CATEGORIES)
    status = text("open or held.", one_of=STATUSES)
    priority = whole("Higher is more urgent; 10 and above is urgent.")
    round = whole("The round in which it goes, from 1.")
    urges = whole("How often it was urged; repeat callers count.")
    restricted = flag("It opens only to those named.")
    task = key("The task.")
    task_name = text("What is to be done.")
    stage = text("The stage; null: none.", null=True)
    department_name = text("Whose it is; null: that department is gone.", null=True)
    holder_name = text("Who has claimed it; null: nobody.", null=True)
    opened_at = when("When the task was opened.")
    promise_due_at = when("When the outward promise ends; null: none, or the clock does not run.", null=True)
    target_due_at = when("When the internal target ends; null: none, or its clock does not run.", null=True)


class DeskLoad(Schema):
    """A department in which agents work."""

    department = key("The department.")
    name = text("Its name.")
    open_tasks = whole("How many tasks it has.")
    unclaimed = whole("Those that nobody has claimed.")
    late = whole("Those that are late.")


class DeskCaller(Schema):
    """An order of today whose caller needs attention."""

    order = key("The order.")
    number = text("Its number.")
    title = text("Its title; of a restricted order only that it is one.")
    status = text("Its status.", one_of=STATUSES)
    calls = whole("How many further calls joined it today; 0 where it is shown for its flag.")
    reason = text("Why the caller is flagged; null: they are not, or it is not to be shown.", null=True)
    at = when("The last of these calls, or when the order was opened, business time, UTC.")


class Desk(Schema):
    """What a shift leader keeps in sight."""

    to_check = parts(DeskTask, "Orders to check or dispatch: the first 50, what is due first.")
    count = whole("How many there are in all; counting stops at 1000.")
    count_is_capped = flag("There are more than `count` says.")
    on_duty = parts(Shift, "Shifts of your departments that go on now.")
    hand_overs = parts(
        HandOver, "Hand-overs of your departments that nobody has signed for, the newest first."
    )
    agents = parts(DeskLoad, "Departments of agents at and below your tiers, who has most first.")
    agents_are_capped = flag(
        "They have more tasks in all than are counted (20,000): each number of `agents` is at least that."
    )
    repeats = parts(DeskCaller, "Orders whose callers called again today, at most 20, the most calls first.")
    sensitive = parts(DeskCaller, "Orders of sensitive callers opened today, at most 20, the newest first.")
    as_of = when("The business time at which this was true, UTC.")
