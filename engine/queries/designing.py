"""What a package that is being drawn may refer to here, and the packages that it plays with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.definitions import SHEET, Catalogue, bytes_of, sheet_in
from engine.definitions.texts import SCENARIOS
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.catalogue import installed_catalogue
from engine.store.definitions import active_definitions


def catalogue_for(reading: Reading, files: Mapping[str, str]) -> Catalogue:
    """Return what the package with these files may refer to in this installation.

    Raises:
        NotAllowed: the actor may not design packages.
        DiagramRefused: a file is no Unicode text.
    """
    reading.require(Action.DESIGN)
    sheet = sheet_in(bytes_of(files))
    key, calls = (sheet.key, sheet.calls) if sheet is not None else ("", ())
    named = any("calledElementVersion" in text for text in files.values())
    return installed_catalogue(
        reading.tx,
        reading.directory,
        reading.services.handlers,
        key,
        versions_of=(key, *calls) if named else (),
    )


def packages_beside(
    reading: Reading, files: Mapping[str, str], also: Iterable[str] = ()
) -> dict[str, dict[str, str]]:
    """Return the files of the active packages that scenarios may need, by key.

    Those are the packages that the sheet or a scenario names, those whose keys are in `also`, and those that
    these call in turn.

    Raises:
        NotAllowed: the actor may not design packages.
    """
    reading.require(Action.DESIGN)
    named = set(also)
    naming = [text for path, text in files.items() if path == SHEET or path.startswith(SCENARIOS)]
    active = {row.package: row.id for row in active_definitions(reading.tx)}
    wanted = [key for key in active if key in named or any(key in text for text in naming)]
    found: dict[str, dict[str, str]] = {}
    while wanted:
        key = wanted.pop()
        version = reading.version(active[key]) if key in active and key not in found else None
        if version is not None:
            found[key] = {path: content.decode() for path, content in version.package.files.items()}
            wanted += version.package.calls
    return found
