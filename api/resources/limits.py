"""Limits: profiles and their versions, from draft to in force; what they do to running orders; measures."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition, tag_of, tagged, unchanged
from api.pages import paged
from api.schemas.common import PageQuery
from api.schemas.limits import (
    ChangeLimitsBody,
    DraftLimitsBody,
    LimitComparison,
    LimitComparisonQuery,
    LimitMeasures,
    LimitMeasuresQuery,
    LimitProfiles,
    LimitRecomputations,
    LimitsPut,
    LimitVersion,
    LimitVersionChanged,
    LimitVersionDeleted,
    LimitVersions,
    LimitVersionsQuery,
    PutLimitsBody,
)
from engine.commands import Answer
from engine.commands.limits import ChangeLimits, CheckLimits, DeleteLimits, DraftLimits, PutLimitsInForce
from engine.errors import NotFound
from engine.limits.seeds import PROFILE_KEYS
from engine.org import Action
from engine.queries.limit_comparison import compared
from engine.queries.limit_measures import MeasuresWish, limit_measures
from engine.queries.limit_recomputations import limit_recomputations
from engine.queries.limits import VersionsWish, limit_profiles, limit_version_page, limit_versions
from engine.words import Words

group = blueprint("limits", "Time limits: versions of the operators' rules, and how limits were kept.")
SEE, CHANGE = Action.SEE_LIMITS, Action.CHANGE_LIMITS


@endpoint(group, "GET", "/limits/profiles", "listLimitProfiles", SEE, answer=LimitProfiles)
def list_profiles() -> Values:
    """Every operator profile, with the version that counts now."""
    with reading() as look:
        return {"items": limit_profiles(look)}


@endpoint(
    group, "GET", "/limits/versions", "listLimitVersions", SEE, query=LimitVersionsQuery, answer=LimitVersions
)
def list_versions(query: Values) -> Values:
    """The versions of profiles, without what they say."""
    wish = VersionsWish(
        profile=query["profile"],
        state=query["state"],
        text=query["words"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(limit_versions(look, wish))


@endpoint(
    group,
    "POST",
    "/limits/versions",
    "draftLimits",
    CHANGE,
    body=DraftLimitsBody,
    answer=LimitVersionChanged,
    status=201,
    command=True,
    problems=(404,),
)
def draft(body: Values) -> Answer:
    """Begin a version as a copy of what is in force, or of another version."""
    return run(DraftLimits(body["profile"], body["version"], body["note"], body["from_id"]))


@endpoint(
    group, "GET", "/limits/versions/<id:version_id>", "getLimitVersion", SEE, answer=LimitVersion, tagged=True
)
def get_version(version_id: str) -> Any:
    """A version with everything it says; the ETag is for If-Match."""
    with reading() as look:
        page = limit_version_page(look, version_id)
    assert page.line is not None
    tag = tag_of(page.line.revision, [page.line.state, page.line.counts_now])
    same = unchanged(tag)
    return same if same is not None else (page, tagged(tag))


@endpoint(
    group, "GET", "/limits/profiles/<word:profile>/shipped", "getShippedLimits", SEE, answer=LimitVersion
)
def get_shipped(profile: str) -> Any:
    """What comes with the product for a profile: `line` is null, nobody changes it."""
    if profile not in PROFILE_KEYS:
        raise NotFound(Words(f"no profile {profile!r} is shipped", f"没有随产品提供的配置 {profile!r}"))
    with reading() as look:
        return limit_version_page(look, profile)


@endpoint(
    group,
    "PUT",
    "/limits/versions/<id:version_id>",
    "changeLimits",
    CHANGE,
    body=ChangeLimitsBody,
    answer=LimitVersionChanged,
    command=True,
    revised=True,
)
def change(body: Values, version_id: str) -> Answer:
    """Put all that a draft says in place; what is wrong is named by field. What was checked is a draft."""
    command = ChangeLimits(
        version_id, expected_revision(None), body["content"], body["note"], body["dry_run"]
    )
    with precondition():
        return run(command)


@endpoint(
    group,
    "DELETE",
    "/limits/versions/<id:version_id>",
    "deleteLimits",
    CHANGE,
    answer=LimitVersionDeleted,
    command=True,
    revised=True,
)
def delete(version_id: str) -> Answer:
    """Delete a version that is not in force; what it said stays in the record."""
    with precondition():
        return run(DeleteLimits(version_id, expected_revision(None)))


@endpoint(
    group,
    "POST",
    "/limits/versions/<id:version_id>/check",
    "checkLimits",
    CHANGE,
    answer=LimitVersionChanged,
    command=True,
    revised=True,
)
def check(version_id: str) -> Answer:
    """Say that a draft is right; somebody else than who changed it last."""
    with precondition():
        return run(CheckLimits(version_id, expected_revision(None)))


@endpoint(
    group,
    "POST",
    "/limits/versions/<id:version_id>/put-in-force",
    "putLimitsInForce",
    CHANGE,
    body=PutLimitsBody,
    answer=LimitsPut,
    command=True,
    revised=True,
)
def put_in_force(body: Values, version_id: str) -> Answer:
    """Put a checked version in force from a moment on. Running orders follow as its rules say, in batches by
    the workers; the dry run says what that would change.
    """
    command = PutLimitsInForce(
        version_id, expected_revision(None), body["valid_from"], body["reason"], body["dry_run"]
    )
    with precondition():
        return run(command)


@endpoint(
    group,
    "GET",
    "/limits/versions/<id:version_id>/comparison",
    "compareLimits",
    SEE,
    query=LimitComparisonQuery,
    answer=LimitComparison,
)
def compare(query: Values, version_id: str) -> Values:
    """What a version says differently from another one, or from what comes with the product."""
    with reading() as look:
        after = limit_version_page(look, version_id)
        before = limit_version_page(look, query["to"])
    return {"items": compared(before.content, after.content)}


@endpoint(
    group, "GET", "/limits/measures", "getLimitMeasures", SEE, query=LimitMeasuresQuery, answer=LimitMeasures
)
def measures(query: Values) -> Values:
    """How limits were kept by the orders opened in a month: on time, late, and on average."""
    wish = MeasuresWish(query["month"], query["level"], query["category"], query["rule"])
    with reading() as look:
        return {"items": limit_measures(look, wish)}


@endpoint(
    group,
    "GET",
    "/limits/recomputations",
    "listLimitRecomputations",
    SEE,
    query=PageQuery,
    answer=LimitRecomputations,
)
def list_recomputations(query: Values) -> Values:
    """Clocks of running orders that are counted anew, since rules or a calendar have changed."""
    with reading() as look:
        return paged(limit_recomputations(look, query["cursor"], query["limit"]))
