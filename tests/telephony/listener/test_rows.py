"""A recording played through a socket, in its own segments, gives the rows that replaying it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import call, call_leg, message
from telephony.captures import Capture
from telephony.listener import Listener
from telephony.replay import replay
from telephony.sink import EngineSink
from tests.conftest import sqlite_copy
from tests.stage import Stage
from tests.telephony.listener.conftest import SetTime, Until
from tests.telephony.listener.exchange import Exchange, Line, Segments

RECORDED = [
    "01_queue_answered.plain",
    "02_queue_abandoned.plain",
    "03_queue_noanswer_then_second_agent.plain",
    "04_ivr_dtmf_rfc2833.plain",
    "05_ivr_dtmf_info.plain",
    "06_originate_failures.plain",
    "07_click_to_call_uuid_bridge.plain",
    "08_transfer_blind_uuid_transfer.plain",
    "09_transfer_blind_sip_refer.plain",
    "10_transfer_attended_att_xfer.plain",
    "11_supervisor_eavesdrop_conference.plain",
    "12_restart_sigterm.plain",
    "13_crash_sigkill.plain",
    "23_selected_events_30_calls",
    "24_array_variables.plain",
    "25_caller_cancels_while_ringing.plain",
]


PEOPLE = ("agent_person_id", "last_agent_person_id")


def rows(stage: Stage) -> dict[str, list[Any]]:
    """Return what is stored of calls, without ids that are new in every database."""
    calls = stage.rows(select(call).order_by(call.c.exchange_id))
    names = {row["id"]: row["exchange_id"] for row in calls}
    legs = stage.rows(select(call_leg).order_by(call_leg.c.channel))
    told = stage.rows(select(message.c.name, message.c.sender_id, message.c.payload))
    return {
        "calls": [{**row, **dict.fromkeys(("id", "revision", "department_id", *PEOPLE))} for row in calls],
        "legs": [{**row, "id": None, "call_id": names[row["call_id"]]} for row in legs],
        "messages": sorted(_with_names(str(one), names) for one in told),
        "tasks": stage.open(),
    }


def _with_names(told: str, names: dict[str, str]) -> str:
    for key, name in names.items():
        told = told.replace(key, name)
    return told


def play(stage: Stage, listen: Any, clock: SetTime, until: Until, exchange: Any, path: Path) -> Listener:
    """Play a recording as one session to a listener, until all of it is written."""
    segments = Segments(Capture(path))
    done: list[bool] = []
    listening: list[Listener] = []

    def say(line: Line) -> None:
        until(lambda: listening and listening[0].nodes[0].caught_up, "it listens")
        listener = listening[0]
        sent = listener.nodes[0].counts["octets"]
        for at, data in segments:
            clock.at = at
            line.say(data)
            sent += len(data)
            # What comes together is taken together: here as it came when it was recorded.
            until(lambda to=sent: listener.nodes[0].counts["octets"] >= to, "a segment was read")
        server.shut()
        done.append(True)
        line.close()

    server = exchange(say)
    server.answers["show channels as json"] = segments.listed
    listening.append(listener := listen(stage.engine, server))
    counts = listener.nodes[0].counts
    until(lambda: done and counts["ended_eof"] + counts["ended_goodbye"], "the recording was played")
    assert listener.calls.settle(20)
    stage.drain()
    return listener


@pytest.fixture
def replayed(sqlite_stage: tuple[Path, Stage], tmp_path: Path) -> Iterator[Stage]:
    """A stage of its own, on which the recording is replayed."""
    made = sqlite_stage[1].on_copy(sqlite_copy(sqlite_stage[0], tmp_path))
    yield made
    made.system.close()


def compare(
    stage: Stage,
    replayed: Stage,
    path: Path,
    listen: Callable[..., Listener],
    exchange: Callable[..., Exchange],
    clock: SetTime,
    until: Until,
) -> None:
    sink = EngineSink(replayed.engine)
    replay([path], sink, memory=sink)
    replayed.drain()
    listener = play(stage, listen, clock, until, exchange, path)
    assert rows(stage) == rows(replayed)
    assert listener.writers.counts["refused"] == 0


@pytest.mark.parametrize("name", RECORDED)
def test_a_recording_through_a_socket_gives_the_same_rows(
    stage_on_sqlite: Stage,
    replayed: Stage,
    recordings: Path,
    listen: Callable[..., Listener],
    exchange: Callable[..., Exchange],
    clock: SetTime,
    until: Until,
    name: str,
) -> None:
    compare(stage_on_sqlite, replayed, recordings / f"{name}.jsonl", listen, exchange, clock, until)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["02_queue_abandoned.plain", "23_selected_events_30_calls"])
def test_a_recording_gives_the_same_rows_on_postgresql(
    stage_on_postgres: Stage,
    replayed: Stage,
    recordings: Path,
    listen: Callable[..., Listener],
    exchange: Callable[..., Exchange],
    clock: SetTime,
    until: Until,
    name: str,
) -> None:
    compare(stage_on_postgres, replayed, recordings / f"{name}.jsonl", listen, exchange, clock, until)
