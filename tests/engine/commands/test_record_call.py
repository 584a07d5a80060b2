"""A call is told again and again, late, twice, by several: what is stored only ever knows more."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.record_call import Leg, RecordCall
from engine.org import Actor
from engine.store.tables import call, call_leg
from tests.stage import MORNING, Stage

EXCHANGE = Actor("system:telephony")


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def at(seconds: float) -> datetime:
    return MORNING + timedelta(seconds=seconds)


def told(state: str, as_of: float | None, **more: Any) -> RecordCall:
    moment = at(as_of) if as_of is not None else None
    return RecordCall("x", "inbound", state, MORNING, as_of=moment, told={"state": state}, **more)


OFFERED = told("offered", 0)
QUEUED = told("queued", 1, queue="repair@default", queued_at=at(1))
RINGING = replace(QUEUED, state="ringing", as_of=at(3))
BACK_IN_THE_QUEUE = replace(QUEUED, as_of=at(9))
ANSWERED = replace(
    QUEUED, state="answered", as_of=at(11), answered_at=at(11), agent="1001", waiting_ms=10_000
)
ENDED = replace(
    ANSWERED,
    state="ended",
    as_of=at(30),
    ended_at=at(30),
    outcome="answered",
    talk_ms=19_000,
    hung_up_by="caller",
    hangup_cause="NORMAL_CLEARING",
)
ABANDONED = replace(
    QUEUED, state="abandoned", as_of=at(20), ended_at=at(20), outcome="abandoned", waiting_ms=19_000
)
LOST = replace(QUEUED, state="ended", as_of=at(12), ended_at=at(12), outcome="lost", waiting_ms=11_000)


def after(stage: Stage, *records: RecordCall) -> dict[str, Any]:
    for record in records:
        stage.run(record, EXCHANGE)
    (row,) = stage.rows(select(call))
    return row


def test_a_call_that_is_over_is_never_open_again(stage: Stage) -> None:
    row = after(stage, QUEUED, ABANDONED, OFFERED, QUEUED, RINGING)
    assert (row["state"], row["outcome"], row["ended_at"]) == ("abandoned", "abandoned", at(20))


def test_an_older_record_adds_only_what_was_not_known(stage: Stage) -> None:
    end = replace(ENDED, queue=None, queued_at=None, waiting_ms=None, as_of=at(30))
    row = after(stage, end, QUEUED)
    assert (row["state"], row["queue"], row["queued_at"], row["agent"]) == (
        "ended",
        "repair@default",
        at(1),
        "1001",
    )
    assert (row["waiting_ms"], row["talk_ms"], row["facts"]["told"]) == (None, 19_000, {"state": "queued"})


def test_a_phone_that_stops_ringing_is_no_step_back(stage: Stage) -> None:
    assert after(stage, QUEUED, RINGING, BACK_IN_THE_QUEUE)["state"] == "queued"
    assert after(stage, RINGING)["state"] == "queued"


def test_what_is_known_is_never_unknown_again_whatever_a_newer_record_lacks(stage: Stage) -> None:
    poor = told("ended", 40, ended_at=at(40), outcome="abandoned", caller_number="13800000001")
    row = after(stage, ANSWERED, poor)
    assert (row["queue"], row["agent"], row["answered_at"]) == ("repair@default", "1001", at(11))
    assert (row["state"], row["outcome"]) == ("ended", "answered"), "somebody spoke with the caller"
    assert (row["waiting_ms"], row["talk_ms"], row["caller_number"]) == (10_000, 29_000, "13800000001")


def test_an_end_that_was_only_concluded_yields_to_one_that_was_seen_and_never_the_other_way(
    stage: Stage,
) -> None:
    row = after(stage, LOST, ABANDONED, replace(LOST, as_of=at(90), ended_at=at(90)))
    assert (row["outcome"], row["ended_at"], row["waiting_ms"]) == ("abandoned", at(20), 19_000)


def test_a_record_that_says_nothing_new_writes_nothing_and_tells_no_page(stage: Stage) -> None:
    legs = (Leg("core/a", "caller", "13800000001", "王女士", MORNING),)
    records = [replace(record, legs=legs) for record in (OFFERED, QUEUED, ANSWERED, ENDED)]
    before = after(stage, *records), stage.rows(select(call_leg))
    assert before[0]["revision"] == 4
    told_of: list[Any] = []
    stage.engine.hints = type("Hints", (), {"give": lambda *given: told_of.append(given)})()
    for record in records:
        assert stage.run(record, EXCHANGE)["changed"] is False
    assert (after(stage), stage.rows(select(call_leg)), told_of) == (*before, [])


def test_a_leg_learns_and_never_forgets(stage: Stage) -> None:
    known = Leg("core/a", "caller", "13800000001", None, MORNING, answered_at=at(2), ended_at=at(20))
    late = Leg("core/a", "caller", "13800000002", "王女士", MORNING)
    after(stage, replace(ENDED, legs=(known,)), replace(QUEUED, legs=(late,)))
    (leg,) = stage.rows(select(call_leg))
    assert (leg["number"], leg["name"], leg["answered_at"], leg["ended_at"]) == (
        "13800000001",
        "王女士",
        at(2),
        at(20),
    )
    assert after(stage)["revision"] == 2


@pytest.mark.parametrize("seed", range(6))
def test_records_in_any_order_with_any_repetition_end_in_the_same_row(sqlite_url: str, seed: int) -> None:
    stage = Stage(sqlite_url, packages=False)
    straight = [OFFERED, QUEUED, RINGING, BACK_IN_THE_QUEUE, ANSWERED, LOST, ENDED]
    chance = random.Random(seed)
    mixed = straight + chance.sample(straight, 4)
    chance.shuffle(mixed)
    rows = []
    for name, records in (("straight", straight), ("mixed", mixed)):
        for record in records:
            stage.run(replace(record, exchange_id=name), EXCHANGE)
        (row,) = stage.rows(select(call).where(call.c.exchange_id == name))
        rows.append(
            {key: value for key, value in row.items() if key not in ("id", "exchange_id", "revision")}
        )
    assert rows[0] == rows[1]
    stage.system.close()


def test_texts_longer_than_their_columns_are_cut_and_not_refused(stage: Stage) -> None:
    """Anybody can put anything into a caller's name."""
    long = "王" * 256
    legs = (Leg("core/" + "u" * 128, "caller", "1" * 128, long, MORNING),)
    record = replace(QUEUED, caller_name=long, caller_number="9" * 128, hangup_cause="X" * 128, legs=legs)
    row = after(stage, record, replace(record, as_of=at(2)))
    assert (len(row["caller_name"]), len(row["caller_number"]), len(row["hangup_cause"])) == (100, 40, 40)
    (leg,) = stage.rows(select(call_leg))
    assert (len(leg["channel"]), len(leg["number"]), len(leg["name"])) == (120, 40, 100)


def test_two_processes_that_tell_of_the_same_new_call_make_one_row(stage: Stage) -> None:
    ready = threading.Barrier(4)
    failures: list[Exception] = []

    def tell() -> None:
        ready.wait()
        try:
            stage.run(QUEUED, EXCHANGE)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failures, len(stage.rows(select(call)))) == ([], 1)
