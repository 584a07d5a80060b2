"""Many processes on one PostgreSQL and Redis: servers, workers and pollers, each of which may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from engine.commands.set_password import SetPassword
from engine.faults import AFTER_COMMIT, BEFORE_COMMIT
from engine.ids import new_id
from engine.store.tables import job
from tests.faults.conftest import Theatre
from tests.faults.receiver import Receiver
from tests.servers import RedisServer, free_port
from tests.stage import SYSTEM

PASSWORD = "for this story only"
PATIENCE_SECONDS = 60


class Member:
    """One process with all its children."""

    def __init__(self, arguments: list[str], environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "huan", *arguments]
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)

    def kill(self) -> None:
        """Kill it with its children, as a power failure would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def freeze(self, frozen: bool) -> None:
        """Let it stand still, or go on."""
        os.killpg(self.process.pid, signal.SIGSTOP if frozen else signal.SIGCONT)


class Fleet(Theatre):
    """Two servers, three workers that take hints, two pollers.

    The first server dies when it has stored its first completion and not yet answered, the first poller when
    it is about to commit its first timer.
    """

    def __init__(self, url: str, redis: RedisServer, receiver: Receiver) -> None:
        super().__init__(url, receiver)
        for username in ("agent", "desk"):
            self.run(SetPassword(username, PASSWORD), SYSTEM)
        environment = {
            **os.environ,
            "HUAN_DATABASE_URL": url,
            "HUAN_WEBHOOK_HOSTS": receiver.host,
            "HUAN_MESSAGE_GATEWAY": f"http://{receiver.host}/sms",
            "REDIS_URL": redis.url,
        }
        self.ports = [free_port(), free_port()]
        faults = [f"{AFTER_COMMIT}:complete-task", ""]
        self.servers = [
            Member(
                ["serve", "--processes", "1"], {**environment, "HUAN_PORT": str(port), "HUAN_FAULT": fault}
            )
            for port, fault in zip(self.ports, faults, strict=True)
        ]
        self.workers = [Member(["worker", "--by", "hints"], environment) for _ in range(3)]
        self.pollers = [
            Member(["worker", "--by", "poll"], {**environment, "HUAN_FAULT": fault})
            for fault in (f"{BEFORE_COMMIT}:fire-timer", "")
        ]
        for port in self.ports:
            self.until(lambda port=port: _answers(port), f"the server at {port} answers", PATIENCE_SECONDS)

    def client(self, username: str) -> Client:
        return Client(self, username)

    def until(self, happened: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        super().until(happened, what, seconds)

    def calling(self) -> list[tuple[Member, str]]:
        """Return the workers whose message has reached the gateway and is not answered, with their job."""
        ours = {member.process.pid: member for member in self.workers}
        running = select(job.c.id, job.c.lease_owner).where(job.c.status == "running", job.c.mode == "once")
        found = [(int(row["lease_owner"].split(":")[1]), row["id"]) for row in self.rows(running)]
        return [(ours[pid], key) for pid, key in found if pid in ours and key in self.receiver.called]

    def close(self) -> None:
        for member in (*self.servers, *self.workers, *self.pollers):
            member.kill()
        super().close()


class Client:
    """A person's browser: a request that gets no answer is sent again under its key, to the other server."""

    def __init__(self, fleet: Fleet, username: str) -> None:
        self._fleet, self._turn = fleet, 0
        self.unanswered = 0
        self._http = httpx.Client(timeout=30)
        session = self.send("POST", "/session", {"username": username, "password": PASSWORD})
        self._http.headers["X-CSRF-Token"] = session["csrf"]

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request; each goes to the next server."""
        headers = {"Idempotency-Key": new_id()} if method == "POST" else {}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self._turn += 1
            url = f"http://127.0.0.1:{self._fleet.ports[self._turn % 2]}/api/v1{path}"
            try:
                answer = self._http.request(method, url, json=body, headers=headers)
            except httpx.TransportError:
                self.unanswered += 1
                continue
            assert answer.is_success, answer.text
            return answer.json()
        pytest.fail(f"{method} {path} got no answer from any server")


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/v1/health/ready").status_code == 200
    except httpx.TransportError:
        return False
