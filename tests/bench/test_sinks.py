"""What a benchmark's database is filled with: patterns as the engine wrote them one after the other."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest

from bench.sinks import CopySink, LiteSink
from tests.servers import Postgres

_COUNT = "CREATE TABLE counted (number INTEGER)"


def test_on_sqlite_each_pattern_is_read_as_it_is_by_then(tmp_path: Path) -> None:
    path = str(tmp_path / "lists.sqlite3")
    with sqlite3.connect(path) as engine:
        engine.execute(_COUNT)
    sink = LiteSink(path)
    for number in (1, 2, 3):
        engine.execute("INSERT INTO counted VALUES (?)", (number,))
        engine.commit()
        assert sink.rows("counted", "1 = 1")[-1] == [number]
    shape = sink.shape("counted", ["number"], [0], {"number"})
    sink.add(shape, {"number": 4})
    sink.write()
    assert engine.execute("SELECT count(*) FROM counted").fetchone() == (3,), (
        "nothing is there before its end"
    )
    sink.finish()
    assert engine.execute("SELECT count(*) FROM counted").fetchone() == (4,)
    engine.close()


@pytest.mark.postgres
def test_on_postgresql_too(postgres: Postgres) -> None:
    url = postgres.create("bench_sinks")
    with psycopg.connect(url, autocommit=True) as engine:
        engine.execute(_COUNT)
        sink = CopySink(url)
        for number in (1, 2, 3):
            engine.execute("INSERT INTO counted VALUES (%s)", (number,))
            assert sink.rows("counted", "true")[-1] == [str(number)]
        sink.finish()
    postgres.drop("bench_sinks")
