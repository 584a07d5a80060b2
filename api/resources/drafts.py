"""Drafts of packages: list, one, begin, change, delete, who changed it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition, tag_of, tagged, unchanged
from api.pages import paged
from api.problems import PreconditionRequired
from api.resources.packages import MOST_BYTES
from api.schemas.common import PageQuery
from api.schemas.drafts import (
    ChangePackageDraftBody,
    CreatePackageDraftBody,
    DeployPackageDraftBody,
    DraftDeployed,
    PackageDraft,
    PackageDraftChanged,
    PackageDraftChanges,
    PackageDraftDeleted,
    PackageDrafts,
    PackageDraftsQuery,
)
from engine.commands import Answer
from engine.commands.drafts import (
    Blank,
    ChangePackageDraft,
    CreatePackageDraft,
    DeletePackageDraft,
    DeployPackageDraft,
)
from engine.org import Action
from engine.queries.drafts import DraftsWish, draft_changes, draft_page, drafts_page
from engine.words import Words

group = blueprint("drafts", "Drafts of packages, which designers work on before they become versions.")
DESIGN = Action.DESIGN


@endpoint(
    group, "GET", "/drafts", "listPackageDrafts", DESIGN, query=PackageDraftsQuery, answer=PackageDrafts
)
def list_drafts(query: Values) -> Values:
    """The drafts of packages; whoever may deploy sees and may change all of them."""
    wish = DraftsWish(
        package=query["package"],
        text=query["words"],
        mine=query["mine"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(drafts_page(look, wish))


@endpoint(
    group,
    "POST",
    "/drafts",
    "createPackageDraft",
    DESIGN,
    body=CreatePackageDraftBody,
    answer=PackageDraftChanged,
    status=201,
    command=True,
    problems=(404,),
    most_bytes=MOST_BYTES,
)
def create_draft(body: Values) -> Answer:
    """Begin a draft with the files of a version, with files, with a new minimal package, or empty.

    Its files need not make a package yet; they must be texts under plain paths, as a version stores them.
    """
    blank = Blank(**body["blank"]) if body["blank"] is not None else None
    return run(CreatePackageDraft(body["name"], body["definition_id"], body["files"], blank))


@endpoint(
    group,
    "GET",
    "/drafts/<id:draft_id>",
    "getPackageDraft",
    DESIGN,
    answer=PackageDraft,
    tagged=True,
)
def get_draft(draft_id: str) -> Any:
    """A draft with all its files.

    The ETag begins with the revision; send it as If-Match with what you change.
    """
    with reading() as look:
        page = draft_page(look, draft_id)
    tag = tag_of(page.revision, [page.name, page.changed_at, page.definition_id, page.version])
    same: Response | None = unchanged(tag)
    return same if same is not None else (page, tagged(tag))


@endpoint(
    group,
    "PUT",
    "/drafts/<id:draft_id>",
    "changePackageDraft",
    DESIGN,
    body=ChangePackageDraftBody,
    answer=PackageDraftChanged,
    command=True,
    revised=True,
    problems=(428,),
    most_bytes=MOST_BYTES,
)
def change_draft(body: Values, draft_id: str) -> Answer:
    """Put files in place of all that the draft has.

    Which revision this is based on must be said. When somebody has changed it since, the problem names who
    (`person`) and when (`at`); nothing is overwritten.
    """
    revision = expected_revision(body["revision"], required=True)
    with precondition():
        return run(ChangePackageDraft(draft_id, body["files"], revision, body["name"]))


@endpoint(
    group,
    "DELETE",
    "/drafts/<id:draft_id>",
    "deletePackageDraft",
    DESIGN,
    answer=PackageDraftDeleted,
    command=True,
    revised=True,
)
def delete_draft(draft_id: str) -> Answer:
    """Delete a draft. The versions that it became stay, and so does the list of its changes."""
    revision = expected_revision(None)
    with precondition():
        return run(DeletePackageDraft(draft_id, revision))


@endpoint(
    group,
    "POST",
    "/drafts/<id:draft_id>/deploy",
    "deployPackageDraft",
    Action.DEPLOY,
    body=DeployPackageDraftBody,
    answer=DraftDeployed,
    command=True,
    revised=True,
    problems=(428,),
)
def deploy_draft(body: Values, draft_id: str) -> Answer:
    """Deploy what was reviewed: this revision of the draft, in place of the version it was compared with.

    When either has changed since the review, the problem says who did it (`person`) and when (`at`), and
    nothing is deployed. The draft stays.
    """
    revision = expected_revision(body["revision"], required=True)
    if revision is None:
        raise PreconditionRequired(
            Words("say which revision was reviewed: * is none", "请说明审查的是哪一次修订：不能用 *")
        )
    with precondition():
        return run(DeployPackageDraft(draft_id, revision, body["replaces"]))


@endpoint(
    group,
    "GET",
    "/drafts/<id:draft_id>/changes",
    "listPackageDraftChanges",
    DESIGN,
    query=PageQuery,
    answer=PackageDraftChanges,
)
def list_changes(query: Values, draft_id: str) -> Values:
    """Who changed the draft when, newest first; also of a draft that was deleted."""
    with reading() as look:
        return paged(draft_changes(look, draft_id, query["cursor"], query["limit"]))
