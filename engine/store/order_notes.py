"""Statements on comments, attachments and supporting units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import attachment, order_comment, order_support


class CommentRow(NamedTuple):
    """A comment. `original` None: it was not edited. `mentions` are {"person": id} or {"department": id}."""

    id: str
    order_id: str
    author_id: str
    text: str
    original: str | None
    mentions: list[dict[str, str]]
    written_at: datetime
    edited_at: datetime | None
    revision: int


class AttachmentRow(NamedTuple):
    """An attachment. `removed_at` None: it is there."""

    id: str
    order_id: str
    name: str
    media_type: str
    size: int
    digest: str
    scan: str
    uploaded_by: str | None
    uploaded_at: datetime
    removed_by: str | None
    removed_at: datetime | None


class SupportRow(NamedTuple):
    """A unit that supports the one in charge 协办, and with what."""

    order_id: str
    department_id: str
    task: str
    added_by: str | None
    added_at: datetime


def _insert(table: Any, row: type[Any]) -> Statement:
    return Statement(insert(table).values({name: bindparam(name) for name in row._fields}))


def _columns(table: Any, row: type[Any]) -> Any:
    return select(*[table.c[name] for name in row._fields])


_COMMENT = Statement(
    _columns(order_comment, CommentRow).where(order_comment.c.id == bindparam("comment_id")), CommentRow
)
_INSERT_COMMENT = _insert(order_comment, CommentRow)
_EDIT = Statement(
    update(order_comment)
    .where(order_comment.c.id == bindparam("comment_id"))
    .values({name: bindparam(name) for name in ("text", "original", "mentions", "edited_at", "revision")})
)
_TEXTS = Statement(select(order_comment.c.text).where(order_comment.c.order_id == bindparam("order_id")))
_REDACT_COMMENTS = Statement(
    update(order_comment)
    .where(order_comment.c.order_id == bindparam("of_order"))
    .values(text=bindparam("said"), original=None)
)
_REDACT_NAMES = Statement(
    update(attachment).where(attachment.c.order_id == bindparam("of_order")).values(name=bindparam("said"))
)
_ATTACHMENT = Statement(
    _columns(attachment, AttachmentRow).where(attachment.c.id == bindparam("attachment_id")), AttachmentRow
)
_INSERT_ATTACHMENT = _insert(attachment, AttachmentRow)
_REMOVE = Statement(
    update(attachment)
    .where(attachment.c.id == bindparam("attachment_id"))
    .values(removed_by=bindparam("by"), removed_at=bindparam("at"))
)
_KEPT = Statement(
    select(func.count().label("count")).where(
        attachment.c.digest == bindparam("digest"), attachment.c.removed_at.is_(None)
    )
)
_KEPT_DIGESTS = Statement(
    select(attachment.c.digest)
    .where(attachment.c.removed_at.is_(None))
    .distinct()
    .order_by(attachment.c.digest)
)
_SUPPORT = Statement(
    _columns(order_support, SupportRow)
    .where(order_support.c.order_id == bindparam("order_id"))
    .order_by(order_support.c.added_at, order_support.c.department_id),
    SupportRow,
)
_INSERT_SUPPORT = _insert(order_support, SupportRow)
_MOVE_SUPPORT = Statement(
    update(order_support)
    .where(
        order_support.c.order_id == bindparam("of_order"),
        order_support.c.department_id == bindparam("of_department"),
    )
    .values(department_id=bindparam("to"))
)
_DELETE_SUPPORT = Statement(
    delete(order_support).where(
        order_support.c.order_id == bindparam("of_order"),
        order_support.c.department_id == bindparam("of_department"),
    )
)


def comment_by_id(tx: Transaction, comment_id: str) -> CommentRow | None:
    """Return a comment, or None."""
    found: CommentRow | None = tx.one(_COMMENT, comment_id=comment_id)
    return found


def insert_comment(tx: Transaction, row: CommentRow) -> None:
    """Store a comment."""
    tx.write_row(_INSERT_COMMENT, row)


def edit_comment(tx: Transaction, row: CommentRow) -> None:
    """Store a comment anew; the order is locked."""
    tx.write(
        _EDIT,
        comment_id=row.id,
        text=row.text,
        original=row.original,
        mentions=row.mentions,
        edited_at=row.edited_at,
        revision=row.revision,
    )


def comment_texts(tx: Transaction, order_id: str) -> list[str]:
    """Return the texts of an order's comments."""
    return [row.text for row in tx.rows(_TEXTS, order_id=order_id)]


def redact(tx: Transaction, order_id: str, names: Collection[str], said: str) -> None:
    """Take away what comments say, and what attachments are called, where the history's values are erased."""
    if "comment" in names:
        tx.write(_REDACT_COMMENTS, of_order=order_id, said=said)
    if "file_name" in names:
        tx.write(_REDACT_NAMES, of_order=order_id, said=said)


def attachment_by_id(tx: Transaction, attachment_id: str) -> AttachmentRow | None:
    """Return an attachment, or None."""
    found: AttachmentRow | None = tx.one(_ATTACHMENT, attachment_id=attachment_id)
    return found


def insert_attachment(tx: Transaction, row: AttachmentRow) -> None:
    """Store what is known of an attachment; its content is in the folder already."""
    tx.write_row(_INSERT_ATTACHMENT, row)


def remove_attachment(tx: Transaction, attachment_id: str, by: str, at: datetime) -> None:
    """Note that an attachment is not to be shown any more; its row stays."""
    tx.write(_REMOVE, attachment_id=attachment_id, by=by, at=at)


def still_kept(tx: Transaction, digest: str) -> bool:
    """Return whether some attachment that is there has this content."""
    return bool(tx.one(_KEPT, digest=digest).count)


def kept_digests(tx: Transaction) -> list[str]:
    """Return the digest of every content that some attachment refers to."""
    return [row.digest for row in tx.rows(_KEPT_DIGESTS)]


def supporting_units(tx: Transaction, order_id: str) -> list[SupportRow]:
    """Return the units that support an order, the first added first."""
    return tx.rows(_SUPPORT, order_id=order_id)


def insert_support(tx: Transaction, row: SupportRow) -> None:
    """Let a unit support an order."""
    tx.write_row(_INSERT_SUPPORT, row)


def move_support(tx: Transaction, order_id: str, department_id: str, to: str) -> bool:
    """Let another unit support an order instead; return whether that one does so already: one unit fewer."""
    there = {row.department_id for row in supporting_units(tx, order_id)}
    if to in there:
        return delete_support(tx, order_id, department_id)
    if department_id in there:
        tx.write(_MOVE_SUPPORT, of_order=order_id, of_department=department_id, to=to)
    return False


def delete_support(tx: Transaction, order_id: str, department_id: str) -> bool:
    """End that; return whether it did."""
    return tx.changed(_DELETE_SUPPORT, of_order=order_id, of_department=department_id) == 1
