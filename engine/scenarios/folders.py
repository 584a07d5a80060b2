"""Find packages and scenario files at the paths that a person names.

A path may be a folder of packages, one package, its scenarios folder or one scenario file. Packages beside
the named one are known too, since a diagram may call them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from engine.definitions import DiagramRefused, Package, read_folder
from engine.definitions.package import SHEET
from engine.errors import NotFound
from engine.words import Words

SCENARIOS = "scenarios"


@dataclass
class Found:
    """`named` are the folders that were asked for; `files` the scenario files by their package's folder.

    `packages` are those that can be read, by folder, `beside` included; `refused` those that cannot.
    """

    named: list[Path] = field(default_factory=list)
    files: dict[Path, list[Path]] = field(default_factory=dict)
    packages: dict[Path, Package] = field(default_factory=dict)
    refused: dict[Path, DiagramRefused] = field(default_factory=dict)

    def by_key(self, folder: Path) -> dict[str, Package]:
        """Return the packages of the folder in which a package stands, by key; the package itself wins."""
        beside = {
            package.key: package
            for path, package in self.packages.items()
            if path.parent == folder.parent and path != folder
        }
        own = self.packages.get(folder)
        return {**beside, own.key: own} if own is not None else beside


def find(paths: Iterable[Path]) -> Found:
    """Return what stands at the paths.

    Raises:
        NotFound: a path does not exist, or there is no package at it.
    """
    found = Found()
    for path in paths:
        for folder, files in _at(path):
            if folder not in found.named:
                found.named.append(folder)
            known = found.files.setdefault(folder, [])
            known += [file for file in files if file not in known]
            _read(found, folder)
            for beside in _packages_in(folder.resolve().parent):
                _read(found, folder.parent / beside.name)
    return found


def _at(path: Path) -> list[tuple[Path, list[Path]]]:
    if not path.exists():
        raise NotFound(Words(f"{path} does not exist", f"{path} 不存在"))
    if path.is_file():
        folder = path.parent.parent
        if path.parent.name == SCENARIOS and (folder / SHEET).is_file():
            return [(folder, [path])]
        raise NotFound(
            Words(
                f"{path} is no scenario (those lie in a package's folder {SCENARIOS}/): "
                f"give the folder of a package, such as {path.parent}",
                f"{path} 不是场景（场景在流程包的文件夹 {SCENARIOS}/ 中）：请给出流程包的文件夹，如 "
                f"{path.parent}",
            )
        )
    if (path / SHEET).is_file():
        return [(path, _scenario_files(path))]
    if path.name == SCENARIOS and (path.parent / SHEET).is_file():
        return [(path.parent, _scenario_files(path.parent))]
    folders = _packages_in(path)
    if not folders:
        raise NotFound(
            Words(
                f"{path} is no package (it has no {SHEET}) and no folder of packages",
                f"{path} 不是流程包（它没有 {SHEET}），也不是流程包的文件夹",
            )
        )
    return [(folder, _scenario_files(folder)) for folder in folders]


def _packages_in(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob(f"*/{SHEET}"))


def _scenario_files(folder: Path) -> list[Path]:
    return sorted((folder / SCENARIOS).glob("*.yaml"))


def _read(found: Found, folder: Path) -> None:
    if folder in found.packages or folder in found.refused:
        return
    try:
        found.packages[folder] = read_folder(folder)
    except DiagramRefused as error:
        found.refused[folder] = error
