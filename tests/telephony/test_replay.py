"""Recordings played again: to a sink, shifted, damaged, and told in words."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from telephony.calls import CallRecord, Fact, Outcome, Party, State
from telephony.captures import demonstration
from telephony.replay import ReplayReport, format_report, moved, replay


class Sink:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[CallRecord | Fact] = []

    def record(self, call: CallRecord) -> None:
        self.told.append(call)

    def fact(self, fact: Fact) -> None:
        self.told.append(fact)

    @property
    def records(self) -> list[CallRecord]:
        return [told for told in self.told if isinstance(told, CallRecord)]

    @property
    def facts(self) -> list[Fact]:
        return [told for told in self.told if isinstance(told, Fact)]


def played(
    *paths: Path | str, shift: timedelta | None = None, run: str | None = None
) -> tuple[Sink, ReplayReport]:
    sink = Sink()
    return sink, replay(paths, sink, shift, run)


def cut(recordings: Path, folder: Path, name: str, size: int) -> Path:
    for kind in ("jsonl", "rx.bin", "tx.bin"):
        shutil.copy(recordings / f"{name}.{kind}", folder)
    whole = (folder / f"{name}.rx.bin").read_bytes()
    (folder / f"{name}.rx.bin").write_bytes(whole[:size])
    return folder / f"{name}.jsonl"


def test_an_answered_and_an_abandoned_call_are_told_to_the_sink(recordings: Path) -> None:
    sink, report = played(
        recordings / "01_queue_answered.plain.jsonl", recordings / "02_queue_abandoned.plain.jsonl"
    )
    assert [call.outcome for call in report.calls] == [Outcome.ANSWERED, Outcome.ABANDONED]
    assert report.faults == ()
    assert report.malformed == {}
    assert report.events == 133
    assert {call.call_id: call for call in sink.records} == {call.call_id: call for call in report.calls}
    assert isinstance(sink.told[0], CallRecord)
    assert [fact.kind for fact in sink.facts][-2:] == ["call-abandoned", "call-ended"]


def test_a_record_comes_before_its_facts(recordings: Path) -> None:
    sink, _ = played(recordings / "08_transfer_blind_uuid_transfer.json.jsonl")
    known: set[str | None] = {None}
    for told in sink.told:
        if isinstance(told, CallRecord):
            known.add(told.call_id)
        else:
            assert told.call_id in known


def test_the_demonstration_gives_the_same_from_its_compressed_files(recordings: Path) -> None:
    _, packed = played(demonstration("01_queue_answered.plain"))
    _, plain = played(str(recordings / "01_queue_answered.plain.jsonl"))
    assert packed == plain


def test_a_recorded_call_can_ring_now(recordings: Path) -> None:
    path = recordings / "01_queue_answered.plain.jsonl"
    then, _ = played(path)
    now = datetime(2030, 1, 1, 8, tzinfo=UTC)
    shift = now - then.records[0].started_at
    sink, report = played(path, shift=shift)
    assert sink.records[0].started_at == now
    assert report.calls[0].legs[0].created_at == now
    assert report.calls[0].recordings[0].duration_seconds == 7.2
    for one, other in zip(then.told, sink.told, strict=True):
        assert other == moved(one, shift)
    assert all(fact.at >= now for fact in sink.facts)


def test_a_recording_played_twice_is_one_call_unless_it_is_another_run(recordings: Path) -> None:
    path = recordings / "02_queue_abandoned.plain.jsonl"
    first, _ = played(path)
    again, _ = played(path)
    other, _ = played(path, run="second")
    assert [fact.id for fact in first.facts] == [fact.id for fact in again.facts]
    assert {fact.id for fact in first.facts}.isdisjoint(fact.id for fact in other.facts)
    assert first.records[0].call_id != other.records[0].call_id


def test_a_crash_and_the_session_after_it_leave_no_zombie(recordings: Path) -> None:
    crash = recordings / "13_crash_sigkill.json.jsonl"
    _, open_end = played(crash)
    assert [(call.state, call.outcome) for call in open_end.calls] == [(State.ANSWERED, None)]
    _, report = played(crash, recordings / "13_crash_sigkill.again.jsonl")
    assert [(call.state, call.outcome) for call in report.calls] == [(State.ENDED, Outcome.LOST)]
    assert "its end was not seen" in format_report(report)


def test_half_a_message_at_the_end_is_told_with_its_offset_and_the_rest_is_kept(
    recordings: Path, tmp_path: Path
) -> None:
    path = cut(recordings, tmp_path, "02_queue_abandoned.plain", 100_000)
    sink, report = played(path)
    (fault,) = report.faults
    assert (fault.stream, fault.offset) == ("rx", 100_000)
    assert "ends inside the message that began at byte" in fault.message
    assert [fact.kind for fact in sink.facts] == ["call-offered", "call-queued"]
    assert "fault in 02_queue_abandoned.plain at byte 100000 of rx: the stream ends" in format_report(report)


def test_a_file_cut_between_two_messages_is_told_too(recordings: Path, tmp_path: Path) -> None:
    whole = (recordings / "02_queue_abandoned.plain.rx.bin").read_bytes()
    size = whole.index(b"Content-Length: ", 60_000)
    _, report = played(cut(recordings, tmp_path, "02_queue_abandoned.plain", size))
    (fault,) = report.faults
    assert fault.offset == size
    assert "lacks" in fault.message


def test_garbage_in_the_middle_is_told_with_its_offset(recordings: Path, tmp_path: Path) -> None:
    path = cut(recordings, tmp_path, "02_queue_abandoned.plain", 200_000)
    rx = tmp_path / "02_queue_abandoned.plain.rx.bin"
    whole = bytearray(rx.read_bytes())
    at = whole.index(b"Content-Length: ", 60_000)
    whole[at : at + 16] = b"\xff\x00garbage\xff\xff\xff\xff\xff\xff\xff"
    rx.write_bytes(whole)
    sink, report = played(path)
    (fault,) = report.faults
    assert fault.offset == at
    assert "expected 'Name: value'" in fault.message
    assert sink.records[0].caller_name == "王小芳(余杭)"


def test_a_damaged_session_does_not_stop_the_next_one(recordings: Path, tmp_path: Path) -> None:
    path = cut(recordings, tmp_path, "02_queue_abandoned.plain", 100_000)
    _, report = played(path, tmp_path / "missing.jsonl", recordings / "01_queue_answered.plain.jsonl")
    assert [fault.stream for fault in report.faults] == ["rx", "index"]
    assert [call.outcome for call in report.calls] == [Outcome.ANSWERED, Outcome.ABANDONED]
    # The caller was hanging up when the session broke off; who did so was not told before it did.
    assert [call.hung_up_by for call in report.calls] == [Party.CALLER, None]


def test_errors_of_the_sink_are_the_callers(recordings: Path) -> None:
    class Broken(Sink):
        def record(self, call: CallRecord) -> None:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replay([recordings / "01_queue_answered.plain.jsonl"], Broken())


def test_the_report_tells_every_call_in_a_block_with_local_times(recordings: Path) -> None:
    _, report = played(demonstration("01_queue_answered.plain"), demonstration("02_queue_abandoned.plain"))
    answered, abandoned, end = format_report(report).split("\n\n")
    assert answered.splitlines()[:8] == [
        "Call 1: answered",
        "  caller     13812345678 李小明",
        "  dialled    95598 (inbound)",
        "  queue      repair@default",
        "  agent      1001@default",
        "  began      2026-11-22 16:40:49",
        "  queued     2026-11-22 16:40:49",
        "  ringing    2026-11-22 16:40:50 (1001@default)",
    ]
    assert "  answered   2026-11-22 16:40:51 after 1.9 s waiting" in answered
    assert answered.splitlines()[-1].endswith(".wav (2.0 s)")
    assert abandoned.splitlines() == [
        "Call 2: abandoned",
        "  caller     057187654321 王小芳(余杭)",
        "  dialled    955980 (inbound)",
        "  queue      empty@default",
        "  began      2026-11-22 16:41:02",
        "  queued     2026-11-22 16:41:02",
        "  ended      2026-11-22 16:41:06 after 4.0 s waiting",
        "  hung up    by caller, NORMAL_CLEARING",
    ]
    assert end == "2 calls, 133 events, from 01_queue_answered.plain, 02_queue_abandoned.plain\n"
    assert "08:40:49" in format_report(report, ZoneInfo("UTC"))


def test_malformed_values_are_counted_in_the_report(recordings: Path, tmp_path: Path) -> None:
    path = cut(recordings, tmp_path, "02_queue_abandoned.plain", 200_000)
    rx = tmp_path / "02_queue_abandoned.plain.rx.bin"
    rx.write_bytes(
        rx.read_bytes().replace(b"Caller-Channel-Created-Time: 17", b"Caller-Channel-Created-Time: x7")
    )
    _, report = played(path)
    assert report.calls[0].outcome is Outcome.ABANDONED
    assert report.malformed["time"] > 0
    text = format_report(report)
    assert "malformed values: time: " in text
    assert "Caller-Channel-Created-Time: 'x7" in text
