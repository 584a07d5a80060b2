"""What is logged: enough to see what is done, and never a value."""

from __future__ import annotations

import pytest
import structlog
from structlog.testing import capture_logs

from engine.commands.complete import CompleteTask
from engine.errors import StepFailed
from engine.org import Actor
from engine.runtime import instance as runtime
from huan.logs import quiet_logs, working_logs
from tests.stage import Stage


@pytest.fixture(autouse=True)
def logs_as_before():
    kept = structlog.get_config()
    yield
    structlog.configure(**kept)


def test_who_serves_logs_every_request_and_a_single_command_only_warnings(capsys):
    for begin, expected in ((working_logs, ["done", "late"]), (quiet_logs, ["late"])):
        begin()
        log = structlog.get_logger("huan.test")
        log.info("done")
        log.warning("late")
        written = capsys.readouterr()
        assert written.out == ""
        assert [word for word in ("done", "late") if word in written.err] == expected


def test_a_step_that_fails_on_a_customers_words_does_not_log_them(sqlite_url, monkeypatch):
    quiet_logs()
    stage = Stage(sqlite_url)
    order = stage.open_order()

    def broken(*_, **__):
        raise StepFailed("must be a whole number, but is '王女士 13800000001'")

    monkeypatch.setattr(runtime.Instance, "complete", broken)
    with capture_logs() as logged:
        answer = stage.engine.run(CompleteTask(order["opened"][0]["task"]), Actor(stage.ids["agent"]))
    stage.system.close()
    assert answer["status"] == "stuck"
    assert [(line["event"], line["code"]) for line in logged if line["log_level"] == "warning"] == [
        ("incident", "step-failed")
    ]
    assert "13800000001" not in str(logged)
