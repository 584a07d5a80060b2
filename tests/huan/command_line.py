"""The command line as somebody uses it: in a process, with an environment and a working directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: Variables of whoever runs the tests that must not reach the commands under test.
_OURS = ("HUAN_", "REDIS_URL", "PYTEST_")


def huan(
    *arguments: object, folder: Path, stdin: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `huan` in `folder` with these variables and no others of ours."""
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
