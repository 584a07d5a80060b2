"""A morning of the queue on the wall: who waits, what agents do, how callers are served; and the month after."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert

from engine.calling.service import Served, Tally, tally_of
from engine.calling.states import Phone
from engine.commands.agents.phone_told import RecordAgent
from engine.commands.call_parts import Talk, Visit
from engine.commands.dialogues.handling_time import HandlingTime
from engine.commands.record_call import RecordCall
from engine.commands.rosters.plan_shift import PlanShift
from engine.ids import new_id
from engine.store.statement import Statement
from engine.store.tables import call, call_visit
from tests.api.conftest import Site
from tests.api.test_agents import furnished, made, queue
from tests.calling import SWITCH, connect
from tests.stage import SYSTEM


def shown(answer: Any) -> Any:
    """Return what was answered, with numbers as people write them."""
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


class Morning:
    """Calls of one queue, told as the exchange would; seconds count from the morning."""

    def __init__(self, site: Site, queue: str = "repair@default") -> None:
        self.site, self.queue, self.start, self.count = site, queue, site.stage.now, 0

    def at(self, seconds: float) -> datetime:
        return self.start + timedelta(seconds=seconds)

    def call(
        self,
        joined: float,
        *,
        answered: float | None = None,
        ended: float | None = None,
        left: float | None = None,
        reason: str | None = None,
        known_as: str | None = None,
    ) -> None:
        self.count += 1
        talk = [Talk("leg", "1001@default", self.at(answered), how="answer")] if answered is not None else []
        over = ended is not None
        self.site.stage.run(
            RecordCall(
                known_as or f"call-{self.queue}-{self.count}",
                "inbound",
                "ended" if over else "answered" if answered is not None else "queued",
                self.at(joined),
                outcome=("answered" if answered is not None else "abandoned") if over else None,
                queue=self.queue,
                queued_at=self.at(joined),
                answered_at=self.at(answered) if answered is not None else None,
                ended_at=self.at(ended) if ended is not None else None,
                talk_ms=round((ended - answered) * 1000) if ended and answered is not None else None,
                parts=(
                    Visit(
                        "member",
                        self.queue,
                        self.at(joined),
                        self.at(left if left is not None else ended) if over or left is not None else None,
                        reason=reason,
                    ),
                    *talk,
                ),
                node=SWITCH,
                as_of=self.at(ended or answered or joined),
                told={"v": 1},
            ),
            SYSTEM,
        )


def test_a_morning_on_the_wall(any_site: Site) -> None:
    site = any_site
    furnished(site)
    made(site.person("operator"), "/telephony/queues", queue("nobody@default", zh="无主", en="nobody's"))
    leader, agent = site.person("leader"), site.person("agent")
    morning = Morning(site)

    morning.call(0, answered=10, ended=130)
    morning.call(5, answered=45, ended=105)
    morning.call(10, ended=13)  # dialled wrongly
    morning.call(20, ended=80)  # gave up
    morning.call(30, left=330, ended=400, reason="TIMEOUT")
    morning.call(200, known_as="first in line")
    morning.call(260)
    site.stage.set_clock(morning.at(320))
    (repairs, nobodys) = shown(leader.get("/queues"))["items"]
    assert nobodys["zh"] == "无主", "the province's leader also sees what is nobody's"
    assert (repairs["waiting"], repairs["longest_since"]) == (2, morning.at(200).isoformat())
    assert (repairs["zh"], repairs["tier_name"], repairs["listening"]) == ("报修", "演示省", False)
    assert repairs["today"] == {
        "offered": 5,
        "answered": 2,
        "answered_in_time": 1,
        "abandoned": 1,
        "short_abandoned": 1,
        "went_on": 1,
        "service_level_percent": 20.0,
        "abandonment_percent": 33.3,
        "average_wait_seconds": 25.0,
        "average_handle_seconds": 90.0,
        "occupancy_percent": None,
        "overflowed_in": 0,
        "overflowed_out": 0,
    }
    assert repairs["agents_needed"] == 2, "14 calls an hour of 90 s"
    assert repairs["expected_wait_seconds"] is None, "nobody serves it"

    # An agent signs in and takes the first in line; the exchange is heard again.
    connect(site.stage, node="hz-1", switch=SWITCH)
    desk = agent.get("/agent/devices").json["items"][0]["id"]
    agent.post("/agent/sign-in", {"device": desk})
    site.stage.later(seconds=60)
    site.stage.run(RecordAgent("1001@default", site.stage.now, phone=Phone.TALKING), SYSTEM)
    morning.call(200, answered=380, known_as="first in line")
    site.stage.later(seconds=180)
    wall = shown(leader.get("/wallboard"))
    assert (wall["waiting"], wall["longest_since"]) == (1, morning.at(260).isoformat())
    assert wall["agents"] == {"available": 0, "ringing": 0, "talking": 1, "after_call": 0, "on_break": 0}
    assert (wall["today"]["answered"], wall["today"]["occupancy_percent"]) == (3, 75.0)
    (repairs, _) = wall["queues"]
    assert repairs["expected_wait_seconds"] == 48.5, "0.35 erlang for one: every third caller, 138 s"
    assert [(one["node"], one["listening"]) for one in wall["nodes"]] == [("hz-1", True)]
    assert (wall["at"], wall["since"]) == (site.stage.now.isoformat(), "2026-11-22T16:00:00+00:00")
    assert agent.get("/wallboard").status_code == 403
    assert site.person("duty").get("/queues").json["items"] == [], "a county sees its own, and has none"


def test_a_period_by_queue_tier_and_shift(any_site: Site) -> None:
    site = any_site
    furnished(site)
    leader, morning = site.person("leader"), Morning(site)
    department = site.ids["customer-service@P"]
    early = site.stage.run(
        PlanShift(department, "早班", morning.at(0), morning.at(3600), (site.ids["agent"],)), "leader"
    )
    site.stage.run(
        PlanShift(department, "中班", morning.at(3600), morning.at(7200), (site.ids["agent2"],)), "leader"
    )
    morning.call(60, answered=70, ended=130)
    morning.call(3600, ended=3700)
    site.stage.later(hours=3)

    def measures(**wish: Any) -> Any:
        period = {"since": morning.at(0).isoformat(), "until": morning.at(7200).isoformat(), **wish}
        return leader.get(f"/call-measures?{urlencode(period)}")

    by_queue = shown(measures())
    assert [(one["key"], one["figures"]["offered"]) for one in by_queue["items"]] == [("repair@default", 2)]
    assert by_queue["total"]["service_level_percent"] == 50.0
    assert by_queue["total"]["average_handle_seconds"] == 60.0
    (tier,) = shown(measures(by="tier"))["items"]
    assert (tier["zh"], tier["figures"]["abandonment_percent"]) == ("演示省", 50.0)
    shifts = measures(by="shift").json["items"]
    assert [(one["zh"], one["figures"]["answered"], one["figures"]["abandoned"]) for one in shifts] == [
        ("中班", 0, 1),
        ("早班", 1, 0),
    ]
    assert [shifts[1]["key"]] == early["ids"]
    assert measures(until=morning.at(0).isoformat()).status_code == 422
    assert measures(until=morning.at(40 * 86400).isoformat()).status_code == 422
    assert measures(by="weather").status_code == 422


def test_the_sums_of_the_database_are_those_of_each_stay(any_site: Site) -> None:
    """Hundreds of stays of every kind, as rows: what is summed there is what one would count by hand."""
    site, chance = any_site, random.Random(5)
    furnished(site)
    made(site.person("operator"), "/telephony/queues", queue("slow@default", service_seconds=60))
    since, hours = site.stage.now, 3
    stays: list[tuple[str, datetime, Served]] = []
    for _ in range(400):
        outcome = chance.choice(("answered", "answered", "abandoned", "went-on", "waiting"))
        waited = chance.choice((4_999, 5_000, 20_000, 20_001, 60_000, chance.randrange(90_000)))
        handled = (chance.randrange(600_000), chance.randrange(60_000)) if chance.random() < 0.8 else ()
        kept = Served(outcome) if outcome == "waiting" else Served(outcome, waited)
        kept = Served(outcome, waited, *handled) if outcome == "answered" and handled else kept
        began = since + timedelta(seconds=chance.randrange(-3600, (hours + 1) * 3600))
        stays.append((chance.choice(("repair@default", "slow@default", "unknown@default")), began, kept))
    with site.stage.system.database.transaction() as tx:
        for number, (name, began, kept) in enumerate(stays):
            key = new_id()
            row = {"id": key, "exchange_id": f"many-{number}", "direction": "inbound", "state": "ended"}
            tx.write(Statement(insert(call).values(**row, started_at=began, facts={}, revision=1)))
            stay = {"id": new_id(), "call_id": key, "member": "m", "queue": name, "joined_at": began}
            owner = site.ids["customer-service@P"] if name == "repair@default" else None
            tx.write(Statement(insert(call_visit).values(**stay, department_id=owner, **kept._asdict())))
    site.stage.later(hours=hours)
    period = urlencode({"since": since.isoformat(), "until": (since + timedelta(hours=hours)).isoformat()})
    found = shown(site.person("leader").get(f"/call-measures?{period}"))
    for name, within in (("repair@default", 20), ("slow@default", 60), ("unknown@default", 20)):
        sums = Tally()
        for queue_of, began, kept in stays:
            if queue_of == name and since <= began < since + timedelta(hours=hours):
                sums = sums.plus(tally_of(kept, within, 5))
        (line,) = [one["figures"] for one in found["items"] if one["key"] == name]
        handled_ms = sums.talk_ms + sums.wrap_up_ms
        assert (line["offered"], line["answered"], line["answered_in_time"]) == (
            sums.offered,
            sums.answered,
            sums.within,
        )
        assert (line["abandoned"], line["short_abandoned"]) == (sums.abandoned, sums.short)
        assert line["average_handle_seconds"] == round(handled_ms / sums.handled / 1000, 1)
        assert line["average_wait_seconds"] == round(sums.waited_ms / sums.answered / 1000, 1)


def test_how_long_callers_wait_follows_from_the_queues_calls_of_the_last_hour(any_site: Site) -> None:
    """Those that are over, in this queue; what goes on, who gave up and another queue's calls say nothing."""
    site = any_site
    morning, other = Morning(site), Morning(site, "other@default")

    def seconds() -> int | None:
        found: int | None = site.stage.run(HandlingTime(morning.queue), SYSTEM)["seconds"]
        return found

    for number in range(4):
        morning.call(number * 60, answered=number * 60 + 10, ended=number * 60 + 110)
    for number in range(5):
        other.call(number * 60, answered=number * 60, ended=number * 60 + 900)
    morning.call(240, answered=250)
    morning.call(250, ended=300)
    site.stage.set_clock(morning.at(1800))
    assert seconds() is None, "four are over"
    morning.call(600, answered=610, ended=810)
    assert seconds() == 120, "4 x 100 s and 200 s"
    site.stage.set_clock(morning.at(3600 + 1))
    assert seconds() is None, "the first came more than an hour ago"
    nobodys = HandlingTime("nobody@default")
    assert site.stage.run(nobodys, SYSTEM) == {"seconds": None}
