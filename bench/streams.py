"""Five hundred open pages: how soon each change is told to those whom it concerns, and what that costs.

Every page is of another person, ten to a county's desk. Changes are made over HTTP, by a schedule: a task of
a desk is claimed or released by one of the ten, and the stream of each of the ten must tell of their inbox.
Measured is from the moment at which the request that makes the change is sent, which is before the change,
to the moment at which a page has read the event. Server, pages and changers are processes of their own.
"""

from __future__ import annotations

import os
import statistics
from collections import deque
from collections.abc import Sequence
from typing import Any

from bench.figure import Figure
from bench.open_loop import client
from bench.over_http import a_pass, percentile
from bench.pages import Heard, Page, open_pages
from bench.processes import cpu_seconds, proportional_megabytes, resident_megabytes
from bench.province import County, Province, province
from bench.served import served
from bench.stage import BenchStage
from bench.traffic import Changing
from engine.commands.complete import CompleteTask
from engine.commands.open_order import OpenOrder

DESKS, PEOPLE = 50, 10
#: Longer than a minute: each stream is asked once a minute whether its person may still read it.
RATE, SECONDS = 50.0, 70.0
DELIVERED_MS, MEMORY_MB = 1000.0, 300.0
#: How long after the last change pages may still hear of it.
GRACE_SECONDS = 5.0


def run(
    url: str, desks: int = DESKS, people: int = PEOPLE, rate: float = RATE, seconds: float = SECONDS
) -> list[Figure]:
    """Measure on the empty PostgreSQL database at `url`."""
    made = province(cities=min(desks, 13), counties=desks)
    staff = {county.tier["code"]: _staffed(made, county, people) for county in made.counties}
    stage = BenchStage(url, rows=made.rows.tables)
    changing = Changing(
        deque(_claimable(stage, county, staff[county.tier["code"]][0]) for county in made.counties)
    )
    everybody = [(who, _desk(county)) for county in made.counties for who in staff[county.tier["code"]]]
    passes = {who: a_pass(stage, stage.people[who], who) for who, _ in everybody}
    pages = [Page(who, passes[who].cookie, desk) for who, desk in everybody]
    with (
        served(url, settings={"HUAN_STREAMS": str(max(len(pages), 1))}) as server,
        open_pages(pages, server.port) as ears,
        client(passes, server.port) as sender,
    ):
        cpu, ears_cpu = server.cpu(), cpu_seconds(ears.pid)
        outcome, changing = sender.by_schedule(changing, rate, seconds)
        told = [len(changing.moments.get(page.inbox, ())) for page in pages]
        memory = resident_megabytes(server.holding())
        whole = proportional_megabytes(server.processes)
        changes = len(outcome.answers)
        notes = {
            "pages": len(pages),
            "rate": rate,
            "seconds": seconds,
            "changes": changes,
            "errors": {str(status): number for status, number in outcome.errors.items()},
            "change answered p95 ms": round(percentile(outcome, 0.95), 2),
            "server CPU ms a change": round((server.cpu() - cpu) / changes * 1000, 2),
            "pages' CPU ms a change": round((cpu_seconds(ears.pid) - ears_cpu) / changes * 1000, 2),
            "load": [round(one, 2) for one in os.getloadavg()[:2]],
        }
        heard = ears.stop(told, GRACE_SECONDS)
    stage.system.close()
    return [
        *_delivery(pages, changing, heard, notes),
        Figure("events.errors", "answers", [float(sum(outcome.errors.values()))], 0.0),
        Figure("events.memory", "MB resident", [memory], MEMORY_MB),
        Figure("events.memory-in-all", "MB", [whole], MEMORY_MB),
    ]


def _staffed(made: Province, county: County, people: int) -> list[str]:
    """Let a county's desk have so many people; return their usernames."""
    desk, code = county.departments["repair"], county.tier["code"]
    for number in range(len(made.members[desk["id"]]), people):
        made.rows.person(f"{code}-repair-{number}".lower(), f"员工{code}{number}", desk, "dispatcher")
    return [f"{code}-repair-{number}".lower() for number in range(people)]


def _desk(county: County) -> str:
    return str(county.departments["repair"]["id"])


def _claimable(stage: BenchStage, county: County, who: str) -> tuple[str, str, str]:
    """Open an order in a county and send it to its desk; return desk, task, and who is to claim it."""
    agent = stage.people["p-customer-service-0"]
    wanted = OpenOrder(
        "fault-report",
        "停电",
        premise_id=county.premises[0]["id"],
        caller_name="样本客户",
        caller_number="13900000001",
        fields={"symptom": "no-power"},
        beside=True,
    )
    opened = stage.engine.run(wanted, agent)["opened"][0]
    sent = stage.engine.run(CompleteTask(opened["task"]), agent)["sent"]
    return _desk(county), sent[0]["task"], who


def _delivery(
    pages: Sequence[Page], changing: Changing, heard: Sequence[Heard], notes: dict[str, Any]
) -> list[Figure]:
    """Return how long deliveries took, and how many never came or came too often."""
    taken: list[float] = []
    lost = 0
    for page, one in zip(pages, heard, strict=True):
        sent = changing.moments.get(page.inbox, [])
        # Of one desk one change is made after the other, and a stream keeps their order.
        taken += [(told - began) * 1000 for began, told in zip(sent, one.moments, strict=False)]
        lost += abs(len(sent) - len(one.moments)) + one.resets + one.ended
    ordered = sorted(taken) or [float("inf")]
    more = {
        "p50 ms": round(statistics.median(ordered), 2),
        "p95 ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "most ms": round(ordered[-1], 2),
        "deliveries": len(taken),
    }
    return [
        Figure(
            "events.delivery",
            "ms p99",
            [ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]],
            DELIVERED_MS,
            notes={**more, **notes},
        ),
        Figure("events.lost", "deliveries", [float(lost)], 0.0),
    ]
