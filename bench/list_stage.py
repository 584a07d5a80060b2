"""The database that lists, search and traffic are measured on: a whole province's work, kept between runs."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import bindparam, select

from bench.filling import fill
from bench.pattern import patterns
from bench.province import Province, province
from bench.sinks import CopySink, LiteSink
from bench.stage import settings_on
from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.open_order import OpenOrder
from engine.commands.prepare import Prepare
from engine.commands.time import SetClock
from engine.ids import new_id
from engine.org import Actor
from engine.store import revisions, schema
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import person, task
from huan.package_files import package_files
from huan.wiring import System, build

#: Monday, 09:00 in Shanghai: every list is looked at then.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SYSTEM = Actor("system:bench")
#: Raised when the generator makes other rows, so that a database that was kept is made anew.
GENERATION = 3
_OPEN = Statement(
    select(task.c.id).where(task.c.order_id == bindparam("order_id"), is_word(task.c.status, "open"))
)
_PERSON = Statement(select(person.c.id).where(person.c.username == bindparam("username")))


class ListStage:
    """A system on the sown database. `open_tasks` decides the database's name and size."""

    def __init__(self, url: str, open_tasks: int) -> None:
        self.open_tasks = open_tasks
        self.url, is_new = _database(url, open_tasks)
        if is_new:
            _fill(self.url, open_tasks)
        self.settings = settings_on(self.url)
        self.system: System = build(self.settings)
        self.engine = self.system.engine
        self.engine.run(Prepare(), SYSTEM)

    def person(self, username: str) -> Actor:
        """Return a person of the province by their username: tier, kind of department and number."""
        with self.system.database.reading() as tx:
            return Actor(tx.one(_PERSON, username=username).id)


def _database(url: str, open_tasks: int) -> tuple[str, bool]:
    """Return the address of the database of this size, and whether it has still to be filled."""
    if not url.startswith("postgres"):
        return _lite(url, open_tasks)
    name, mark = f"huan_bench_lists_{open_tasks}", f"generation {GENERATION}"
    made = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", (name,)
        ).fetchone()
        if found is not None and found[0] == mark:
            if revisions.why_unusable(made) is not None:
                schema.upgrade(made)
            return made, False
        identifier = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
    return made, True


def _lite(url: str, open_tasks: int) -> tuple[str, bool]:
    path = Path(url.removeprefix("sqlite:///"))
    marked = path.with_suffix(f".{open_tasks}-{GENERATION}")
    if path.exists() and marked.exists():
        schema.upgrade(url)
        return url, False
    with suppress(FileNotFoundError):
        path.unlink()
    return url, True


def _mark(url: str, open_tasks: int) -> None:
    """Say that a database is whole."""
    if not url.startswith("postgres"):
        Path(url.removeprefix("sqlite:///")).with_suffix(f".{open_tasks}-{GENERATION}").touch()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(urlsplit(url).path[1:]), sql.Literal(f"generation {GENERATION}")
            )
        )


def _fill(url: str, open_tasks: int) -> None:
    began = time.monotonic()
    schema.upgrade(url)
    system = build(settings_on(url))
    engine = system.engine
    engine.run(Prepare(), SYSTEM)
    engine.run(SetClock(NOW, 0), SYSTEM)
    made = province()
    everyone = _everyone(made)
    engine.run(LoadOrganisation(made.rows.tables), SYSTEM)
    for name in ("follow-up", "repair", "inbound-call"):
        engine.run(Deploy(package_files(system.settings.packages / name)), SYSTEM)
    county = made.counties[0]
    wanted = OpenOrder(
        "fault-report",
        "停电",
        premise_id=county.premises[0]["id"],
        caller_name="样本客户",
        caller_number="13900000001",
        fields={"symptom": "no-power"},
    )
    order_id = engine.run(wanted, everyone)["order"]

    def complete(element: str, values: Any) -> None:
        with system.database.reading() as tx:
            (open_task,) = tx.rows(_OPEN, order_id=order_id)
        if element == "assign":
            values = {**values, "crew": county.crews[0]["code"]}
        engine.run(CompleteTask(open_task.id, values), everyone)

    pattern_sink = _sink(url)
    moments = patterns(pattern_sink, order_id, complete)
    pattern_sink.finish()
    system.close()
    fill(url, made, moments, NOW, open_tasks, open_tasks // 2)
    _mark(url, open_tasks)
    print(f"… made in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _sink(url: str) -> CopySink | LiteSink:
    return CopySink(url) if url.startswith("postgres") else LiteSink(url.removeprefix("sqlite:///"))


def _everyone(made: Province) -> Actor:
    """Add one person who belongs to every department of the pattern order's round."""
    county = made.counties[0]
    key = new_id()
    made.rows.tables["person"].append({"id": key, "username": "everyone", "name": "压测", "agent": None})
    for department in (made.centre, county.departments["repair"], county.crew_departments[0]):
        made.rows.add("membership", person_id=key, department_id=department["id"], role="agent")
    return Actor(key)
