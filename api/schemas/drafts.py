"""Drafts of packages: what designers work on before it becomes a version."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.common import Paged, PageQuery, flag, key, nothing, part, parts, text, texts, when, whole
from api.schemas.problems import Finding
from engine.queries.drafts import SORTS


def files(about: str, *, given: bool = True) -> fields.Dict:
    """Declare the files of a package: text by path."""
    more: dict[str, Any] = {} if given else {"load_default": nothing, "allow_none": True}
    return fields.Dict(
        keys=fields.String(validate=validate.Length(min=1, max=200)),
        values=fields.String(),
        required=given,
        metadata={"description": about},
        **more,
    )


class PackageDraftLine(Schema):
    """A draft in a list."""

    id = key("The draft.")
    name = text("What people call it.")
    package = text("The key in its package.yaml; null: nobody can tell yet.", null=True)
    definition_id = key("The version that it was made from or has become; null: none.", null=True)
    version = whole("That version's number; null: none.", null=True)
    file_count = whole("How many files it has.")
    bytes = whole("How large they are together, in bytes of UTF-8.")
    revision = whole("Counts its changes, from 1; send it with the next one.")
    created_at = when("When it was begun, business time, UTC.")
    created_by_name = text("Who began it; null: a part of the system.", null=True)
    changed_at = when("When it was changed last, business time, UTC.")
    changed_by_name = text("Who changed it last; null: a part of the system.", null=True)


class PackageDraft(PackageDraftLine):
    """A draft with its files."""

    files = files("Text by path relative to the package's folder, such as forms/intake.json.")


class PackageDrafts(Paged):
    """A page of drafts."""

    items = parts(PackageDraftLine, "The drafts.")


class PackageDraftsQuery(PageQuery):
    """Which drafts."""

    package = text("Only drafts of this package.", given=False, least=1, most=64)
    words = text(
        "Only those whose name or key contains this.", given=False, least=1, most=100, data_key="text"
    )
    mine = flag("Only those that one has begun, or changed last.", given=False, load_default=False)
    sort = text(
        "By when it was changed; - is newest first.",
        given=False,
        one_of=tuple(SORTS),
        load_default="-changed",
    )


class BlankPackageBody(Schema):
    """The smallest package that runs, under a key and names of its own."""

    key_ = text("The package's key.", least=1, most=60, attribute="key", data_key="key")
    name_zh = text("Its Chinese name.", least=1, most=500)
    name_en = text("Its English name.", least=1, most=500)


class CreatePackageDraftBody(Schema):
    """What a draft begins with: a version, files or a blank package; with none of them it is empty."""

    name = text("What to call it; left out: as the package is called.", given=False, least=1, most=200)
    definition_id = key("The version whose files it begins with.", given=False)
    files = files("The files that it begins with, such as those of an unpacked archive.", given=False)
    blank = part(BlankPackageBody, "A new, minimal package.", null=True, required=False, load_default=nothing)


class ChangePackageDraftBody(Schema):
    """All files of the draft as they are to be."""

    files = files("Text by path; what is not here is removed.")
    name = text("What to call it; left out: as before.", given=False, least=1, most=200)
    revision = whole("The revision that was read; or send If-Match.", given=False, least=1, most=2**31 - 1)


class DeployPackageDraftBody(Schema):
    """What was reviewed."""

    revision = whole(
        "The revision that was reviewed; or send If-Match.", given=False, least=1, most=2**31 - 1
    )
    replaces = key(
        "The active version that the review compared it with (`replaces` there); null: none was active.",
        null=True,
    )


class DraftDeployed(Schema):
    """What the deployment did."""

    package = text("The package's key.")
    version = whole("The version's number.")
    id = key("The version.")
    source_hash = text("SHA-256 of its files, hex.")
    new = flag("There was no such version before.")
    findings = parts(Finding, "Warnings: accepted, but worth a look.")
    active = flag("New orders start on it.")


class PackageDraftChanged(Schema):
    """The draft as it is now."""

    id = key("The draft.")
    revision = whole("Its revision.")


class PackageDraftDeleted(Schema):
    """The draft is gone."""

    id = key("The draft that was.")
    deleted = flag("It was deleted.")


class PackageDraftChange(Schema):
    """One change of a draft."""

    id = key("The change.")
    revision = whole("The draft's revision after it.")
    kind = text("What was done.", one_of=("created", "changed", "deployed", "deleted"))
    name = text("What the draft was called then.")
    digest = text("SHA-256 of all its files after the change, hex.")
    added = texts("Paths of files that came.")
    changed = texts("Paths of files that changed.")
    removed = texts("Paths of files that went.")
    definition_id = key("The version that it was deployed as; null: it was not deployed.", null=True)
    changed_at = when("When, business time, UTC.")
    changed_by_name = text("Who; null: a part of the system.", null=True)


class PackageDraftChanges(Paged):
    """A page of a draft's changes."""

    items = parts(PackageDraftChange, "The changes, newest first.")
