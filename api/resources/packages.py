"""Packages: what is deployed, and deploying."""

from __future__ import annotations

from typing import Any

from flask import request

from api.arguments import parser
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.history import Diagram
from api.schemas.packages import DeployBody, Deployed, DiagramQuery, Package, Packages
from engine.commands.deploy import Deploy
from engine.errors import InvalidInput
from engine.org import Action
from engine.queries.packages import package_diagram, package_page
from engine.queries.packages import packages as all_packages

group = blueprint("packages", "Process packages and their versions.")
#: A package may be larger than other requests: this many bytes.
MOST_BYTES = 20_000_000
_DRY = ("true", "1", "yes")
_TAKES = {
    "required": True,
    "content": {
        "application/json": {"schema": DeployBody},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "description": (
                    "One part a file, named by its path in the package (`package.yaml`, "
                    "`forms/intake.json`); a part `dry_run` with `true` only checks."
                ),
                "additionalProperties": {"type": "string"},
            }
        },
    },
}


@endpoint(group, "GET", "/packages", "listPackages", Action.SEE_PACKAGES, answer=Packages)
def list_packages() -> Values:
    """All packages, each by its active version."""
    with reading() as look:
        return {"items": all_packages(look)}


@endpoint(group, "GET", "/packages/<word:package>", "getPackage", Action.SEE_PACKAGES, answer=Package)
def get_package(package: str) -> Any:
    """One package with all its versions."""
    with reading() as look:
        return package_page(look, package)


@endpoint(
    group,
    "GET",
    "/packages/<word:package>/diagram",
    "getPackageDiagram",
    Action.SEE_PACKAGES,
    query=DiagramQuery,
    answer=Diagram,
)
def get_diagram(query: Values, package: str) -> Any:
    """The diagram of a version."""
    with reading() as look:
        return package_diagram(look, package, query["version"])


@endpoint(
    group,
    "POST",
    "/packages",
    "deployPackage",
    Action.DEPLOY,
    answer=Deployed,
    command=True,
    problems=(400, 413, 415),
    doc={"requestBody": _TAKES},
)
def deploy() -> Values:
    """Check a package and make it the active version.

    New orders start on it at once, running ones stay on theirs. A diagram that cannot be executed as the
    standard says is refused; the problem's `findings` list every element with reason and remedy.
    """
    request.max_content_length = MOST_BYTES
    if request.mimetype == "multipart/form-data":
        files, dry_run = _uploaded()
    else:
        body = parser.parse(DeployBody, request, location="json")
        files, dry_run = body["files"], body["dry_run"]
    return {**run(Deploy(files, dry_run=dry_run)), "dry_run": dry_run}


def _uploaded() -> tuple[dict[str, str], bool]:
    """Return the files of a form by path, and whether only to check."""
    files: dict[str, str] = {}
    for name, part in request.files.items(multi=True):
        path = part.filename or name if name in ("file", "files") else name
        try:
            files[path] = part.stream.read().decode()
        except UnicodeDecodeError as error:
            finding = {
                "field": path,
                "problem": f"is no UTF-8 text: {error.reason}",
                "remedy": "save it as UTF-8",
            }
            raise InvalidInput(f"{path} is no UTF-8 text", findings=[finding]) from error
    dry_run = False
    for name, text in request.form.items():
        if name == "dry_run":
            dry_run = text.strip().lower() in _DRY
        else:
            files[name] = text
    if not files:
        raise InvalidInput("send the package's files: one part each, named by its path")
    return files, dry_run
