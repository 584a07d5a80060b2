"""`huan bench`: measure, and print one JSON object a figure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import click
import orjson

from bench.figure import Figure
from engine.errors import InvalidInput
from engine.words import Words
from huan.console import FINDINGS, told

NAMES = (
    *("step", "throughput", "http", "events", "timers", "esl", "start", "dmn", "feel", "definitions"),
    *("inbox", "search", "calls"),
)
#: Open tasks of the province that lists are measured in, on PostgreSQL and on SQLite.
OPEN_TASKS, OPEN_TASKS_LITE = 1_000_000, 100_000


@click.command()
@click.argument("name", type=click.Choice([*NAMES, "all"]))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a figure (the default prints a line).")
@click.option(
    "--db",
    "url",
    envvar="HUAN_BENCH_DATABASE",
    help="A PostgreSQL server on which a database is made, or an empty SQLite file (the default).",
)
@click.option("--workers", default=2, show_default=True, help="Worker processes of `throughput`.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    help="How long `throughput` (60), `http` (40 of completing), `events` (70) or `calls` (20) last.",
)
@click.option(
    "--open-tasks",
    type=click.IntRange(min=1000),
    help="How many open tasks lists are measured among (1,000,000; on SQLite 100,000).",
)
@told
def bench(
    name: str, as_json: bool, url: str | None, workers: int, seconds: float | None, open_tasks: int | None
) -> None:
    """Measure NAME; exit 1 when a target is missed."""
    missed = False
    for one in NAMES if name == "all" else (name,):
        for figure in _measure(one, url, workers, seconds, open_tasks):
            missed = missed or not figure.met
            click.echo(orjson.dumps(figure.document()).decode() if as_json else _line(figure))
    if missed:
        raise SystemExit(FINDINGS)


def _measure(
    name: str, url: str | None, workers: int, seconds: float | None, open_tasks: int | None
) -> Iterable[Figure]:
    if name in ("inbox", "search"):
        return _lists(name, url, open_tasks)
    if name == "esl":
        from bench.esl import run as esl

        return esl()
    if name == "start":
        from bench.start import run as start

        return start()
    if name == "feel":
        from bench.feel import run as feel

        return feel()
    if name == "definitions":
        from bench.definitions import run as definitions

        return definitions()
    if name == "dmn":
        from bench.dmn import run as dmn

        return dmn()
    if name == "throughput":
        from bench.throughput import run as throughput

        return throughput(_fresh(_postgres(url, name)), workers, seconds or 60.0)
    if name == "http":
        from bench.over_http import RATE, SECONDS
        from bench.over_http import run as over_http

        return over_http(_fresh(_postgres(url, name)), RATE, seconds or SECONDS)
    if name == "events":
        from bench.streams import SECONDS as STREAMED
        from bench.streams import run as streams

        return streams(_fresh(_postgres(url, name)), seconds=seconds or STREAMED)
    if name == "calls":
        from bench.calls import SECONDS as RUNG
        from bench.calls import run as calls

        return calls(_fresh(_postgres(url, name)), seconds=seconds or RUNG)
    if name == "timers":
        from bench.timers import run as timers

        return timers(_fresh(_postgres(url, name)))
    from bench.step import run as step

    if url is not None:
        return step(_fresh(url))
    with TemporaryDirectory(prefix="huan-bench-") as folder:
        return step(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")


def _lists(name: str, url: str | None, open_tasks: int | None) -> Iterable[Figure]:
    """Measure lists among a province's work, on SQLite in a file that is thrown away when none is named."""
    if name == "inbox":
        from bench.inbox import run
    else:
        from bench.search import run
    if url is not None:
        usual = OPEN_TASKS if url.startswith("postgres") else OPEN_TASKS_LITE
        yield from run(url, open_tasks or usual)
        return
    with TemporaryDirectory(prefix="huan-bench-") as folder:
        yield from run(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", open_tasks or OPEN_TASKS_LITE)


def _postgres(url: str | None, name: str) -> str:
    """Return the URL of the PostgreSQL server that a figure is measured on.

    Raises:
        InvalidInput: none is named.
    """
    if url is None or not url.startswith("postgres"):
        raise InvalidInput(
            Words(
                f"{name} is measured on PostgreSQL: give --db postgresql://…",
                f"{name} 在 PostgreSQL 上测量：请给出 --db postgresql://…",
            )
        )
    return url


def _fresh(url: str) -> str:
    """Return a new database on the server of a PostgreSQL URL; a SQLite URL as it is."""
    if not url.startswith("postgres"):
        return url
    from bench.database import create_database

    return create_database(url, f"huan_bench_{uuid4().hex[:12]}")


def _line(figure: Figure) -> str:
    target = ""
    if figure.target is not None:
        sign = "≤" if figure.at_most else "≥"
        target = f"  {'✓' if figure.met else '✗'} {sign} {figure.target:g}"
    return f"{figure.name:28} {figure.value:12.3f} {figure.unit}{target}"
