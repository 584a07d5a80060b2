"""Limit profiles: their versions, what becomes of running orders, and how limits were kept."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.common import (
    CATEGORIES,
    Paged,
    PageQuery,
    anything,
    flag,
    key,
    number,
    parts,
    text,
    when,
    whole,
)
from engine.queries.limit_measures import levels
from engine.queries.limits import SORTS

STATES = ("draft", "checked", "in-force")


class LimitProfile(Schema):
    """A profile: the limit rules of one kind of operator."""

    in_force_id = key("The version that counts now; null: the one that comes with the product.", null=True)
    key = text("The profile, such as state-grid.")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    in_force = text("The name of the version that counts now; empty: none yet.")
    valid_from = when("Since when it counts, UTC; null: as shipped, since ever.", null=True)
    coming = whole("How many versions are in force from a coming moment on.")
    drafts = whole("How many versions are drafts, or checked and not in force.")
    of_this_installation = flag("New orders get this one, where it has rules for their category.")


class LimitProfiles(Schema):
    """Every profile, that of the installation first."""

    items = parts(LimitProfile, "The profiles.")


class LimitVersionsQuery(PageQuery):
    """Which versions."""

    profile = text("Only versions of this profile.", given=False, least=1, most=40)
    state = text("Only versions in this state.", given=False, one_of=STATES)
    words = text(
        "Only versions whose name or note contains this.", given=False, least=1, most=100, data_key="text"
    )
    sort = text(
        "`-changed`: the last changed first; `changed`: the first.",
        given=False,
        one_of=sorted(SORTS),
        load_default="-changed",
    )


class LimitVersionLine(Schema):
    """A version of a profile. Times are business time, UTC."""

    id = key("The version.")
    profile = text("The profile.")
    version = text("Its name within the profile.")
    state = text("draft, checked by another person, or in force (perhaps from later on).", one_of=STATES)
    note = text("Why it was made.")
    counts_now = flag("It is what new orders get now.")
    valid_from = when("From when on it is in force; null: it is not.", null=True)
    created_at = when("When it was begun.")
    created_by_name = text("By whom; null: nobody.", null=True)
    changed_at = when("When its content was changed last.")
    changed_by_name = text("By whom; null: nobody.", null=True)
    checked_at = when("When it was checked; null: it is not.", null=True)
    checked_by_name = text("By whom; null: it is not checked.", null=True)
    put_at = when("When somebody put it in force; null: nobody has.", null=True)
    put_by_name = text("Who did; null: nobody.", null=True)
    revision = whole("Its revision, for If-Match.")


class LimitVersions(Paged):
    """A page of versions."""

    items = parts(LimitVersionLine, "The versions.")


class LimitVersion(Schema):
    """A version with everything it says."""

    line = fields.Nested(
        LimitVersionLine,
        required=True,
        allow_none=True,
        metadata={"description": "What became of it; null: it comes with the product, nobody changes it."},
    )
    profile = text("The profile.")
    version = text("Its name.")
    content = anything("What the profile's file would say: names, sources, rules, notices; docs/limits.md.")


class DraftLimitsBody(Schema):
    """Begin a version."""

    profile = text("The profile.", least=1, most=40)
    version = text("The new version's name, such as 2026.2.", least=1, most=32)
    note = text("Why.", given=False, most=1000, load_default="")
    from_id = key("The version to copy; left out: what is in force now.", given=False)


class ChangeLimitsBody(Schema):
    """Change a draft."""

    content = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "All that the version says, in place of what it said; docs/limits.md."},
    )
    note = text("Why it was made; left out: as before.", given=False, most=1000)
    dry_run = flag("Only look whether it can be.", given=False, load_default=False)


class PutLimitsBody(Schema):
    """Put a version in force."""

    valid_from = when("From when on; left out: now. Not in the past.", given=False)
    reason = text("Why, for the record.", given=False, least=1, most=1000)
    dry_run = flag("Only say what would change.", given=False, load_default=False)


class LimitVersionChanged(Schema):
    """What became of a version."""

    id = key("The version.")
    state = text("Its state.", one_of=STATES)
    revision = whole("Its revision.")


class LimitVersionDeleted(Schema):
    """A version is gone."""

    id = key("The version that was.")


class LimitEffect(Schema):
    """What a version does to the clocks of running orders by one rule."""

    rule = text("The rule's key.")
    kept = whole("Clocks that go on as they were promised.")
    sooner = whole("Clocks that will be due no later than before.")
    later = whole("Clocks that will be due later, or in another unit.")


class LimitsPut(LimitVersionChanged):
    """A version was put in force, or would be."""

    valid_from = when("From when on, UTC.")
    running = whole("How many orders of the profile run.")
    looked_at = whole("How many of them were looked at for the counts.")
    rules = parts(LimitEffect, "By rule; what is not listed stays as it is.")


class LimitComparisonQuery(Schema):
    """With what."""

    to = text(
        "The version to compare with: an id, or a profile's key for the one that comes with the product.",
        least=1,
        most=40,
    )


class LimitDifference(Schema):
    """One difference."""

    part = text("What differs.", one_of=("source", "notice", "rule", "limit"))
    key = text("Which; of a limit the rule and its condition.")
    field = text("What of it; null: the whole came or went.", null=True)
    before = text("What the other version says; null: nothing.", null=True)
    after = text("What this version says; null: nothing.", null=True)


class LimitComparison(Schema):
    """What two versions say differently."""

    items = parts(LimitDifference, "The differences; empty: they say the same.")


class LimitMeasuresQuery(Schema):
    """Which measures."""

    month = text("The month in which the orders were opened, such as 2026-10.", least=7, most=7)
    level = text(
        "The tier to which orders are added up.", given=False, one_of=tuple(levels()), load_default="city"
    )
    category = text("Only orders of this category.", given=False, one_of=CATEGORIES)
    rule = text("Only this rule.", given=False, least=1, most=40)


class LimitMeasure(Schema):
    """How one rule was kept by orders of one category and area at one tier."""

    rule = text("The rule's key.")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    category = text("The category.")
    area = text("The area class; null: the orders have none.", null=True)
    tier_id = key("The tier.")
    tier_name = text("Its name.")
    finished = whole("How many clocks have stopped.")
    on_time = whole("How many of these kept the promise, the target where nothing was promised.")
    late_running = whole("How many run on and are late.")
    on_time_percent = number("On time of finished, per cent; null: none has finished.", null=True)
    average_seconds = whole(
        "How long finished ones ran, pauses apart, in seconds; null: none has finished.", null=True
    )
    promised_seconds = whole("The promise in seconds; null: it is no matter of minutes.", null=True)
    as_average = flag("The rule is promised as an average too.")
    average_kept = flag("The average keeps the promise; null: not promised so, or none finished.", null=True)


class LimitMeasures(Schema):
    """How limits were kept."""

    items = parts(LimitMeasure, "By category, rule, tier and area.")


class LimitRecomputation(Schema):
    """Clocks of running orders that are counted anew."""

    id = key("The recomputation.")
    cause = text("Why.", one_of=("version", "calendar"))
    subject = text("The profile's version, or the calendar.")
    from_at = when("From when on, UTC.")
    state = text("Whether it has been done.", one_of=("waiting", "done"))
    examined = whole("How many orders were looked at.")
    changed = whole("Of how many a clock has changed.")
    failed = whole("How many could not be looked at; the log says why.")
    created_at = when("When it was ordered, UTC.")
    finished_at = when("When it was done; null: it is not.", null=True)


class LimitRecomputations(Paged):
    """A page of recomputations."""

    items = parts(LimitRecomputation, "The latest first.")
