"""A process package: a folder with a diagram, its forms and rules, and the sheet that names them.

    repair/
      package.yaml       key, names, diagram, main process, order category, packages it calls
      repair.bpmn
      fields.json        JSON Schema of the order's fields (may be missing)
      forms/NAME.json    JSON Schema of one form each
      rules/*.dmn        decision models (DMN)
      scenarios/         tests; not part of the version

A package is read from a folder or from the files stored with a version; both give the same identity.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.definitions.decisions import ENDING, FOLDER, Decisions, read_decisions
from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.model import Diagram
from engine.definitions.reading import read_diagram
from engine.definitions.safe_json import parse_json
from engine.definitions.sheet import MOST_BYTES as MOST_BYTES_OF_SHEET
from engine.definitions.sheet import SHEET, Sheet, read_sheet
from engine.definitions.texts import (
    MOST_BYTES,
    MOST_FILE_BYTES,
    MOST_FILES,
    SCENARIOS,
    digest_of,
    refuse_unfit,
)
from engine.words import Words

__all__ = ["SHEET", "Package", "key_in", "read_files", "read_folder", "read_key", "sheet_in"]


@dataclass(frozen=True)
class Package:
    """One package as read. `files` are the bytes by path relative to the folder, without scenarios.

    `kind` is `process`, or `dialogue` for one that is spoken with a caller. `category` is the order category
    that starts it, None for a package that serves no order by itself; `calls` are the keys of the packages
    whose processes its call activities may call; `lines` those of the sheet's entries.
    """

    key: str
    name: dict[str, str]
    process: str
    category: str | None
    calls: tuple[str, ...]
    diagram_path: str
    files: Mapping[str, bytes]
    diagram: Diagram
    forms: Mapping[str, dict[str, Any]]
    fields: dict[str, Any]
    origin: str = ""
    description: dict[str, str] = field(default_factory=dict)
    fields_path: str = "fields.json"
    lines: Mapping[str, int] = field(default_factory=dict)
    closed_loop: bool = False
    exempt: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    kind: str = "process"

    @cached_property
    def source_hash(self) -> str:
        """Return the version's identity: SHA-256 over the paths and contents of all files, as hex."""
        return digest_of(self.files)

    @property
    def field_names(self) -> frozenset[str]:
        """Return the names of the order fields that this package declares."""
        return frozenset(self.fields.get("properties", {}))

    def label(self, path: str) -> str:
        """Return the path of a file as a person finds it."""
        return _label(self.origin, path)


def read_folder(folder: Path) -> Package:
    """Read a package from disk.

    Raises:
        DiagramRefused: a file is missing, too large or cannot be read; every finding is listed.
    """
    origin = str(folder)
    if not (folder / SHEET).is_file():
        raise _refused(
            origin,
            SHEET,
            Words(f"{folder} has no {SHEET}", f"{folder} 中没有 {SHEET}"),
            Words("name a package's folder", "请给出流程包的文件夹"),
        )
    files: dict[str, bytes] = {}
    for path in _files_of(folder):
        relative = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file():
            raise _refused(
                origin,
                relative,
                Words("is no plain file", "不是普通文件"),
                Words("put the file itself into the package", "请把文件本身放进流程包"),
            )
        try:
            with path.open("rb") as opened:
                files[relative] = opened.read(MOST_FILE_BYTES + 1)
        except OSError as error:
            raise _refused(
                origin,
                relative,
                Words(f"cannot be read: {error.strerror}", f"读不出来：{error.strerror}"),
                Words("make it readable", "请设为可读"),
            ) from None
        if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
            break  # refused below, however much more there is
    return read_files(files, origin)


def scenario_files(folder: Path) -> dict[str, bytes]:
    """Return the scenarios of a package's folder by path: no part of it, but they go where it goes."""
    found = sorted((folder / SCENARIOS).glob("[!.]*.yaml"))
    plain = [path for path in found if path.is_file() and not path.is_symlink()]
    files: dict[str, bytes] = {}
    for path in plain[: MOST_FILES + 1]:
        with path.open("rb") as opened:
            files[SCENARIOS + path.name] = opened.read(MOST_FILE_BYTES + 1)
    return files


def read_key(folder: Path) -> str | None:
    """Return the key of a folder's package, also when the rest cannot be read; None when nobody can tell."""
    try:
        with (folder / SHEET).open("rb") as opened:
            return key_in({SHEET: opened.read(MOST_BYTES_OF_SHEET + 1)})
    except OSError:
        return None


def key_in(files: Mapping[str, bytes]) -> str | None:
    """Return the key that the sheet among some files says, None when nobody can tell."""
    sheet = sheet_in(files)
    return sheet.key if sheet is not None else None


def sheet_in(files: Mapping[str, bytes]) -> Sheet | None:
    """Return the sheet among some files, None when it is missing or cannot be read."""
    try:
        return read_sheet(files[SHEET], SHEET)
    except (DiagramRefused, KeyError, UnicodeDecodeError):
        return None


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a package in the order of their paths, without scenarios and hidden ones."""
    for parent, folders, names in os.walk(folder):
        own = Path(parent)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (own != folder or name != "scenarios")
        )
        yield from (own / name for name in sorted(names) if not name.startswith("."))


def read_files(files: Mapping[str, bytes], origin: str = "") -> Package:
    """Read a package from its files, as a version stores them.

    Raises:
        DiagramRefused: as `read_folder`.
    """
    refuse_unfit(files, origin)
    if SHEET not in files:
        raise _refused(
            origin, SHEET, Words(f"there is no {SHEET}", f"没有 {SHEET}"), Words("add it", "请加上它")
        )
    sheet = read_sheet(files[SHEET], _label(origin, SHEET))
    found: list[Finding] = []
    for entry, path in (("diagram", sheet.diagram), ("fields", sheet.fields)):
        if path is not None and path not in files:
            problem = Words(f"{path} is not in the package", f"流程包中没有 {path}")
            remedy = Words("add it or correct the name", "请加上它，或改正文件名")
            label = _label(origin, SHEET)
            found.append(Finding(label, None, entry, problem, remedy, sheet.lines[entry]))
    if found:
        raise DiagramRefused(found)
    diagram = _read(found, read_diagram, files[sheet.diagram], _label(origin, sheet.diagram))
    forms = {
        path.removeprefix("forms/").removesuffix(".json"): _read(
            found, parse_json, files[path], _label(origin, path)
        )
        for path in files
        if path.startswith("forms/") and path.endswith(".json")
    }
    models = [
        _read(found, read_decisions, files[path], _label(origin, path))
        for path in sorted(files)
        if path.startswith(FOLDER) and path.endswith(ENDING)
    ]
    fields = {}
    if sheet.fields is not None:
        fields = _read(found, parse_json, files[sheet.fields], _label(origin, sheet.fields))
    if found:
        raise DiagramRefused(found)
    return Package(
        key=sheet.key,
        name=sheet.name,
        process=sheet.process,
        category=sheet.category,
        calls=sheet.calls,
        diagram_path=sheet.diagram,
        files=dict(files),
        diagram=diagram,
        forms=forms,
        fields=fields,
        origin=origin,
        description=sheet.description,
        fields_path=sheet.fields or "fields.json",
        lines=sheet.lines,
        closed_loop=sheet.closed_loop,
        exempt=sheet.exempt,
        decisions=Decisions(models),
        kind=sheet.kind,
    )


def _read(found: list[Finding], reader: Callable[[bytes, str], Any], content: bytes, label: str) -> Any:
    """Return what a reader makes of a file; when it refuses, note why and go on with the next file."""
    try:
        return reader(content, label)
    except DiagramRefused as refused:
        found += refused.report
        return None


def _label(origin: str, path: str) -> str:
    return f"{origin}/{path}" if origin else path


def _refused(origin: str, path: str, problem: Words, remedy: Words) -> DiagramRefused:
    return DiagramRefused([Finding(_label(origin, path), None, "", problem, remedy)])
