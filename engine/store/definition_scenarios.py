"""Statements on the scenarios that came with versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import definition_scenarios

_READ = Statement(
    select(definition_scenarios.c.files).where(
        definition_scenarios.c.definition_id == bindparam("definition_id")
    )
)
_DELETE = Statement(
    delete(definition_scenarios).where(definition_scenarios.c.definition_id == bindparam("of_definition"))
)
_INSERT = Statement(
    insert(definition_scenarios).values(
        {name: bindparam(name) for name in ("definition_id", "files", "kept_at", "kept_by")}
    )
)


def scenarios_of_definition(tx: Transaction, definition_id: str) -> dict[str, str]:
    """Return the scenario files of a version, text by path; none when none came with it."""
    row = tx.one(_READ, definition_id=definition_id)
    return dict(row.files) if row is not None else {}


def keep_scenarios(
    tx: Transaction, definition_id: str, files: Mapping[str, str], now: datetime, actor: str
) -> None:
    """Keep the scenario files of a version in place of those that it had."""
    tx.write(_DELETE, of_definition=definition_id)
    tx.write(_INSERT, definition_id=definition_id, files=dict(files), kept_at=now, kept_by=actor)
