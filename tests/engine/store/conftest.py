"""A database on each dialect, with a table of one column of every type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.database import Database
from engine.store.opening import open_database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    yield made
    made.close()
