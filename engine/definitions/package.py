"""A process package: a folder with a diagram, its forms and rules, and the sheet that names them.

    repair/
      package.yaml       key, names, diagram, main process, order category, packages it calls
      repair.bpmn
      fields.json        JSON Schema of the order's fields (may be missing)
      forms/NAME.json    JSON Schema of one form each
      rules/             decision tables
      scenarios/         tests; not part of the version

A package is read from a folder or from the files stored with a version; both give the same identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import yaml

from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.model import Diagram
from engine.definitions.reading import read_diagram

SHEET = "package.yaml"
MOST_FILES = 500
MOST_FILE_BYTES = 5_000_000
_SHEET_KEYS = {"key", "name", "diagram", "process", "category", "calls", "fields", "description"}


@dataclass(frozen=True)
class Package:
    """One package as read. `files` are the bytes by path relative to the folder, without scenarios.

    `category` is the order category that starts it, None for a package that serves no order by itself.
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

    @cached_property
    def source_hash(self) -> str:
        """Return the version's identity: SHA-256 over the paths and contents of all files, as hex."""
        digest = hashlib.sha256()
        for path in sorted(self.files):
            content = self.files[path]
            digest.update(f"{len(path.encode())}:{path}{len(content)}:".encode() + content)
        return digest.hexdigest()

    @property
    def field_names(self) -> frozenset[str]:
        """Return the names of the order fields that this package declares."""
        return frozenset(self.fields.get("properties", {}))

    def label(self, path: str) -> str:
        """Return the path of a file as a person finds it."""
        return f"{self.origin}/{path}" if self.origin else path


def read_folder(folder: Path) -> Package:
    """Read a package from disk.

    Raises:
        DiagramRefused: a file is missing, too large or cannot be read; every finding is listed.
    """
    origin = str(folder)
    if not (folder / SHEET).is_file():
        raise _refused(origin, SHEET, f"{folder} has no {SHEET}", "name a package's folder")
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if not path.is_file() or relative.startswith(("scenarios/", ".")):
            continue
        if len(files) >= MOST_FILES or path.stat().st_size > MOST_FILE_BYTES:
            limits = f"at most {MOST_FILES} files of {MOST_FILE_BYTES} bytes"
            raise _refused(origin, relative, "the package is too large", limits)
        files[relative] = path.read_bytes()
    return read_files(files, origin)


def read_files(files: Mapping[str, bytes], origin: str = "") -> Package:
    """Read a package from its files, as a version stores them.

    Raises:
        DiagramRefused: as `read_folder`.
    """
    sheet = _read_sheet(files, origin)
    diagram_path = sheet["diagram"]
    if diagram_path not in files:
        raise _refused(
            origin, SHEET, f"diagram {diagram_path} is not in the package", "add it or correct the name"
        )
    label = f"{origin}/{diagram_path}" if origin else diagram_path
    forms = {
        path.removeprefix("forms/").removesuffix(".json"): _read_json(files, path, origin)
        for path in files
        if path.startswith("forms/") and path.endswith(".json")
    }
    fields_path = sheet.get("fields")
    return Package(
        key=sheet["key"],
        name=sheet["name"],
        process=sheet["process"],
        category=sheet.get("category"),
        calls=tuple(sheet.get("calls") or ()),
        diagram_path=diagram_path,
        files=dict(files),
        diagram=read_diagram(files[diagram_path], label),
        forms=forms,
        fields=_read_json(files, fields_path, origin) if fields_path else {},
        origin=origin,
        description=sheet.get("description") or {},
    )


def _read_sheet(files: Mapping[str, bytes], origin: str) -> dict[str, Any]:
    try:
        sheet = yaml.safe_load(files[SHEET])
    except KeyError:
        raise _refused(origin, SHEET, f"there is no {SHEET}", "add it") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refused(origin, SHEET, f"cannot be read: {error}", "correct the YAML") from None
    if not isinstance(sheet, dict):
        raise _refused(origin, SHEET, "is no mapping", "write key: value lines")
    problems = [
        f"unknown entry {key!r}; known are {', '.join(sorted(_SHEET_KEYS))}"
        for key in sheet
        if key not in _SHEET_KEYS
    ]
    problems += [
        f"{key} is missing or no text"
        for key in ("key", "diagram", "process")
        if not isinstance(sheet.get(key), str) or not sheet[key]
    ]
    name = sheet.get("name")
    if not isinstance(name, dict) or not {"zh", "en"} <= set(name):
        problems.append("name needs the two texts zh and en")
    if problems:
        raise DiagramRefused(
            [Finding(f"{origin}/{SHEET}", None, "", problem, "correct the entry") for problem in problems]
        )
    return sheet


def _read_json(files: Mapping[str, bytes], path: str, origin: str) -> dict[str, Any]:
    try:
        document = orjson.loads(files[path])
    except KeyError:
        raise _refused(origin, SHEET, f"{path} is not in the package", "add it or correct the name") from None
    except orjson.JSONDecodeError as error:
        raise _refused(origin, path, f"is no JSON: {error}", "correct it") from None
    if not isinstance(document, dict):
        raise _refused(origin, path, "is no JSON object", "write a JSON Schema")
    return document


def _refused(origin: str, path: str, problem: str, remedy: str) -> DiagramRefused:
    return DiagramRefused([Finding(f"{origin}/{path}" if origin else path, None, "", problem, remedy)])
