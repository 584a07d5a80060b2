"""The files of a version, with the scenarios that came with it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.definitions.texts import SCENARIOS
from engine.errors import NotFound
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.definition_scenarios import scenarios_of_definition
from engine.store.definitions import active_definitions, definition_by_id
from engine.words import Words


@dataclass(frozen=True)
class DefinitionFiles:
    """`files` are texts by path; those under scenarios/ are no part of the version."""

    id: str
    package: str
    version: int
    source_hash: str
    files: dict[str, str]

    def version_files(self) -> dict[str, str]:
        """Return the files that make the version."""
        return {path: text for path, text in self.files.items() if not path.startswith(SCENARIOS)}


def definition_files(reading: Reading, definition_id: str) -> DefinitionFiles:
    """Return the files of a version, also of one that this release cannot run.

    Raises:
        NotFound: there is no such version.
    """
    reading.require(Action.SEE_PACKAGES)
    row = definition_by_id(reading.tx, definition_id)
    if row is None:
        raise NotFound(Words(f"there is no version {definition_id}", f"没有版本 {definition_id}"))
    files = {**row.files, **scenarios_of_definition(reading.tx, row.id)}
    return DefinitionFiles(row.id, row.package, row.version, row.source_hash, files)


def active_files(reading: Reading, package: str | None) -> DefinitionFiles | None:
    """Return the files of a package's active version, None where there is none."""
    found = [row.id for row in active_definitions(reading.tx) if row.package == package]
    return definition_files(reading, found[0]) if found else None
