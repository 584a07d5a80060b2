"""Orders that have to do with each other: merging, linking, one by one and many at once."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import flag, key, keys, parts, text, texts, when, whole
from engine.orders import LINK_KINDS, Shared
from engine.queries.merge_candidates import REASONS

#: How many orders one request may merge or link.
MOST_AT_ONCE = 100


class MergeBody(Schema):
    """Merge the order into a main order."""

    main_id = key("The main order.")
    confirmed = flag(
        "Somebody has checked that it is the same event, although nothing known says so.",
        given=False,
        load_default=False,
    )
    dry_run = flag("Only say whether it can be merged.", given=False, load_default=False)


class Merged(Schema):
    """An order that is merged, or could be."""

    order = key("The order.")
    number = text("Its number.")
    main = key("The main order.")
    shared = text("What both have in common.", one_of=tuple(Shared))


class MergeCandidate(Schema):
    """An order in work that may be the same event."""

    id = key("The order.")
    number = text("Its number.")
    title = text("Its title.")
    stage = text("Its stage; null: none yet.", null=True)
    priority = whole("Its priority; 10 and more are urgent.")
    opened_at = when("When it was opened, business time, UTC.")
    urges = whole("How often it was urged.")
    address = text("Its premise's address; null: it has no premise.", null=True)
    reasons = texts(f"Why it may be the same event: {', '.join(REASONS)}.")
    sure = flag("What is known says so; else merging needs `confirmed`.")
    merged = whole("How many are merged into it already; such a main order cannot be merged itself.")


class MergeCandidates(Schema):
    """Orders that may be the same event as this one."""

    items = parts(MergeCandidate, "The newest first, at most as many as one request merges.")
    more = flag("There are others; they are offered when these are merged.")
    window_hours = whole("So many hours before and after the order's opening they were opened.")


class UnmergeBody(Schema):
    """Undo a merge."""

    reason = text("Why; it stays in both histories.", least=1, most=1000)


class Unmerged(Schema):
    """An order that stands for itself again."""

    order = key("The order.")
    number = text("Its number.")
    main = key("The order that it was merged into.")


class MergeManyBody(Schema):
    """Merge several orders into the order, each in a transaction of its own."""

    orders = keys("The orders, each once.", validate=validate.Length(min=1, max=MOST_AT_ONCE))
    confirmed = flag(
        "Somebody has checked that they are the same event, although nothing known says so.",
        given=False,
        load_default=False,
    )
    dry_run = flag("Only say of each whether it can be merged.", given=False, load_default=False)


class LinkBody(Schema):
    """Link another order to the order."""

    linked_id = key("The other order.")
    kind = text(
        "related; child: part of this one's work; duplicate; claim: third party's damage.",
        given=False,
        one_of=LINK_KINDS,
        load_default="related",
    )
    dry_run = flag("Only say whether it can be linked.", given=False, load_default=False)


class UnlinkBody(Schema):
    """Take a link away."""

    linked_id = key("The other order.")
    kind = text("How they were linked.", given=False, one_of=LINK_KINDS, load_default="related")


class Linked(Schema):
    """Two orders that are linked, or were."""

    order = key("The order.")
    linked = key("The other order.")
    number = text("The other order's number.")
    kind = text("How.", one_of=LINK_KINDS)


class RowResult(Schema):
    """What became of one order of many."""

    order = key("The order.")
    outcome = text(
        "done; would: it can be done, and was only tried; refused.", one_of=("done", "would", "refused")
    )
    code = text("The problem's code; null: none.", null=True)
    message = text("Why it was refused, English; null: it was not.", null=True)
    message_zh = text("The same, Chinese; null: it was not.", null=True)


class RowResults(Schema):
    """What became of each, in the order that they were named."""

    results = parts(RowResult, "One for each order.")
