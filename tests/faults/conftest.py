"""A process that waits, tells another system and the customer; workers that die; servers that restart."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text, update

from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.queries.audit import verify
from engine.queries.doctor import examine
from engine.store import schema
from engine.store.statement import Statement
from engine.store.tables import delivery, job, timer
from huan.settings import Settings
from tests.drawing import catch, draw, mapped, service, start, user
from tests.drawing import timer as timer_event
from tests.faults.forked import ForkedWorker
from tests.faults.receiver import Receiver
from tests.servers import Postgres
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"

Worker = subprocess.Popen[bytes] | ForkedWorker


class Theatre(Stage):
    """A stage whose effects reach the receiver, with real worker processes."""

    def __init__(self, url: str, receiver: Receiver) -> None:
        self.receiver = receiver
        self.settings = Settings(
            database_url=url,
            webhook_hosts=frozenset({receiver.host}),
            message_gateway=f"http://{receiver.host}/sms",
        )
        super().__init__(url, settings=self.settings, packages=False)
        hook = mapped(inputs={"url": f'"http://{receiver.host}/hook"', "number": "order.number"})
        sms = mapped(inputs={"to": '"13800000001"', "text": '"已恢复供电 " + order.number'})
        diagram = draw(
            start("s"), catch("t", timer_event("duration", "PT10M")), service("hook", "webhook", hook),
            service("sms", "customer-message", sms), user("done"), flows="s > t > hook > sms > done",
        )  # fmt: skip
        self.deploy(diagram)
        self._processes: list[Worker] = []

    def deploy(self, diagram: bytes) -> None:
        """Let orders opened from now on go by another diagram."""
        self.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)

    def order(self) -> str:
        wanted = OpenOrder("enquiry", "咨询", premise_id=self.ids["premise-A1"], beside=True)
        return str(self.run(wanted, "agent")["order"])

    def worker(self, fault: str | None = None, redis_url: str | None = None) -> Worker:
        """Start a worker process, perhaps one that dies at a fault point."""
        environment = {
            **os.environ,
            "HUAN_DATABASE_URL": self.settings.database_url,
            "HUAN_WEBHOOK_HOSTS": self.receiver.host,
            "HUAN_MESSAGE_GATEWAY": f"http://{self.receiver.host}/sms",
            "REDIS_URL": redis_url or "",
            "HUAN_FAULT": fault or "",
        }
        process = (
            ForkedWorker(environment)
            if redis_url is None
            else subprocess.Popen([sys.executable, "-m", "huan", "worker"], env=environment)
        )
        self._processes.append(process)
        return process

    def until(self, happened: Callable[[], Any], what: str, seconds: float = 40) -> None:
        """Wait for what other processes do."""
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                pytest.fail(f"{what} did not happen within {seconds} s; open: {self.open()}")
            time.sleep(0.05)

    def lapse_leases(self) -> None:
        """Let the database's time pass for whoever died with a lease: the leases of the dead run out."""
        past = text("'2000-01-01 00:00:00.000000'")
        with self.system.database.transaction() as tx:
            for table in (timer, delivery, job):
                tx.write(
                    Statement(
                        update(table).where(table.c.leased_until.is_not(None)).values(leased_until=past)
                    )
                )

    def require_whole(self) -> None:
        services = self.engine.services
        broken = examine(self.system.database, lambda tx, key: services.definition(tx, key).compiled)
        assert list(broken) == []
        assert verify(self.system.database).faults == []

    def close(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.system.close()
        self.receiver.close()


@pytest.fixture
def theatre(database_url: str) -> Iterator[Theatre]:
    made = Theatre(database_url, Receiver())
    yield made
    made.close()


@pytest.fixture
def durable_theatre(durable_postgres: Postgres) -> Iterator[Theatre]:
    """A theatre whose PostgreSQL may crash."""
    url = durable_postgres.create("theatre")
    schema.upgrade(url)
    made = Theatre(url, Receiver())
    yield made
    made.close()


@pytest.fixture
def postgres_theatre(postgres_url: str) -> Iterator[Theatre]:
    made = Theatre(postgres_url, Receiver())
    yield made
    made.close()
