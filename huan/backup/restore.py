"""Restore a backup into an empty installation: everything is proved before anything is put in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InvalidInput
from engine.store.copies import copy_in, require_empty
from engine.words import Words
from huan.backup import archive
from huan.backup.make import Progress, content_folders
from huan.backup.manifest import Manifest, digest_of, read_manifest
from huan.settings import Settings


@dataclass(frozen=True)
class Restored:
    """A backup that was restored."""

    manifest: Manifest
    attachments: int
    recordings: int


def restore_backup(settings: Settings, source: Path, expected: str | None, progress: Progress) -> Restored:
    """Restore a backup.

    1. Read the manifest; compare it with `expected`, the digest that making it printed, None: not asked.
    2. Refuse a target that is not empty.
    3. Take every file out and compare its digest: a damaged backup changes nothing.
    4. Put the database in its place, and bring it to this release; then attachments and recordings.

    Raises:
        InvalidInput: it is no backup, another one than expected, or the target is not empty.
        HuanError: it is damaged, or of a newer release.
        Unavailable: the database does not answer.
    """
    with archive.opened(source) as reader:
        content = reader.manifest()
        if expected is not None and digest_of(content) != expected.lower():
            raise InvalidInput(
                Words(
                    f"this is another backup: its digest is {digest_of(content)}",
                    f"这是另一个备份：它的摘要是 {digest_of(content)}",
                )
            )
        manifest = read_manifest(content)
        require_empty(settings.database_url, manifest.database.kind)
        folders = content_folders(settings)
        for part, contents in folders.items():
            _require_new_folder(contents, part)
        with tempfile.TemporaryDirectory(prefix="huan-restore-", dir=_room(settings)) as room:
            folder = Path(room)
            for number, (name, entry) in enumerate(manifest.files.items(), 1):
                reader.take_out(name, entry, folder / name)
                progress("digests", number, len(manifest.files))
            copy_in(
                settings.database_url,
                folder / "database",
                manifest.database,
                lambda done, total: progress("database", done, total),
            )
            found = {part: _put_contents(folder / part, contents) for part, contents in folders.items()}
    return Restored(manifest, found["attachments"], found["recordings"])


def _room(settings: Settings) -> Path | None:
    """Return a folder with room beside the attachments, so that they need not be copied again."""
    parent = settings.attachments.parent
    return parent if parent.is_dir() else None


def _require_new_folder(folder: Path, part: str) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            Words(
                f"{folder} is not empty: {part} are restored into a new folder only (HUAN_{part.upper()})",
                f"{folder} 不是空的：附件和录音只能恢复到新的文件夹（HUAN_{part.upper()}）",
            )
        )


def _put_contents(taken: Path, folder: Path) -> int:
    """Move the contents into their folder; return how many there are."""
    if not taken.is_dir():
        return 0
    count = sum(1 for path in taken.rglob("*") if path.is_file())
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rmdir()
    try:
        os.replace(taken, folder)
    except OSError:  # another disk
        shutil.copytree(taken, folder)
    return count
