"""A list that dials by itself, over HTTP: the house calls, whoever answers speaks with an agent who sees whom and why.

Everything that the telephone does is a simulated exchange's, told over its event socket.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.workers import dial_campaigns, take_attempts
from telephony.simulator.setting import Answering, Telephone
from tests.story.demonstration import Centre, Province

ANSWERS, BUSY, NEVER = "13900000006", "13900000011", "13900000041"
LIST = f"电话,姓名,金额\n{ANSWERS},钱女士,86.40\n{BUSY},赵先生,12\n{NEVER},冯女士,30\n"
RULES = {
    "quiet": [],
    "days_off": [],
    "attempts": 3,
    "attempts_a_day": 3,
    "busy_minutes": 30,
    "no_answer_minutes": 120,
}


@pytest.fixture
def centre(sqlite_url: str) -> Iterator[Centre]:
    made = Centre(Province(sqlite_url, ("inbound-call",)))
    yield made
    made.close()


def test_a_list_calls_its_customers_for_the_one_agent_who_is_free(centre: Centre, tmp_path: Path) -> None:
    """She speaks with the first, who agrees; the second is busy; the third is on the do-not-call list by then."""
    centre.open_lines(tmp_path, (), (Telephone(ANSWERS, after_seconds=0.1), Telephone(BUSY, Answering.BUSY)))
    (queue,) = centre.get("leader", "/campaigns/options")["queues"]
    body = {"name": "催费", "kind": "payment-reminder", "script": "您好", "rules": RULES}
    body |= {"mode": "progressive", "queue_id": queue["id"], "department_id": queue["department_id"]}
    key = centre.post("leader", "/campaigns", body)["id"]
    file = {"file": (io.BytesIO(LIST.encode()), "名单.csv")}
    assert centre.person("leader").send("POST", f"/campaigns/{key}/file", data=file).status_code == 200
    centre.post("leader", f"/campaigns/{key}/move", {"to": "running"})

    def work() -> None:
        take_attempts(centre.stage.engine)
        dial_campaigns(centre.stage.engine)

    def lines() -> list[Any]:
        work()
        items = centre.get("leader", f"/campaigns/{key}/entries")["items"]
        return [(one["status"], one["result"]) for one in items]

    assert lines() == [("waiting", None)] * 3, "nobody is signed in: nobody is dialled"
    centre.sign_in("agent", "1001 号座")

    def mine(which: str) -> Any:
        work()
        return centre.get("agent", "/calls/mine")[which]

    (pop,) = centre.until(lambda: mine("ringing"), "the pop")
    said = pop["campaign"]
    assert (said["entry"]["name"], said["entry"]["details"], said["script"]) == (
        "钱女士",
        {"amount": "86.40"},
        "您好",
    )
    (premise,) = centre.get("agent", f"/premises?phone={ANSWERS}")["items"]
    assert [one["premise"]["id"] for one in pop["candidates"]] == [premise["id"]]
    assert lines()[1:] == [("waiting", None)] * 2, "one agent, one line"
    call = pop["call"]["id"]
    centre.press("agent", call, "answer")
    centre.until(lambda: mine("talking"), "the talk")
    in_hand = centre.until(lambda: centre.get("agent", "/campaigns/next")["in_hand"], "the line in hand")
    assert (in_hand["entry"]["number"], in_hand["campaign"]) == (ANSWERS, key)
    centre.press("agent", call, "hangup")
    entry = in_hand["entry"]["id"]
    assert (
        centre.post("agent", f"/campaigns/entries/{entry}/result", {"result": "agreed"})["status"] == "done"
    )

    # She is free again: the second is dialled, and is busy. The third asked never to be called.
    centre.post("leader", "/do-not-call", {"number": NEVER, "reason": "来信要求"})
    centre.until(lambda: centre.get("agent", "/agent/state")["state"] == "after-call", "the end of the talk")
    available = centre.person("agent").put("/agent/state", {"state": "available"})
    assert available.status_code == 200, available.text
    expected = [("done", "agreed"), ("waiting", "busy"), ("left-out", None)]
    centre.until(lambda: lines() == expected, "the end of the list")
    pace = centre.get("leader", f"/campaigns/{key}")["pace"]
    assert (pace["answered"], pace["abandoned"], pace["dialling"]) == (1, 0, 0)
    dialled = centre.exchange._server.exchange
    assert NEVER not in {one.profile.destination for one in dialled.channels.values()}
