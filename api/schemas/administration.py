"""The record of administration: what was changed, by whom and why."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, anything, flag, key, parts, text, when, whole
from engine.queries.administration import SORTS

SUBJECTS = (
    "The subject, such as organisation, rosters, substitutions, calendars, imports, limits, accounts, views."
)


class AdministrationChangesQuery(PageQuery):
    """Which changes."""

    subject = text("Only changes of this subject.", given=False, least=1, most=40)
    item = text(
        "Only changes of this thing: the `key` of a change.", given=False, least=1, most=200, data_key="key"
    )
    person_id = key("Only changes that this person made.", given=False)
    words = text(
        "Only changes of things whose name or key contains this.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    since = when("Only changes at or after this time.", given=False)
    until = when("Only changes before this time.", given=False)
    sort = text(
        "`-changed`: the newest first; `changed`: the oldest first.",
        given=False,
        one_of=sorted(SORTS),
        load_default="-changed",
    )


class AdministrationValue(Schema):
    """A value that was changed."""

    name = text("The member's name.")
    before = anything("What it was; null: there was none, or it was erased.")
    after = anything("What it is; null: there is none any more, or it was erased.")
    erased = flag("It was personal, and somebody has erased it.")


class AdministrationChange(Schema):
    """A change in the administration."""

    id = key("The change.")
    subject = text(SUBJECTS)
    key = text("What was changed within the subject: an id, or a calendar's key and year.")
    label = text("What people call it; null: it has no name of its own.", null=True)
    kind = text("What was done.", one_of=("created", "changed", "removed"))
    changed_at = when("When, business time, UTC.")
    changed_by = text("Who: a person's id, or a part of the system.")
    changed_by_name = text("Their name; null: a part of the system.", null=True)
    reason = text("Why; null: nobody said, or it was erased.", null=True)
    values = parts(AdministrationValue, "What differs, before and after.")
    chain = text("The chain of the history that keeps it; `huan audit verify` verifies it.")
    seq = whole("The number of its event in the chain.")


class AdministrationChanges(Paged):
    """A page of changes."""

    items = parts(AdministrationChange, "The changes.")
