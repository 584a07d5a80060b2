"""What the commands of the command line share: a system to work with, and how errors are told."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import structlog

from engine.errors import HuanError, InvalidInput
from huan.settings import Settings
from huan.wiring import System, build

FINDINGS, USAGE = 1, 2
Command = TypeVar("Command", bound=Callable[..., Any])


def quiet_logs(level: int = logging.WARNING) -> None:
    """Log to standard error, from `level` on, so that standard output is the command's own."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


@contextmanager
def system_of(settings: Settings, *, provisional_calendars: bool = False) -> Iterator[System]:
    """Give a wired system and close it afterwards."""
    system = build(settings, provisional_calendars=provisional_calendars)
    try:
        yield system
    finally:
        system.close()


def told(command: Command) -> Command:
    """Tell errors in one sentence, never as a traceback: exit 2 for wrong input, 1 for everything else."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except InvalidInput as error:
            click.echo(f"huan: {error.message}", err=True)
            for finding in error.findings:
                click.echo(
                    f"  {finding.get('field') or finding.get('element')}: {finding['problem']}", err=True
                )
            raise SystemExit(USAGE) from None
        except HuanError as error:
            click.echo(f"huan: {error.message}", err=True)
            raise SystemExit(FINDINGS) from None

    return run  # type: ignore[return-value]
