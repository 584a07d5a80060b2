"""Folders of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from telephony.doctor.seen import Folder


def look_at(paths: Iterable[str]) -> dict[str, Folder]:
    """Return what each folder is like."""
    return {path: _look_at(Path(path)) for path in paths}


def _look_at(path: Path) -> Folder:
    there = path.is_dir()
    readable = there and os.access(path, os.R_OK | os.X_OK)
    usage = shutil.disk_usage(_nearest(path))
    newest = _newest(path) if readable else None
    return Folder(
        there,
        readable,
        None if newest is None else datetime.fromtimestamp(newest, UTC),
        usage.free,
        usage.total,
    )


def _nearest(path: Path) -> Path:
    """Return the folder, or the one in which it would be made."""
    return next(one for one in (path, *path.parents) if one.exists())


def _newest(path: Path) -> float | None:
    """Return the time of the newest file, of subfolders only the one that was changed last."""
    files: list[float] = []
    folders: list[tuple[float, str]] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                at = entry.stat(follow_symlinks=False).st_mtime
                if entry.is_dir(follow_symlinks=False):
                    folders.append((at, entry.path))
                else:
                    files.append(at)
    except OSError:
        return None  # deleted or shut meanwhile
    within = _newest(Path(max(folders)[1])) if folders else None
    return max([*files, *([] if within is None else [within])], default=None)
