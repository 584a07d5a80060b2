"""The command line as somebody uses it: with an environment and a working directory of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from huan.__main__ import main

#: Variables of whoever runs the tests that must not reach the commands under test.
_OURS = ("HUAN_", "REDIS_URL", "PYTEST_")


def huan(
    *arguments: object, folder: Path, stdin: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `huan` in a process in `folder`, with these variables and no others of ours."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    command = [sys.executable, "-m", "huan", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment, **variables},
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def huan_here(*arguments: object, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Do the same in this process: for stories that call it often, since each start takes a second."""
    ours: dict[str, str | None] = {name: None for name in os.environ if name.startswith(_OURS)}
    words = [*map(str, arguments)]
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, words, env={**ours, **variables})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)
