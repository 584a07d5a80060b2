"""From the exchange's word of a recording to a file of ours: fetched once, tried again, refused; kept and deleted."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from engine.calling.rules import shipped_telephony_rules
from engine.commands.exchange.keep_node import KeepNode, NodeReport
from engine.commands.exchange.take_node import TakeNode
from engine.commands.record_call import RecordCall
from engine.commands.recordings.fetch import TryMissing
from engine.commands.recordings.hold import HoldRecording, ReleaseRecording
from engine.commands.recordings.note import ToldRecording
from engine.commands.recordings.sweep import AskAnew
from engine.files import ContentFolder
from engine.ids import new_id
from engine.org import Actor
from engine.store.statement import Statement
from engine.store.tables import administration_change, call_order, recording
from engine.workers.recordings import Sweep, sweep_recordings
from huan.demonstration import ringing
from telephony.recordings import Finder, RecordingFolder, RecordingStore
from tests.stage import MORNING, Stage
from tests.telephony.test_recording_files import tone, wav

TELEPHONY = Actor("system:telephony")
TOLD = "/var/lib/freeswitch/recordings"
RULES = shipped_telephony_rules().recordings
SECOND = timedelta(seconds=1)


class Exchange:
    """An exchange `fs-1`, which we call `node-1`, with its disk, and who fetches from it."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self.disk = stage, folder / "exchange"
        self.disk.mkdir()
        self.store = RecordingStore(ContentFolder(folder / "kept"))
        term = stage.run(TakeNode("node-1", "us", 60), TELEPHONY)["term"]
        report = NodeReport("live", switchname="fs-1")
        stage.run(KeepNode("node-1", "us", term, 60, report), TELEPHONY)
        self.machine_now = 0.0

    def finder(self, rules: Any = RULES) -> Finder:
        folders = [RecordingFolder("node-1", self.disk, TOLD)]
        return Finder(self.stage.engine, folders, self.store, rules, lambda: self.machine_now)

    def tells(self, *recordings: ToldRecording, call: str = "x", over: bool = True, **more: Any) -> str:
        """Tell of an answered call of agent 1001 with recordings; return our id of it."""
        started = self.stage.now - 60 * SECOND
        record = RecordCall(
            call, "inbound", "ended" if over else "answered", started, outcome="answered" if over else None,
            queue="repair@default", agent="1001", answered_at=started + SECOND,
            ended_at=self.stage.now if over else None, node="fs-1", as_of=self.stage.now,
            recordings=recordings, **more,
        )  # fmt: skip
        key: str = self.stage.run(record, TELEPHONY)["call"]
        return key

    def said(self, name: str, *, ended: bool = True) -> ToldRecording:
        end = self.stage.now if ended else None
        return ToldRecording(f"{TOLD}/{name}", self.stage.now - 30 * SECOND, end)

    def rows(self) -> list[dict[str, Any]]:
        return self.stage.rows(select(recording).order_by(recording.c.path))

    def row(self) -> dict[str, Any]:
        (row,) = self.rows()
        return row

    def contents(self) -> int:
        return sum(1 for one in self.store.folder.root.rglob("*") if one.is_file())


@pytest.fixture
def exchange(stage: Stage, tmp_path: Path) -> Exchange:
    return Exchange(stage, tmp_path)


def test_a_recording_is_fetched_once_and_found_by_its_content(exchange: Exchange) -> None:
    content = wav(tone(1.5))
    (exchange.disk / "repair").mkdir()
    (exchange.disk / "repair" / "a.wav").write_bytes(content)
    told = exchange.said("repair/a.wav")
    key = exchange.tells(told)
    exchange.tells(told)
    row = exchange.row()
    assert (row["call_id"], row["status"], row["node"], row["try_at"]) == (key, "found", "fs-1", MORNING)
    assert exchange.finder().turn() == 1
    row = exchange.row()
    assert (row["status"], row["reason"], row["try_at"]) == ("stored", None, None)
    assert (row["ms"], row["bytes"], max(row["peaks"])) == (1500, len(content), 127)
    assert row["keep_until"] == MORNING + timedelta(days=RULES.least_days)
    assert exchange.store.folder.get(row["digest"]) == content
    assert (exchange.disk / "repair" / "a.wav").exists()
    exchange.tells(told)
    assert exchange.finder().turn() == 0


def test_several_recordings_of_a_call_and_one_content_of_two(exchange: Exchange) -> None:
    for name in ("a.wav", "b.wav", "c.wav"):
        (exchange.disk / name).write_bytes(wav(tone(0.5 if name < "c" else 1)))
    exchange.tells(*[exchange.said(name) for name in ("a.wav", "b.wav", "c.wav")])
    finder = exchange.finder(replace(RULES, delete_at_exchange=True))
    assert finder.turn() == 3
    assert [row["status"] for row in exchange.rows()] == ["stored"] * 3
    assert exchange.contents() == 2
    assert list(exchange.disk.iterdir()) == [], "proved here, so deleted there"


def test_nobody_looks_before_the_end_was_told_or_the_call_is_over_and_the_file_still(
    exchange: Exchange,
) -> None:
    path = exchange.disk / "a.wav"
    path.write_bytes(wav(tone(0.1)))
    os.utime(path, (1000, 1000))
    told, exchange.machine_now = exchange.said("a.wav", ended=False), 1010
    exchange.tells(told, over=False)
    exchange.stage.later(hours=3)
    assert exchange.finder().turn() == 0, "they speak"
    exchange.tells(told)
    assert exchange.finder().turn() == 0
    exchange.stage.later(seconds=60)
    exchange.finder().turn()
    assert (exchange.row()["status"], exchange.row()["reason"]) == ("found", "growing")
    exchange.machine_now = 1100
    exchange.stage.later(seconds=20)
    exchange.finder().turn()
    row = exchange.row()
    assert row["status"] == "stored"
    assert row["ended_at"] == row["started_at"] + timedelta(milliseconds=100)


def test_what_is_missing_is_looked_for_for_some_hours_and_again_when_somebody_says_so(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    exchange.tells(exchange.said("late.wav"))
    finder, waits = exchange.finder(), []
    while exchange.row()["try_at"] is not None:
        before = exchange.stage.now
        assert finder.turn() == 1
        row = exchange.row()
        assert (row["status"], row["reason"]) == ("missing", "not-there")
        assert finder.turn() == 0
        if row["try_at"] is not None:
            waits.append((row["try_at"] - before).total_seconds())
            exchange.stage.set_clock(row["try_at"])
    assert waits == [10, 60, 300, 1800, 7200, 21_600]
    (exchange.disk / "late.wav").write_bytes(wav(tone(0.1)))
    assert finder.turn() == 0
    assert exchange.stage.run(TryMissing(), TELEPHONY) == {"recordings": 1}
    assert finder.turn() == 1
    assert exchange.row()["status"] == "stored"


def test_hostile_paths_and_what_is_no_recording_are_refused_for_good(exchange: Exchange) -> None:
    (exchange.disk / "a.mp3").write_bytes(b"ID3 song")
    (exchange.disk / "link.wav").symlink_to("/etc/passwd")
    paths = ["../secret", "a.mp3", "link.wav", "x" * 700, "a\x00b"]
    exchange.tells(*[exchange.said(name) for name in paths])
    while exchange.finder().turn():
        pass
    found = {
        row["path"].removeprefix(f"{TOLD}/")[:10]: (row["status"], row["reason"]) for row in exchange.rows()
    }
    assert found == {
        "../secret": ("refused", "outside"),
        "a.mp3": ("refused", "not-wav"),
        "link.wav": ("refused", "outside"),
        "x" * 10: ("refused", "outside"),
        "a\ufffdb": ("refused", "outside"),
    }
    exchange.stage.later(days=30)
    assert exchange.finder().turn() == 0


def test_a_file_that_somebody_writes_to_while_it_is_read_waits(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exchange.disk / "a.wav"
    path.write_bytes(wav(tone(0.1)))
    exchange.tells(exchange.said("a.wav"))
    keep = RecordingStore.keep_open

    def grows(store: RecordingStore, file: Any) -> Any:
        kept = keep(store, file)
        with path.open("ab") as more:
            more.write(b"more")
        return kept

    with monkeypatch.context() as patch:
        patch.setattr(RecordingStore, "keep_open", grows)
        exchange.finder().turn()
    assert (exchange.row()["status"], exchange.row()["reason"]) == ("found", "growing")
    exchange.stage.later(seconds=20)
    exchange.finder().turn()
    assert exchange.row()["ms"] == 100


def test_without_room_it_stays_at_the_exchange_and_is_tried_again(exchange: Exchange) -> None:
    (exchange.disk / "a.wav").write_bytes(wav(tone(0.1)))
    exchange.tells(exchange.said("a.wav"))
    exchange.store.folder.root.write_bytes(b"a file stands where the folder should")
    exchange.finder(replace(RULES, delete_at_exchange=True)).turn()
    row = exchange.row()
    assert (row["status"], row["reason"], row["try_at"]) == ("found", "no-room", MORNING + 300 * SECOND)
    assert (exchange.disk / "a.wav").exists()


def linked(exchange: Exchange, call: str, category: str) -> None:
    """An order of a category that the call concerns."""
    order = exchange.stage.open_order()["order"]
    from sqlalchemy import update

    from engine.store.tables import work_order

    values = {"id": new_id(), "call_id": call, "order_id": order, "kind": "opened", "linked_at": MORNING}
    with exchange.stage.system.database.transaction() as tx:
        tx.write(Statement(insert(call_order).values(values)))
        tx.write(Statement(update(work_order).where(work_order.c.id == order).values(category=category)))


def swept(exchange: Exchange, **more: Any) -> Sweep:
    return sweep_recordings(exchange.stage.engine, exchange.store.folder, RULES, **more)


def test_rules_delete_but_not_what_is_held_nor_a_complaints(exchange: Exchange) -> None:
    stage = exchange.stage
    for number, name in enumerate(("plain", "complaint", "held", "twin")):
        (exchange.disk / f"{name}.wav").write_bytes(wav(tone(1 + number % 3)))
        key = exchange.tells(exchange.said(f"{name}.wav"), call=name)
        if name == "complaint":
            linked(exchange, key, "complaint")
    exchange.finder().turn()
    ids = {row["path"].rpartition("/")[2][:-4]: row["id"] for row in exchange.rows()}
    stage.run(HoldRecording(ids["held"], "法院调取"), "auditor")
    stage.run(HoldRecording(ids["twin"], "同上"), "auditor")
    assert exchange.contents() == 3, "plain and its twin are one content"

    def status() -> dict[str, str]:
        return {row["path"].rpartition("/")[2][:-4]: row["status"] for row in exchange.rows()}

    stage.later(days=179)
    assert swept(exchange).deleted.total() == 0
    stage.later(days=1)
    assert dict(swept(exchange, dry_run=True).deleted) == {None: 1}
    assert set(status().values()) == {"stored"}
    done = swept(exchange)
    assert (dict(done.deleted), done.bytes) == ({None: 1}, 16_044)
    assert status() == {"plain": "deleted", "complaint": "stored", "held": "stored", "twin": "stored"}
    assert exchange.contents() == 3, "its twin needs it"
    stage.run(ReleaseRecording(ids["twin"], "结案"), "auditor")
    stage.run(AskAnew(), TELEPHONY)
    assert swept(exchange).deleted.total() == 1
    assert exchange.contents() == 2
    stage.later(days=1095 - 180)
    assert dict(swept(exchange).deleted) == {"complaint": 1}
    assert status() == {"plain": "deleted", "complaint": "deleted", "held": "stored", "twin": "deleted"}
    changes = stage.rows(
        select(administration_change.c.item, administration_change.c.kind).where(
            administration_change.c.subject == "recordings"
        )
    )
    assert sorted(row["item"] for row in changes if row["item"] == ids["plain"]) == [ids["plain"]]
    assert len(changes) == 2 + 1 + 3, "held twice, released once, deleted three times"


def test_an_attempt_that_was_overtaken_changes_nothing(exchange: Exchange) -> None:
    (exchange.disk / "a.wav").write_bytes(wav(tone(0.1)))
    exchange.tells(exchange.said("a.wav"))
    slow, fast = exchange.finder(), exchange.finder()
    fetch = slow._fetch

    def overtaken(claimed: dict[str, Any], folder: Any) -> None:
        exchange.stage.later(minutes=11)
        assert fast.turn() == 1
        fetch(claimed, folder)

    slow._fetch = overtaken  # type: ignore[method-assign]
    assert slow.turn() == 1
    row = exchange.row()
    assert (row["status"], row["attempts"]) == ("stored", 2)


def test_the_demonstrations_call_can_be_heard(
    stage_on_sqlite: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing.time, "sleep", lambda seconds: None)
    store = RecordingStore(ContentFolder(tmp_path))
    calls = ringing.RecordedCalls(stage_on_sqlite.engine, store, RULES)
    calls._play(*calls._prepare("01_queue_answered.plain"))
    rows = stage_on_sqlite.rows(select(recording))
    assert len(rows) > 1, "the queue's, and the dialplan's"
    for row in rows:
        assert (row["status"], row["ms"], store.has(row["digest"])) == ("stored", 8000, True)
