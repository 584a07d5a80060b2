"""Timers: armed, leased by one at a time, parked, moved, taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from engine.store.database import Database
from engine.store.statement import Statement
from engine.store.tables import timer as table
from engine.store.timers import (
    delete_order_timers,
    delete_timers_at,
    delete_timers_of_definition,
    insert_timer,
    lease_due_timers,
    next_due,
    park_timer,
    set_timer_due,
    take_timer,
    timer_by_id,
    timers_of_instance,
    unpark_timers,
)
from tests.engine.store.contention import at_once
from tests.engine.store.rows import INSTANCE, NOW, ORDER, later, timer

DEFINITION = "01a20000-0000-7000-8000-000000000003"


def put(database: Database, *rows) -> None:
    with database.transaction() as tx:
        for row in rows:
            insert_timer(tx, row)


def lease(database: Database, owner: str = "one", seconds: float = 60, most: int = 10) -> list[str]:
    with database.transaction() as tx:
        return [row.id for row in lease_due_timers(tx, NOW, owner, seconds, most)]


def test_a_timer_is_read_as_it_was_armed(database: Database) -> None:
    row = timer(due_at=None, limit_rule="arrive", spec={"a": [1, {"b": "年"}], "c": None})
    put(database, row)
    with database.reading() as tx:
        assert timer_by_id(tx, row.id) == row
        assert timers_of_instance(tx, INSTANCE) == [row]
        assert timer_by_id(tx, INSTANCE) is None


def test_what_is_due_is_leased_oldest_first_and_only_so_many(database: Database) -> None:
    old, due, coming = timer(due_at=later(hours=-1)), timer(), timer(due_at=later(seconds=1))
    put(database, coming, due, old, timer(due_at=None), timer(parked=True))
    assert lease(database, most=1) == [old.id]
    assert lease(database) == [due.id]
    assert lease(database) == []


def test_of_timers_due_at_one_moment_the_first_armed_is_leased_first(database: Database) -> None:
    armed = [timer() for _ in range(5)]
    put(database, *reversed(armed))
    assert lease(database) == [row.id for row in armed]


@pytest.mark.parametrize("lapsed", [True, False])
def test_a_lease_is_kept_until_it_lapses(database: Database, lapsed: bool) -> None:
    row = timer()
    put(database, row)
    assert lease(database, "one", seconds=-1 if lapsed else 60) == [row.id]
    assert lease(database, "two") == ([row.id] if lapsed else [])


def test_many_pollers_lease_each_timer_once(database: Database) -> None:
    rows = [timer(due_at=later(seconds=-number)) for number in range(30)]
    put(database, *rows)

    def poll(tx, number: int) -> list[str]:
        return [row.id for row in lease_due_timers(tx, NOW, f"poller {number}", 60, 10)]

    leased = [key for found in at_once(database, 6, poll) for key in found]
    leased += lease(database, most=100)
    assert sorted(leased) == sorted(row.id for row in rows)


def test_of_many_who_fire_a_timer_one_takes_it(database: Database) -> None:
    row = timer()
    put(database, row)
    assert sorted(at_once(database, 5, lambda tx, _: take_timer(tx, row.id))) == [False] * 4 + [True]


def test_a_parked_timer_is_left_until_it_is_given_back(database: Database) -> None:
    row = timer()
    put(database, row)
    lease(database)
    with database.transaction() as tx:
        park_timer(tx, row.id, parked=True)
    assert lease(database) == []
    with database.transaction() as tx:
        unpark_timers(tx, INSTANCE)
    assert lease(database) == [row.id]


def test_a_moved_timer_is_due_when_it_was_moved_to(database: Database) -> None:
    row = timer()
    put(database, row)
    lease(database)
    with database.transaction() as tx:
        set_timer_due(tx, row.id, later(hours=1))
    with database.reading() as tx:
        assert next_due(tx) == later(hours=1)
    assert lease(database) == []
    with database.transaction() as tx:
        set_timer_due(tx, row.id, None)
    with database.reading() as tx:
        assert next_due(tx) is None


def test_timers_go_with_their_tokens_their_order_and_their_version(database: Database) -> None:
    kept = timer(token=9)
    of_order = timer(instance_id=None, element_id="hold-end")
    of_version = timer(instance_id=None, order_id=None, definition_id=DEFINITION)
    put(database, timer(token=7), timer(token=8), kept, of_order, of_version)
    with database.transaction() as tx:
        delete_timers_at(tx, INSTANCE, [7, 8])
        delete_order_timers(tx, ORDER, "hold-end")
        delete_timers_of_definition(tx, DEFINITION)
    with database.reading() as tx:
        assert tx.rows(Statement(table.select().with_only_columns(table.c.id))) == [(kept.id,)]


def test_the_databases_time_ends_a_lease_and_no_workers(database: Database) -> None:
    row = timer()
    put(database, row)
    lease(database)
    past = text("'2000-01-01 00:00:00.000000'")
    with database.transaction() as tx:
        tx.write(Statement(update(table).values(leased_until=past)))
    assert lease(database, "two") == [row.id]
