"""Versions as files: to look at, to begin a draft with, to keep elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import reading
from api.endpoint import blueprint, endpoint
from api.etags import tag_of, tagged, unchanged
from api.schemas.designing import DefinitionFiles
from engine.definitions import bytes_of
from engine.definitions.archive import pack
from engine.org import Action
from engine.queries.definition_files import definition_files

group = blueprint("definitions", "Versions of packages as files.")
_ZIP = "application/zip"


@endpoint(
    group,
    "GET",
    "/definitions/<id:definition_id>/files",
    "getDefinitionFiles",
    Action.SEE_PACKAGES,
    answer=DefinitionFiles,
    tagged=True,
)
def get_files(definition_id: str) -> Any:
    """The files of a version, with the scenarios that came with it."""
    with reading() as look:
        found = definition_files(look, definition_id)
    tag = tag_of(found.version, found.files)
    same: Response | None = unchanged(tag)
    return same if same is not None else (found, tagged(tag))


@endpoint(
    group,
    "GET",
    "/definitions/<id:definition_id>/archive",
    "getDefinitionArchive",
    Action.SEE_PACKAGES,
    tagged=True,
    doc={
        "responses": {
            "200": {
                "description": "A zip file with the package in a folder of its own.",
                "content": {_ZIP: {"schema": {"type": "string", "contentMediaType": _ZIP}}},
            }
        }
    },
)
def get_archive(definition_id: str) -> Any:
    """The files of a version, with the scenarios that came with it, as a zip file.

    The same version gives the same file to the byte. `POST /packages/unpack` reads it.
    """
    with reading() as look:
        found = definition_files(look, definition_id)
    tag = tag_of(found.version, found.files)
    same: Response | None = unchanged(tag)
    if same is not None:
        return same
    name = f"{found.package}-{found.version}.zip"
    headers = {**tagged(tag), "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pack(bytes_of(found.files), found.package), headers=headers, content_type=_ZIP)
