"""Packages: what is deployed, and deploying."""

from __future__ import annotations

from typing import Any

from flask import request

from api.arguments import parser
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.history import Diagram
from api.schemas.packages import (
    Activated,
    Activations,
    AllDeployed,
    CompareBody,
    DeactivateBody,
    DefinitionBody,
    DeployAllBody,
    DeployBody,
    Deployed,
    DiagramQuery,
    Differences,
    Package,
    PackageDeactivated,
    Packages,
    RunningVersions,
)
from engine.commands import Answer
from engine.commands.activate_version import ActivateVersion, RollBack
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy, DeployPackages
from engine.errors import Conflict, InvalidInput, field_finding
from engine.org import Action
from engine.queries.comparison import differences
from engine.queries.packages import (
    VersionLine,
    package_activations,
    package_diagram,
    package_page,
    stored_version,
)
from engine.queries.packages import packages as all_packages
from engine.queries.running_on import running_versions
from engine.words import Words

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


@endpoint(
    group,
    "POST",
    "/deployments",
    "deployPackages",
    Action.DEPLOY,
    body=DeployAllBody,
    answer=AllDeployed,
    command=True,
    most_bytes=MOST_BYTES,
)
def deploy_all(body: Values) -> Values:
    """Check several packages and make all of them the active versions, or none.

    They are checked as they will be together: one may call another that comes with it, and a process or an
    order category may move from one to another. The `file` of each finding begins with the package's name.
    """
    names = [one["name"] or f"package {number}" for number, one in enumerate(body["packages"], start=1)]
    if len(set(names)) < len(names):
        raise InvalidInput(
            Words("two packages have the same name", "两个流程包的名称相同"),
            findings=[
                field_finding(
                    "packages",
                    Words("names of packages repeat", "流程包的名称有重复"),
                    Words("give each a name of its own", "请给每个不同的名称"),
                )
            ],
        )
    packages = [one["files"] for one in body["packages"]]
    dry_run = body["dry_run"]
    answers = run(DeployPackages(packages, names, dry_run=dry_run))["packages"]
    return {"packages": [{**answer, "dry_run": dry_run} for answer in answers], "dry_run": dry_run}


@endpoint(
    group, "GET", "/packages/<word:package>/running", "listRunning", Action.DESIGN, answer=RunningVersions
)
def list_running(package: str) -> Values:
    """How many instances run on each version of a package, and how many orders they serve."""
    with reading() as look:
        return {"items": running_versions(look, package)}


@endpoint(
    group,
    "GET",
    "/packages/<word:package>/activations",
    "listActivations",
    Action.SEE_PACKAGES,
    answer=Activations,
)
def list_activations(package: str) -> Values:
    """What was done to the versions of a package: deployed, activated, rolled back, deactivated; by whom."""
    with reading() as look:
        return {"items": package_activations(look, package)}


@endpoint(
    group,
    "POST",
    "/packages/<word:package>/roll-back",
    "rollBackPackage",
    Action.DEPLOY,
    body=DefinitionBody,
    answer=Activated,
    command=True,
)
def roll_back(body: Values, package: str) -> Answer:
    """Activate the version that was active before the present one."""
    return run(RollBack(package, body["reason"]))


@endpoint(
    group,
    "POST",
    "/packages/<word:package>/deactivate",
    "deactivatePackage",
    Action.DEPLOY,
    body=DeactivateBody,
    answer=PackageDeactivated,
    command=True,
)
def deactivate(body: Values, package: str) -> Answer:
    """Take a package out of service: nothing starts on it any more, running instances go on."""
    return run(DeactivatePackage(package, body["reason"], body["even_called"]))


@endpoint(
    group,
    "POST",
    "/definitions/<id:definition_id>/activate",
    "activateDefinition",
    Action.DEPLOY,
    body=DefinitionBody,
    answer=Activated,
    command=True,
)
def activate(body: Values, definition_id: str) -> Answer:
    """Let new instances start on a stored version; running ones stay on theirs."""
    row = _stored(definition_id)
    return run(ActivateVersion(row.package, row.version, body["reason"]))


@endpoint(
    group,
    "POST",
    "/definitions/<id:definition_id>/deactivate",
    "deactivateDefinition",
    Action.DEPLOY,
    body=DeactivateBody,
    answer=PackageDeactivated,
    command=True,
)
def deactivate_definition(body: Values, definition_id: str) -> Answer:
    """Take the package of this version, which must be the active one, out of service."""
    row = _stored(definition_id)
    if not row.active:
        raise Conflict(
            Words(
                f"version {row.version} of {row.package} is not the active one",
                f"{row.package} 的版本 {row.version} 不是启用的版本",
            )
        )
    return run(DeactivatePackage(row.package, body["reason"], body["even_called"]))


@endpoint(
    group,
    "POST",
    "/packages/<word:package>/compare",
    "comparePackage",
    Action.SEE_PACKAGES,
    body=CompareBody,
    answer=Differences,
)
def compare(body: Values, package: str) -> Values:
    """What differs between two versions, or between a version and files that are being drawn, in words."""
    if (body["target"] is None) == (body["files"] is None):
        finding = field_finding(
            "to",
            Words("is missing, or comes with files", "缺少，或与文件一起来"),
            Words("send `to` or `files`", "请发送 `to` 或 `files`"),
        )
        raise InvalidInput(
            Words("say with what to compare: `to` or `files`", "请说明与什么比较：`to` 或 `files`"),
            findings=[finding],
        )
    with reading() as look:
        found = differences(look, package, body["source"], body["target"], body["files"])
    return {"package": package, "items": [one.document() for one in found]}


def _stored(definition_id: str) -> VersionLine:
    with reading() as look:
        return stored_version(look, definition_id)


def _uploaded() -> tuple[dict[str, str], bool]:
    """Return the files of a form by path, and whether only to check."""
    files: dict[str, str] = {}
    for name, part in request.files.items(multi=True):
        path = part.filename or name if name in ("file", "files") else name
        try:
            files[path] = part.stream.read().decode()
        except UnicodeDecodeError as error:
            finding = field_finding(
                path,
                Words(f"is no UTF-8 text: {error.reason}", f"不是 UTF-8 文本：{error.reason}"),
                Words("save it as UTF-8", "请保存为 UTF-8"),
            )
            raise InvalidInput(
                Words(f"{path} is no UTF-8 text", f"{path} 不是 UTF-8 文本"), findings=[finding]
            ) from error
    dry_run = False
    for name, text in request.form.items():
        if name == "dry_run":
            dry_run = text.strip().lower() in _DRY
        else:
            files[name] = text
    if not files:
        raise InvalidInput(
            Words(
                "send the package's files: one part each, named by its path",
                "请发送流程包的文件：每个文件一个部分，以它的路径命名",
            )
        )
    return files, dry_run
