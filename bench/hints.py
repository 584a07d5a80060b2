"""Redis, by which processes tell each other of changes: the one that REDIS_URL names, or one of our own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.served import free_port
from engine.errors import InvalidInput
from engine.words import Words

START_SECONDS = 10.0


@contextmanager
def redis() -> Iterator[str]:
    """Yield the URL of a Redis.

    Raises:
        InvalidInput: there is none, and none can be started.
    """
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    program = shutil.which("redis-server")
    if program is None:
        raise InvalidInput(
            Words(
                "calls are measured with Redis: set REDIS_URL, or install redis-server",
                "测量通话需要 Redis：请设置 REDIS_URL，或安装 redis-server",
            )
        )
    port = free_port()
    process = subprocess.Popen(
        [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(20)
