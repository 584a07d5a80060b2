"""The demonstration's telephone: its hotline rings, the dialogue answers, and the caller waits for an agent."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from engine.commands.deploy import Deploy
from engine.errors import NotFound
from engine.store.tables import call, dialogue_run
from huan.__main__ import main
from huan.demonstration.exchange import HOTLINE_CALL, QUEUE, STATUS_CALL, HotlineCalls, SimulatedExchange
from huan.demonstration.ringing import RecordedCalls
from telephony.dialogues import DialogueSettings, dialogue_server
from telephony.listener import Listener
from telephony.recordings import RecordingStore
from tests.stage import PACKAGES, SYSTEM, Stage, package_files

PATIENCE_SECONDS = 20


def test_a_caller_of_the_hotline_chooses_an_agent_and_waits(stage: Stage, tmp_path: Path) -> None:
    for package in ("order-status", "route-call", "voicemail", "ivr-main"):
        stage.run(Deploy(package_files(PACKAGES / package)), SYSTEM)
    dialogues = dialogue_server(stage.engine, DialogueSettings(port=0))
    dialogues.start()
    exchange = SimulatedExchange(tmp_path, dialogues.port)
    exchange.start()
    listener = Listener(stage.engine, [exchange.node], 1)
    listener.start()
    recorded = RecordedCalls(
        stage.engine,
        RecordingStore(stage.system.files.recordings),
        stage.system.settings.telephony_rules.recordings,
    )
    calls = HotlineCalls(stage.engine, exchange, recorded)
    assert calls.recordings() == (HOTLINE_CALL, STATUS_CALL, *recorded.recordings())
    with pytest.raises(NotFound, match="open one first, with one of these numbers: 13900000006"):
        calls.ring(STATUS_CALL.key)
    try:
        rung = calls.ring(HOTLINE_CALL.key)["call"]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (rows := stage.rows(select(call).where(call.c.state == "queued"))):
            assert time.monotonic() < deadline, "nobody waits"
            time.sleep(0.05)
    finally:
        listener.stop()
        dialogues.stop()
    (row,) = rows
    assert (row["exchange_id"], row["queue"]) == (rung, QUEUE)
    (run,) = stage.rows(select(dialogue_run))
    assert (run["package"], run["exchange_id"]) == ("ivr-main", rung)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--telephone",), "--telephone needs --demo"),
        (("--demo", "--calls-per-minute", "2"), "--calls-per-minute needs --telephone"),
    ],
)
def test_what_does_not_go_together_is_said(words: tuple[str, ...], said: str) -> None:
    answer = CliRunner().invoke(main, ["run", *words])
    assert answer.exit_code == 2
    assert said in answer.output
