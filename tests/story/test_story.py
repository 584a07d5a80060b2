"""The whole ring over HTTP: a recorded call becomes an order that goes round twice and is archived.

The same on SQLite with the thread in the server, and on PostgreSQL with workers behind RQ and Redis.
Afterwards the history is whole; then each way through the back door is named against an exported anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.back_door import BackDoor, change_a_row, cut_the_tail, delete_the_chain, recompute_the_chain
from tests.conftest import sqlite_copy
from tests.stage import Stage
from tests.story.installation import Installation

TAMPERING = {
    "a changed row": (change_a_row, "was changed after it was written"),
    "a recomputed chain": (recompute_the_chain, "written anew"),
    "a cut tail": (cut_the_tail, "its tail is cut"),
    "a deleted chain": (delete_the_chain, "the whole chain is missing"),
}


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.redis])]
)
def stage(request: pytest.FixtureRequest) -> Stage:
    made: Stage = request.getfixturevalue(
        "stage_on_sqlite" if request.param == "sqlite" else "stage_on_postgres"
    )
    return made


@pytest.fixture
def copied(request: pytest.FixtureRequest, stage: Stage, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Yield a function that copies the story's database, which nobody uses then."""
    url = stage.system.database.url
    if url.startswith("sqlite"):
        yield lambda: sqlite_copy(Path(url.removeprefix("sqlite:///")), tmp_path)
        return
    server = request.getfixturevalue("postgres")
    with ExitStack() as made:
        yield lambda: made.enter_context(server.copy(url.rpartition("/")[2]))


@pytest.fixture
def installation(request: pytest.FixtureRequest, stage: Stage) -> Iterator[Installation]:
    redis = request.getfixturevalue("redis").url if stage.system.database.dialect == "postgresql" else None
    made = Installation(stage, redis)
    yield made
    made.stop()


@pytest.mark.slow
def test_a_recorded_call_becomes_an_order_that_goes_round_twice_and_is_archived(
    installation: Installation, copied: Callable[[], str], recordings: Path, tmp_path: Path
) -> None:
    huan = installation
    # The recording tells of one answered call.
    told = huan.huan("telephony", "replay", str(recordings / "01_queue_answered.plain.jsonl"))
    assert told.returncode == 0, told.stderr
    for word in ("answered", "13812345678", "repair@default", "1001"):
        assert word in told.stdout
    agent, desk, crew, city = (huan.person(who) for who in ("agent", "desk", "crew", "city"))
    (call,) = agent.get("/calls", scope="mine")["items"]
    assert (call["outcome"], call["agent_name"], call["has_recording"]) == ("answered", "坐席甲", True)
    huan.set_clock(datetime.fromisoformat(call["ended_at"]) + timedelta(seconds=30))

    # The agent opens a repair order from that call and sends it to the county.
    opened = agent.post(
        "/orders",
        {
            "category": "fault-report",
            "title": "全家停电",
            "premise_id": huan.ids["premise-A1"],
            "call_id": call["id"],
            "fields": {"symptom": "no-power"},
        },
    )
    order = f"/orders/{opened['order']}"
    assert agent.get(order)["caller_number"] == "13812345678"
    agent.complete("wrap-up", result="order", summary="已立单")
    agent.complete("dispatch")

    # Nobody accepts. Time passes, and the city sees it.
    assert city.get("/inbox", scope="watched")["count"] == 0
    huan.later(minutes=4)
    (watched,) = huan.until(lambda: city.get("/inbox", scope="watched")["items"], "the city's attention")
    assert (watched["element"], watched["attention"], watched["overdue"]) == ("accept", "city", True)

    # A crew accepts in the end, and arrives late.
    desk.complete("accept", decision="accept")
    assert desk.line("assign")["order_number"] == opened["number"]
    desk.complete("assign", crew=huan.ids["A1-C1"])
    huan.later(minutes=60)
    crew.complete("arrive", site_note="熔断器熔断")
    clocks = {clock["rule"]: clock for clock in agent.get(order)["clocks"]}
    assert (clocks["arrive"]["state"], clocks["arrive"]["breached"]) == ("stopped", True)
    crew.complete("restore", cause="equipment", work_done="更换熔断器")
    crew.complete("report", report="已恢复")

    # The desk returns the report; the crew does it again.
    desk.complete("review", decision="rework", review_note="缺少照片")
    crew.complete("restore", cause="equipment", work_done="更换熔断器，补照片")
    crew.complete("report", report="已恢复，照片已补")
    desk.complete("review", decision="approve")

    # The customer says that it is not restored: a second round.
    agent.complete("call-customer", reached=True, restored=False, satisfied=False)
    agent.complete("dispatch")
    assert agent.get(order)["round"] == 2
    desk.complete("accept", decision="accept")
    desk.complete("assign", crew=huan.ids["A1-C1"])
    crew.complete("arrive")
    crew.complete("restore", cause="equipment", work_done="更换接户线")
    crew.complete("report", report="已恢复")
    desk.complete("review", decision="approve")
    agent.complete("call-customer", reached=True, restored=True, satisfied=True)
    huan.until(lambda: agent.get(order)["status"] == "archived", "the archive")

    # Whole, by anybody's own check.
    archived = agent.get(order)
    assert (archived["outcome"], archived["tasks"], archived["open_incidents"]) == ("confirmed", [], 0)
    history = agent.get(f"{order}/history", limit=200)["items"]
    assert [one["seq"] for one in history] == list(range(1, len(history) + 1))
    assert sum(one["element"] == "review" for one in history if one["type"] == "task.completed") == 3
    anchors = tmp_path / "kept-elsewhere.jsonl"
    assert huan.here("audit", "anchors", "--out", str(anchors)).returncode == 0
    verified = huan.huan("audit", "verify", "--anchors", str(anchors))
    assert (verified.returncode, "whole" in verified.stdout) == (0, True), verified.stdout
    doctor = huan.here("doctor")
    assert (doctor.returncode, doctor.stdout.strip()) == (0, "all invariants hold")

    # Then each through the back door.
    huan.stop()
    huan.stage.system.database.close()  # nobody may be connected while it is copied
    copies = {what: copied() for what in TAMPERING}
    for what, (tamper, named) in TAMPERING.items():
        copy = copies[what]
        door = BackDoor(copy)
        tamper(door, huan.stage.system, opened["order"])
        door.close()
        huan.use(copy)
        found = huan.here("audit", "verify", "--anchors", str(anchors))
        assert found.returncode == 1, what
        assert any(opened["order"] in line and named in line for line in found.stdout.splitlines()), (
            found.stdout
        )
