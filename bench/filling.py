"""Fill the tables of a database with a province's work: on PostgreSQL by two processes, indexes afterwards.

Of the time that this takes, making the rows in Python, their COPY and the indexes have a share each; all
three are done on both cores of the machine.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

import psycopg

from bench.pattern import TABLES, Moment
from bench.province import Province
from bench.sinks import CopySink, LiteSink
from bench.sowing import Sower

PROCESSES = 2
_FILLED = (*TABLES, "order_text")


def fill(
    url: str, province: Province, moments: Sequence[Moment], now: datetime, open_tasks: int, finished: int
) -> None:
    """Write `open_tasks` orders that wait, and `finished` that went their round before them."""
    if not url.startswith("postgres"):
        sink = LiteSink(url.removeprefix("sqlite:///"))
        _sow(Sower(sink, province, moments, now, open_tasks, finished), 0, 1)
        sink.finish()
        return
    with _indexes_aside(url):
        context = multiprocessing.get_context("fork")
        sowers = [
            context.Process(target=_share, args=(url, province, moments, now, open_tasks, finished, number))
            for number in range(PROCESSES)
        ]
        for sower in sowers:
            sower.start()
        for sower in sowers:
            sower.join()
        if any(sower.exitcode for sower in sowers):
            raise RuntimeError("a process that was to fill the database has failed; see above")


def _share(
    url: str,
    province: Province,
    moments: Sequence[Moment],
    now: datetime,
    open_tasks: int,
    finished: int,
    number: int,
) -> None:
    sink = CopySink(url)
    _sow(Sower(sink, province, moments, now, open_tasks, finished), number, PROCESSES)
    sink.finish()


def _sow(sower: Sower, number: int, of: int) -> None:
    began, told = time.monotonic(), 0
    for orders in sower.sow(number, of):
        if number == 0 and orders - told >= 100_000:
            told = orders
            _tell(f"{orders * of} orders, {time.monotonic() - began:.0f} s")


@contextmanager
def _indexes_aside(url: str) -> Iterator[None]:
    """Drop the indexes that are no constraints while the tables are filled, then make them and statistics."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint WHERE conname = indexname)",
            (list(_FILLED),),
        ).fetchall()
        for name, _ in found:
            connection.execute(f'DROP INDEX "{name}"'.encode())
        # It would go through tables again and again of which nothing is dead.
        for table in _FILLED:
            connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)".encode())
    yield
    began = time.monotonic()
    _each(url, [definition for _, definition in found])
    _tell(f"{len(found)} indexes, {time.monotonic() - began:.0f} s")
    _each(url, [f"ALTER TABLE {table} RESET (autovacuum_enabled)" for table in _FILLED])
    _each(url, [f"VACUUM (ANALYZE) {table}" for table in _FILLED])
    _each(url, ["VACUUM (ANALYZE)"])
    _tell(f"indexes and statistics, {time.monotonic() - began:.0f} s")


def _each(url: str, statements: Sequence[str]) -> None:
    """Run statements on both cores."""

    def run(statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(b"SET maintenance_work_mem = '512MB'")
            connection.execute(statement.encode())

    with ThreadPoolExecutor(PROCESSES) as pool:
        for _ in pool.map(run, statements):
            pass


def _tell(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)
