"""Migrations of running instances to another version of their package."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.common import Query, document, flag, key, part, parts, text, texts, when, whole

OUTCOMES = ("migrates", "refused", "ended")
STATUSES = ("waiting", "migrated", "refused", "ended", "undoing", "undone")
MOVES = ("stays", "moves", "rearmed", "disarmed", "armed")
WAITS = ("keeps", "new", "ends")
_MOST = 2**31 - 1


class ProposalQuery(Query):
    """Between which versions."""

    source = whole("The version they run on.", least=1, most=_MOST, data_key="from")
    target = whole("The version they would go to.", least=1, most=_MOST, data_key="to")


class MappedElement(Schema):
    """An element of the old version and what stands for it."""

    element = text("The element's id.")
    name = text("Its drawn name, else its id.")
    target = text("The id of its counterpart; null: it has none.", null=True)
    target_name = text("The counterpart's drawn name; null: it has none.", null=True)


class MigrationProposal(Schema):
    """The mapping that suggests itself: same id and kind, else same name and kind."""

    package = text("The package's key.")
    source = whole("The version they run on.", data_key="from")
    target = whole("The version they would go to.", data_key="to")
    elements = parts(MappedElement, "Every process and element of the old version.")
    added = parts(MappedElement, "Elements of the new version that stand for nothing.")
    instances = whole("How many running instances stand on the old version.")


class GivenMapping(Schema):
    """What is mapped otherwise than proposed."""

    elements = fields.Dict(
        keys=fields.String(),
        values=fields.String(allow_none=True),
        load_default=dict,
        metadata={"description": "New id by old id; null: it has no counterpart."},
    )
    flows = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        metadata={"description": "New flow by old flow, where a branch waits at a join."},
    )


class MigrationBody(Schema):
    """Which instances go where."""

    source = whole("The version they run on.", least=1, most=_MOST, data_key="from")
    target = whole("The version they go to.", least=1, most=_MOST, data_key="to")
    mapping = fields.Nested(
        GivenMapping,
        load_default=lambda: {"elements": {}, "flows": {}},
        metadata={"description": "What is mapped otherwise than proposed; left out: nothing."},
    )
    reason = text("Why, for the record; may be left out.", given=False, load_default="", most=500)
    dry_run = flag("Only say what would happen to each.", given=False, load_default=False)


class MigrationRefusal(Schema):
    """Why an instance is not migrated."""

    code = text("The reason for programs.")
    token = whole("The token that stands there.")
    element = text("The element of the old version.")
    problem = text("What is wrong and what to do, English.")
    problem_zh = text("The same, Chinese.")


class TokenMove(Schema):
    """What happens to one token."""

    token = whole("The token; of `armed` the one that the event belongs to, 0: the process.")
    outcome = text("stays, moves, rearmed, disarmed or armed.", one_of=MOVES)
    source = text("The element of the old version; null: the event was added.", null=True)
    target = text("The element of the new version; null: the event is gone.", null=True)
    name = text("The drawn name.")


class CarriedTask(Schema):
    """What happens to one open task; draft, holder and lines stay."""

    task = key("The task.")
    element = text("The element of the old version.")
    name = text("Its name there.")
    to_element = text("The element of the new version.")
    to_name = text("Its name there.")
    held = flag("Somebody has claimed it.")
    drafted = flag("Something has been typed into it.")
    due_at = text(
        "When it is due (the promise, else the target), ISO 8601 UTC; null: it shows no limit.", null=True
    )
    due_at_after = text("When it is due then; null: it shows no limit.", null=True)
    notes = texts("What to look at: form, draft, assignment.")


class CarriedTimer(Schema):
    """What happens to one timer."""

    outcome = text("keeps, new or ends.", one_of=WAITS)
    element = text("The event.")
    due_at = text("When it was due, ISO 8601 UTC; null: not, while its clock does not run.", null=True)
    due_at_after = text("When it is due then; null: not.", null=True)


class CarriedSubscription(Schema):
    """What happens to one wait for a message."""

    outcome = text("keeps, new or ends.", one_of=WAITS)
    element = text("The event.")
    message = text("The message's name.")


class CarriedJob(Schema):
    """An effect under way, which goes on."""

    element = text("The element that asked for it.")
    status = text("Where it stands.")


class InstanceReport(Schema):
    """What happened, or would happen, to everything of one instance; empty while it waits."""

    refusals = parts(MigrationRefusal, "Why it is not migrated, or not put back.")
    tokens = parts(TokenMove, "Each token.")
    tasks = parts(CarriedTask, "Each open task.")
    timers = parts(CarriedTimer, "Each timer.")
    subscriptions = parts(CarriedSubscription, "Each wait for a message.")
    jobs = parts(CarriedJob, "Each effect under way.")


class MigrationTrial(InstanceReport):
    """What would happen to one instance; nothing has."""

    instance = key("The instance.")
    order = key("Its order; null: it serves none.", null=True)
    number = text("Its order's number; null: it serves none.", null=True)
    key_ = text("Its business key.", attribute="key", data_key="key")
    outcome = text("migrates, refused or ended.", one_of=OUTCOMES)


class MigrationOrdered(Schema):
    """A migration that was ordered, or what it would do."""

    migration = key("The migration; null: it was only tried.", null=True)
    package = text("The package's key.")
    instances = whole("How many running instances stand on the old version.")
    trials = parts(MigrationTrial, "Of a dry run: the first hundred of them.")


class Migration(Schema):
    """A migration and how far it is."""

    id = key("The migration.")
    package = text("The package's key.")
    source = whole("The version they ran on.", data_key="from")
    target = whole("The version they go to.", data_key="to")
    status = text("running or done.", one_of=("running", "done"))
    reason = text("Why; null: nobody said.", null=True)
    created_by_name = text("Who ordered it; null: the system.", null=True)
    created_at = when("When, business time, UTC.")
    finished_at = when("When nothing was left to do, business time, UTC; null: it runs.", null=True)
    waiting = whole("Instances still to be migrated, or to be put back.")
    migrated = whole("Instances that were migrated.")
    refused = whole("Instances that were refused.")
    undone = whole("Instances that were put back.")
    ended = whole("Instances that had ended before their turn came.")


class Migrations(Schema):
    """The migrations of a package."""

    items = parts(Migration, "Newest first.")


class MigrationQuery(Query):
    """Which part of the report."""

    after = key("The `next` of the part before; left out: the first.", given=False)
    limit = whole("How many instances at most.", given=False, least=1, most=100, load_default=25)


class MigratedInstance(Schema):
    """What became of one instance."""

    instance = key("The instance.")
    order = key("Its order; null: it serves none.", null=True)
    number = text("Its order's number; null: it serves none.", null=True)
    key_ = text("Its business key.", attribute="key", data_key="key")
    status = text("Where it stands.", one_of=STATUSES)
    undoable = flag("It can be put back, unless something has happened to it since.")
    at = when("When, business time, UTC; null: its turn has not come.", null=True)
    report = part(InstanceReport, "What happened to it.")


class MigrationReport(Schema):
    """A migration with a part of its report."""

    migration = part(Migration, "How far it is.")
    elements = document("New id by old id, as it was carried out.")
    flows = document("New flow by old flow.")
    items = parts(MigratedInstance, "Instances, by id.")
    next = key("The `after` of the next part; null on the last.", null=True)


class UndoBody(Schema):
    """What is to be put back."""

    instance = key("Only this instance; left out: all of them.", given=False)


class Undone(Schema):
    """What will be put back."""

    migration = key("The migration.")
    package = text("The package's key.")
    instances = whole("How many instances will be put back, unless something has happened to them since.")
