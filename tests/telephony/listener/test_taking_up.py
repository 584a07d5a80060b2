"""A process that begins to listen takes up thousands of calls in one reading, and tells only what is missing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from engine.ids import new_id
from engine.store.calls import CallRow, insert_call
from engine.store.messages import MessageRow, insert_message
from engine.store.tables import call, message
from telephony.calls import CallQueued, CallRecord, Fact, State, document_of, record_from
from telephony.calls.changes import facts_between
from telephony.calls.derived_ids import derived_id
from telephony.calls.machine import NAMESPACE
from telephony.captures import Capture
from telephony.listener import Listener
from telephony.listener.following import Following
from telephony.listener.session import Ready
from telephony.replay import replay
from telephony.sink import EngineSink
from telephony.telling import Calls, EngineMemory, Writers, tell
from tests.stage import Stage
from tests.telephony.listener.conftest import SetTime, Until
from tests.telephony.listener.exchange import Exchange, Segments

#: On PostgreSQL fewer: it is the same reading, and making them takes longest.
CALLS = {"sqlite": 2000, "postgresql": 300}
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CORE = "28108b4e-2290-46b8-92b6-4eafe9a7108b"


def waiting_call(stage: Stage, recordings: Path) -> CallRow:
    """A caller of recording 02 who waits in a queue, as he is stored."""

    class Waiting(EngineSink):
        def record(self, record: CallRecord) -> None:
            if record.legs[0].hanging_up_at is None and not record.over:
                super().record(record)

        def fact(self, fact: Fact) -> None:
            if isinstance(fact, CallQueued):
                super().fact(fact)

    replay([recordings / "02_queue_abandoned.plain.jsonl"], Waiting(stage.engine))
    return CallRow(**{name: stage.rows(select(call))[0][name] for name in CallRow._fields})


def many(row: CallRow, count: int) -> list[CallRow]:
    """The same caller many times, each with channels of his own."""
    known = record_from(row.facts["told"])
    rows = []
    for number in range(count):
        leg = replace(known.legs[0], uuid=f"00000000-0000-4000-8000-{number:012d}")
        visits = tuple(replace(visit, id=f"member-{number}") for visit in known.visits)
        call_id = derived_id(NAMESPACE, f"{CORE}/{leg.uuid}")
        record = replace(known, call_id=call_id, core_uuid=CORE, legs=(leg,), visits=visits)
        facts = {**row.facts, "told": document_of(record)}
        rows.append(row._replace(id=new_id(), exchange_id=call_id, facts=facts))
    return rows


def test_two_thousand_calls_are_taken_up_within_seconds_and_only_what_nobody_heard_is_told(
    stage: Stage, recordings: Path, clock: SetTime
) -> None:
    count = CALLS[stage.system.settings.database_url.split(":")[0]]
    rows = many(waiting_call(stage, recordings), count)
    untold = {row.exchange_id for row in rows[:: count // 4]}
    with stage.system.database.transaction() as tx:
        for row in rows:
            insert_call(tx, row)
            record = record_from(row.facts["told"])
            for fact in facts_between(None, record, NOW):
                if isinstance(fact, CallQueued) and row.exchange_id not in untold:
                    later = NOW + timedelta(days=1)
                    insert_message(
                        tx, MessageRow(new_id(), "call.offered", row.id, fact.id, {}, "applied", NOW, later)
                    )
    calls, counts = Calls(), Counter[str]()
    following = Following(calls, EngineMemory(stage.engine), counts, clock.seconds)
    listed = frozenset(record_from(row.facts["told"]).legs[0].uuid for row in rows[:-1])
    began = time.thread_time()
    lost = following.begin(Ready("vm", CORE, None, listed, ()), 1, NOW)
    took = time.thread_time() - began
    assert took < 5, "of this thread's own time: how busy the machine is says nothing"
    # Of the last one the exchange knows nothing, nor of him who was recorded first.
    assert (lost, counts["taken_up"]) == (2, count + 1)
    assert calls.waiting == len(untold) + 2
    before = stage.rows(select(call.c.revision).where(call.c.exchange_id == rows[1].exchange_id))
    writers = Writers(calls, lambda telling: tell(stage.engine, telling))
    while calls.waiting:
        writers.turn(0)
    told = Counter(row["name"] for row in stage.rows(select(message.c.name)))
    assert told == {"call.offered": count + 1, "call.lost": 2, "call.ended": 2}
    assert before == stage.rows(select(call.c.revision).where(call.c.exchange_id == rows[1].exchange_id))


def test_the_next_process_goes_on_with_a_call_that_another_has_begun(
    stage_on_sqlite: Stage,
    exchange: Callable[..., Exchange],
    listen: Callable[..., Listener],
    clock: SetTime,
    until: Until,
    recordings: Path,
) -> None:
    segments = Segments(Capture(recordings / "01_queue_answered.plain.jsonl"))
    data = b"".join(part for _, part in segments)
    envelope = data.index(b"Content-Type: text/event-plain", len(data) * 6 // 10)
    middle = data.rindex(b"Content-Length", 0, envelope)
    clock.at = next(iter(segments))[0]
    server = exchange()
    server.answers["show channels as json"] = (
        '{"row_count": 1, "rows": [{"uuid": "65dbecc3-4965-4676-9ff0-3de67fd47e47"}]}'
    )
    one = listen(stage_on_sqlite.engine, server)
    until(lambda: one.nodes[0].caught_up, "it listens")
    counts = one.nodes[0].counts
    before = counts["octets"]
    server.lines[0].say(data[:middle])
    until(lambda: counts["octets"] == before + middle, "the first half is read")
    one.stop()
    (row,) = stage_on_sqlite.rows(select(call))
    assert row["state"] == State.ANSWERED.value
    other = listen(stage_on_sqlite.engine, server)
    until(lambda: other.nodes[0].counts["taken_up"] == 1, "it is taken up")
    server.lines[1].say(data[middle:])
    until(lambda: stage_on_sqlite.rows(select(call.c.id).where(call.c.state == "ended")), "it has ended")
    (row,) = stage_on_sqlite.rows(select(call))
    assert (row["outcome"], other.nodes[0].counts["lost"]) == ("answered", 0)
