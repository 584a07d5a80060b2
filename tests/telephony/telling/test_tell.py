"""A record and what its process hears of it: one transaction, and nothing hinders the record."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

import engine.commands.call_messages as call_messages
from engine.errors import StepFailed, Unavailable
from engine.store.tables import call, call_ring, message
from engine.words import Words
from telephony.telling import Telling, tell
from tests.stage import Stage
from tests.telephony.telling.test_coalesce import ANSWERED, facts_of

WHOLE = Telling(ANSWERED[-1].records[-1], tuple(facts_of(ANSWERED)))
HEARD = ["call.answered", "call.ended", "call.offered", "call.recorded", "call.recorded"]


def heard(stage: Stage) -> list[str]:
    return sorted(row["name"] for row in stage.rows(select(message)))


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    """Let the process of a call fail over one message."""
    correlate = call_messages.correlate

    def fails(work: Any, told: str, *more: Any, **named: Any) -> Any:
        if told == name:
            raise error
        return correlate(work, told, *more, **named)

    monkeypatch.setattr(call_messages, "correlate", fails)


def test_a_whole_call_is_one_transaction(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []
    engine = stage.engine
    once = engine._once
    monkeypatch.setattr(
        engine, "_once", lambda command, *more: (run.append(command.name), once(command, *more))[1]
    )
    tell(engine, WHOLE)
    assert run == ["record-call"]
    assert heard(stage) == HEARD
    tell(engine, WHOLE)
    assert heard(stage) == HEARD, "told again, nothing is heard twice"


def test_without_the_database_neither_is_stored_and_both_are_told_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        failing(patched, "call.ended", Unavailable(Words("gone", "断开")))
        with pytest.raises(Unavailable):
            tell(stage.engine, WHOLE)
        assert (stage.rows(select(call)), heard(stage)) == ([], [])
    tell(stage.engine, WHOLE)
    assert heard(stage) == HEARD


@pytest.mark.parametrize("error", [StepFailed(Words("no", "不行")), ZeroDivisionError()])
def test_a_message_that_a_process_cannot_take_hinders_neither_the_record_nor_what_came_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, "call.recorded", error)
    with pytest.raises(type(error)):
        tell(stage.engine, WHOLE)
    (row,) = stage.rows(select(call))
    assert (row["outcome"], len(stage.rows(select(call_ring)))) == ("answered", 1)
    assert heard(stage) == ["call.answered", "call.offered"]
