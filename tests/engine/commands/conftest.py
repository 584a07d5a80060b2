"""A stage on each database for the stories of commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url)
    yield made
    made.system.close()
