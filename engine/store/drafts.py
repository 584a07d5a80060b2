"""Statements on drafts of packages and on who changed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import package_draft, package_draft_change


class DraftRow(NamedTuple):
    """A draft. `files` maps paths to texts; `package` is the key in its sheet, None while nobody can tell.

    `definition_id` is the version that it was made from or has become, None for neither. Times are aware UTC.
    """

    id: str
    name: str
    package: str | None
    definition_id: str | None
    files: dict[str, str]
    file_count: int
    bytes: int
    revision: int
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str


class DraftChangeRow(NamedTuple):
    """One change of a draft: `kind` is created, changed, deployed or deleted.

    `digest` identifies all files after the change; `paths` are those that were added, changed or removed.
    `definition_id` is what the draft was deployed as, else None.
    """

    id: str
    draft_id: str
    revision: int
    kind: str
    name: str
    digest: str
    paths: dict[str, list[str]]
    definition_id: str | None
    changed_at: datetime
    changed_by: str


_COLUMNS = [package_draft.c[name] for name in DraftRow._fields]
_READ = Statement(select(*_COLUMNS).where(package_draft.c.id == bindparam("draft_id")))
_LOCK = Statement(select(*_COLUMNS).where(package_draft.c.id == bindparam("draft_id")).with_for_update())
_COUNT = Statement(select(func.count().label("count")).select_from(package_draft))
_INSERT = Statement(insert(package_draft).values({name: bindparam(name) for name in DraftRow._fields}))
_CHANGED = ("name", "package", "definition_id", "files", "file_count", "bytes", "revision", "changed_at")
_UPDATE = Statement(
    update(package_draft)
    .where(package_draft.c.id == bindparam("draft_id"))
    .values({name: bindparam(name) for name in (*_CHANGED, "changed_by")})
)
_DELETE = Statement(delete(package_draft).where(package_draft.c.id == bindparam("draft_id")))
_TELL = Statement(
    insert(package_draft_change).values({name: bindparam(name) for name in DraftChangeRow._fields})
)


def draft_by_id(tx: Transaction, draft_id: str, *, lock: bool = False) -> DraftRow | None:
    """Return a draft with its files, or None; `lock` keeps others from changing it in this transaction."""
    row = tx.one(_LOCK if lock else _READ, draft_id=draft_id)
    return DraftRow(*row) if row is not None else None


def count_drafts(tx: Transaction) -> int:
    """Return how many drafts there are."""
    return int(tx.one(_COUNT).count)


def insert_draft(tx: Transaction, row: DraftRow) -> None:
    """Store a new draft."""
    tx.write_row(_INSERT, row)


def update_draft(tx: Transaction, row: DraftRow) -> None:
    """Store a draft in place of what it was."""
    given: dict[str, Any] = {name: getattr(row, name) for name in (*_CHANGED, "changed_by")}
    tx.write(_UPDATE, draft_id=row.id, **given)


def delete_draft(tx: Transaction, draft_id: str) -> None:
    """Remove a draft; what is known of its changes stays."""
    tx.write(_DELETE, draft_id=draft_id)


def insert_draft_change(tx: Transaction, row: DraftChangeRow) -> None:
    """Keep who changed a draft when."""
    tx.write_row(_TELL, row)
