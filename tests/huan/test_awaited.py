"""A service that is started before its database, or while that one restarts, waits for it."""

from __future__ import annotations

import pytest

from engine.errors import HuanError, Unavailable
from engine.store import schema
from huan.awaited import await_database, patiently
from huan.broken import name_broken_versions
from huan.settings import Settings
from huan.wiring import build


def _never(seconds: float) -> None:
    raise AssertionError("nobody should have waited")


def test_a_service_goes_on_when_its_database_is_back(durable_postgres):
    url = durable_postgres.create("awaited")
    schema.upgrade(url)
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            durable_postgres.start()

    durable_postgres.stop("immediate")
    await_database(Settings(database_url=url), pause)
    assert waits == [1, 1, 1]


def test_a_worker_goes_on_when_its_database_crashes_while_it_starts(durable_postgres):
    """Found by a crash between the first look at the database and the reading of the packages."""
    url = durable_postgres.create("crashed")
    schema.upgrade(url)
    settings = Settings(database_url=url)
    await_database(settings, _never)
    system = build(settings)
    durable_postgres.stop("immediate")
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        durable_postgres.start()

    patiently(settings, lambda: name_broken_versions(system), pause)
    assert waits == [1]
    system.close()


def test_a_service_gives_up_after_a_while_and_says_why():
    waits: list[float] = []
    settings = Settings(database_url="postgresql://huan@127.0.0.1:1/none", database_wait_seconds=3)
    with pytest.raises(Unavailable, match=r"cannot be used: .*refused"):
        await_database(settings, waits.append)
    assert waits == [1, 1, 1]


def test_nobody_waits_for_a_database_of_another_release(durable_postgres):
    url = durable_postgres.create("empty")
    with pytest.raises(HuanError, match="run `huan db upgrade`"):
        await_database(Settings(database_url=url), _never)


def test_nobody_waits_for_a_file_that_is_no_database(tmp_path):
    letter = tmp_path / "letter"
    letter.write_text("Dear customer, your power will be back at ten.\n" * 40)
    with pytest.raises(Unavailable, match="not a database"):
        await_database(Settings(database_url=f"sqlite:///{letter}"), _never)
