"""What is logged: enough to see what is done, and never a value."""

from __future__ import annotations

import pytest
import structlog
from structlog.testing import capture_logs

from engine.commands.complete import CompleteTask
from engine.effects import CustomerMessage, EffectCall, LogGateway
from engine.errors import StepFailed, Unavailable
from engine.org import Actor
from engine.runtime import instance as runtime
from engine.words import Words
from huan.logs import quiet_logs, working_logs


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


@pytest.fixture
def stuck(stage_on_sqlite, monkeypatch):
    """A completion that got stuck on a customer's words: what was answered, and what was logged."""

    def broken(*_, **__):
        raise StepFailed(Words.same("must be a whole number, but is '王女士 13800000001'"))

    quiet_logs()
    stage = stage_on_sqlite
    order = stage.open_order()
    monkeypatch.setattr(runtime.Instance, "complete", broken)
    with capture_logs() as logged:
        answer = stage.engine.run(CompleteTask(order["opened"][0]["task"]), Actor(stage.ids["agent"]))
    assert answer["status"] == "stuck"
    return answer, logged


def test_a_step_that_fails_on_a_customers_words_does_not_log_them(stuck):
    _, logged = stuck
    assert [(line["event"], line["code"]) for line in logged if line["log_level"] == "warning"] == [
        ("incident", "step-failed")
    ]
    assert "13800000001" not in str(logged)


def test_an_incident_is_logged_with_the_id_under_which_it_is_told_in_full(stuck):
    answer, logged = stuck
    assert [line["incident"] for line in logged if line["event"] == "incident"] == [answer["incident"]]


def test_a_message_that_is_only_logged_is_logged_without_number_or_words():
    working_logs()
    call = EffectCall("key", {"to": "13800000001", "text": "王女士，已恢复供电"}, 1, "order", None)
    with capture_logs() as logged:
        assert CustomerMessage(LogGateway())(call) == {"sent": True}
    assert logged == [{"event": "message", "log_level": "info", "job": "key", "characters": 9}]


def test_a_lost_hint_is_logged_by_its_code(stage_on_sqlite):
    working_logs()

    class Lost:
        def give(self, *_):
            raise Unavailable(Words.same("the order of 王女士"))

    stage = stage_on_sqlite
    stage.engine.hints = Lost()
    with capture_logs() as logged:
        stage.open_order()
    lost = [line for line in logged if line["event"] == "hint lost"]
    assert lost
    assert all(line["code"] == "unavailable" and "reason" not in line for line in lost)
