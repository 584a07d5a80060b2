"""How soon the all-in-one answers after its start, and how much memory it idles at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from tempfile import TemporaryDirectory

from bench.figure import Figure
from bench.processes import group, proportional_megabytes

PORT = 18095
IDLE_SECONDS = 10


def run(starts: int = 3) -> list[Figure]:
    """Start `huan run --demo` on a new folder, then again on the same: the second and later starts count."""
    seconds: list[float] = []
    megabytes: list[float] = []
    with TemporaryDirectory(prefix="huan-start-") as folder:
        environment = {
            **os.environ,
            "HUAN_DATABASE_URL": f"sqlite:///{folder}/huan.sqlite3",
            "HUAN_PORT": str(PORT),
        }
        for number in range(starts + 1):
            began = time.monotonic()
            process = subprocess.Popen(
                [sys.executable, "-m", "huan", "run", "--demo"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                _wait()
                if number:
                    seconds.append(time.monotonic() - began)
                    time.sleep(IDLE_SECONDS)
                    megabytes.append(proportional_megabytes(group(process.pid)))
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(30)
    return [
        Figure("start.answers", "s", seconds, 3),
        Figure("start.idle-memory", "MB", megabytes, 250),
    ]


def _wait() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/health/ready", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("huan run did not answer within 60 s")
