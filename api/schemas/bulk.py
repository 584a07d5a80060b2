"""Bulk actions 批量: one operation on many tasks or incidents, each row a transaction of its own."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.common import document, flag, key, keys, parts, text, when, whole

OPERATIONS = ("claim", "release", "reassign", "urge", "complete")


class TaskBulkRow(Schema):
    """A task, as it was read."""

    task = key("The task.")
    revision = whole(
        "Its revision as you read it; null or left out: not checked.", given=False, least=1, most=2**31 - 1
    )


class TaskBulkBody(Schema):
    """What is done to which tasks."""

    operation = text("What.", one_of=OPERATIONS)
    tasks = fields.List(
        fields.Nested(TaskBulkRow),
        required=True,
        validate=validate.Length(1, 500),
        metadata={"description": "The tasks; the inbox rules say how many at most."},
    )
    department = key("Of reassign: the department; null of others.", given=False)
    person = key("Of reassign: the person of it; null: whoever claims it.", given=False)
    reason = text("Of reassign: why. Of urge: what you say.", given=False, most=1000, load_default="")
    values = document("Of complete: the one form.", given=False)


class TaskBulkResult(Schema):
    """What became of one task."""

    task = key("The task.")
    done = flag("It was done.")
    status = text(
        "Of complete: completed, submitted or stuck; null: another operation, or not done.", null=True
    )
    code = text("Why not, for programs; null: it was done.", null=True)
    detail = text("Why not, English; null: it was done.", null=True)
    detail_zh = text("The same, Chinese; null: it was done.", null=True)
    person = text("Who was first; null: nobody was.", null=True)
    at = when("When; null: nobody was first.", null=True)


class TaskBulkDone(Schema):
    """A result for each row, in the order asked."""

    items = parts(TaskBulkResult, "The results.")
    done = whole("How many were done.")
    failed = whole("How many were not.")


class IncidentBulkBody(Schema):
    """What is done about which incidents."""

    operation = text(
        "retry: apply what failed again; reopen-task: give the stuck task back; happened, did-not: what "
        "somebody has found out about an unknown outcome.",
        one_of=("retry", "reopen-task", "happened", "did-not"),
    )
    incidents = keys("The incidents, each once.", validate=validate.Length(1, 100))


class IncidentBulkResult(Schema):
    """What became of one incident."""

    incident = key("The incident.")
    done = flag("It is resolved.")
    code = text("Why not, for programs; step-failed: it failed again; null: it is resolved.", null=True)
    detail = text("Why not, English; null: it is resolved.", null=True)
    detail_zh = text("The same, Chinese; null: it is resolved.", null=True)
    person = text("Who was first; null: nobody was.", null=True)
    at = when("When; null: nobody was first.", null=True)


class IncidentBulkDone(Schema):
    """A result for each incident, in the order asked."""

    items = parts(IncidentBulkResult, "The results.")
    done = whole("How many are resolved.")
    failed = whole("How many are not.")
