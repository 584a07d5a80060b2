"""Read a package's folder as the texts that are deployed."""

from __future__ import annotations

from pathlib import Path

from engine.definitions import read_folder


def package_files(folder: Path) -> dict[str, str]:
    """Return the files of a package folder by path, without scenarios.

    Raises:
        DiagramRefused: the folder is no package.
    """
    return {path: content.decode() for path, content in read_folder(folder).files.items()}
