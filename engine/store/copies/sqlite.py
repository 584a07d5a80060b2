"""SQLite: a copy by its online backup (SQLite, "Using the SQLite Online Backup API"), while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from engine.errors import HuanError, Unavailable
from engine.words import Words

NAME = "database.sqlite3"
#: Pages a step: a writer waits no longer than one takes.
PAGES = 2000


def copy_out(path: Path, folder: Path, progress: Callable[[int, int], None]) -> dict[str, int]:
    """Copy the file into a folder; return how many rows each table has.

    Raises:
        Unavailable: it is no database that can be read.
    """
    try:
        with closing(_read_only(path)) as source, closing(sqlite3.connect(folder / NAME)) as target:
            source.backup(
                target, pages=PAGES, progress=lambda _, left, all_: progress(all_ - left, all_), sleep=0.01
            )
            target.execute("PRAGMA journal_mode = DELETE")
            return _sound(target)
    except sqlite3.Error as error:
        raise Unavailable(Words(f"{path} cannot be copied: {error}", f"不能复制 {path}：{error}")) from error


def copy_in(path: Path, folder: Path, rows: Mapping[str, int], progress: Callable[[int, int], None]) -> None:
    """Put a copy in its place, in one move once it was found sound.

    Raises:
        HuanError: the copy is damaged, or does not have the rows it should.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.restoring")
    size = (folder / NAME).stat().st_size
    shutil.copyfile(folder / NAME, partial)
    progress(size, size)
    try:
        with closing(_read_only(partial)) as copy:
            found = _sound(copy)
        if found != dict(rows):
            raise HuanError(Words("the copy does not have the rows it should", "副本的行数与所述不符"))
        os.replace(partial, path)
    except sqlite3.Error as error:
        raise HuanError(Words(f"the copy is damaged: {error}", f"副本已损坏：{error}")) from error
    finally:
        partial.unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=60)


def _sound(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table of a sound database has."""
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
        if not _is_shadow(connection, name)
    }


def _is_shadow(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether a table belongs to a virtual one, which cannot be counted alone."""
    kinds = {row[1]: row[2] for row in connection.execute("PRAGMA table_list")}
    return kinds.get(name) in ("shadow", "virtual")
