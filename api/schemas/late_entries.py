"""Late entries 补录, and acting for a colleague."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import Query, document, flag, key, parts, text, when, whole


class EnterForBody(Schema):
    """What a colleague reports by telephone."""

    on_behalf_of = key("Whose task it is.")
    reason = text("Why they do not enter it themselves; it stays in the history.", least=1, most=500)
    own = document("The values of the task's form.", given=False, attribute="values", data_key="values")
    event_at = when("When it was really done; null: now.", given=False)
    revision = whole(
        "The task's revision that you have read; null: not asked.", given=False, least=0, most=2**31 - 1
    )


class LateLineBody(Schema):
    """A step that was really done."""

    number = text("The order's number.", least=1, most=40)
    step = text("The task's name, or its element.", least=1, most=200)
    event_at = when("When it was done.")
    person = text("The account of whoever did it; null: you.", given=False, least=1, most=100)
    own = document("The values of the task's form.", given=False, attribute="values", data_key="values")


class LateEntriesBody(Schema):
    """Steps of any orders, each order's in their sequence."""

    reason = text("Why they are entered late; it stays in the history.", least=1, most=500)
    lines = parts(LateLineBody, "The steps.", validate=validate.Length(min=1, max=1000))
    dry_run = flag("Only say of each whether it can be entered.", given=False, load_default=False)


class LateFileQuery(Query):
    """How a sheet of late entries is taken."""

    name = text(
        "The file's name, for messages.", given=False, least=1, most=200, load_default="late-entries.csv"
    )
    reason = text("Why they are entered late; it stays in the history.", least=1, most=500)
    dry_run = flag("Only say of each whether it can be entered.", given=False, load_default=False)


class LateResult(Schema):
    """What became of the steps of one order, which are entered together or not at all."""

    number = text("The order's number, as it was given.")
    lines = whole("How many lines it has.")
    outcome = text(
        "done; would: they can be entered; refused: none of them is.", one_of=("done", "would", "refused")
    )
    line = whole("The line that is refused, from 1, the heading included; null: none.", null=True)
    message = text("Why, English; null: it was not refused.", null=True)
    message_zh = text("The same, Chinese; null: it was not.", null=True)


class LateReport(Schema):
    """What became of the orders, in the sequence in which they were first named."""

    results = parts(LateResult, "One for each order.")
    entered = whole("How many lines were entered, or could be.")
    refused = whole("How many lines were not.")
