"""Name, at start-up, the stored versions that cannot be run, and go on with the others."""

from __future__ import annotations

import structlog

from engine.queries.health import broken_versions
from huan.wiring import System

log = structlog.get_logger("huan.packages")


def name_broken_versions(system: System) -> None:
    """Log every active version that cannot be run; all others are compiled and ready by this."""
    with system.database.reading() as tx:
        for broken in broken_versions(tx, system.engine.services):
            log.error("broken version", package=broken.package, version=broken.version)
