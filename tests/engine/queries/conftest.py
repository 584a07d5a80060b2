"""Readings in somebody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from engine.org import Actor
from engine.queries import Reading
from tests.stage import Stage

Look = Callable[[str], AbstractContextManager[Reading]]


@pytest.fixture
def look(stage: Stage) -> Look:
    @contextmanager
    def as_(username: str) -> Iterator[Reading]:
        with stage.system.database.reading() as tx:
            yield Reading.begin(tx, Actor(stage.ids[username]), stage.engine.services)

    return as_
