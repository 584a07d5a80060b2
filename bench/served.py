"""A server as in the deployment guide: gunicorn in a process group of its own, on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile

from bench.processes import cpu_of, group

START_SECONDS = 60


@dataclass
class Served:
    """A server that answers on `port`."""

    port: int
    leader: int
    processes: list[int] = field(default_factory=list)

    def cpu(self) -> float:
        """Return the processor time of all its processes so far, in seconds."""
        return cpu_of(self.processes)

    def holding(self) -> list[int]:
        """Return the processes that answer and hold streams: all but gunicorn's own, which watches them."""
        return [one for one in self.processes if one != self.leader]


@contextmanager
def served(url: str, processes: int = 1, settings: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Serve the database at `url` with `huan serve` until the block ends.

    `settings` are HUAN_* variables beside it; with several processes REDIS_URL is one of them. Its log goes
    into a file, as a unit's would.

    Raises:
        RuntimeError: it does not answer within a minute; the message has the end of its log.
    """
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUAN_", "REDIS_"))}
    environment = {
        **kept,
        "HUAN_DATABASE_URL": url,
        "HUAN_MESSAGE_GATEWAY": "log",
        "HUAN_HOST": "127.0.0.1",
        "HUAN_PORT": str(port),
        **(settings or {}),
    }
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "huan", "serve", "--processes", str(processes)],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(process, port, log.fileno())
            made = Served(port, process.pid)
            made.processes = group(process.pid)
            yield made
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(20)


def free_port() -> int:
    """Return a port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: int) -> None:
    """Wait until each worker process has answered: the master listens before any of them can."""
    question = b"GET /api/v1/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(question)
                if connection.recv(100).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    told = os.pread(log, 2000, max(os.fstat(log).st_size - 2000, 0)).decode(errors="replace")
    raise RuntimeError(f"huan serve did not answer within {START_SECONDS} s: {told}")
