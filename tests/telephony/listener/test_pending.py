"""Commands in the background: each has one outcome, and goes out once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.esl import CommandRefused
from telephony.listener import Outcome, PendingCommands, Settled

JOB = "0b2f2c1e-9d57-4d2c-8a4a-0d5f8f6a1c01"


def pending() -> PendingCommands:
    made = PendingCommands()
    command = made.bgapi("originate", "user/1001 &park", JOB, deadline=10)
    assert command.encode() == f"bgapi originate user/1001 &park\nJob-UUID: {JOB}\n\n".encode()
    return made


def test_the_answer_to_the_command_is_not_its_outcome() -> None:
    one = pending()
    assert one.replied(JOB, True, f"+OK Job-UUID: {JOB}") == []
    assert one.finished(JOB, True, "+OK 65dbecc3") == [Settled(JOB, Outcome.ANSWERED, "+OK 65dbecc3")]


def test_a_failure_in_the_background_is_a_refusal() -> None:
    """As USER_NOT_REGISTERED of recording 06."""
    assert pending().finished(JOB, False, "-ERR USER_NOT_REGISTERED") == [
        Settled(JOB, Outcome.REFUSED, "-ERR USER_NOT_REGISTERED")
    ]


def test_without_an_answer_in_time_nothing_is_known() -> None:
    one = pending()
    assert one.expire(9.9) == []
    assert [settled.outcome for settled in one.expire(10)] == [Outcome.UNKNOWN]
    assert one.finished(JOB, True, "+OK, but late") == []


def test_when_the_connection_ends_nothing_is_known() -> None:
    one = pending()
    assert [settled.outcome for settled in one.lost()] == [Outcome.UNKNOWN]
    assert len(one) == 0


def test_a_command_is_never_sent_twice_whatever_became_of_it() -> None:
    one = pending()
    one.lost()
    with pytest.raises(CommandRefused, match="sent before"):
        one.bgapi("originate", "user/1001 &park", JOB, deadline=20)


def test_a_command_that_cannot_be_sent_is_not_waited_for() -> None:
    one = PendingCommands()
    with pytest.raises(CommandRefused):
        one.bgapi("originate", "user/1001\n\nexit", JOB, deadline=10)
    assert len(one) == 0


@given(st.lists(st.sampled_from(["replied", "refused", "finished", "expire", "lost"]), max_size=8))
def test_whatever_happens_there_is_one_outcome(steps: list[str]) -> None:
    one = pending()
    settled = []
    for step in steps:
        match step:
            case "replied":
                settled += one.replied(JOB, True, "+OK")
            case "refused":
                settled += one.replied(JOB, False, "-ERR")
            case "finished":
                settled += one.finished(JOB, True, "+OK")
            case "expire":
                settled += one.expire(11)
            case "lost":
                settled += one.lost()
    assert len(settled) == any(step != "replied" for step in steps)
    assert len(one) == 1 - len(settled)
