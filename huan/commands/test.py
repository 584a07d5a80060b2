"""`huan test`: play the scenarios of packages and say what they never visited."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import orjson
import structlog

from engine.errors import NotFound
from engine.scenarios import (
    Outcome,
    Report,
    document,
    painted,
    run_paths,
    told_coverage,
    told_outcome,
    told_summary,
)
from engine.scenarios.recording import RecordingRefused, record_to_file
from engine.words import Words
from huan.console import language, system_of, told
from huan.settings import Settings


@click.command("test")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The lines' language; else the locale's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@click.option("--package", "keys", multiple=True, metavar="KEY", help="Only the scenarios of this package.")
@click.option(
    "--coverage",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Paint what was visited on each diagram, as SVG files in DIR.",
)
@click.option(
    "--record",
    "order",
    metavar="ORDER",
    help="Write a scenario of what happened to this order (its number) in the database HUAN_DATABASE_URL.",
)
@told
def test(
    paths: tuple[Path, ...],
    lang: str | None,
    as_json: bool,
    keys: tuple[str, ...],
    folder: Path | None,
    order: str | None,
) -> None:
    """Play the scenarios at each PATH: a folder of packages, a package, or one scenario file.

    With --record, PATH is the package that the order ran on; names, texts and numbers of people are left
    out, and the scenario is written to its scenarios/ only if it passes and goes the same way. ORDER may also
    be the id of an order, of a call or of an instance.

    Exit code 0: all passed. 1: one failed, or a file cannot be read. 2: a PATH or KEY does not exist, or
    DIR cannot be written.
    """

    if order is not None:
        if len(paths) != 1:
            raise click.UsageError("--record needs one PATH: the package that the order ran on")
        _record(paths[0], order, language(lang))
        return

    def tell(outcome: Outcome) -> None:
        if not as_json:
            click.echo(told_outcome(outcome, language(lang)))

    try:
        with _silence():
            report = run_paths(paths, frozenset(keys), tell)
    except NotFound as error:
        click.echo(error.message.within(language(lang)), err=True)
        sys.exit(2)
    written = _paint(report, folder, language(lang)) if folder is not None else []
    if as_json:
        click.echo(orjson.dumps(document(report), option=orjson.OPT_INDENT_2))
    else:
        for problem in report.refused:
            click.echo(problem.within(language(lang)))
        if report.coverage:
            click.echo(told_coverage(report, language(lang)))
        for path in written:
            click.echo(Words(f"painted {path}", f"已画出 {path}").within(language(lang)))
        click.echo(told_summary(report).within(language(lang)))
    sys.exit(0 if report.passed else 1)


def _record(package: Path, order: str, chosen: str) -> None:
    """Write the scenario of an order; exit 1 when none can tell its history, 2 when there is no order."""
    try:
        with _silence(), system_of(Settings.from_environment()) as system:
            path = record_to_file(system.database, order, package)
    except NotFound as error:
        click.echo(error.message.within(chosen), err=True)
        sys.exit(2)
    except RecordingRefused as error:
        click.echo(error.words.within(chosen), err=True)
        sys.exit(1)
    click.echo(Words(f"recorded {path}", f"已记录到 {path}").within(chosen))


def _paint(report: Report, folder: Path, chosen: str) -> list[Path]:
    """Write an SVG of every diagram whose scenarios were run; return the files."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in report.coverage:
            for number, picture in enumerate(painted(report.packages[one.package], one), 1):
                path = folder / (f"{one.package}.svg" if number == 1 else f"{one.package}-{number}.svg")
                path.write_text(picture, "utf-8")
                written.append(path)
    except OSError as error:
        told = Words(f"{folder} cannot be written: {error.strerror}", f"不能写入 {folder}：{error.strerror}")
        click.echo(told.within(chosen), err=True)
        sys.exit(2)
    return written


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the engine's log quiet: incidents that a scenario wants are no news."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)
