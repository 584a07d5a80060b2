"""How a scenario went, step by step: what a designer steps through."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.common import document, flag, number, part, parts, text, texts, whole


class ScenarioProblem(Schema):
    """Something in a scenario file that cannot be read or played."""

    file = text("The file.")
    line = whole("The line.")
    where = text("The entry in it.")
    problem = text("What is wrong, English.")
    problem_zh = text("What is wrong, Chinese.")
    remedy = text("What to do about it, English.")
    remedy_zh = text("What to do about it, Chinese.")


class Missed(Schema):
    """An element or sequence flow that no scenario visited."""

    id = text("Its id.")
    name = text("Its name.")
    kind = text("Its kind, as BPMN names it.")


class CoverageShown(Schema):
    """What was visited of a package."""

    package = text("The package's key.")
    elements = whole("How many elements it has.")
    elements_visited = whole("How many were visited.")
    flows = whole("How many sequence flows it has.")
    flows_visited = whole("How many were visited.")
    times = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "How often each was visited, by id."},
    )
    missed = parts(Missed, "What never was.")


class StepFailure(Schema):
    """Why a scenario failed."""

    step = whole("The step, from 1; 0 is what is given.")
    line = whole("Its line in the file.")
    told = text("The step in words.")
    problems = texts("What was not as expected, English.")
    problems_zh = texts("The same, Chinese.")
    reloaded = flag("Only in the second play, with everything closed between the steps.")


class Moved(Schema):
    """An element or sequence flow that a token passed."""

    package = text("The package.")
    kind = text("As the history keeps it: f flow, e entered, c completed, t the event happened …")
    id = text("Its id.")


class TokenShown(Schema):
    """A token at rest."""

    package = text("The package.")
    element = text("Where it stands.")
    state = text("open, waiting or started.")
    scope = text("The element or process that is the scope in which it stands.")
    instance = whole("The instance, counted from 0.")


class ScopeShown(Schema):
    """The variables of a scope."""

    scope = text("The element that is the scope.")
    instance = whole("The instance, counted from 0.")
    values = document("The values by name.")


class TaskShown(Schema):
    """An open task."""

    element = text("Its element.")
    name = text("What is to be done.")
    status = text("open or stuck.")
    departments = texts("Who may claim it.")
    watchers = texts("Whose attention was raised.")
    holder = text("Who has claimed it; null: nobody.", null=True)


class TimerShown(Schema):
    """A waiting timer."""

    element = text("Its element.")
    due = text("When it fires, ISO 8601, UTC; null: its clock stands still.", null=True)


class NameShown(Schema):
    """A name in both languages."""

    zh = text("Chinese.")
    en = text("English.")


class LimitShown(Schema):
    """A clock of the order."""

    rule = text("The limit rule.")
    name = part(NameShown, "Its name.")
    state = text("What it does.")
    promise_due = text("When the promise ends, ISO 8601, UTC; null: not promised, or not running.", null=True)
    target_due = text("When the target ends, ISO 8601, UTC; null: none, or not running.", null=True)
    breached = flag("It has passed.")
    elapsed_seconds = number("How long it has run; null: it counts days, or has not begun.", null=True)
    remaining_seconds = number("How long it still has; null: as above.", null=True)
    remaining_days = whole("How many days it still has; null: it counts no days.", null=True)


class JobShown(Schema):
    """An effect that is on its way."""

    element = text("Its element.")
    handler = text("Its topic.")
    inputs = document("Its inputs.")


class IncidentShown(Schema):
    """An incident."""

    kind = text("Its kind.")
    element = text("Its element; null: none.", null=True)
    message = text("What it says, English.")
    message_zh = text("The same, Chinese.")


class EventShown(Schema):
    """An event of the history."""

    type = text("Its type.")
    element = text("Its element; null: none.", null=True)
    by = text("Who did it; null: nobody.", null=True)
    at = text("When it happened, ISO 8601, UTC; null: not told.", null=True)
    entered = text("When it was entered, ISO 8601, UTC; null: not told.", null=True)
    values = document("What it wrote.")


class FrameShown(Schema):
    """Everything after one step."""

    number = whole("The step, from 1; 0 is what is given.")
    line = whole("Its line in the file.")
    title = text("The step in words.")
    now = text("Business time, ISO 8601, UTC.")
    clock = text("The same as a scenario writes it.")
    refused = text("What a step that was to be refused was told, English; null: it was not.", null=True)
    refused_zh = text("The same, Chinese; null: it was not.", null=True)
    problems = texts("What was not as expected, English.")
    problems_zh = texts("The same, Chinese.")
    moves = parts(Moved, "What tokens passed in this step, in order.")
    tokens = parts(TokenShown, "Where tokens stand.")
    values = parts(ScopeShown, "The variables.")
    order = document("The order's facts; null: there is none.", null=True)
    tasks = parts(TaskShown, "Open tasks.")
    timers = parts(TimerShown, "Waiting timers.")
    messages = texts("Elements that wait for a message.")
    limits = parts(LimitShown, "The order's clocks.")
    jobs = parts(JobShown, "Effects that are on their way.")
    incidents = parts(IncidentShown, "Open incidents.")
    events = parts(EventShown, "What this step wrote into the history.")


class PlayedScenario(Schema):
    """How one scenario went."""

    package = text("The package.")
    name = text("Its name.")
    file = text("Its file.")
    line = whole("Its line there.")
    passed = flag("It went as expected, both times.")
    milliseconds = whole("How long both plays took.")
    failure = part(StepFailure, "Why it failed; null: it passed.", null=True)
    trace = parts(FrameShown, "A frame for what is given and for every step.")
    trace_cut = flag("There were more frames than can be told.")
