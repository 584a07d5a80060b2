"""Infrastructure: exchanges on TCP and their listeners, ended after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.commands import Engine
from telephony.listener import Listener
from telephony.simulator import Setting
from tests.telephony.gaps.simulated import THREE, Simulated
from tests.telephony.listener.conftest import SetTime
from tests.telephony.listener.conftest import until as until  # the fixture

Make = Callable[..., Simulated]


@pytest.fixture
def clock() -> SetTime:
    """Set to an hour before now: files have the time of the disk's clock, which nobody sets."""
    return SetTime(at=datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1))


@pytest.fixture
def simulated(clock: SetTime, tmp_path: Path) -> Iterator[Make]:
    """Make an exchange; its call records lie in `cdr`."""
    made: list[Simulated] = []
    folder = tmp_path / "cdr"
    folder.mkdir()

    def make(setting: Setting = THREE) -> Simulated:
        made.append(Simulated(clock, folder, setting))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def listen() -> Iterator[Callable[[Engine, Simulated], Listener]]:
    """Let a process listen to an exchange."""
    made: list[Listener] = []

    def start(engine: Engine, exchange: Simulated) -> Listener:
        made.append(exchange.listened_to(engine))
        return made[-1]

    yield start
    for one in made:
        one.stop()
