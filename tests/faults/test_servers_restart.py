"""Redis loses everything, PostgreSQL crashes under load: the orders go on."""

from __future__ import annotations

import threading

import pytest

from engine.commands.complete import CompleteTask
from engine.commands.open_order import OpenOrder
from engine.errors import HuanError, Unavailable
from engine.ids import new_id
from engine.org import Actor
from engine.workers.queued import QueuedHints
from huan.wiring import build

ORDERS = 8


@pytest.mark.redis
def test_workers_on_redis_end_all_orders_although_redis_loses_everything(postgres_theatre, redis):
    theatre = postgres_theatre
    theatre.engine.hints = QueuedHints(redis.url)
    workers = [theatre.worker(redis_url=redis.url) for _ in range(2)]
    first = [theatre.order() for _ in range(ORDERS)]
    theatre.set_clock(theatre.now.replace(minute=11))
    theatre.until(lambda: len(theatre.receiver.at("/sms")) >= 1, "the first message")
    redis.restart()
    second = [theatre.order() for _ in range(ORDERS)]
    theatre.set_clock(theatre.now.replace(minute=25))
    theatre.until(lambda: theatre.open() == ["done"] * (2 * ORDERS), "the end of all orders")
    assert all(theatre.open(order) == ["done"] for order in first + second)
    assert len(theatre.receiver.at("/sms")) == 2 * ORDERS
    assert all(worker.poll() is None for worker in workers)
    theatre.require_whole()


@pytest.mark.redis
def test_a_flushed_redis_delays_at_most_a_poll(postgres_theatre, redis):
    import redis as client

    theatre = postgres_theatre
    theatre.engine.hints = QueuedHints(redis.url)
    theatre.worker(redis_url=redis.url)
    theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    client.Redis.from_url(redis.url).flushall()
    theatre.until(lambda: theatre.open() == ["done"], "the end of the order")
    theatre.require_whole()


@pytest.mark.redis
def test_a_worker_goes_on_when_redis_forgets_the_hint_that_it_has_in_hand(postgres_theatre, redis):
    import redis as client

    theatre = postgres_theatre
    theatre.engine.hints = QueuedHints(redis.url)
    worker = theatre.worker(redis_url=redis.url)
    theatre.receiver.door.clear()
    theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    assert theatre.receiver.arrived.wait(20)
    client.Redis.from_url(redis.url).flushall()
    theatre.receiver.door.set()
    theatre.until(lambda: theatre.open() == ["done"], "the end of the order")
    theatre.order()
    theatre.set_clock(theatre.now.replace(minute=25))
    theatre.until(lambda: theatre.open() == ["done", "done"], "the end of an order that came after")
    assert worker.poll() is None
    theatre.require_whole()


def test_postgresql_crashes_under_load_and_nothing_is_lost_or_doubled(durable_theatre, durable_postgres):
    """Four clerks complete tasks with idempotency keys and try again when the database does not answer."""
    theatre = durable_theatre
    theatre.worker()
    desk = Actor(theatre.ids["agent"])
    opened: list[str] = []
    unavailable = threading.Event()
    done = threading.Event()

    def clerk() -> None:
        system = build(theatre.settings)
        while not done.is_set():
            key = new_id()
            wanted = OpenOrder("enquiry", "咨询", premise_id=theatre.ids["premise-A1"], beside=True)
            while True:
                try:
                    opened.append(system.engine.run(wanted, desk, key)["order"])
                    break
                except Unavailable:
                    unavailable.set()
        system.close()

    clerks = [threading.Thread(target=clerk) for _ in range(4)]
    for each in clerks:
        each.start()
    theatre.until(lambda: len(opened) >= 20, "the first orders")
    durable_postgres.restart()
    before = len(opened)
    theatre.until(lambda: len(opened) >= before + 20, "orders after the crash")
    done.set()
    for each in clerks:
        each.join()
    assert unavailable.is_set()
    assert len(set(opened)) == len(opened)
    theatre.until(lambda: _alive(theatre), "a connection of this process")
    theatre.set_clock(theatre.now.replace(minute=11))
    theatre.until(lambda: len(theatre.open()) == len(opened), "the end of all orders", 60)
    assert sorted(row["order_id"] for row in theatre.tasks()) == sorted(opened)
    assert len({body["number"] for _, body in theatre.receiver.at("/hook")}) == len(opened)
    assert len(theatre.receiver.at("/sms")) == len(opened)
    theatre.require_whole()


def _alive(theatre) -> bool:
    try:
        theatre.open()
    except HuanError:
        return False
    return True


def test_a_completion_is_not_done_twice_when_the_answer_was_lost(theatre):
    """The clerk never saw the answer and sends the form again under the same key."""
    theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    theatre.drain()
    task, key = theatre.task("done")["id"], new_id()
    desk = Actor(theatre.ids["desk"])
    first = theatre.engine.run(CompleteTask(task), desk, key)
    assert theatre.engine.run(CompleteTask(task), desk, key) == first
    theatre.require_whole()
