"""A customer and the telephone, over HTTP: he hears his order's status, speaks with two agents, and is called back.

Everything that the telephone does is a simulated exchange's, told over its event socket; the dialogues are the
shipped ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import call_attempt, dialogue_run, queue_place
from telephony.simulator.setting import Caller, Press, Telephone
from tests.api.test_events import Stream
from tests.story.demonstration import Centre, Province

PACKAGES = (
    *("follow-up", "repair", "inbound-call"),
    *("order-status", "route-call", "voicemail", "satisfaction", "ivr-main", "supply-restored", "call-back"),
)
#: 钱女士 of the demonstration's customers.
CUSTOMER = "13900000006"
#: 赵先生, who does not like to hold the line.
OTHER = "13900000011"


@pytest.fixture
def centre(sqlite_url: str) -> Iterator[Centre]:
    made = Centre(Province(sqlite_url, PACKAGES))
    yield made
    made.close()


def test_a_caller_hears_his_order_speaks_with_two_agents_and_is_called_back(
    centre: Centre, tmp_path: Path
) -> None:
    # He reported a failure in the morning, and the county has it.
    premise = centre.premise(CUSTOMER)
    report = {"category": "fault-report", "premise_id": premise, "caller_number": CUSTOMER}
    symptom = {"fields": {"symptom": "no-power"}}
    earlier = centre.post("agent2", "/orders", {**report, **symptom, "title": "路灯闪烁"})

    # He rings, asks how it stands by its number, and then wants to speak with somebody.
    at_home = Telephone(CUSTOMER, after_seconds=0.1, presses=(Press(0.1, "2"),))
    other = Telephone(OTHER, after_seconds=0.1, presses=(Press(0.1, "1", question=1),))
    callers = (Caller(CUSTOMER, "95598", "钱女士"), Caller(OTHER, "95598", "赵先生"))
    centre.open_lines(tmp_path, callers, (at_home, other))
    centre.sign_in("agent", "1001 号座")
    told = Stream(centre.person("agent"), "calls")
    centre.exchange.ring()
    centre.press_key(1, "1")
    centre.press_key(2, f"{earlier['number']}#")
    centre.press_key(3, "0")

    # The agent's screen knows who it is before she answers.
    (pop,) = centre.until(lambda: told.event() and centre.get("agent", "/calls/mine")["ringing"], "the pop")
    told.close()
    call = pop["call"]["id"]
    assert [one["premise"]["id"] for one in pop["candidates"]] == [premise]
    assert (pop["repeat"], [one["number"] for one in pop["open_orders"]]) == (True, [earlier["number"]])
    centre.press("agent", call, "answer")
    centre.until(lambda: centre.get("agent", "/calls/mine")["talking"], "the talk")
    over = select(dialogue_run).where(dialogue_run.c.ended_at.is_not(None))
    (heard,) = centre.until(lambda: centre.stage.rows(over), "the end of the dialogue")
    assert [(one["element"], one["outcome"]) for one in heard["trace"] if one["topic"] != "ivr.play"] == [
        ("menu", "pressed 1"),
        ("ask-number", "done"),
        ("look-up", "found"),
        ("tell-expected", "done"),
        ("after-status", "pressed 0"),
        ("find", "done"),
        ("queue", "answered"),
    ]
    opened = centre.post(
        "agent",
        "/orders",
        {**report, **symptom, "title": "全家停电", "call_id": call, "beside": True},
    )
    order = opened["order"]

    # A colleague takes over, with the order on his screen.
    centre.sign_in("agent2", "1002 号座")
    centre.press("agent", call, "transfer", person_id=centre.ids["agent2"], orders=[order], note="请跟进")
    (handed,) = centre.until(lambda: centre.get("agent2", "/calls/mine")["ringing"], "the colleague's pop")
    came = handed["came_with"]
    assert ([one["number"] for one in came["orders"]], came["note"]) == ([opened["number"]], "请跟进")
    centre.press("agent2", call, "answer")
    centre.until(lambda: centre.get("agent2", "/calls/mine")["talking"], "the second talk")
    centre.press("agent2", call, "hangup")

    def history(kind: str) -> list[dict[str, Any]]:
        items = centre.get("agent", f"/orders/{order}/history?limit=200")["items"]
        return [one for one in items if one["type"] == kind]

    (recorded,) = centre.until(lambda: history("call.recorded"), "the recording")
    (ended,) = history("call.ended")
    (answered,) = history("call.answered")
    assert {one["call"] for one in (recorded, ended, answered, *history("call.transferred"))} == {call}
    assert (answered["spoke_names"], ended["spoke_names"]) == (["坐席·林一"], ["坐席·林一", "坐席·林二"])
    lengths = (
        answered["lengths"]["waiting_ms"],
        ended["lengths"]["talk_ms"],
        recorded["lengths"]["recording_ms"],
    )
    assert all(lengths), lengths

    # The county's crew mends it, as it seems.
    centre.complete("agent2", order, "dispatch")
    centre.complete("desk-dx", order, "accept", decision="accept")
    centre.complete("desk-dx", order, "assign", crew=centre.ids["DX-C1"])
    centre.complete("crew-dx1", order, "arrive")
    centre.complete("crew-dx1", order, "restore", cause="equipment", work_done="更换熔断器")
    centre.complete("crew-dx1", order, "report", report="已恢复")
    centre.complete("desk-dx", order, "review", decision="approve")

    # The process calls him. He presses 2, not restored: the order goes round again.
    (attempted,) = centre.until(lambda: history("call.attempted"), "his answer")
    assert attempted["actor"] == "system:calling"
    answers = [{"question": "恢复了吗", "key": "2"}]
    assert attempted["attempted"] == {"result": "heard", "answers": answers}
    found = centre.get("agent", f"/orders/{order}")
    assert (found["round"], [one["element"] for one in found["tasks"]]) == (2, ["dispatch"])
    (linked,) = history("call.linked")
    outgoing = centre.get("agent", f"/calls/{linked['call']}")["call"]
    assert (outgoing["direction"], outgoing["dialled_number"]) == ("outbound", CUSTOMER)

    # Nobody serves the hotline any more. Somebody who waits there wants a call back, and keeps his place.
    for username in ("agent", "agent2"):
        centre.post(username, "/agent/sign-out")
    centre.exchange.ring()
    centre.press_key(1, "0")
    centre.leave_queue("2")
    centre.press_key(2, "1")
    kept = select(queue_place.c.status)
    centre.until(lambda: centre.stage.rows(kept) == [{"status": "in-line"}], "the place")

    # An agent comes. The house calls him, he presses 1, and stands in the queue where he would have stood.
    centre.stage.later(minutes=7)
    centre.sign_in("agent", "1001 号座")
    ringing = centre.calls_back(lambda: centre.get("agent", "/calls/mine")["ringing"])
    (pop,) = centre.until(ringing, "the call back")
    assert (pop["call"]["direction"], pop["call"]["dialled_number"]) == ("outbound", OTHER)
    assert [one["premise"]["id"] for one in pop["candidates"]] == [centre.premise(OTHER)]
    assert [one.base_score // 60 for one in centre.members() if one.base_score] == [7]
    centre.press("agent", pop["call"]["id"], "answer")
    centre.until(lambda: centre.stage.rows(kept) == [{"status": "over"}], "the end of his place")
    (came,) = centre.stage.rows(select(call_attempt.c.result).where(call_attempt.c.number == OTHER))
    assert came["result"] == "transferred"

    # What is to be done of their talk is a task, as after every other.
    def talked() -> list[dict[str, Any]]:
        lines = centre.get("agent", "/inbox?limit=100")["items"]
        return [one for one in lines if one["element"] == "after-turn"]

    (task,) = centre.until(talked, "the task of the talk")
    assert task["caller_number"] == OTHER
