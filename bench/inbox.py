"""The first page of every inbox list among a million open and five million finished tasks.

Measured in the server: from the list that is asked for to the page of frozen lines, count included, through
the ordinary connection. Each figure is the 95th percentile over the people of a department, several times.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.figure import Figure
from bench.list_stage import ListStage
from engine.org import Actor
from engine.queries import Reading
from engine.queries.inbox import SORTS, InboxWish, inbox_page
from huan.heap import settle_heap

FIRST = InboxWish(most=50)
#: Every list that the inbox page offers, and each of them narrowed by what it is narrowed by there.
SCOPES: dict[str, InboxWish] = {
    "all": FIRST,
    **{
        scope: replace(FIRST, scope=scope)
        for scope in ("mine", "department", "subordinates", "watched", "supervised")
    },
}
NARROWED: dict[str, dict[str, Any]] = {
    "overdue": {"overdue": True},
    "soon": {"soon": True},
    "held": {"held": True},
    "category": {"category": "complaint"},
    "stage": {"stage": "dispatch"},
    "no-such-stage": {"stage": "nothing"},
    "area": {"area": "remote"},
    "unclaimed": {"unclaimed": True},
    "urgent": {"least_priority": 10},
    "text": {"text": "台风"},
    "no-such-text": {"text": "无此"},
}
LISTS = {
    **SCOPES,
    **{name: replace(FIRST, **given) for name, given in NARROWED.items()},
    **{
        f"subordinates.{name}": replace(FIRST, scope="subordinates", **given)
        for name, given in NARROWED.items()
    },
}
#: Who looks: the name in the figure, the beginning of usernames, how many people, the target in milliseconds.
CLERKS = ("county", "x{:03d}-repair-0", 20)
PROVINCE = (("centre", "p-customer-service-{}"), ("supervision", "p-supervision-{}"))
ROUNDS = 3
ON_POSTGRES, PROVINCE_ON_POSTGRES, ON_SQLITE = 20.0, 50.0, 50.0


def _looks(stage: ListStage, people: list[Actor], wish: InboxWish, rounds: int) -> Iterator[float]:
    """Yield the milliseconds of each look, after one that warms caches and prepares statements."""
    for number in range(rounds + 1):
        for actor in people:
            began = time.perf_counter()
            with stage.system.database.reading() as tx:
                reading = Reading.begin(tx, actor, stage.engine.services)
                inbox_page(reading, wish)
            if number:
                yield (time.perf_counter() - began) * 1000


def _figure(
    stage: ListStage, who: str, people: list[Actor], name: str, wish: InboxWish, target: float, rounds: int
) -> Figure:
    sorts = sorted(SORTS) if name in ("department", "subordinates") else [wish.sort]
    slowest: tuple[float, str, list[float]] = (0.0, "", [])
    for sort in sorts:
        runs = sorted(_looks(stage, people, replace(wish, sort=sort), rounds))
        slowest = max(slowest, (runs[int(len(runs) * 0.95)], sort, runs))
    p95, sort, runs = slowest
    notes: dict[str, Any] = {
        "sort": sort,
        "p50 ms": round(runs[len(runs) // 2], 2),
        "looks": len(runs),
        "open tasks": stage.open_tasks,
        "load": [round(one, 2) for one in os.getloadavg()[:2]],
    }
    return Figure(f"inbox.{who}.{name}", "ms p95", [p95], target, notes=notes)


def run(url: str, open_tasks: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure on the server at `url`, where the province's database is kept between runs."""
    stage = ListStage(url, open_tasks)
    postgres = stage.system.database.dialect == "postgresql"
    who, pattern, count = CLERKS
    clerks = [stage.person(pattern.format(number * 5 + 1)) for number in range(count)]
    settle_heap()
    for name, wish in LISTS.items():
        target = ON_POSTGRES if postgres else ON_SQLITE
        yield _figure(stage, who, clerks, name, wish, target, rounds)
    for who, pattern in PROVINCE:
        people = [stage.person(pattern.format(number)) for number in range(10)]
        for name, wish in LISTS.items():
            target = PROVINCE_ON_POSTGRES if postgres else ON_SQLITE
            yield _figure(stage, who, people, name, wish, target, rounds)
    stage.system.close()
