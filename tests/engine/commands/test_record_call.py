"""A call is told again and again, late, twice, by several: what is stored only ever knows more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from engine.commands.call_parts import Ring, Supervision, Talk, Visit
from engine.commands.record_call import Leg, RecordCall
from engine.commands.work import Change
from engine.org import Actor
from engine.store.statement import Statement
from engine.store.tables import call, call_leg, call_ring, call_supervision, call_talk, call_visit
from tests.stage import MORNING, Stage

EXCHANGE = Actor("system:telephony")


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


@pytest.fixture
def quiet_stage(sqlite_url: str) -> Iterator[Stage]:
    made = Stage(sqlite_url, packages=False)
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


VISIT = Visit("m", "repair@default", at(1))
FIRST_RING, SECOND_RING = Ring("1001@default", at(3)), Ring("1002@default", at(9))
MISSED = replace(FIRST_RING, until=at(8), missed="NO_ANSWER")
TALK = Talk("core/b", "1002@default", at(11), how="answer")
HAD = (replace(VISIT, left_at=at(11)), MISSED, replace(SECOND_RING, until=at(11)))
#: The same call with its parts, as each becomes known; the first telling took a telephone for another's.
WITH_PARTS = [
    OFFERED,
    replace(QUEUED, parts=(VISIT,)),
    replace(RINGING, parts=(VISIT, Ring("1001", at(2)))),
    replace(BACK_IN_THE_QUEUE, parts=(VISIT, MISSED, SECOND_RING)),
    replace(ANSWERED, parts=(*HAD, TALK), legs=(Leg("core/a", "caller", "13800000001", None, MORNING),)),
    replace(LOST, parts=(replace(VISIT, left_at=at(12)),)),
    replace(
        ENDED,
        parts=(*HAD, replace(TALK, until=at(30)), Supervision("core/s", "1009", "listen", at(20), at(30))),
        legs=(Leg("core/a", "caller", "13800000001", None, MORNING, ended_at=at(30)),),
        last_agent="1002@default",
        hold_ms=4000,
    ),
]


def everything_of(stage: Stage, name: str) -> dict[str, list[Any]]:
    """Return all that is stored of a call, but for what tells two apart."""
    (row,) = stage.rows(select(call).where(call.c.exchange_id == name))
    found = {"call": [row]}
    for table in (call_leg, call_ring, call_talk, call_visit, call_supervision):
        found[table.name] = stage.rows(select(table).where(table.c.call_id == row["id"]))
    apart = ("id", "call_id", "exchange_id", "revision")
    return {
        table: sorted(str({k: v for k, v in one.items() if k not in apart}) for one in rows)
        for table, rows in found.items()
    }


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_in_any_order_with_any_repetition_end_in_the_same_rows(
    quiet_stage: Stage, data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(WITH_PARTS)) + data.draw(st.lists(st.sampled_from(WITH_PARTS)))
    for name, records in (("straight", WITH_PARTS), ("mixed", mixed)):
        for record in records:
            quiet_stage.run(replace(record, exchange_id=name), EXCHANGE)
    assert everything_of(quiet_stage, "mixed") == everything_of(quiet_stage, "straight")
    for table in (call_leg, call_ring, call_talk, call_visit, call_supervision):
        with quiet_stage.system.database.transaction() as tx:
            tx.write(Statement(delete(table)))
    with quiet_stage.system.database.transaction() as tx:
        tx.write(Statement(delete(call)))


def test_parts_of_a_call_are_known_by_whom_and_what_of_ours_they_are_about(stage: Stage) -> None:
    for record in WITH_PARTS:
        stage.run(record, EXCHANGE)
    rings = stage.rows(select(call_ring).order_by(call_ring.c.at))
    assert [(ring["person_id"], ring["missed"]) for ring in rings] == [
        (stage.ids["agent"], "NO_ANSWER"),
        (stage.ids["agent2"], None),
    ]
    (visit,) = stage.rows(select(call_visit))
    assert (visit["department_id"], visit["left_at"]) == (stage.ids["customer-service@P"], at(11))
    (row,) = stage.rows(select(call))
    assert (row["last_agent_person_id"], row["hold_ms"]) == (stage.ids["agent2"], 4000)


def test_a_telling_that_knows_no_telephones_leaves_those_that_rang(stage: Stage) -> None:
    """A call record of the exchange, found later, knows of channels only."""
    poor = replace(ENDED, as_of=at(31), parts=(replace(TALK, until=at(30)),))
    after(stage, *WITH_PARTS, poor)
    assert len(stage.rows(select(call_ring))) == 2


def test_whose_telephone_rings_is_told_before_anybody_answers(stage: Stage) -> None:
    told_of: list[Any] = []
    stage.engine.hints = type("Hints", (), {"give": lambda *given: told_of.extend(given[-1])})()
    stage.run(WITH_PARTS[1], EXCHANGE)
    mine = Change("calls", stage.ids["agent"])
    assert mine not in told_of
    stage.run(WITH_PARTS[2], EXCHANGE)
    assert mine in told_of


def test_a_call_that_proved_to_be_part_of_another_rings_nowhere(stage: Stage) -> None:
    row = after(stage, *WITH_PARTS[:3], replace(RINGING, state="merged"), WITH_PARTS[3])
    assert (row["state"], stage.rows(select(call_ring)), stage.rows(select(call_visit))) == ("merged", [], [])


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
