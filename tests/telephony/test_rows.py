"""Recordings as rows: whose telephone rang, who spoke and how they came to it, who listened in, in what queue."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import call, call_ring, call_supervision, call_talk, call_visit
from telephony.calls import CallMachine, CallRecord
from telephony.esl import CommandReply, Event
from telephony.telling import record_call
from telephony.telling.rows import TELEPHONY
from tests.stage import Stage
from tests.telephony.test_sink import everything

Play = Callable[[str], Any]


def tellings(play: Play, name: str) -> list[CallRecord]:
    """Return every record that is told of a recording, in order."""
    machine = CallMachine()
    told = [m.event if isinstance(m, CommandReply) else m for m in play(name).messages]
    return [r for event in told if isinstance(event, Event) for r in machine.apply(event).records]


def tell(stage: Stage, records: list[CallRecord]) -> None:
    for record in records:
        stage.run(record_call(record), TELEPHONY)


def spans(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Return columns of rows, with how many seconds each lasted."""
    return [(*(row[name] for name in names), _seconds(row["at"], row["until"])) for row in rows]


def _seconds(at: datetime, until: datetime | None) -> float | None:
    return None if until is None else round((until - at).total_seconds(), 1)


def test_a_telephone_that_rang_in_vain_and_the_one_that_was_taken(stage: Stage, play: Play) -> None:
    tell(stage, tellings(play, "03_queue_noanswer_then_second_agent.plain"))
    rings = stage.rows(select(call_ring).order_by(call_ring.c.at))
    assert spans(rings, "agent", "person_id", "missed") == [
        ("1001@default", stage.ids["agent"], "NO_ANSWER", 9.1),
        ("1002@default", stage.ids["agent2"], None, 1.0),
    ]
    (talk,) = stage.rows(select(call_talk))
    assert (talk["person_id"], talk["how"]) == (stage.ids["agent2"], "answer")
    (visit,) = stage.rows(select(call_visit))
    assert (visit["queue"], visit["department_id"]) == ("repair@default", stage.ids["customer-service@P"])
    assert visit["left_at"] is not None
    (row,) = stage.rows(select(call))
    assert (row["kind"], row["ringing_at"], row["hold_ms"]) == ("inbound", rings[0]["at"], 0)


@pytest.mark.parametrize(
    ("name", "how", "held"),
    [
        ("08_transfer_blind_uuid_transfer.plain", "blind", 0),
        ("09_transfer_blind_sip_refer.plain", "refer", 0),
        ("10_transfer_attended_att_xfer.plain", "attended", 4020),
    ],
)
def test_a_transfer_is_told_by_its_kind(stage: Stage, play: Play, name: str, how: str, held: int) -> None:
    tell(stage, tellings(play, name))
    talks = stage.rows(select(call_talk).order_by(call_talk.c.at))
    assert [(talk["person_id"], talk["how"]) for talk in talks] == [
        (stage.ids["agent"], "answer"),
        (stage.ids["agent2"], how),
    ]
    assert all(talk["until"] is not None for talk in talks)
    (row,) = stage.rows(select(call).where(call.c.state != "merged"))
    assert (row["agent_person_id"], row["last_agent_person_id"], row["hold_ms"]) == (
        stage.ids["agent"],
        stage.ids["agent2"],
        held,
    )


def test_a_supervisor_listens_in_and_then_makes_it_a_conference(stage: Stage, play: Play) -> None:
    tell(stage, tellings(play, "11_supervisor_eavesdrop_conference.plain"))
    (one,) = spans(stage.rows(select(call_supervision)), "agent", "person_id", "kind")
    assert one == ("1002", stage.ids["agent2"], "listen", 2.0)
    talks = stage.rows(select(call_talk).order_by(call_talk.c.at))
    assert spans(talks, "agent", "how") == [("1001", "answer", 9.1), ("1002", "conference", 2.0)]


@pytest.mark.parametrize(
    "name",
    [
        "03_queue_noanswer_then_second_agent.json",
        "10_transfer_attended_att_xfer.json",
        "11_supervisor_eavesdrop_conference.json",
    ],
)
def test_tellings_in_any_order_and_twice_end_in_the_same_rows(sqlite_url: str, play: Play, name: str) -> None:
    """Also what was taken for something else at first is what the newest telling says."""
    stage = Stage(sqlite_url, packages=False)
    records = tellings(play, name)
    tell(stage, records)
    before = everything(stage)
    chance = random.Random(7)
    tell(stage, [*chance.sample(records, len(records)), *records[:3]])
    assert everything(stage) == before
    stage.system.close()
