"""Copy a database into files and back, whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import HuanError, InvalidInput
from engine.store import revisions, schema
from engine.store.address import require_address, shown_address, sqlite_file
from engine.store.copies import postgres, sqlite
from engine.words import Words

#: Tells how far it is: how much is done, how much there is.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Copied:
    """A copy. `kind` is `sqlite` or `postgresql`, `revision` the schema's, `rows` how many by table.

    `sequences` are the last values of PostgreSQL's sequences, None: never asked for one.
    """

    kind: str
    revision: str
    rows: Mapping[str, int] = field(default_factory=dict)
    sequences: Mapping[str, int | None] = field(default_factory=dict)


def copy_out(url: str, folder: Path, progress: Progress) -> Copied:
    """Write a consistent copy into an empty folder, while others work.

    Raises:
        InvalidInput, Unavailable: as for every look at the database; it has no schema.
    """
    revision = revisions.revision_of(url)
    path = sqlite_file(url)
    if path is not None:
        return Copied("sqlite", revision, sqlite.copy_out(path, folder, progress))
    rows, sequences = postgres.copy_out(url, folder, progress)
    return Copied("postgresql", revision, rows, sequences)


def require_empty(url: str, kind: str) -> None:
    """Refuse a database that is not of a copy's kind, or not empty.

    Raises:
        InvalidInput: it is another kind, or has something in it.
        Unavailable: it does not answer.
    """
    require_address(url)
    path = sqlite_file(url)
    if (path is not None) != (kind == "sqlite"):
        raise InvalidInput(
            Words(
                f"the backup is of {kind}, {shown_address(url)} is not: restore it where it came from",
                f"备份来自 {kind}，而 {shown_address(url)} 不是：请恢复到同类数据库",
            )
        )
    if path.exists() if path is not None else not postgres.is_empty(url):
        raise InvalidInput(
            Words(
                f"{shown_address(url)} is not empty: a backup is restored into a new database only",
                f"{shown_address(url)} 不是空的：备份只能恢复到新的数据库",
            )
        )


def copy_in(url: str, folder: Path, copied: Copied, progress: Progress) -> None:
    """Put a copy into an empty database, and bring it to this release. Whole, or nothing is left of it.

    Raises:
        InvalidInput: the database is another kind, or not empty.
        HuanError: the copy is of a newer release, or is not what it says.
    """
    require_empty(url, copied.kind)
    schema.require_known(copied.revision)
    path = sqlite_file(url)
    if path is not None:
        sqlite.copy_in(path, folder, copied.rows, progress)
        if revisions.revision_of(url) != copied.revision:
            path.unlink()
            raise HuanError(Words("the copy is not at the revision it says", "副本的版本与所述不符"))
    else:
        schema.upgrade(url, copied.revision)
        try:
            postgres.copy_in(url, folder, copied.rows, copied.sequences, progress)
        except BaseException:
            schema.downgrade(url, "base")
            raise
    schema.upgrade(url)
