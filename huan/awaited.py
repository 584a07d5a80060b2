"""A service may be started before its database, or while that one restarts: it waits for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from engine.errors import Unavailable
from engine.store.address import sqlite_file
from huan.business_time import require_real_time
from huan.console import system_of
from huan.settings import Settings

PAUSE_SECONDS = 1

log = structlog.get_logger("huan.awaited")


def await_database(settings: Settings, pause: Callable[[float], None] = time.sleep) -> None:
    """Wait until the database answers, as long as the settings say, and require that work may begin on it.

    Raises:
        Unavailable: it does not answer in all that time.
        HuanError: it is not at this release, or its time is not real in production.
    """

    def require() -> None:
        with system_of(settings) as system:
            require_real_time(system.engine, settings)

    patiently(settings, require, pause)


def patiently(
    settings: Settings, step: Callable[[], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Take a step of a service's start, again as long as the settings say while the database does not answer.

    A file is there or it is not: nobody waits for SQLite.

    Raises:
        Unavailable: it does not answer in all that time.
        HuanError: whatever else the step finds.
    """
    left = settings.database_wait_seconds if sqlite_file(settings.database_url) is None else 0
    while True:
        try:
            step()
            return
        except Unavailable as error:
            if left <= 0:
                raise
            left -= PAUSE_SECONDS
            log.warning("database_awaited", reason=error.message, seconds_left=left)
            pause(PAUSE_SECONDS)
