"""Make a backup while everything goes on: first the database, in one moment, then what it refers to."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from engine.store.address import shown_address
from engine.store.copies import copy_out
from engine.words import Words
from huan import __version__
from huan.backup import archive
from huan.backup.manifest import Manifest, digest_of
from huan.settings import Settings

#: Tells what is being done and how far it is: the part, how much is done, how much there is.
Progress = Callable[[str, int, int], None]
_CONTENT_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Backup:
    """A backup that was made. `digest` is its manifest's; `faults` say what was damaged before."""

    manifest: Manifest
    digest: str
    faults: list[Words]


def make_backup(settings: Settings, target: Path, progress: Progress) -> Backup:
    """Make a backup of an installation in a new folder or file.

    Attachments and recordings never change once they are stored, so those that the copy of the database
    refers to are there when they are read after it, unless they are deleted meanwhile.

    Raises:
        InvalidInput: there is something at the target; the database is empty or not there.
        Unavailable: the database does not answer.
    """
    archive.require_new(target)
    with tempfile.TemporaryDirectory(prefix=".huan-backup-", dir=target.absolute().parent) as room:
        folder = Path(room)
        copied = copy_out(
            settings.database_url, folder, lambda done, total: progress("database", done, total)
        )
        sources = {f"database/{path.name}": path for path in sorted(folder.iterdir())}
        for part, contents in content_folders(settings).items():
            sources |= {
                f"{part}/{path.relative_to(contents).as_posix()}": path for path in _contents(contents)
            }
        files, faults = {}, []
        for number, (name, path) in enumerate(sources.items(), 1):
            try:
                files[name] = archive.entry_of(path)
            except FileNotFoundError:
                continue  # taken away, by rule or by somebody, since the folder was looked through
            if not name.startswith("database/") and path.name != files[name].sha256:
                faults.append(
                    Words(
                        f"{name} is not what its name says: it was damaged before",
                        f"{name} 与其名称不符：此前已损坏",
                    )
                )
            progress("digests", number, len(sources))
        sources = {name: path for name, path in sources.items() if name in files}
        manifest = Manifest(
            datetime.now(UTC).isoformat(timespec="seconds"), __version__, copied, files, shown(settings)
        )
        archive.write(target, manifest, sources.items())
    return Backup(manifest, digest_of(manifest.content()), faults)


def shown(settings: Settings) -> dict[str, str]:
    """Return the settings as a person may see them: no password, token or secret."""
    told = {one.name: str(getattr(settings, one.name)) for one in fields(settings) if one.repr}
    return {**told, "database_url": shown_address(settings.database_url)}


def content_folders(settings: Settings) -> dict[str, Path]:
    """Return the folders of contents by what a backup calls them."""
    return {"attachments": settings.attachments, "recordings": settings.recordings}


def _contents(folder: Path) -> list[Path]:
    """Return what is stored by its content; a file that is being written has another name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and _CONTENT_HASH.fullmatch(path.name))
