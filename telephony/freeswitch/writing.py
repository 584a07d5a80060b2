"""Rendered files onto a disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from engine.errors import InvalidInput
from engine.words import Words

#: One of them holds a password: all are its owner's and group's alone.
MODE = 0o640


def write(folder: Path, files: Mapping[str, str], *, force: bool = False) -> list[Path]:
    """Write the files and return their paths; a file that says the same already is left alone.

    Raises:
        InvalidInput: a file is there that says something else, and `force` is not given; nothing is written.
    """
    paths = {folder / name: text for name, text in files.items()}
    others = [path for path, text in paths.items() if path.exists() and path.read_bytes() != text.encode()]
    if others and not force:
        names = ", ".join(str(path) for path in others)
        raise InvalidInput(
            Words(
                f"nothing is written: {names} would be overwritten; render into another folder and "
                f"compare, or "
                "give --force",
                f"未写入：会覆盖 {names}；请生成到另一文件夹后比较，或使用 --force",
            )
        )
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, text)
    return list(paths)


def _write(path: Path, text: str) -> None:
    """Write beside and rename: nobody reads half a file, and none is open to all for a moment."""
    beside = path.with_name(f".{path.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(beside, MODE)
    os.replace(beside, path)
