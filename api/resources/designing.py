"""Packages that are being drawn: check, play, review, unpack, translate them. Nothing is stored."""

from __future__ import annotations

from typing import Any

from flask import request

from api.context import reading, system
from api.endpoint import Values, blueprint, endpoint
from api.resources.packages import MOST_BYTES
from api.schemas.designing import (
    CheckedPackage,
    CheckPackageBody,
    DecideBody,
    Decided,
    Executed,
    RecordedOrder,
    RecordOrderBody,
    ReviewedPackage,
    ReviewPackageBody,
    TestedPackage,
    TestPackageBody,
    TranslatedPackages,
    TranslatePackageBody,
    UnpackedPackage,
)
from engine.commands.activation import START_ZONE
from engine.definitions import bytes_of, key_in
from engine.definitions.support import EVENTS, GATEWAYS, TASKS
from engine.errors import InvalidInput, NotFound, field_finding
from engine.org import Action
from engine.queries.definition_files import active_files, definition_files
from engine.queries.designing import catalogue_for, packages_beside
from engine.queries.orders import visible_order_by_number
from engine.queries.running_on import running_on
from engine.sandbox import LONG, Job
from engine.words import Words

group = blueprint("designing", "Packages that are being drawn; nothing is stored.")
DESIGN = Action.DESIGN
_ARCHIVE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["archive"],
                "properties": {
                    "archive": {
                        "type": "string",
                        "contentMediaType": "application/zip",
                        "description": "The zip file.",
                    }
                },
            }
        }
    },
}


@endpoint(group, "GET", "/executed", "listExecuted", DESIGN, answer=Executed)
def list_executed() -> Values:
    """What is executed: the table by which packages are checked, for the menus of an editor."""
    return {
        "activities": [row.tag for row in TASKS],
        "gateways": [row.tag for row in GATEWAYS],
        "events": [{"element": row.tag, "place": row.place, "trigger": row.trigger} for row in EVENTS],
    }


@endpoint(
    group,
    "POST",
    "/packages/check",
    "checkPackage",
    DESIGN,
    body=CheckPackageBody,
    answer=CheckedPackage,
    most_bytes=MOST_BYTES,
)
def check(body: Values) -> Any:
    """What is wrong with a package, element by element, against what this installation offers.

    This is what deploying would refuse. It runs in a process of its own with limits; what needs more is
    refused (`too-heavy`), and beyond so many at once the answer is 503.
    """
    files = body["files"]
    with reading() as look:
        catalogue = catalogue_for(look, files)
    return system().sandbox.run(Job.CHECK, files=files, catalogue=catalogue)


@endpoint(
    group,
    "POST",
    "/packages/test",
    "testPackage",
    DESIGN,
    body=TestPackageBody,
    answer=TestedPackage,
    problems=(404,),
    most_bytes=MOST_BYTES,
)
def test(body: Values) -> Any:
    """Play the scenarios of a package, each twice, with a frame after every step.

    Packages that it calls or that a scenario names play along in their active versions. It runs in a process
    of its own with limits: what takes longer than a minute is refused (`too-heavy`).
    """
    files = body["files"]
    with reading() as look:
        beside = packages_beside(look, files)
    return system().sandbox.run(Job.TEST, LONG, files=files, beside=beside, only=body["scenario"])


@endpoint(
    group,
    "POST",
    "/packages/record",
    "recordOrder",
    DESIGN,
    body=RecordOrderBody,
    answer=RecordedOrder,
    problems=(404,),
    most_bytes=MOST_BYTES,
)
def record(body: Values) -> Any:
    """Write a scenario of what really happened to an order that one may see, on the package with these files.

    People become those of the cast, and private texts are left out. It is played before it is told: a history
    that goes another way on these files, or that no scenario can tell, is refused with the reason. It runs in
    a process of its own with limits.
    """
    from engine.scenarios.recording import story_of  # only here: nothing else needs the language of scenarios

    files, number = body["files"], "".join(body["order"].split())
    with reading() as look:
        look.require(DESIGN)
        order = visible_order_by_number(look, number)
        if order is None:
            raise NotFound(
                Words(f"there is no order {number} that you may see", f"没有您可以查看的工单 {number}")
            )
        story, directory = story_of(look.tx, order.id), look.directory
        beside = packages_beside(look, files, story.packages.values())
    given = {"files": files, "beside": beside, "story": story, "directory": directory, "name": body["name"]}
    return system().sandbox.run(Job.RECORD, LONG, **given)


@endpoint(
    group,
    "POST",
    "/packages/decide",
    "decide",
    DESIGN,
    body=DecideBody,
    answer=Decided,
    problems=(404,),
    most_bytes=MOST_BYTES,
)
def decide(body: Values) -> Any:
    """Try a decision of a version, or of files that are being drawn: what it says, and which rules matched.

    It runs in a process of its own with limits: what needs more is refused (`too-heavy`). A model that cannot
    be read is among the findings; the decisions of the others can be tried all the same.
    """
    if (body["definition"] is None) == (body["files"] is None):
        raise InvalidInput(
            Words("say whose decisions: `definition` or `files`", "请说明谁的决策：`definition` 或 `files`"),
            findings=[
                field_finding(
                    "definition",
                    Words("is missing, or comes with files", "缺少，或与文件一起来"),
                    Words("send `definition` or `files`", "请发送 `definition` 或 `files`"),
                )
            ],
        )
    with reading() as look:
        files = body["files"] or definition_files(look, body["definition"]).files
        at = body["at"] or look.now
    return system().sandbox.run(
        Job.DECIDE, files=files, decision=body["decision"], inputs=body["inputs"], at=at, zone=START_ZONE
    )


@endpoint(
    group,
    "POST",
    "/packages/review",
    "reviewPackage",
    DESIGN,
    body=ReviewPackageBody,
    answer=ReviewedPackage,
    most_bytes=MOST_BYTES,
)
def review(body: Values) -> Any:
    """What deploying a package would change: findings, differences, and what runs on which version.

    New orders would start on it; what runs stays on its version. Send `replaces` when deploying a draft, so
    that what is deployed is what was reviewed.
    """
    files = body["files"]
    with reading() as look:
        catalogue = catalogue_for(look, files)
        package = key_in(bytes_of(files))
        active = active_files(look, package)
        running = running_on(look, package) if package is not None else []
    before = active.version_files() if active is not None else None
    reviewed = system().sandbox.run(Job.REVIEW, files=files, catalogue=catalogue, active=before)
    return {
        **reviewed,
        "replaces": active.id if active is not None else None,
        "replaces_version": active.version if active is not None else None,
        "unchanged": active is not None and active.source_hash == reviewed["source_hash"],
        "running": running,
    }


@endpoint(
    group,
    "POST",
    "/packages/unpack",
    "unpackPackage",
    DESIGN,
    answer=UnpackedPackage,
    problems=(400, 413, 415),
    most_bytes=MOST_BYTES,
    doc={"requestBody": _ARCHIVE},
)
def unpack() -> Any:
    """The files of a package's zip file, with the findings on them, to begin a draft with.

    Names that lead outside, links, equal names, encrypted files, what unfolds into too much, and what is no
    UTF-8 text are refused, each with its name.
    """
    part = request.files.get("archive")
    if part is None:
        finding = field_finding(
            "archive",
            Words("is missing", "缺少"),
            Words("send the zip file as this part", "请把 zip 文件作为这一部分发送"),
        )
        raise InvalidInput(
            Words(
                "send a zip file as the part `archive` of a form",
                "请把 zip 文件作为表单的 `archive` 部分发送",
            ),
            findings=[finding],
        )
    content = part.stream.read()
    with reading() as look:
        catalogue = catalogue_for(look, {})
    return system().sandbox.run(Job.UNPACK, content=content, catalogue=catalogue)


@endpoint(
    group,
    "POST",
    "/packages/translate",
    "translatePackage",
    DESIGN,
    body=TranslatePackageBody,
    answer=TranslatedPackages,
    most_bytes=MOST_BYTES,
)
def translate(body: Values) -> Any:
    """The packages that diagrams of Camunda 7, Camunda 8 or spiff-arena become, and what became of what."""
    with reading() as look:
        catalogue = catalogue_for(look, {})
    return system().sandbox.run(Job.TRANSLATE, catalogue=catalogue, **body)
