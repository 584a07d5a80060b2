"""What differs between two versions of a package, or between a version and files that are being drawn."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definitions import Package, bytes_of, read_files
from engine.definitions.comparison import Difference, compare
from engine.errors import NotFound
from engine.queries.reading import Reading
from engine.store.definitions import definition_by_id, definition_of_version
from engine.words import Words


def stored_package(reading: Reading, package: str, version: int) -> Package:
    """Return the package of a stored version, also of one that this release does not run.

    Raises:
        NotFound: there is no such version.
        DiagramRefused: what is stored cannot be read.
    """
    short = definition_of_version(reading.tx, package, version)
    row = definition_by_id(reading.tx, short.id) if short is not None else None
    if row is None:
        raise NotFound(
            Words(
                f"there is no version {version} of package {package!r}",
                f"没有流程包 {package!r} 的版本 {version}",
            )
        )
    return read_files({path: text.encode() for path, text in row.files.items()}, f"{package}@{version}")


def differences(
    reading: Reading, package: str, source: int, target: int | None, files: Mapping[str, str] | None
) -> list[Difference]:
    """Return what changed from version `source` to version `target`, or to `files` when these are given.

    Raises:
        NotFound: there is no such version.
        DiagramRefused: the files cannot be read; whether they could be deployed does not matter.
    """
    old = stored_package(reading, package, source)
    if files is not None:
        return compare(old, read_files(bytes_of(files, "package"), "package"))
    assert target is not None
    return compare(old, stored_package(reading, package, target))
