"""Find the real parts that the tests need, install what may be installed, and run a command with them, if any.

    python -m tests.parts -- make bench

PostgreSQL, Redis and Chromium come from Debian's packages when this is Debian and we are root. What is
missing is said loudly; with HUAN_REQUIRE=all it fails. With `--database` a PostgreSQL server is started
for the command, with a quarter of the machine's memory as docs/deployment.md has it, and its address put into
HUAN_BENCH_DATABASE. Its data are thrown away afterwards, unless HUAN_BENCH_FOLDER names where they are kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Postgres, browser_program, postgres_binaries


@dataclass(frozen=True)
class Part:
    """A real part: how it is found, and the Debian packages that bring it."""

    name: str
    found: Callable[[], bool]
    packages: tuple[str, ...]


PARTS = (
    Part("PostgreSQL", lambda: postgres_binaries() is not None, ("postgresql",)),
    Part("Redis", lambda: shutil.which("redis-server") is not None, ("redis-server",)),
    Part("Chromium", lambda: browser_program() is not None, ("chromium-headless-shell", "fonts-noto-cjk")),
)


def _install(packages: list[str]) -> None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {', '.join(packages)} …", flush=True)
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stderr[-2000:], flush=True)
            return


def _quarter_of_memory() -> int:
    """Return a quarter of the machine's memory, in megabytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // 2**20


def missing() -> list[Part]:
    """Return the parts that are not there."""
    return [part for part in PARTS if not part.found()]


def main(arguments: list[str]) -> int:
    """Provide the parts, then run the command, if any; return its exit code."""
    wanted = missing()
    if wanted:
        _install([package for part in wanted for package in part.packages])
    for part in missing():
        print(f"*** {part.name} is NOT here: the tests that need it will be skipped ***", flush=True)
    if missing() and os.environ.get("HUAN_REQUIRE") == "all":
        print("HUAN_REQUIRE=all: every part is required", flush=True)
        return 1
    before, _, command = " ".join(arguments).partition("-- ")
    if not command:
        return 0
    if "--database" not in before:
        return subprocess.run(command.split(), check=False).returncode
    kept = os.environ.get("HUAN_BENCH_FOLDER")
    server = Postgres(
        durable=True, kept=Path(kept).resolve() if kept else None, megabytes=_quarter_of_memory()
    )
    try:
        environment = {**os.environ, "HUAN_BENCH_DATABASE": server.socket_url("postgres")}
        return subprocess.run(command.split(), env=environment, check=False).returncode
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
