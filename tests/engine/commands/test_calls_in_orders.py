"""A call in the histories of its orders: who spoke, when and how long, that it was recorded; once in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.commands.call_parts import Talk
from engine.commands.link_order import LinkCallToOrder
from engine.commands.record_call import RecordCall
from engine.commands.repeats import JoinCall
from engine.errors import InvalidInput, NotFound
from engine.history import verify_chain
from engine.store.tables import call_order
from tests.calling import TELEPHONY
from tests.stage import MORNING, Stage

NUMBER, PATH = "13912345678", "/var/recordings/13912345678.wav"


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def at(seconds: float) -> Any:
    return MORNING + timedelta(seconds=seconds)


ANNA = Talk("core/a", "1001@default", at(8), at(70), "answer")
BEN = Talk("core/b", "1002@default", at(70), at(130), "blind")
ANSWERED: dict[str, Any] = {
    "answered_at": at(8),
    "agent": "1001@default",
    "waiting_ms": 7_000,
    "parts": (ANNA,),
}
ENDED: dict[str, Any] = {
    **ANSWERED,
    "parts": (ANNA, BEN),
    "ended_at": at(130),
    "outcome": "answered",
    "hung_up_by": "caller",
    "talk_ms": 122_000,
    "hold_ms": 5_000,
}
RECORDED: dict[str, Any] = {**ENDED, "recording": PATH, "recording_ms": 121_000}


def tell(stage: Stage, state: str, as_of: float, exchange_id: str = "x", **more: Any) -> str:
    record = RecordCall(
        exchange_id,
        "inbound",
        state,
        MORNING,
        caller_number=NUMBER,
        queue="repair@default",
        queued_at=at(1),
        as_of=at(as_of),
        told={"state": state},
        **more,
    )
    return str(stage.run(record, TELEPHONY)["call"])


def of_calls(stage: Stage, order: str) -> list[tuple[str, dict[str, Any]]]:
    events = stage.history(order)
    assert not verify_chain(order, events).faults
    found = [(one.type, orjson.loads(one.body)) for one in events if one.type.startswith("call.")]
    assert not any(NUMBER in str(body) or "wav" in str(body) for _, body in found)
    return found


def kinds(stage: Stage, order: str) -> list[str]:
    return [kind for kind, _ in of_calls(stage, order)]


def test_the_order_that_was_opened_in_a_call_keeps_who_spoke_when_and_how_long(stage: Stage) -> None:
    one = tell(stage, "answered", 8, **ANSWERED)
    order = stage.open_order(call_id=one)["order"]
    stage.set_clock(at(140))
    tell(stage, "ended", 130, **ENDED)
    tell(stage, "ended", 131, **RECORDED)

    answered, transferred, ended, recorded = of_calls(stage, order)
    assert answered == (
        "call.answered",
        {"call": one, "spoke": [stage.ids["agent"]], "lengths": {"waiting_ms": 7_000}},
    )
    people = [stage.ids["agent"], stage.ids["agent2"]]
    assert transferred == ("call.transferred", {"call": one, "spoke": people, "how": "blind"})
    assert ended[1]["spoke"] == [stage.ids["agent"], stage.ids["agent2"]]
    assert [talk["how"] for talk in ended[1]["talks"]] == ["answer", "blind"]
    assert (ended[1]["outcome"], ended[1]["lengths"]) == ("answered", {"talk_ms": 122_000, "hold_ms": 5_000})
    assert recorded == ("call.recorded", {"call": one, "lengths": {"recording_ms": 121_000}})
    events = [event for event in stage.history(order) if event.type.startswith("call.")]
    assert [(event.actor, event.event_at) for event in events] == [
        ("system:telephony", at(8)),
        ("system:telephony", at(70)),
        ("system:telephony", at(130)),
        ("system:telephony", at(130)),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_however_often_and_in_whatever_order_a_call_is_told_it_stands_once(stage: Stage, seed: int) -> None:
    one = tell(stage, "queued", 1)
    order = stage.open_order(call_id=one)["order"]
    tellings = [("answered", 8, ANSWERED), ("ended", 130, ENDED), ("ended", 131, RECORDED)] * 2
    Random(seed).shuffle(tellings)
    for state, as_of, more in tellings:
        tell(stage, state, as_of, **more)
    assert sorted(kinds(stage, order)) == [
        "call.answered",
        "call.ended",
        "call.recorded",
        "call.transferred",
    ]


def test_one_call_concerns_several_orders_and_one_order_several_calls(stage: Stage) -> None:
    one = tell(stage, "answered", 8, **ANSWERED)
    first = stage.open_order(call_id=one)["order"]
    second = stage.open_order(county="B1", caller_number="13800000002")["order"]
    link = LinkCallToOrder(one, second)
    assert stage.run(link, "leader")["new"] is True
    assert stage.run(link, "leader")["new"] is False
    again = tell(stage, "queued", 1, "y")
    stage.run(JoinCall(first, again), "agent")
    tell(stage, "ended", 130, **ENDED)
    tell(stage, "abandoned", 30, "y", ended_at=at(30), outcome="abandoned")

    assert kinds(stage, first) == ["call.answered", "call.transferred", "call.ended", "call.ended"]
    assert kinds(stage, second) == ["call.linked", "call.answered", "call.transferred", "call.ended"]
    assert [body["outcome"] for kind, body in of_calls(stage, first) if kind == "call.ended"] == [
        "answered",
        "abandoned",
    ]
    linked = stage.history(second)[-4]
    assert (linked.actor, orjson.loads(linked.body)) == (
        stage.ids["leader"],
        {"call": one, "link": "linked"},
    )


def test_an_end_that_was_only_concluded_is_put_right_in_the_history(stage: Stage) -> None:
    one = tell(stage, "answered", 8, **ANSWERED)
    order = stage.open_order(call_id=one)["order"]
    lost = {**ANSWERED, "ended_at": at(60), "outcome": "lost"}
    tell(stage, "ended", 60, **lost)
    tell(stage, "ended", 130, **ENDED)
    tell(stage, "ended", 60, **lost)
    told = [
        (body["outcome"], body.get("before")) for kind, body in of_calls(stage, order) if kind == "call.ended"
    ]
    assert told == [("lost", None), ("answered", "lost")]


def test_who_may_not_see_call_or_order_links_nothing(stage: Stage) -> None:
    one = tell(stage, "answered", 8, **ANSWERED)
    order = stage.open_order()["order"]
    with pytest.raises(NotFound):
        stage.run(LinkCallToOrder(one, order), "west-crew")
    with pytest.raises(InvalidInput):
        stage.run(LinkCallToOrder(order, order), "agent")
    assert (kinds(stage, order), stage.rows(select(call_order))) == ([], [])
