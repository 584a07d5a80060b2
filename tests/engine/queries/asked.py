"""What a look asks the database: its statements with their parameters, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from engine.org import Actor
from engine.queries import Reading
from tests.stage import Stage

Found = TypeVar("Found")


def asked_by(stage: Stage, who: str, look: Callable[[Reading], Found]) -> tuple[Found, list[Any]]:
    """Return what a person's look finds, and what was asked for it."""
    asked: list[Any] = []
    with stage.system.database.reading() as tx:
        reading = Reading.begin(tx, Actor(stage.ids[who]), stage.engine.services)

        class Noting:
            dialect = tx.dialect

            def fetch(self, *requests: Any) -> Any:
                asked.extend(requests)
                return tx.fetch(*requests)

        object.__setattr__(reading, "tx", Noting())
        return look(reading), asked
