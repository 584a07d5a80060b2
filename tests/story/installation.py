"""A whole installation in processes of its own: server, workers, and people who come over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.commands.set_password import SetPassword
from tests.huan.command_line import huan_here
from tests.servers import free_port
from tests.stage import SYSTEM, Stage

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "for this story only"
#: How long other processes may take for what they do by themselves.
PATIENCE_SECONDS = 40


class Installation:
    """SQLite with the thread in the server; or PostgreSQL, with workers that hear of work through Redis."""

    def __init__(self, stage: Stage, redis_url: str | None) -> None:
        self.stage = stage
        self.ids = stage.ids
        for username in ("agent", "desk", "crew", "city", "supervisor"):
            self.stage.run(SetPassword(username, PASSWORD), SYSTEM)
        self.port = free_port()
        self._environment = {
            **os.environ,
            "HUAN_DATABASE_URL": stage.system.database.url,
            "HUAN_PORT": str(self.port),
            "HUAN_MESSAGE_GATEWAY": "log",
            "HUAN_PACKAGES": str(ROOT / "bpmn"),
            "REDIS_URL": redis_url or "",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        if redis_url is None:
            self._start("run")
        else:
            self._start("serve", "--processes", "2")
            for _ in range(2):
                self._start("worker")
        self.until(self._answers, "the server answers")

    def _start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "huan", *arguments]
        self._processes.append(
            subprocess.Popen(command, env=self._environment, cwd=ROOT, start_new_session=True)
        )

    def _answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/api/v1/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def huan(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line on this installation's database."""
        command = [sys.executable, "-m", "huan", *arguments]
        return subprocess.run(
            command, env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def here(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Do the same in this process: each start of one takes seconds."""
        ours = {name: value for name, value in self._environment.items() if name.startswith("HUAN_")}
        return huan_here(*arguments, folder=ROOT, **ours)

    def use(self, url: str) -> None:
        """Let commands of the command line work on another database."""
        self._environment["HUAN_DATABASE_URL"] = url

    def until(self, happened: Callable[[], Any], what: str) -> Any:
        """Wait for what other processes do by themselves; return what happened."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := happened()):
            if time.monotonic() > deadline:
                pytest.fail(f"{what}: not within {PATIENCE_SECONDS} s; open: {self.stage.open()}")
            time.sleep(0.1)
        return found

    def set_clock(self, now: datetime) -> None:
        self.stage.set_clock(now)

    def later(self, **delta: float) -> None:
        """Let business time pass; whoever is at work notices by themselves."""
        self.set_clock(self.stage.now + timedelta(**delta))

    def person(self, username: str) -> Person:
        return Person(self, username)

    def stop(self) -> None:
        """Stop server and workers; the database stays."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            process.wait(30)
        self._processes.clear()


class Person:
    """Somebody who signs in with their password and works over HTTP."""

    def __init__(self, installation: Installation, username: str) -> None:
        self._installation = installation
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{installation.port}/api/v1", timeout=30)
        session = self.post("/session", {"username": username, "password": PASSWORD})
        self._http.headers["X-CSRF-Token"] = session["csrf"]

    def get(self, path: str, **query: Any) -> Any:
        answer = self._http.get(path, params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        answer = self._http.post(path, json=body) if body is not None else self._http.post(path)
        assert answer.is_success, answer.text
        return answer.json()

    def line(self, element: str) -> dict[str, Any]:
        """Return the inbox line of a task at an element; it may still be on its way."""
        lines = self._installation.until(
            lambda: [one for one in self.get("/inbox")["items"] if one["element"] == element],
            f"a line {element}",
        )
        return dict(lines[0])

    def complete(self, element: str, **values: Any) -> Any:
        """Complete the task at an element, with the revision that was read."""
        line = self.line(element)
        answer = self.post(
            f"/tasks/{line['task']}/complete", {"values": values, "revision": line["revision"]}
        )
        assert answer["status"] == "completed", answer
        return answer
