"""A caller whom nobody answers leaves a message: it is kept, joined to its call, and the department is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.calling.rules import shipped_telephony_rules
from engine.commands.deploy import DeployPackages
from engine.commands.exchange.keep_node import KeepNode, NodeReport
from engine.commands.exchange.take_node import TakeNode
from engine.commands.record_call import RecordCall
from engine.commands.recordings.fetch import ClaimRecordings, StoreRecording
from engine.commands.recordings.note import ToldRecording
from engine.commands.recordings.sweep import AskAnew, ExpireRecording
from engine.commands.voicemail.play import PlayVoicemail
from engine.store.tables import dialogue_run, message, recording, voicemail
from telephony.dialogues.desk import EngineDesk
from telephony.dialogues.steps.recording import TONE
from telephony.simulator import Exchange
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.dialogues.phone import SETTING, Aloud, Phone
from tests.telephony.simulator.line import START

RECORDINGS = "/var/lib/freeswitch/recordings"
DIALOGUES = ("order-status", "route-call", "voicemail", "ivr-main")
NOBODY = replace(
    SETTING, agents=(), tiers=(), queues=tuple(replace(one, max_wait_seconds=5) for one in SETTING.queues)
)
ASKED = "请在提示音后留言，说完请按井号键或直接挂机。"


class Line:
    """A hotline of an exchange that calls itself as the simulator does, and we `node-1`."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        files = [package_files(PACKAGES / key) for key in DIALOGUES]
        stage.run(DeployPackages(files, list(DIALOGUES)), SYSTEM)
        self.phone = Phone(self.desk("node-1"), Exchange(NOBODY, START))
        self.switchname = NOBODY.host
        term = stage.run(TakeNode("node-1", "us", 60), SYSTEM)["term"]
        stage.run(KeepNode("node-1", "us", term, 60, NodeReport("live", switchname=self.switchname)), SYSTEM)

    def desk(self, node: str) -> EngineDesk:
        return EngineDesk(
            self.stage.engine, Aloud(), "voicemail", lambda: self.stage.now, recordings={node: RECORDINGS}
        )

    def asked(self) -> None:
        """Ring, and hear what one is asked for up to the tone."""
        self.phone.ring()
        self.phone.wait(2.0)
        assert self.phone.heard == [ASKED, TONE]
        assert self.phone.done[-1][0] == "record"

    def row(self) -> dict[str, Any]:
        (row,) = self.stage.rows(select(voicemail))
        return row

    def record(self, *told: ToldRecording, ended: bool = True) -> str:
        """The listener writes the call."""
        now = self.stage.now
        record = RecordCall(
            self.row()["exchange_id"], "inbound", "ended" if ended else "answered",
            now - timedelta(minutes=1), outcome="no-answer" if ended else None, caller_number="13800000001",
            ended_at=now if ended else None, node=self.switchname, as_of=now, recordings=told,
        )  # fmt: skip
        key: str = self.stage.run(record, SYSTEM)["call"]
        return key

    def messages(self) -> list[tuple[str, str, dict[str, Any]]]:
        rows = self.stage.rows(select(message).where(message.c.name == "call.voicemail"))
        return [(one["name"], one["key"], one["payload"]) for one in rows]


@pytest.fixture
def line(stage: Stage) -> Line:
    return Line(stage)


def test_nobody_answers_and_the_caller_leaves_a_message(line: Line) -> None:
    line.phone.desk = EngineDesk(
        line.stage.engine, Aloud(), "ivr-main", lambda: line.stage.now, recordings={"node-1": RECORDINGS}
    )
    line.phone.ring()
    line.phone.wait(2.5)
    line.phone.press("0")
    line.phone.wait(8)
    assert line.phone.heard[-1].startswith("座席全忙。请我们回电请按一，留言请按二")
    line.phone.press("2")
    line.phone.wait(13)
    line.phone.press("#")
    line.phone.wait(4)
    assert line.phone.heard[-4:] == [ASKED, TONE, "留言已收到，我们会尽快给您回电。", "感谢您的来电，再见。"]
    assert not line.phone.channel.up
    row = line.row()
    assert (row["status"], row["queue"], row["node"]) == ("left", "repair@default", line.switchname)
    assert 10_000 < row["ms"] < 13_000
    assert row["path"] == f"{RECORDINGS}/voicemail-{row['id']}.wav"
    assert row["department_id"] is not None
    (run,) = line.stage.rows(select(dialogue_run))
    assert run["outcome"] == "done"
    (left,) = [one["outcome"] for one in run["trace"] if one["topic"] == "ivr.leave-message"]
    assert left == f"left {row['ms'] // 1000} s"


def test_who_hangs_up_after_having_spoken_has_left_a_message_and_its_call_is_told_once(line: Line) -> None:
    line.asked()
    line.phone.wait(4)
    line.phone.hang_up()
    line.phone.wait(1)
    row = line.row()
    assert (row["status"], row["ms"]) == ("left", 4500)
    assert line.messages() == []
    call = line.record(ended=False)
    told = ToldRecording(row["path"], line.stage.now - timedelta(seconds=5), line.stage.now)
    assert line.record(told) == call
    line.record(told)
    assert line.row()["call_id"] == call
    assert line.messages() == [("call.voicemail", call, {"queue": "repair@default"})]
    (sound,) = line.stage.rows(select(recording))
    assert (sound["call_id"], sound["path"], sound["status"]) == (call, row["path"], "found")


def test_the_call_that_is_there_first_is_told_when_the_message_ends(line: Line) -> None:
    line.asked()
    call = line.record(ended=False)
    assert line.messages() == [], "the caller speaks still"
    line.phone.wait(2)
    line.phone.press("#")
    line.phone.wait(1)
    assert line.row()["call_id"] == call
    assert [one[1] for one in line.messages()] == [call]


def test_who_hangs_up_at_the_tone_has_left_none(line: Line) -> None:
    line.asked()
    line.phone.hang_up()
    line.phone.wait(1)
    assert line.row()["status"] == "empty"
    line.record()
    assert line.messages() == []


def test_a_message_outlives_the_process_that_served_it(line: Line) -> None:
    line.asked()
    line.phone.wait(3)
    assert line.row()["status"] == "recording"
    at = line.stage.now
    line.record(ToldRecording(line.row()["path"], at - timedelta(seconds=3), at))
    assert (line.row()["status"], line.row()["ms"], len(line.messages())) == ("left", 3000, 1)


def test_without_a_folder_that_we_see_the_caller_is_told_that_none_can_be_left(line: Line) -> None:
    line.phone.desk = line.desk("node-2")
    line.phone.ring()
    line.phone.wait(4)
    assert line.phone.heard == ["暂时无法留言，请稍后再拨。", "感谢您的来电，再见。"]
    assert line.stage.rows(select(voicemail)) == []


def test_a_message_is_deleted_by_rule_only_after_somebody_has_heard_it(line: Line) -> None:
    stage, rules = line.stage, shipped_telephony_rules().recordings
    line.asked()
    line.phone.wait(3)
    line.phone.press("#")
    line.phone.wait(1)
    line.record()
    (claimed,) = stage.run(ClaimRecordings((line.switchname,)), SYSTEM)["claimed"]
    stage.run(StoreRecording(claimed["id"], 1, "0" * 64, 100, 3000, (1, 2), rules), SYSTEM)
    stage.set_clock(stage.now + timedelta(days=rules.least_days + 1))
    expire = ExpireRecording(claimed["id"], rules)
    assert stage.run(expire, SYSTEM)["deleted"] is False
    stage.run(PlayVoicemail(line.row()["id"], 0, 3000, rules), "agent")
    assert line.row()["heard_at"] == stage.now
    stage.run(AskAnew(), SYSTEM)
    assert stage.run(expire, SYSTEM)["deleted"] is True
