"""The versions that the instances of an order run or ran on, with what they call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.definitions import DiagramRefused, Package, read_files
from engine.definitions.drawing import with_picture
from engine.queries.reading import Reading
from engine.queries.standing import Standing
from engine.store.definitions import DefinitionRow, active_definitions, definition_by_id


@dataclass(frozen=True)
class Drawn:
    """A version as it is drawn. `xml` is the BPMN file's text."""

    id: str
    package: str
    version: int
    name_zh: str
    name_en: str
    process: str
    processes: list[str]
    calls: list[str]
    bound: dict[str, str]
    xml: str
    elements: dict[str, str]


def drawn_version(reading: Reading, definition_id: str) -> Drawn | None:
    """Return a version as it is drawn; None when it is gone. Also of versions that no longer run."""
    version = reading.version(definition_id)
    row = version.row if version is not None else definition_by_id(reading.tx, definition_id)
    package = version.package if version is not None else _package(row)
    if row is None or package is None:
        return None
    nodes = [node for _, node in package.diagram.nodes()]
    called = {node.attributes.get("calledElement", "") for node in nodes if node.kind == "callActivity"}
    return Drawn(
        id=row.id,
        package=row.package,
        version=row.version,
        name_zh=package.name["zh"],
        name_en=package.name["en"],
        process=row.process,
        processes=list(row.processes),
        calls=sorted(called - {""}),
        bound=row.bound,
        xml=with_picture(package.files[package.diagram_path].decode()),
        elements={node.id: node.name or node.id for node in nodes},
    )


def _package(row: DefinitionRow | None) -> Package | None:
    """Read the package of a version that this release does not run."""
    if row is None:
        return None
    try:
        return read_files({path: text.encode() for path, text in row.files.items()}, "package")
    except DiagramRefused:
        return None


def versions_of(reading: Reading, started_on: Iterable[str], tokens: Iterable[Standing]) -> list[Drawn]:
    """Return the versions that instances run on, and those that these call.

    A call binds when it happens: where a token stands in a called process its very version is known, else
    the one that it is bound to by a deployment, or the active one, is shown.
    """
    wanted = list(dict.fromkeys([*started_on, *(one.definition for one in tokens)]))
    active = {process: row.id for row in active_definitions(reading.tx) for process in row.processes}
    found: dict[str, Drawn] = {}
    while wanted:
        drawn = drawn_version(reading, key) if (key := wanted.pop(0)) not in found else None
        if drawn is None:
            continue
        found[key] = drawn
        known = {process for one in found.values() for process in one.processes}
        there = {**active, **drawn.bound}
        wanted += [there[process] for process in drawn.calls if process not in known and process in there]
    return list(found.values())


def element_names(versions: Iterable[Drawn]) -> dict[str, str]:
    """Return the drawn names of all elements by id; of versions that share an id the first one's."""
    names: dict[str, str] = {}
    for version in versions:
        for element, name in version.elements.items():
            names.setdefault(element, name)
    return names
