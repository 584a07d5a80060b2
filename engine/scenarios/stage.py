"""Where scenarios play: a temporary database per scenario, copied from a prepared one, and a set clock.

A prepared database has the schema, the calendars, the organisation and the packages in play; it is made
once and copied.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from engine.commands import Answer, Command, Definition, Engine, Handler, Preparing, Services
from engine.commands.deploy import DeployPackages
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.prepare import Prepare
from engine.commands.time import SetClock
from engine.definitions import Package
from engine.errors import HuanError
from engine.org import Actor
from engine.runtime import CompiledDefinition
from engine.scenarios.cast import Cast, make_cast
from engine.scenarios.databases import Databases, SqliteDatabases
from engine.scenarios.story import Given
from engine.store.database import Database, Transaction
from engine.store.opening import open_database
from engine.words import Words

SYSTEM = Actor("system:scenario")
#: The effects that diagrams may ask for, as an installation has them; none reaches outside here.
HANDLERS: Mapping[str, Handler] = {
    "notify": Handler("repeatable"),
    "webhook": Handler("repeatable"),
    "customer-message": Handler("once"),
    "order.call-customer": Handler("outside", 1),
}


class OutOfTime(HuanError):
    """A scenario takes longer than it may."""

    code = "out-of-time"


class Compiled:
    """The versions of a prepared database as compiled twice: for playing on, and for playing on reloaded.

    A version is never changed by running, so all plays share them; nothing of one is part of the other, so
    what is reloaded runs on other objects than it was made with.
    """

    def __init__(self) -> None:
        self.first: dict[str, Definition] = {}
        self.reloaded: dict[str, Definition] = {}


class Stage:
    """One scenario's system. `reopen` throws away everything but the database and what was compiled.

    `deadline` is the value of `time.monotonic()` after which nothing more is done, None: none.
    """

    def __init__(
        self,
        url: str,
        cast: Cast,
        profile: str,
        now: datetime,
        compiled: Compiled,
        deadline: float | None = None,
        *,
        calls_out: bool = True,
    ) -> None:
        self.cast = cast
        self._compiled = compiled
        self.now = now
        self.deadline = deadline
        self.url = url
        self._profile = profile
        self._calls_out = calls_out
        self.database: Database
        self.engine: Engine
        self._open(compiled.first)

    def _open(self, versions: dict[str, Definition]) -> None:
        self.database = open_database(self.url)
        # Every package has one version here: it stands in for whatever number or tag a call names.
        services = Services(
            handlers=HANDLERS,
            profile=self._profile,
            any_version=True,
            versions=versions,
            calls_out=self._calls_out,
        )
        self.engine = Engine(self.database, services)

    def reopen(self) -> None:
        """Close the database and open it with empty caches, on versions that were compiled anew."""
        self.database.close()
        self._open(self._compiled.reloaded)

    def run(self, command: Command | Preparing, by: str | Actor = SYSTEM) -> Answer:
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
            raise OutOfTime(
                Words(
                    "the time for playing is over: let less happen in one scenario, or play fewer",
                    "演练的时间已用完：请让一个场景少发生一些，或少演练几个",
                )
            )

    def definition(self, tx: Transaction, key: str) -> CompiledDefinition:
        """Return a compiled version of a package."""
        return self.engine.services.definition(tx, key).compiled

    def set_clock(self, now: datetime) -> None:
        """Set the business clock; it stands still until it is set again."""
        self.now = now
        self.run(SetClock(now, 0))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


class Theatre:
    """Makes stages for the scenarios of a set of packages; a context manager that removes everything.

    `databases` None is SQLite in a temporary folder of its own.
    """

    def __init__(self, packages: Mapping[str, Package], databases: Databases | None = None) -> None:
        self.packages = packages
        self._databases = databases if databases is not None else SqliteDatabases()
        self._own = databases is None
        self._prepared: dict[object, tuple[str, Cast, Compiled]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for url, *_ in self._prepared.values():
            self._databases.remove(url)
        if self._own:
            self._databases.close()

    @contextmanager
    def stage(self, given: Given, deadline: float | None = None) -> Iterator[Stage]:
        """Yield a fresh stage for what is given, on which nothing happens after `deadline`; then remove it.

        Raises:
            DiagramRefused: a package in play cannot be deployed.
        """
        template, cast, compiled = self._template(given)
        url = self._databases.copy(template)
        stage = Stage(url, cast, given.profile, given.at, compiled, deadline, calls_out=given.calls_out)
        try:
            yield stage
        finally:
            stage.close()
            self._databases.remove(url)

    def _template(self, given: Given) -> tuple[str, Cast, Compiled]:
        key = (given.at, given.packages, given.empty, given.profile)
        if key not in self._prepared:
            url, cast, compiled = self._databases.empty(), make_cast(given.empty), Compiled()
            try:
                self._prepare(Stage(url, cast, given.profile, given.at, compiled), given)
            except HuanError:
                self._databases.remove(url)
                raise
            self._prepared[key] = url, cast, compiled
        return self._prepared[key]

    def _prepare(self, stage: Stage, given: Given) -> None:
        """Fill a database with what every scenario with this beginning finds there, and close it."""
        try:
            stage.run(Prepare())
            stage.set_clock(given.at)
            stage.run(LoadOrganisation(stage.cast.rows))
            packages = [self.packages[key] for key in given.packages]
            files = [{path: text.decode() for path, text in one.files.items()} for one in packages]
            stage.run(DeployPackages(files, [package.key for package in packages]))
        finally:
            stage.close()
