"""Packages and their versions, and the form with which an order of a category begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definitions import COMPILER, Form
from engine.errors import InvalidInput, NotFound, StepFailed, field_finding
from engine.orders import Category
from engine.queries.reading import Reading, Version
from engine.queries.versions import Drawn, drawn_version
from engine.store.activations import activations_of
from engine.store.definitions import DefinitionRow, all_definitions, definition_by_id
from engine.words import Words


@dataclass(frozen=True)
class VersionLine:
    """One version of a package. `deployed_at` is aware UTC business time.

    `broken` says why this release cannot run it, `broken_zh` in Chinese; None when it can.
    """

    id: str
    package: str
    version: int
    name_zh: str
    name_en: str
    category: str | None
    process: str
    processes: list[str]
    active: bool
    source_hash: str
    compiler: int
    runs: bool
    broken: str | None
    broken_zh: str | None
    deployed_at: datetime
    deployed_by_name: str | None


@dataclass(frozen=True)
class PackagePage:
    """A package: its active version (else its newest), what it is for, and all versions, newest first."""

    key: str
    current: VersionLine
    description_zh: str | None
    description_en: str | None
    calls: list[str]
    forms: list[str]
    files: list[str]
    versions: list[VersionLine]


def packages(reading: Reading) -> list[VersionLine]:
    """Return every package by its active version, else its newest, in the order of their keys."""
    chosen: dict[str, DefinitionRow] = {}
    for row in all_definitions(reading.tx):
        if row.package not in chosen or row.active:
            chosen[row.package] = row
    return [_line(reading, row) for row in chosen.values()]


def package_page(reading: Reading, key: str) -> PackagePage:
    """Return one package.

    Raises:
        NotFound: nobody has deployed it.
    """
    rows = [row for row in all_definitions(reading.tx) if row.package == key]
    if not rows:
        raise NotFound(_no_package(key))
    current = next((row for row in rows if row.active), rows[0])
    version = reading.version(current.id)
    package = version.package if version is not None else None
    return PackagePage(
        key=key,
        current=_line(reading, current),
        description_zh=package.description.get("zh") if package is not None else None,
        description_en=package.description.get("en") if package is not None else None,
        calls=list(package.calls) if package is not None else [],
        forms=sorted(package.forms) if package is not None else [],
        files=sorted(package.files) if package is not None else [],
        versions=[_line(reading, row) for row in rows],
    )


def package_diagram(reading: Reading, key: str, version: int | None) -> Drawn:
    """Return the diagram of a version of a package; None is the active one, else the newest.

    Raises:
        NotFound: there is no such package or version.
    """
    rows = [row for row in all_definitions(reading.tx) if row.package == key]
    wanted = [row for row in rows if row.active or version is not None] or rows
    for row in wanted:
        if version is None or row.version == version:
            drawn = drawn_version(reading, row.id)
            if drawn is not None:
                return drawn
    if version:
        raise NotFound(
            Words(f"there is no version {version} of package {key!r}", f"没有流程包 {key!r} 的版本 {version}")
        )
    raise NotFound(_no_package(key))


def stored_version(reading: Reading, definition_id: str) -> VersionLine:
    """Return one version by its id, or raise NotFound."""
    row = definition_by_id(reading.tx, definition_id)
    if row is None:
        raise NotFound(Words(f"there is no version {definition_id}", f"没有版本 {definition_id}"))
    return _line(reading, row)


def _line(reading: Reading, row: DefinitionRow) -> VersionLine:
    deployer = row.deployed_by
    broken = _why_broken(reading, row)
    return VersionLine(
        id=row.id,
        package=row.package,
        version=row.version,
        name_zh=row.name["zh"],
        name_en=row.name["en"],
        category=row.category,
        process=row.process,
        processes=list(row.processes),
        active=row.active,
        source_hash=row.source_hash,
        compiler=row.compiler,
        runs=broken is None,
        broken=broken,
        broken_zh=broken.zh if broken is not None else None,
        deployed_at=row.deployed_at,
        deployed_by_name=None if deployer is None or ":" in deployer else reading.name_of(deployer),
    )


def _why_broken(reading: Reading, row: DefinitionRow) -> Words | None:
    """Return why a version cannot be run; of one that is not active only what its row tells at once."""
    if row.compiler == COMPILER and not row.active:
        return None
    try:
        reading.services.definition(reading.tx, row.id)
    except StepFailed as error:
        return error.message
    return None


@dataclass(frozen=True)
class ActivationLine:
    """One change of what is active of a package: `what` is deployed, activated, rolled-back or deactivated.

    `version` is active from then on, None: no version is; `previous` was until then. `at` is aware UTC
    business time.
    """

    what: str
    version: int | None
    previous: int | None
    reason: str | None
    actor: str
    actor_name: str | None
    at: datetime


def package_activations(reading: Reading, key: str) -> list[ActivationLine]:
    """Return what was done to the versions of a package, newest first.

    Raises:
        NotFound: nobody has deployed it.
    """
    rows = activations_of(reading.tx, key)
    if not rows and not any(row.package == key for row in all_definitions(reading.tx)):
        raise NotFound(_no_package(key))
    return [
        ActivationLine(
            what=row.what,
            version=row.version,
            previous=row.previous_version,
            reason=row.reason,
            actor=row.actor_id,
            actor_name=None if ":" in row.actor_id else reading.name_of(row.actor_id),
            at=row.at,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Intake:
    """With what an order of a category begins; `form` None: it takes no fields of its own."""

    category: str
    package: str | None
    version: int | None
    name_zh: str | None
    name_en: str | None
    form_key: str | None
    form: Mapping[str, Any] | None


def intake(reading: Reading, category: str) -> Intake:
    """Return the form of the start event of the package that serves a category.

    Raises:
        InvalidInput: there is no such category.
    """
    if category not in set(Category):
        raise InvalidInput(
            Words(
                f"there is no category {category!r}; one of {', '.join(Category)}",
                f"没有类别 {category!r}；可选：{'、'.join(Category)}",
            ),
            findings=[
                field_finding(
                    "category", Words("is unknown", "未知"), Words("choose one of the list", "请从列表中选择")
                )
            ],
        )
    version = reading.services.active_for_category(reading.tx, category)
    if version is None:
        return Intake(category, None, None, None, None, None, None)
    key, form = _start_form(version)
    name = version.package.name
    return Intake(
        category,
        version.package.key,
        version.row.version,
        name["zh"],
        name["en"],
        key,
        form.schema if form is not None else None,
    )


def _start_form(version: Version) -> tuple[str | None, Form | None]:
    nodes = version.package.diagram.processes[version.row.process].nodes.values()
    starts = [node for node in nodes if node.kind == "startEvent" and not node.events]
    key = starts[0].camunda.get("formKey") if starts else None
    return key, version.forms.get(key) if key is not None else None


def _no_package(key: str) -> Words:
    return Words(f"there is no package {key!r}", f"没有流程包 {key!r}")
