"""Where scenarios play: a temporary database per scenario, copied from a prepared one, and a set clock.

A prepared database has the schema, the calendars, the organisation and the packages in play; it is made
once and copied. Databases lie in memory where the machine offers that (a file system on /dev/shm), since a
scenario needs no durability.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.commands import Answer, Command, Engine, Handler, Services
from engine.commands.deploy import Deploy
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.prepare import Prepare
from engine.commands.time import SetClock
from engine.definitions import Package, processes_beside
from engine.errors import HuanError
from engine.org import Actor
from engine.runtime import CompiledDefinition
from engine.scenarios.cast import Cast, make_cast
from engine.scenarios.story import Given
from engine.store import schema
from engine.store.database import Database, Transaction
from engine.store.opening import open_database

SYSTEM = Actor("system:scenario")
#: The effects that diagrams may ask for, as an installation has them; none reaches outside here.
HANDLERS: Mapping[str, Handler] = {
    "notify": Handler("repeatable"),
    "webhook": Handler("repeatable"),
    "customer-message": Handler("once"),
}
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made inside
_MEMORY_NEEDED = 50_000_000


class OutOfTime(HuanError):
    """A scenario takes longer than it may."""

    code = "out-of-time"


class Stage:
    """One scenario's system. `reopen` throws away everything but the database's file.

    `deadline` is the value of `time.monotonic()` after which nothing more is done, None: none.
    """

    def __init__(
        self, path: Path, cast: Cast, profile: str, now: datetime, deadline: float | None = None
    ) -> None:
        self.cast = cast
        self.now = now
        self.deadline = deadline
        self._path = path
        self._profile = profile
        self.database: Database
        self.engine: Engine
        self._open()

    def _open(self) -> None:
        self.database = open_database(f"sqlite:///{self._path}")
        self.engine = Engine(self.database, Services(handlers=HANDLERS, profile=self._profile))

    def reopen(self) -> None:
        """Close the database and open it with empty caches: diagrams, organisation, clock, calendars."""
        self.database.close()
        self._open()

    def run(self, command: Command, by: str | Actor = SYSTEM) -> Answer:
        """Run a command as somebody of the cast, given by name, or as the system.

        Raises:
            OutOfTime: the deadline is over.
        """
        self.require_time()
        return self.engine.run(command, by if isinstance(by, Actor) else Actor(self.cast.people[by]))

    def require_time(self) -> None:
        """Refuse to go on after the deadline.

        Raises:
            OutOfTime: it is over.
        """
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime("the time for playing is over: let less happen in one scenario, or play fewer")

    def definition(self, tx: Transaction, key: str) -> CompiledDefinition:
        """Return a compiled version of a package."""
        return self.engine.services.definition(tx, key).compiled

    def set_clock(self, now: datetime) -> None:
        """Set the business clock; it stands still until it is set again."""
        self.now = now
        self.run(SetClock(now, 0))

    def close(self) -> None:
        """Close the database and delete it."""
        self.database.close()
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()


class Theatre:
    """Makes stages for the scenarios of a set of packages; a context manager that deletes everything."""

    def __init__(self, packages: Mapping[str, Package]) -> None:
        self.packages = packages
        self._folder = tempfile.TemporaryDirectory(prefix="huan-scenarios-", dir=_fast_folder())
        self._prepared: dict[object, tuple[Path, Cast]] = {}
        self._migrated: Path | None = None
        self._made = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def stage(self, given: Given, deadline: float | None = None) -> Stage:
        """Return a fresh stage for what is given, on which nothing happens after `deadline`.

        Raises:
            DiagramRefused: a package in play cannot be deployed.
        """
        template, cast = self._template(given)
        path = self._new_path()
        shutil.copy(template, path)
        return Stage(path, cast, given.profile, given.at, deadline)

    def _new_path(self) -> Path:
        self._made += 1
        return Path(self._folder.name) / f"{self._made}.sqlite3"

    def _template(self, given: Given) -> tuple[Path, Cast]:
        key = (given.at, given.packages, given.empty, given.profile)
        if key not in self._prepared:
            path, cast = self._new_path(), make_cast(given.empty)
            shutil.copy(self._schema(), path)
            stage = Stage(path, cast, given.profile, given.at)
            try:
                stage.run(Prepare())
                stage.set_clock(given.at)
                stage.run(LoadOrganisation(cast.rows))
                for package in self._in_order(given.packages):
                    stage.run(self._deploy(package, given.packages))
            finally:
                stage.database.close()
            self._prepared[key] = path, cast
        return self._prepared[key]

    def _deploy(self, package: Package, in_play: tuple[str, ...]) -> Deploy:
        """Return the deployment of one package; packages may call each other in a circle."""
        files = {path: content.decode() for path, content in package.files.items()}
        return Deploy(files, processes_beside(package, (self.packages[key] for key in in_play)))

    def _schema(self) -> Path:
        if self._migrated is None:
            path = self._new_path()
            schema.upgrade(f"sqlite:///{path}")
            self._migrated = path
        return self._migrated

    def _in_order(self, keys: tuple[str, ...]) -> list[Package]:
        """Return the packages so that what is called comes before who calls it."""
        ordered: dict[str, Package] = {}

        def add(key: str, above: tuple[str, ...]) -> None:
            package = self.packages[key]
            for called in package.calls:
                if called in keys and called not in above:
                    add(called, (*above, key))
            ordered.setdefault(key, package)

        for key in keys:
            add(key, ())
        return list(ordered.values())


def _fast_folder() -> str | None:
    """Return a folder in memory if there is one with room, else None: the system's temporary folder."""
    try:
        return str(_MEMORY) if shutil.disk_usage(_MEMORY).free > _MEMORY_NEEDED else None
    except OSError:
        return None
