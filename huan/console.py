"""What the commands of the command line share: a system to work with, and how errors are told."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from engine.errors import HuanError, InvalidInput
from engine.store.revisions import require_usable
from huan.logs import quiet_logs
from huan.settings import Settings
from huan.wiring import System, build

__all__ = [
    "FINDINGS",
    "LOCALE",
    "USAGE",
    "CommandLine",
    "language",
    "progress",
    "quiet_logs",
    "system_of",
    "told",
]

FINDINGS, USAGE = 1, 2
#: What says a person's language, the first that is set (IEEE 1003.1, 8.2).
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
Command = TypeVar("Command", bound=Callable[..., Any])


@contextmanager
def system_of(settings: Settings, *, provisional_calendars: bool = False) -> Iterator[System]:
    """Give a wired system on a database that is there and at this release, and close it afterwards.

    Raises:
        HuanError: there is none, it does not answer, or it is not at this release.
    """
    require_usable(settings.database_url)
    system = build(settings, provisional_calendars=provisional_calendars)
    try:
        yield system
    finally:
        system.close()


def progress(done: int, total: int) -> None:
    """Show on standard error how far long work is, where somebody watches."""
    if sys.stderr.isatty() and (done % 100 == 0 or done == total):
        click.echo(f"\r{done}/{total} chains", nl=done == total, err=True)


def language(chosen: str | None = None) -> str:
    """Return `zh` or `en`: the chosen language, else that of the environment (POSIX locale variables)."""
    if chosen is not None:
        return chosen
    locale = next((os.environ[name] for name in LOCALE if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


class CommandLine(click.Group):
    """A group whose commands never end in a traceback: whatever goes wrong is told in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        with _telling():
            return super().invoke(ctx)


def told(command: Command) -> Command:
    """Tell errors in one sentence, never as a traceback: exit 2 for wrong input, 1 for everything else."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        with _telling():
            return command(*args, **kwargs)

    return run  # type: ignore[return-value]


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise  # click's own: it tells them itself
    except InvalidInput as error:
        _tell(error, error.message.within(language()))
        for finding in error.findings:
            problem = (language() == "zh" and finding.get("problem_zh")) or finding["problem"]
            click.echo(f"  {finding.get('field') or finding.get('element')}: {problem}", err=True)
        raise SystemExit(USAGE) from None
    except HuanError as error:
        _tell(error, error.message.within(language()))
        raise SystemExit(FINDINGS) from None
    except OSError as error:
        # A file or folder that somebody named, or a disk that is full.
        _tell(error, f"{error.filename or 'the system'}: {error.strerror or error}")
        raise SystemExit(FINDINGS) from None
    except Exception as error:  # noqa: BLE001 - the last resort; it ends the process
        where = "" if _debugging() else f"; the details are in {_kept(error)}, HUAN_DEBUG=1 shows them here"
        _tell(error, f"this should not have happened ({_short(error)}){where}")
        raise SystemExit(FINDINGS) from None


def _tell(error: BaseException, sentence: str) -> None:
    if _debugging():
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    click.echo(f"huan: {sentence}", err=True)


def _debugging() -> bool:
    return os.environ.get("HUAN_DEBUG", "") not in ("", "0")


def _short(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__


def _kept(error: BaseException) -> str:
    """Write the traceback to a file that only its owner may read, and return its name.

    Arguments and the environment stay out of it: they may hold passwords.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix="huan-error-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n")
            file.write("".join(traceback.format_exception(error)))
    except OSError as full:
        return f"no file ({full.strerror})"
    return name
