"""Infrastructure of all tests: databases, real servers, a clock that is set. No builders here."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import structlog

from huan.web_node import WEB, Node, NodeMissing, find_node
from tests.groups import scheduler
from tests.servers import Postgres, RedisServer, postgres_binaries

if TYPE_CHECKING:
    from tests.stage import Stage

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
# How long an example takes says something about the machine, not about what is tested.
hypothesis.settings.register_profile("huan", deadline=None)
hypothesis.settings.load_profile("huan")
TESTS = Path(__file__).parent
REQUIRE_ALL = os.environ.get("HUAN_REQUIRE") == "all"


def _missing(part: str) -> None:
    if REQUIRE_ALL:
        pytest.fail(f"{part} is required (HUAN_REQUIRE=all) and not installed")
    pytest.skip(f"{part} is not installed; `make test` installs it where it may")


#: What runs first, and last: long files at the end would leave one worker alone.
FIRST = ("web", "faults", "upgrades", "story", "races", "oracle", "huan", "engine/scenarios", "api")
LAST = ("engine/org", "engine/limits", "engine/decisions", "engine/feel")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduler(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long folders begin: at the end they would leave one worker alone."""
    names = {path: path.relative_to(TESTS).with_suffix("").as_posix() for path in {one.path for one in items}}
    items.sort(key=lambda item: _turn(names[item.path]))


def _turn(name: str) -> int:
    for number, folder in enumerate(FIRST):
        if name.startswith(f"{folder}/"):
            return number - len(FIRST)
    return int(name.startswith(tuple(f"{folder}/" for folder in LAST)))


def pytest_collection_finish() -> None:
    """What is collected stays to the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def node() -> Node:
    """The Node that builds the web application, with the locked dependencies installed."""
    if not (WEB / "node_modules" / "bpmn-moddle").exists():
        _missing("what the web application depends on")
    try:
        return find_node()
    except NodeMissing:
        _missing("Node")
        raise


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL cluster a worker process."""
    yield from _cluster(durable=False)


@pytest.fixture
def durable_postgres() -> Iterator[Postgres]:
    """A PostgreSQL cluster for one test, which may crash it."""
    yield from _cluster(durable=True)


def _cluster(*, durable: bool) -> Iterator[Postgres]:
    if postgres_binaries() is None:
        _missing("PostgreSQL")
    server = Postgres(durable=durable)
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a migrated database, copied for each test."""
    from engine.store import schema

    schema.upgrade(postgres.create("template"))
    return "template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test."""
    from engine.store import schema

    path = tmp_path_factory.mktemp("template") / "huan.sqlite3"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database, on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    return sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def postgres_url(postgres: Postgres, postgres_template: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    with postgres.copy(postgres_template) as url:
        yield url


def sqlite_copy(template: Path, folder: Path) -> str:
    path = folder / f"{uuid.uuid4().hex}.sqlite3"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    """A SQLite file with the cast and the packages, copied for each test, and who furnished it."""
    from tests.stage import Stage

    path = tmp_path_factory.mktemp("furnished") / "huan.sqlite3"
    shutil.copy(sqlite_template, path)
    stage = Stage(f"sqlite:///{path}")
    stage.system.close()
    return path, stage


@pytest.fixture(scope="session")
def postgres_stage(postgres: Postgres, postgres_template: str) -> Iterator[tuple[str, Stage]]:
    """The same on PostgreSQL: the name of the database."""
    from tests.stage import Stage

    with postgres.copy(postgres_template) as url:
        stage = Stage(url)
        stage.system.close()
        yield url.rsplit("/", 1)[1], stage


@pytest.fixture
def stage_on_sqlite(sqlite_stage: tuple[Path, Stage], tmp_path: Path) -> Iterator[Stage]:
    """A stage with the cast and the packages, on SQLite."""
    path, furnished = sqlite_stage
    made = furnished.on_copy(sqlite_copy(path, tmp_path))
    yield made
    made.system.close()


@pytest.fixture
def stage_on_postgres(postgres: Postgres, postgres_stage: tuple[str, Stage]) -> Iterator[Stage]:
    """A stage with the cast and the packages, on PostgreSQL."""
    name, furnished = postgres_stage
    with postgres.copy(name) as url:
        made = furnished.on_copy(url)
        yield made
        made.system.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def stage(request: pytest.FixtureRequest) -> Stage:
    """A stage with the cast and the packages, on SQLite and on PostgreSQL."""
    made: Stage = request.getfixturevalue(
        "stage_on_sqlite" if request.param == "sqlite" else "stage_on_postgres"
    )
    return made


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    """One Redis a worker process."""
    if shutil.which("redis-server") is None:
        _missing("Redis")
    server = RedisServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with NAME.jsonl, NAME.rx.bin and NAME.tx.bin of every scenario of the event socket."""
    folder = tmp_path_factory.mktemp("recordings")
    with tarfile.open(Path(__file__).parent / "telephony" / "recordings" / "esl-captures.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder
