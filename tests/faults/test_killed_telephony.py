"""kill -9 of the process that listens, at named points in mid-call: the next one goes on, nothing is told twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from engine.calling.controls import Verb
from engine.commands.controls import ControlCall
from engine.faults import AFTER_COMMIT, BEFORE_COMMIT
from engine.queries.audit import verify
from engine.queries.doctor import examine
from engine.store.statement import Statement
from engine.store.tables import call, call_control, exchange_gap, exchange_node, message
from telephony.captures import Capture
from tests.faults.forked import ForkedWorker
from tests.stage import Stage
from tests.telephony.listener.exchange import PASSWORD, Exchange, Line, Segments

PATIENCE_SECONDS = 60
LISTED = '{"row_count": 1, "rows": [{"uuid": "65dbecc3-4965-4676-9ff0-3de67fd47e47"}]}'


class Exchanges:
    """An exchange in the middle of the answered call of recording 01, and processes that listen to it."""

    def __init__(self, stage: Stage, folder: Path, recordings: Path) -> None:
        self.stage = stage
        data = b"".join(part for _, part in Segments(Capture(recordings / "01_queue_answered.plain.jsonl")))
        envelope = data.index(b"Content-Type: text/event-plain", len(data) * 6 // 10)
        middle = data.rindex(b"Content-Length", 0, envelope)
        self._halves = [data[:middle], data[middle:]]
        self.server = Exchange(self._play)
        self.server.answers["show channels as json"] = LISTED
        self._file = folder / "exchanges.yaml"
        self._file.write_text(f"nodes:\n- {{name: hangzhou-1, host: 127.0.0.1, port: {self.server.port}}}\n")
        self._members: list[ForkedWorker] = []

    def _play(self, line: Line) -> None:
        if self._halves:
            line.say(self._halves.pop(0))

    def member(self, fault: str = "") -> ForkedWorker:
        environment = {
            **os.environ,
            "HUAN_DATABASE_URL": self.stage.system.settings.database_url,
            "HUAN_TELEPHONY": str(self._file),
            "HUAN_TELEPHONY_PASSWORD": PASSWORD,
            "REDIS_URL": "",
            "HUAN_FAULT": fault,
        }
        self._members.append(ForkedWorker(environment, ("telephony", "run")))
        return self._members[-1]

    def until(self, happened: Any, what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not happened():
            if time.monotonic() > deadline:
                pytest.fail(f"{what} did not happen within {PATIENCE_SECONDS} s")
            time.sleep(0.05)

    def lapse(self) -> None:
        """Let the database's time pass for whoever died with the lease."""
        past = text("'2000-01-01 00:00:00.000000'")
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(update(exchange_node).values(leased_until=past)))

    def close(self) -> None:
        for member in self._members:
            if member.poll() is None:
                member.kill()
            member.wait()
        self.server.close()


@pytest.fixture
def exchanges(stage: Stage, tmp_path: Path, recordings: Path) -> Iterator[Exchanges]:
    made = Exchanges(stage, tmp_path, recordings)
    yield made
    made.close()


@pytest.mark.parametrize(
    "fault",
    [f"{BEFORE_COMMIT}:record-call", f"{AFTER_COMMIT}:record-call"],
)
def test_a_listener_killed_in_mid_call_is_followed_by_the_next(exchanges: Exchanges, fault: str) -> None:
    stage = exchanges.stage
    assert exchanges.member(fault).wait(PATIENCE_SECONDS) == -9
    exchanges.lapse()
    second = exchanges.member()
    exchanges.until(lambda: stage.rows(select(call.c.id).where(call.c.state == "ended")), "the call ends")
    told = select(message.c.name, message.c.sender_id)
    heard = ["call.answered", "call.ended", "call.offered", "call.recorded", "call.recorded"]
    exchanges.until(lambda: len(stage.rows(told)) >= len(heard), "its process hears of it")
    stage.drain()
    (row,) = stage.rows(select(call))
    assert (row["outcome"], stage.open()) == ("answered", ["wrap-up"])
    assert sorted(one["name"] for one in stage.rows(told)) == heard
    second.terminate()
    assert second.wait(PATIENCE_SECONDS) == 0
    (node,) = stage.rows(select(exchange_node))
    assert (node["lease_term"], node["lease_owner"], node["state"]) == (2, None, "free")
    services = stage.engine.services
    assert list(examine(stage.system.database, lambda tx, key: services.definition(tx, key).compiled)) == []
    assert verify(stage.system.database).faults == []
    assert all(gap["lost"] == 0 for gap in stage.rows(select(exchange_gap)))


# Claiming on both databases is told in tests/api/test_controls.py; here is one process that dies.
@pytest.mark.parametrize("stage", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_what_a_listener_sent_when_it_was_killed_is_unknown_and_sent_by_nobody_again(
    exchanges: Exchanges,
) -> None:
    stage = exchanges.stage
    first = exchanges.member()
    answered = select(call.c.id).where(call.c.state == "answered")
    exchanges.until(lambda: stage.rows(answered), "the call is answered")
    live = select(exchange_node.c.id).where(exchange_node.c.state == "live")
    exchanges.until(lambda: stage.rows(live), "the exchange is listened to")
    (row,) = stage.rows(answered)
    control = stage.run(ControlCall(row["id"], Verb.MUTE), "agent")["id"]

    def sent() -> list[str]:
        muting = [one for one in exchanges.server.heard if one.arguments.startswith("uuid_audio")]
        return [dict(one.headers)["Job-UUID"] for one in muting]

    exchanges.until(sent, "the command is sent")
    first.kill()
    first.wait()
    exchanges.lapse()
    exchanges.member()
    unknown = select(call_control).where(call_control.c.status == "unknown")
    exchanges.until(lambda: stage.rows(unknown), "it is known that nothing is known")
    exchanges.until(
        lambda: stage.rows(select(exchange_node).where(exchange_node.c.state == "live")),
        "the next one listens",
    )
    assert sent() == [control], "once, and never again"
