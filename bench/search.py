"""Search for words of two characters among a province's orders, as a county's clerk and as the province.

Measured in the server, page and count included. Words are of every frequency: half of the orders, one in
twelve, two in one place, and none.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from bench.figure import Figure
from bench.list_stage import ListStage
from engine.queries import Reading
from engine.queries.orders import OrdersWish, orders_page
from huan.heap import settle_heap

WORDS = ("停电", "和平", "漏油", "台风", "路灯", "客户", "青山 电杆", "样本 雷雨", "无此")
#: Who looks, and how many of them.
PEOPLE = (("county", "x{:03d}-repair-0", 10), ("province", "p-customer-service-{}", 10))
ROUNDS = 3
TARGET = 100.0


def run(url: str, open_tasks: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure on the server at `url`, where the province's database is kept between runs."""
    stage = ListStage(url, open_tasks)
    settle_heap()
    for who, pattern, count in PEOPLE:
        people = [stage.person(pattern.format(number + 1)) for number in range(count)]
        runs, by_word = [], {}
        for word in WORDS:
            taken = []
            for number in range(rounds + 1):
                for actor in people:
                    began = time.perf_counter()
                    with stage.system.database.reading() as tx:
                        reading = Reading.begin(tx, actor, stage.engine.services)
                        found = orders_page(reading, OrdersWish(text=word))
                    if number:
                        taken.append((time.perf_counter() - began) * 1000)
            by_word[word] = {"p95 ms": round(sorted(taken)[int(len(taken) * 0.95)], 2), "found": found.count}
            runs += taken
        p95 = sorted(runs)[int(len(runs) * 0.95)]
        notes = {"by word": by_word, "searches": len(runs), "open tasks": open_tasks}
        notes["load"] = [round(one, 2) for one in os.getloadavg()[:2]]
        yield Figure(f"search.{who}", "ms p95", [p95], TARGET, notes=notes)
    stage.system.close()
