"""Nobody listens for a while, over TCP: what happened meanwhile is known afterwards, and nothing that did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from engine.store.tables import call, call_ring, call_talk, call_visit, exchange_gap
from telephony.listener import Listener
from telephony.simulator import (
    Caller,
    Channel,
    Exchange,
    Fault,
    FaultKind,
    Telephone,
    hang_up,
    happen,
    leave_agent,
    leave_member,
    let_ring,
)
from telephony.simulator.tables import show
from tests.stage import Stage
from tests.telephony.gaps.conftest import Make
from tests.telephony.gaps.simulated import THREE, Simulated
from tests.telephony.listener.conftest import Until

Listen = Callable[..., Listener]
TALKS = 3.0
#: Fifteen who are served: three at once, then one every few seconds.
PATIENT = [1.0, 1.1, 1.2, *(10 + 3.8 * number for number in range(12))]
#: Two give up while every agent is busy, three while a telephone rings for them.
IMPATIENT = [2.0, 2.5, 22.9, 34.3, 45.7]


def ring(
    ex: Exchange, number: str = "13900000001", patience: float | None = None, talks: float = 600
) -> Channel:
    return let_ring(ex, Caller(number, "95598", patience_seconds=patience, talks_seconds=talks))


def traffic(ex: Exchange) -> None:
    """Twenty callers of the next minute."""
    callers = [(at, Caller(f"1390000{n:04}", "95598", talks_seconds=TALKS)) for n, at in enumerate(PATIENT)]
    callers += [
        (at, Caller(f"1380000{n:04}", "95598", patience_seconds=1.0)) for n, at in enumerate(IMPATIENT)
    ]
    for at, caller in callers:
        ex.agenda.after(round(at * 1_000_000), lambda caller=caller: let_ring(ex, caller))


def live(listener: Listener, until: Until) -> None:
    until(lambda: listener.nodes[0].caught_up, "it listens")


def written(listener: Listener, stage: Stage) -> None:
    """Let everything that was heard be stored, and what follows from it happen."""
    assert listener.calls.settle(20)
    stage.drain()


def calls(stage: Stage) -> list[dict[str, Any]]:
    return stage.rows(select(call).where(call.c.state != "merged").order_by(call.c.started_at))


def gaps(stage: Stage) -> list[dict[str, Any]]:
    return stage.rows(select(exchange_gap).order_by(exchange_gap.c.until_at))


def ringing(exchange: Simulated, stage: Stage, until: Until, *states: str) -> None:
    """Wait until calls are stored as such."""
    until(lambda: sorted(row["state"] for row in calls(stage)) == sorted(states), f"calls are {states}")


def look_again(exchange: Simulated, listener: Listener, until: Until) -> None:
    """Let the lists be asked for a second time, as is done a while after the first."""
    live(listener, until)
    exchange.later(3)
    until(lambda: not listener.nodes[0].looking, "it looked again")


def look_anew(exchange: Simulated, listener: Listener, until: Until, seconds: float = 301) -> None:
    """Let minutes pass, until lists are asked for anew, twice, and the folder was looked at before that."""
    looks = listener.nodes[0].counts["looks"]
    exchange.later(seconds)
    until(lambda: listener.nodes[0].counts["looks"] > looks, "it looks")
    look_again(exchange, listener, until)


def test_twenty_calls_in_an_outage_of_a_minute_are_twenty_records_and_five_call_backs(
    stage: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    exchange = simulated()
    before = listen(stage.engine, exchange)
    live(before, until)
    before.stop()
    exchange.do(traffic)
    exchange.later(60)

    after = listen(stage.engine, exchange)
    live(after, until)
    written(after, stage)

    rows = calls(stage)
    assert Counter(row["outcome"] for row in rows) == {"answered": 15, "abandoned": 5}
    assert stage.open().count("call-back") == 5
    gave_up = {row["caller_number"] for row in rows if row["outcome"] == "abandoned"}
    assert gave_up == {f"1380000{number:04}" for number in range(5)}
    assert all(row["talk_ms"] == 3000 for row in rows if row["outcome"] == "answered")
    talks, rings = stage.rows(select(call_talk)), stage.rows(select(call_ring))
    assert (len(talks), {talk["how"] for talk in talks}) == (15, {"answer"})
    answered = {row["id"]: row["agent"] for row in rows if row["agent"]}
    assert answered == {talk["call_id"]: talk["agent"] for talk in talks}
    assert Counter(one["missed"] for one in rings)[None] == 15
    assert len(rings) == 18, "for three a telephone rang in vain"
    visits = stage.rows(select(call_visit))
    assert Counter(one["cause"] for one in visits) == {"Terminated": 15, "Cancel": 5}
    until(lambda: len(gaps(stage)) == 2, "both its beginnings are noted")
    (_, gap) = gaps(stage)
    assert (gap["imported"], gap["lost"], gap["opened"]) == (20, 0, 0)
    assert 60 <= (gap["until_at"] - gap["from_at"]).total_seconds() < 61

    # The second list, a while later, and the next look at the folder find nothing more.
    look_again(exchange, after, until)
    look_anew(exchange, after, until)
    written(after, stage)
    assert calls(stage) == rows


def test_calls_that_go_on_over_an_outage_are_opened_or_followed_and_end_as_any_other(
    stage_on_sqlite: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    stage, exchange = stage_on_sqlite, simulated()
    before = listen(stage.engine, exchange)
    live(before, until)
    exchange.do(lambda ex: ring(ex, "13900000001", talks=30))
    exchange.later(10)
    ringing(exchange, stage, until, "answered")
    before.stop()
    exchange.do(lambda ex: ring(ex, "13900000002", talks=80))
    exchange.later(20)
    for number in ("13900000003", "13900000004"):
        exchange.do(lambda ex, number=number: ring(ex, number, talks=200))
    exchange.later(20)

    after = listen(stage.engine, exchange)
    live(after, until)
    written(after, stage)
    states = {row["caller_number"]: (row["state"], row["agent"]) for row in calls(stage)}
    assert states == {
        "13900000001": ("ended", "1001@default"),
        "13900000002": ("answered", "1002@default"),
        "13900000003": ("answered", "1003@default"),
        "13900000004": ("answered", "1001@default"),
    }
    look_again(exchange, after, until)
    until(lambda: gaps(stage)[-1]["opened"] > 0, "what was opened is noted")
    gap = gaps(stage)[-1]
    assert (gap["imported"], gap["lost"], gap["opened"]) == (0, 0, 3)
    exchange.later(200)
    ringing(exchange, stage, until, *["ended"] * 4)
    written(after, stage)
    assert {row["outcome"] for row in calls(stage)} == {"answered"}
    assert sorted(row["talk_ms"] for row in calls(stage)) == [30_000, 80_000, 200_000, 200_000]
    assert len(stage.rows(select(call_talk))) == 4
    assert "call-back" not in stage.open()


def test_a_call_record_that_comes_an_hour_late_says_how_a_lost_call_ended(
    stage: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    exchange = simulated()
    listener = listen(stage.engine, exchange)
    live(listener, until)
    exchange.do(lambda ex: ring(ex, talks=20))
    exchange.later(1)
    ringing(exchange, stage, until, "ringing")
    exchange.held = {}
    listener.stop()
    exchange.later(40)

    listener = listen(stage.engine, exchange)
    live(listener, until)
    written(listener, stage)
    (row,) = calls(stage)
    assert (row["outcome"], stage.open()) == ("lost", ["call-back"])
    look_again(exchange, listener, until)
    look_anew(exchange, listener, until, seconds=3600)
    exchange.release()
    exchange.later(31)
    until(lambda: calls(stage)[0]["outcome"] != "lost", "the record was read")
    written(listener, stage)
    (late,) = calls(stage)
    assert (late["id"], late["outcome"], late["agent"], late["talk_ms"]) == (
        row["id"],
        "answered",
        "1001@default",
        20_000,
    )
    assert [one["missed"] for one in stage.rows(select(call_ring))] == [None]


def test_killed_without_a_word_and_without_records_whoever_waited_is_called_back_and_nobody_else(
    stage: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    exchange = simulated(
        replace(THREE, telephones=(*THREE.telephones[:2], Telephone("1003", after_seconds=500)))
    )
    listener = listen(stage.engine, exchange)
    live(listener, until)
    for number in range(3):
        exchange.do(lambda ex, number=number: ring(ex, f"1390000000{number}"))
        exchange.later(4)
    ringing(exchange, stage, until, "answered", "answered", "ringing")
    exchange.do(lambda ex: happen(ex, Fault(0, FaultKind.KILL, seconds_down=5)))
    until(lambda: listener.nodes[0].state != "live", "it heard the end")
    exchange.later(6)
    live(listener, until)
    look_again(exchange, listener, until)
    written(listener, stage)
    assert [row["outcome"] for row in calls(stage)] == ["lost"] * 3
    assert stage.open().count("call-back") == 1
    until(lambda: len(gaps(stage)) == 2 and gaps(stage)[-1]["lost"] == 3, "who was lost is noted")


def test_who_was_heard_of_just_now_is_not_buried_because_the_list_lags_behind(
    stage_on_sqlite: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    stage, exchange = stage_on_sqlite, simulated(replace(THREE, list_lag_seconds=1.5))
    listener = listen(stage.engine, exchange)
    live(listener, until)
    exchange.do(lambda ex: ring(ex, patience=30))
    exchange.later(0.5)
    ringing(exchange, stage, until, "ringing")
    exchange.cut()
    until(lambda: listener.nodes[0].counts["ended_eof"] == 1, "the connection broke")
    live(listener, until)
    assert '"row_count":0' in exchange.do(lambda ex: show(ex, "channels as json")).replace(" ", "")
    look_again(exchange, listener, until)
    written(listener, stage)
    (row,) = calls(stage)
    assert (row["state"], stage.open()) == ("answered", ["wrap-up"])
    until(lambda: len(gaps(stage)) == 2, "the gap is noted")
    assert gaps(stage)[-1]["lost"] == 0


def test_a_call_whose_end_was_never_told_is_found_within_minutes_and_only_that(
    stage_on_sqlite: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    silent = replace(
        THREE, telephones=tuple(Telephone(one.number, after_seconds=900) for one in THREE.telephones)
    )
    stage, exchange = stage_on_sqlite, simulated(silent)
    exchange.held = {}
    listener = listen(stage.engine, exchange)
    live(listener, until)
    look_again(exchange, listener, until)
    gone = exchange.do(lambda ex: ring(ex, "13900000001"))
    exchange.do(lambda ex: ring(ex, "13900000002"))
    exchange.later(1)
    ringing(exchange, stage, until, "ringing", "ringing")
    exchange.unheard(lambda ex: hang_up(ex, gone, far=True))
    look_anew(exchange, listener, until)
    written(listener, stage)
    rows = {row["caller_number"]: row["outcome"] for row in calls(stage)}
    assert rows == {"13900000001": "lost", "13900000002": None}
    assert stage.open() == ["call-back"]
    # He did hang up; the record that comes at last says so, and the call back stays one.
    exchange.release()
    exchange.later(31)
    until(lambda: calls(stage)[0]["outcome"] == "abandoned", "the record was read")
    written(listener, stage)
    assert stage.open() == ["call-back"]


def test_an_agent_in_a_call_that_is_no_more_is_freed_and_one_who_talks_is_not(
    stage_on_sqlite: Stage, simulated: Make, listen: Listen, until: Until
) -> None:
    stage, exchange = stage_on_sqlite, simulated()
    listener = listen(stage.engine, exchange)
    live(listener, until)
    look_again(exchange, listener, until)
    exchange.do(lambda ex: ring(ex, talks=1200))
    exchange.later(5)
    ringing(exchange, stage, until, "answered")
    stale = exchange.do(lambda ex: (leave_agent(ex, "1002@default"), leave_member(ex))[1])
    counts = listener.nodes[0].counts
    for _ in range(2):
        look_anew(exchange, listener, until)
    until(
        lambda: exchange.do(lambda ex: ex.callcenter.agents["1002@default"].state) == "Waiting",
        "1002 is free",
    )
    states = exchange.do(lambda ex: {name: one.state for name, one in ex.callcenter.agents.items()})
    assert states == {
        "1001@default": "In a queue call",
        "1002@default": "Waiting",
        "1003@default": "Waiting",
    }
    assert (counts["agents_stale"], counts["put_right"]) == (1, 1)
    assert counts["members_stale"] == 2, "found each time, told once"
    assert exchange.do(lambda ex: stale.uuid in ex.callcenter.members), "no command takes him out"
    exchange.do(lambda ex: ring(ex, "13900000009"))
    exchange.later(5)
    ringing(exchange, stage, until, "answered", "answered")
    assert {row["agent"] for row in calls(stage)} == {"1001@default", "1002@default"}
