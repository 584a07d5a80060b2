"""Calls in the engine: what the exchange told becomes rows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.store.statement import Statement
from engine.store.tables import call, call_leg, metadata
from telephony.calls import Fact
from telephony.replay import replay
from telephony.sink import EngineSink
from tests.stage import Stage


def test_a_recording_that_rings_twice_is_two_calls_with_legs_of_their_own(
    stage: Stage, recordings: Path
) -> None:
    for run in ("first", "second"):
        replay([recordings / "01_queue_answered.plain.jsonl"], EngineSink(stage.engine), run=run)
    assert len(stage.rows(select(call.c.id))) == 2
    legs = stage.rows(select(call_leg.c.call_id, call_leg.c.channel))
    assert len(legs) == 2 * len({leg["channel"] for leg in legs}) == 4


def test_the_same_recording_brought_again_changes_nothing(stage: Stage, recordings: Path) -> None:
    for _ in range(2):
        replay([recordings / "01_queue_answered.plain.jsonl"], EngineSink(stage.engine))
    assert len(stage.rows(select(call.c.id))) == 1
    assert len(stage.rows(select(call_leg.c.id))) == 2


def everything(stage: Stage) -> dict[str, list[Any]]:
    """Return every row of every table."""
    rows = {table.name: stage.rows(select(table)) for table in metadata.sorted_tables}
    return {name: sorted(map(str, found)) for name, found in rows.items()}


def bring(stage: Stage, *captures: Path) -> EngineSink:
    """Replay as one process does that ends afterwards, and do what follows."""
    sink = EngineSink(stage.engine)
    replay(captures, sink, memory=sink)
    stage.drain()
    return sink


def damaged(recordings: Path, folder: Path, name: str, size: int) -> Path:
    """Return a copy of a recording of which only the first `size` bytes are left."""
    for kind in ("jsonl", "tx.bin"):
        shutil.copy(recordings / f"{name}.{kind}", folder)
    (folder / f"{name}.rx.bin").write_bytes((recordings / f"{name}.rx.bin").read_bytes()[:size])
    return folder / f"{name}.jsonl"


@pytest.mark.parametrize("name", ["01_queue_answered.plain", "02_queue_abandoned.json"])
def test_a_recording_replayed_again_changes_no_row_of_any_table(
    stage: Stage, recordings: Path, name: str
) -> None:
    bring(stage, recordings / f"{name}.jsonl")
    before = everything(stage)
    bring(stage, recordings / f"{name}.jsonl")
    assert everything(stage) == before


@pytest.mark.parametrize("size", range(20_000, 130_000, 20_000))
def test_a_damaged_copy_after_the_whole_recording_undoes_nothing(
    stage: Stage, recordings: Path, tmp_path: Path, size: int
) -> None:
    bring(stage, recordings / "02_queue_abandoned.plain.jsonl")
    before = everything(stage)
    assert stage.open() == ["call-back"]
    bring(stage, damaged(recordings, tmp_path, "02_queue_abandoned.plain", size))
    assert everything(stage) == before


def test_the_whole_recording_after_a_damaged_copy_ends_as_without_it(
    stage: Stage, recordings: Path, tmp_path: Path
) -> None:
    bring(stage, damaged(recordings, tmp_path, "02_queue_abandoned.plain", 80_000))
    assert [row["state"] for row in stage.rows(select(call))] == ["queued"]
    bring(stage, recordings / "02_queue_abandoned.plain.jsonl")
    (row,) = stage.rows(select(call))
    assert (row["state"], row["outcome"], row["waiting_ms"]) == ("abandoned", "abandoned", 4020)
    assert stage.open() == ["call-back"]


def test_a_call_that_an_earlier_process_recorded_ends_when_the_exchange_knows_it_no_more(
    stage: Stage, recordings: Path
) -> None:
    bring(stage, recordings / "13_crash_sigkill.json.jsonl")
    (row,) = stage.rows(select(call))
    assert (row["state"], row["facts"]["node"]) == ("answered", "vm")
    bring(stage, recordings / "13_crash_sigkill.again.jsonl")
    (row,) = stage.rows(select(call))
    assert (row["state"], row["outcome"]) == ("ended", "lost")
    assert row["ended_at"] is not None
    before = everything(stage)
    bring(stage, recordings / "13_crash_sigkill.again.jsonl")
    assert everything(stage) == before


def test_an_older_recording_ends_no_newer_call_of_another_core(stage: Stage, recordings: Path) -> None:
    bring(stage, recordings / "13_crash_sigkill.json.jsonl")
    bring(stage, recordings / "01_queue_answered.plain.jsonl")
    states = stage.rows(select(call.c.state).order_by(call.c.started_at))
    assert [row["state"] for row in states] == ["ended", "answered"]


def test_a_waiting_caller_whose_end_nobody_saw_is_called_back(
    stage: Stage, recordings: Path, tmp_path: Path
) -> None:
    bring(stage, damaged(recordings, tmp_path, "02_queue_abandoned.plain", 80_000))
    assert stage.open() == []
    bring(stage, recordings / "13_crash_sigkill.again.jsonl")
    (row,) = stage.rows(select(call))
    assert (row["outcome"], stage.open()) == ("lost", ["call-back"])


def test_facts_that_a_dying_process_did_not_tell_any_more_are_told_by_the_next(
    stage: Stage, recordings: Path
) -> None:
    """The record says that the caller has given up; nobody was told to call back."""

    class Dying(EngineSink):
        def fact(self, fact: Fact) -> None:
            if fact.kind == "call-abandoned":
                raise KeyboardInterrupt
            super().fact(fact)

    capture = recordings / "02_queue_abandoned.plain.jsonl"
    with pytest.raises(KeyboardInterrupt):
        replay([capture], Dying(stage.engine))
    stage.drain()
    assert ([row["state"] for row in stage.rows(select(call))], stage.open()) == (["abandoned"], [])
    bring(stage, capture)
    assert stage.open() == ["call-back"]


def test_a_stored_record_that_cannot_be_read_stops_nothing(stage: Stage, recordings: Path) -> None:
    bring(stage, recordings / "13_crash_sigkill.json.jsonl")
    with stage.system.database.transaction() as tx:
        tx.write(Statement(update(call).values(facts={"node": "vm", "told": {"v": 99}})))
    bring(stage, recordings / "13_crash_sigkill.again.jsonl", recordings / "02_queue_abandoned.plain.jsonl")
    states = stage.rows(select(call.c.state).order_by(call.c.started_at))
    assert sorted(row["state"] for row in states) == ["abandoned", "answered"]
