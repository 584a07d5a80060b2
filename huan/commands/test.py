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
from engine.scenarios import Outcome, document, run_paths, told_coverage, told_outcome, told_summary


@click.command("test")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@click.option("--package", "keys", multiple=True, metavar="KEY", help="Only the scenarios of this package.")
def test(paths: tuple[Path, ...], as_json: bool, keys: tuple[str, ...]) -> None:
    """Play the scenarios at each PATH: a folder of packages, a package, or one scenario file.

    Exit code 0: all passed. 1: one failed, or a file cannot be read. 2: a PATH or KEY does not exist.
    """

    def tell(outcome: Outcome) -> None:
        if not as_json:
            click.echo(told_outcome(outcome))

    try:
        with _silence():
            report = run_paths(paths, frozenset(keys), tell)
    except NotFound as error:
        click.echo(error.message, err=True)
        sys.exit(2)
    if as_json:
        click.echo(orjson.dumps(document(report), option=orjson.OPT_INDENT_2))
    else:
        for problem in report.refused:
            click.echo(problem)
        if report.coverage:
            click.echo(told_coverage(report))
        click.echo(told_summary(report))
    sys.exit(0 if report.passed else 1)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the engine's log quiet: incidents that a scenario wants are no news."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)
