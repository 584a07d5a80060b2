"""The database opened past the engine: what somebody with its keys could try with the history."""

from __future__ import annotations

import sqlite3

import psycopg

from engine.history import GENESIS, SealedEvent, hash_of
from engine.store.history import chain_events
from huan.wiring import System

TABLES_OF_AN_ORDER = (
    ("notification", "order_id"),
    ("call_order", "order_id"),
    ("assignment", "order_id"),
    ("task", "order_id"),
    ("timer", "order_id"),
    ("order_clock", "order_id"),
    ("instance", "order_id"),
    ("work_order", "id"),
)


class BackDoor:
    """A connection of one's own; `without_triggers` takes away what protects the history."""

    def __init__(self, url: str) -> None:
        if url.startswith("sqlite"):
            self._connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            self._mark = "?"
        else:
            self._connection = psycopg.connect(url, autocommit=True)
            self._mark = "%s"

    def run(self, sql: str, *values: object) -> None:
        self._connection.execute(sql.replace("?", self._mark), values)

    def without_triggers(self) -> BackDoor:
        if self._mark == "%s":
            for table in ("history", "history_value", "anchor", "anchor_head"):
                self.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            names = self._connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for (name,) in names:
                self.run(f"DROP TRIGGER {name}")
        return self

    def close(self) -> None:
        self._connection.close()


def change_a_row(door: BackDoor, system: System, order: str) -> None:
    """Say that somebody else did it."""
    del system
    door.without_triggers().run("UPDATE history SET actor_id = 'x' WHERE chain = ? AND seq = 3", order)


def recompute_the_chain(door: BackDoor, system: System, order: str) -> None:
    """Change an event and compute every hash anew; forge the anchors in the database as well."""
    with system.database.reading() as tx:
        events = chain_events(tx, order)
    door.without_triggers()
    previous = GENESIS
    for event in events:
        forged: SealedEvent = event._replace(actor="somebody else") if event.seq == 2 else event
        forged = forged._replace(hash=hash_of(forged, previous))
        door.run(
            "UPDATE history SET actor_id = ?, hash = ? WHERE chain = ? AND seq = ?",
            forged.actor,
            forged.hash,
            order,
            event.seq,
        )
        previous = forged.hash
    door.run("UPDATE work_order SET chain_head = ? WHERE id = ?", previous, order)
    for table in ("anchor_head", "anchor"):
        door.run(f"DELETE FROM {table}")


def cut_the_tail(door: BackDoor, system: System, order: str) -> None:
    """Let what came after the second event never have happened."""
    with system.database.reading() as tx:
        second = chain_events(tx, order)[1]
    door.without_triggers().run("DELETE FROM history WHERE chain = ? AND seq > 2", order)
    door.run("UPDATE work_order SET chain_length = 2, chain_head = ? WHERE id = ?", second.hash, order)


def delete_the_chain(door: BackDoor, system: System, order: str) -> None:
    """Let the order never have been."""
    del system
    door.without_triggers()
    for table in ("history", "history_value"):
        door.run(f"DELETE FROM {table} WHERE chain = ?", order)
    for table, column in TABLES_OF_AN_ORDER:
        door.run(f"DELETE FROM {table} WHERE {column} = ?", order)
