"""The log: to standard error, lines for people or JSON in production, never with a frame's values."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

import structlog

#: What every line passes through before it is written.
_COMMON: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def quiet_logs() -> None:
    """Log warnings and errors: for commands that do one thing and tell its outcome themselves."""
    _log_from(logging.WARNING)


def working_logs() -> None:
    """Log what is done as well, request by request: for what serves or works until it is stopped."""
    _log_from(logging.INFO)


def _log_from(level: int) -> None:
    """Log to standard error, so that standard output is the command's own.

    A traceback is written plainly. What structlog would choose by itself prints the values of every frame's
    variables when a certain library is installed, and among those are passwords and tokens.
    """
    structlog.configure(
        processors=[*_COMMON, *_renderers()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _renderers() -> tuple[Any, ...]:
    if os.environ.get("HUAN_ENV") == "production":
        return (
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        )
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return (plain,)
