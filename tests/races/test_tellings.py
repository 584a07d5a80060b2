"""Two pollers at the same moment: each limit, and each suspicion of an outage, is told once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.area_calls import EscalateArea
from engine.ids import new_id
from engine.store.organisation import insert_rows
from engine.store.tables import notification
from engine.workers import tell_of_limits
from huan.settings import Settings
from huan.wiring import System, build
from tests.stage import MORNING, SYSTEM, Stage

ORDERS = 6


@pytest.fixture
def other(stage: Stage) -> Iterator[System]:
    made = build(Settings(database_url=stage.system.database.url, message_gateway="log"))
    yield made
    made.close()


def both(*acts: Callable[[], Any]) -> None:
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        barrier.wait()
        act()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told(stage: Stage, kind: str) -> list[str]:
    rows = stage.rows(select(notification.c.order_id).where(notification.c.kind == kind))
    return [str(row["order_id"]) for row in rows]


def test_two_pollers_tell_each_limit_once(stage: Stage, other: System) -> None:
    orders = [stage.open_order(beside=True)["order"] for _ in range(ORDERS)]
    # Dispatched within two minutes: four fifths of them have passed.
    stage.set_clock(MORNING + timedelta(seconds=100))
    both(lambda: tell_of_limits(stage.engine), lambda: tell_of_limits(other.engine))
    assert sorted(told(stage, "limit-warning")) == sorted(orders)


def test_of_two_that_look_at_one_area_one_tells(stage: Stage, other: System) -> None:
    like = {**stage.premise("A1"), "transformer_area": "演示1号台区"}
    houses = [{**like, "id": new_id(), "number": f"T{number}"} for number in range(3)]
    with stage.system.database.transaction() as tx:
        insert_rows(tx, "premise", houses)
    orders = [stage.open_order(premise_id=one["id"], beside=True)["order"] for one in houses]
    looks = [
        lambda engine=engine, order=order: engine.run(EscalateArea(order), SYSTEM)
        for engine, order in ((stage.engine, orders[1]), (other.engine, orders[2]))
    ]
    both(*looks)
    assert len(told(stage, "area-calls")) == 1
    assert [stage.order(one).priority for one in orders] == [5, 5, 5]
