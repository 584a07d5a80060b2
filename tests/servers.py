"""Real servers for the tests: PostgreSQL and Redis, on loopback, each in a folder of its own; and the browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY_BYTES = 2 * 1024**3


def free_port() -> int:
    """Return a TCP port that is free on loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binaries() -> Path | None:
    """Return the folder of initdb and postgres, or None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def browser_program() -> str | None:
    """Return the Chromium to use, None where there is none: the one without windows does half the work."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def _memory() -> Path | None:
    """Return the folder that lies in memory; None: there is none, or too little room in it."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > MEMORY_BYTES else None


def _wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start within {seconds} s")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Postgres:
    """A PostgreSQL cluster. `durable`: every commit is on the disk, as for measuring and for crashes.

    The other kind is for tests that each make a database and drop it: in memory, where the machine has room.
    With `kept`, a folder that the server may write to, its data stay there and serve again. `megabytes` is how
    much memory it may hold data in.
    """

    def __init__(self, *, durable: bool, kept: Path | None = None, megabytes: int = 256) -> None:
        self._durable, self._kept = "on" if durable else "off", kept is not None
        self._megabytes = megabytes
        self._unused: list[str] = []
        binaries = postgres_binaries()
        if binaries is None:
            raise RuntimeError("PostgreSQL is not installed")
        self._binaries = binaries
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
        made = None if kept is not None else tempfile.mkdtemp("", "huan-pg-", None if durable else _memory())
        self.folder = kept or Path(str(made))
        self.port = free_port()
        self._log = self.folder / "log"
        self._as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as_postgres:
            shutil.chown(self.folder, "postgres")
        if not (self.folder / "data" / "PG_VERSION").exists():
            self._make()
        self.start()

    def _make(self) -> None:
        self._run(
            "initdb",
            "-D",
            f"{self.folder}/data",
            "-U",
            "huan",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_postgres, str(self._binaries / program), *arguments]
        done = subprocess.run(command, cwd="/tmp", capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr[-2000:]}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} "
            f"-c max_connections=100 -c shared_buffers={self._megabytes}MB "
            f"-c fsync={self._durable} -c synchronous_commit={self._durable} "
            "-c max_wal_size=4GB -c log_min_messages=fatal"
        )
        self._run(
            "pg_ctl",
            "-D",
            f"{self.folder}/data",
            "-l",
            str(self._log),
            "-w",
            "-t",
            "60",
            "-o",
            options,
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: `fast`, or `immediate` as a crash would."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", mode, "-w", "stop")

    def restart(self) -> None:
        """Crash and start again."""
        self.stop("immediate")
        self.start()

    def url(self, database: str) -> str:
        return f"postgresql://huan@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database: str) -> str:
        """Return the URL by the server's socket, as an application on the same machine connects."""
        return f"postgresql://huan@localhost:{self.port}/{database}?host={self.folder}"

    def create(self, database: str) -> str:
        """Create a database; return its URL."""
        self._make_database(database)
        return self.url(database)

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """Yield the URL of a new database with everything in `template`; it is dropped afterwards."""
        url = self.copied(template)
        yield url
        self.drop(url.rsplit("/", 1)[1])

    def copied(self, template: str) -> str:
        """Create a database with everything in `template`; return its URL."""
        name = f"t{uuid.uuid4().hex}"
        # Files are copied in half the time that pages are, where no disk has to be waited for.
        strategy = "WAL_LOG" if self._durable == "on" else "FILE_COPY"
        self._make_database(name, f' TEMPLATE "{template}" STRATEGY {strategy}')
        return self.url(name)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it, when the next one is made.

        Whoever has just left it is gone by then: the server waits 100 ms for those who are leaving.
        """
        self._unused.append(database)

    def _make_database(self, name: str, options: str = "") -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            while self._unused:
                unused = self._unused.pop()
                connection.execute(f'DROP DATABASE "{unused}" WITH (FORCE)')  # type: ignore[call-overload]
            connection.execute(f'CREATE DATABASE "{name}"{options}')  # type: ignore[call-overload]

    def close(self) -> None:
        if self._kept:
            self.stop()
            return
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


class RedisServer:
    """A Redis server without persistence."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        arguments = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            ["redis-server", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_until(lambda: _answers(self.port), "Redis")

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Lose everything and start again."""
        self.stop()
        self.start()
