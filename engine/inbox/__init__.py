"""Decisions on the operations of an inbox, without a database."""

from engine.inbox.decisions import (
    Answer,
    claim,
    complete,
    release,
    require_open,
    require_revision,
    withdraw,
    work,
)
from engine.inbox.lines import Line, Role, TaskFacts

__all__ = [
    "Answer",
    "Line",
    "Role",
    "TaskFacts",
    "claim",
    "complete",
    "release",
    "require_open",
    "require_revision",
    "withdraw",
    "work",
]
