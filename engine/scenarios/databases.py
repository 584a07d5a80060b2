"""Where the databases of scenarios come from: each scenario has a fresh one, copied from a prepared one.

Files of SQLite lie in memory where the machine offers that (a file system on /dev/shm), since a scenario
needs no durability.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar, Protocol

from engine.store import schema

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made inside
_MEMORY_NEEDED = 50_000_000


class Databases(Protocol):
    """Makes and removes databases, given by their addresses; see `open_database`.

    Another kind is added as a class with these methods; tests/engine/constructs plays on every kind.
    """

    def empty(self) -> str:
        """Return the address of a new database with the schema of this release and nothing in it."""

    def copy(self, url: str) -> str:
        """Return the address of a new database with all that is in another; nobody has that one open."""

    def remove(self, url: str) -> None:
        """Remove a database that nobody has open."""

    def close(self) -> None:
        """Remove all that is left."""


class SqliteDatabases:
    """Databases of SQLite in a temporary folder, which is made in `within`, None: wherever is fastest."""

    #: The file of an empty database: the migrations take half a second, so that a process runs them once.
    _migrated: ClassVar[bytes | None] = None

    def __init__(self, within: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="huan-scenarios-", dir=within or _fast_folder())
        self._made = 0

    def empty(self) -> str:
        url = self._new()
        if SqliteDatabases._migrated is None:
            schema.upgrade(url)
            SqliteDatabases._migrated = _path(url).read_bytes()
        else:
            _path(url).write_bytes(SqliteDatabases._migrated)
        return url

    def copy(self, url: str) -> str:
        made = self._new()
        shutil.copy(_path(url), _path(made))
        return made

    def remove(self, url: str) -> None:
        path = _path(url)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()

    def close(self) -> None:
        self._folder.cleanup()

    def _new(self) -> str:
        self._made += 1
        return f"sqlite:///{self._folder.name}/{self._made}.sqlite3"


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _fast_folder() -> str | None:
    """Return a folder in memory if there is one with room, else None: the system's temporary folder."""
    try:
        return str(_MEMORY) if shutil.disk_usage(_MEMORY).free > _MEMORY_NEEDED else None
    except OSError:
        return None
