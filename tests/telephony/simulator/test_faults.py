"""How an exchange ends and comes back, and what it leaves behind on disk."""

from __future__ import annotations

import json
import wave
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote

from telephony.calls import CallMachine, Outcome, Party, listed_channels
from telephony.esl import DisconnectNotice, Event
from telephony.simulator.callers import let_ring
from telephony.simulator.cdr import SUFFIX, keep_records
from telephony.simulator.exchange import Exchange
from telephony.simulator.faults import happen
from telephony.simulator.setting import Caller, Fault, FaultKind
from tests.telephony.simulator.line import RECORDED, REPAIR, START, Line


class Disk:
    """What was written, by name; `halves` are contents that did not parse when they were written."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.halves: list[str] = []

    def write(self, path: str, content: bytes) -> None:
        self.files[path] = content
        if path.endswith(SUFFIX):
            try:
                json.loads(content)
            except ValueError:
                self.halves.append(path)

    def records(self) -> dict[str, dict[str, object]]:
        return {name: json.loads(text) for name, text in self.files.items() if name.endswith(SUFFIX)}


def recording_exchange(encoded: bool = True) -> tuple[Line, Disk]:
    disk = Disk()
    line = Line(Exchange(replace(RECORDED, cdr_encoded=encoded), START, files=disk.write))
    line.session.authorised = True
    line.session.subscription.add(["ALL"])
    line.session.read()
    keep_records(line.exchange)
    return line, disk


def answered_call(line: Line) -> str:
    channel = let_ring(line.exchange, Caller("13500006666", "95598", "钱女士"))
    line.exchange.wait(5)
    return channel.uuid


def test_terminated_it_hangs_everybody_up_and_says_goodbye() -> None:
    line = Line.of()
    line.listen("ALL")
    uuid = answered_call(line)
    happen(line.exchange, Fault(0, FaultKind.TERMINATE))
    *_, notice = line.hear()
    assert isinstance(notice, DisconnectNotice)
    assert notice.text == "The system is being shut down.\n"
    names = [event.name for event in line.events]
    assert names.index("SHUTDOWN") < names.index("CHANNEL_HANGUP")
    ends = [event for event in line.events if event.name == "CHANNEL_HANGUP_COMPLETE"]
    assert [event.text("Hangup-Cause") for event in ends] == ["SYSTEM_SHUTDOWN"] * 2
    machine = CallMachine()
    machine.apply_all(line.events)
    (call,) = machine.calls()
    assert (call.outcome, call.hung_up_by) == (Outcome.ANSWERED, Party.SYSTEM)
    assert call.legs[0].uuid == uuid


def test_killed_it_says_nothing_and_another_core_comes_back() -> None:
    line = Line.of()
    line.listen("ALL")
    answered_call(line)
    line.hear()
    core = line.exchange.core_uuid
    before = len(line.messages)
    happen(line.exchange, Fault(0, FaultKind.KILL, seconds_down=5))
    assert line.hear() == []
    assert line.session.closed
    assert not line.exchange.running

    line.exchange.wait(6)
    assert line.exchange.running
    again = Line(line.exchange)
    again.session.authorised = True
    assert listed_channels(again.api("show", "channels as json")) == frozenset()
    assert line.exchange.core_uuid != core
    assert len(line.messages) == before


def test_a_crash_leaves_members_and_agents_behind() -> None:
    line = Line.of(replace(RECORDED, tiers=RECORDED.tiers[:1]))
    answered_call(line)
    waiting = let_ring(line.exchange, Caller("13500007777", "95598")).uuid
    line.exchange.wait(1)
    happen(line.exchange, Fault(0, FaultKind.KILL))
    line.exchange.wait(6)
    again = Line(line.exchange)
    again.session.authorised = True
    assert waiting in again.api("callcenter_config", f"queue list members {REPAIR}")
    assert "|In a queue call|" in again.api("callcenter_config", "agent list 1001@default")


def test_a_record_is_written_for_each_leg() -> None:
    line, disk = recording_exchange()
    channel = let_ring(line.exchange, Caller("13812345678", "95598", "李小明", talks_seconds=4))
    line.exchange.wait(10)
    records = disk.records()
    assert len(records) == 2
    mine = records[f"a_{channel.uuid}{SUFFIX}"]
    variables = mine["variables"]
    assert isinstance(variables, dict)
    assert mine["core-uuid"] == line.exchange.core_uuid
    assert variables["sip_from_display"] == "%E6%9D%8E%E5%B0%8F%E6%98%8E"
    assert unquote(variables["caller_id"]) == '"李小明" <13812345678>'
    assert variables["cc_queue"] == "repair%40default"
    assert int(variables["bridge_uepoch"]) > int(variables["answer_uepoch"]) > 0
    assert mine["callflow"][-1]["caller_profile"]["destination_number"] == "95598"  # type: ignore[index]


def test_records_may_be_written_unencoded() -> None:
    line, disk = recording_exchange(encoded=False)
    channel = let_ring(line.exchange, Caller("13812345678", "955980", "王%0A小明", patience_seconds=2))
    line.exchange.wait(4)
    variables = disk.records()[f"a_{channel.uuid}{SUFFIX}"]["variables"]
    assert isinstance(variables, dict)
    assert variables["sip_from_display"] == "王%0A小明"
    assert variables["cc_cancel_reason"] == "BREAK_OUT"


def test_a_record_may_be_found_half_written() -> None:
    line, disk = recording_exchange()
    happen(line.exchange, Fault(0, FaultKind.TORN_RECORD, seconds_down=3))
    channel = let_ring(line.exchange, Caller("13812345678", "955980", patience_seconds=2))
    line.exchange.wait(3)
    assert disk.halves == [f"a_{channel.uuid}{SUFFIX}"]
    line.exchange.wait(3)
    assert set(disk.records()) == {f"a_{channel.uuid}{SUFFIX}"}


def test_who_is_killed_or_shut_down_writes_no_record() -> None:
    for kind in (FaultKind.KILL, FaultKind.TERMINATE):
        line, disk = recording_exchange()
        answered_call(line)
        happen(line.exchange, Fault(0, kind))
        assert disk.records() == {}


def test_a_recording_is_a_wave_file_of_its_length() -> None:
    line, disk = recording_exchange()
    let_ring(line.exchange, Caller("13812345678", "95598", talks_seconds=4))
    line.exchange.wait(10)
    (stop,) = [one for one in line.hear() if isinstance(one, Event) and one.name == "RECORD_STOP"]
    content = disk.files[stop.text("Record-File-Path") or ""]
    with wave.open(BytesIO(content)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        assert len(set(sound.readframes(8000))) > 100, "something can be heard"
    assert round(seconds * 1000) == int(stop.text("variable_record_ms") or 0)
    assert len(content) == int(stop.text("variable_record_file_size") or 0)
