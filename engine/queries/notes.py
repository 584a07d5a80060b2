"""What people have added to an order: comments, attachments, supporting units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from engine.errors import NotFound
from engine.orders import WorkOrder
from engine.org import Action, Target
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import target_of_order
from engine.store.order_notes import AttachmentRow, CommentRow, attachment_by_id, supporting_units
from engine.store.statement import Statement
from engine.store.tables import attachment, order_comment
from engine.words import Words

MOST_OFFERED = 20


@dataclass(frozen=True)
class Mentioned:
    """A person or department that a comment mentions. `name` None: it is gone."""

    kind: str
    id: str
    name: str | None


@dataclass(frozen=True)
class Comment:
    """One comment. Times are aware UTC. `original` None: it was not edited."""

    id: str
    author: str
    author_name: str | None
    text: str
    original: str | None
    mentions: list[Mentioned]
    written_at: datetime
    edited_at: datetime | None
    revision: int
    is_own: bool


@dataclass(frozen=True)
class Attachment:
    """One attachment. `removed_at` None: it is there, and can be downloaded."""

    id: str
    name: str
    media_type: str
    size: int
    scan: str
    uploaded_by_name: str | None
    uploaded_at: datetime
    removed_by_name: str | None
    removed_at: datetime | None
    may_remove: bool


@dataclass(frozen=True)
class Support:
    """A unit that supports the one in charge. `task` may be empty."""

    department: str
    department_name: str | None
    task: str
    added_at: datetime


_COMMENT_ORDER = Order("written", (order_comment.c.written_at, order_comment.c.id), ("moment", "id"))
_FILE_ORDER = Order("uploaded", (attachment.c.uploaded_at, attachment.c.id), ("moment", "id"))


@cache
def _statements(kind: str, after: bool) -> tuple[Statement, Statement]:
    table, row, order = (
        (order_comment, CommentRow, _COMMENT_ORDER)
        if kind == "comments"
        else (attachment, AttachmentRow, _FILE_ORDER)
    )
    query = select(*[table.c[name] for name in row._fields]).where(table.c.order_id == bindparam("order_id"))
    return Statement(order.applied(query.add_columns(*order.columns()), after)), count_up_to(query)


def comments_page(reading: Reading, order: WorkOrder, cursor: str | None, most: int) -> Page[Comment]:
    """Return a page of an order's comments, oldest first; the actor may see the order."""
    rows, counted = _fetch(reading, "comments", _COMMENT_ORDER, order, cursor, most)
    items = [_comment(reading, CommentRow(*row[: len(CommentRow._fields)])) for row in rows[:most]]
    return page_of(rows, items, _COMMENT_ORDER, most, counted)


def attachments_page(reading: Reading, order: WorkOrder, cursor: str | None, most: int) -> Page[Attachment]:
    """Return a page of an order's attachments, oldest first, those removed among them."""
    rows, counted = _fetch(reading, "attachments", _FILE_ORDER, order, cursor, most)
    target = target_of_order(reading.tx, order)
    items = [
        _attachment(reading, AttachmentRow(*row[: len(AttachmentRow._fields)]), target) for row in rows[:most]
    ]
    return page_of(rows, items, _FILE_ORDER, most, counted)


def attachment_of(reading: Reading, order: WorkOrder, attachment_id: str) -> AttachmentRow:
    """Return an attachment of an order that the actor may see, to be downloaded.

    Raises:
        NotFound: the order has no such attachment, or it was taken away.
    """
    row = attachment_by_id(reading.tx, attachment_id)
    if row is None or row.order_id != order.id or row.removed_at is not None:
        raise NotFound(Words("there is no such attachment", "没有这个附件"))
    return row


def support_of(reading: Reading, order: WorkOrder) -> list[Support]:
    """Return the units that support an order."""
    if not order.supports:
        return []
    return [
        Support(one.department_id, reading.department_name(one.department_id), one.task, one.added_at)
        for one in supporting_units(reading.tx, order.id)
    ]


def mentionable(reading: Reading, words: str) -> list[Mentioned]:
    """Return people and departments whose name or account contains what was typed, departments first."""
    directory, typed = reading.directory, words.casefold()
    departments = [
        Mentioned("department", one.id, one.name)
        for one in directory.departments.values()
        if typed in one.name.casefold()
    ]
    people = [
        Mentioned("person", one.id, one.name)
        for one in directory.people.values()
        if one.active and (typed in one.name.casefold() or typed in one.username.casefold())
    ]
    found = sorted(departments, key=_by_name) + sorted(people, key=_by_name)
    return found[:MOST_OFFERED]


def _by_name(one: Mentioned) -> str:
    return one.name or ""


def _fetch(
    reading: Reading, kind: str, order_by: Order, order: WorkOrder, cursor: str | None, most: int
) -> tuple[list[Any], int]:
    page, count = _statements(kind, cursor is not None)
    position = order_by.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (page, {"order_id": order.id, **position, "most": most + 1}), (count, {"order_id": order.id})
    )
    return rows, counted[0].count


def _comment(reading: Reading, row: CommentRow) -> Comment:
    mentions = []
    for one in row.mentions:
        for kind, key in one.items():
            name = reading.name_of(key) if kind == "person" else reading.department_name(key)
            mentions.append(Mentioned(kind, key, name))
    return Comment(
        row.id,
        row.author_id,
        reading.name_of(row.author_id),
        row.text,
        row.original,
        mentions,
        row.written_at,
        row.edited_at,
        row.revision,
        row.author_id == reading.actor.id,
    )


def _attachment(reading: Reading, row: AttachmentRow, target: Target) -> Attachment:
    own = row.uploaded_by == reading.actor.id
    may = reading.may(Action.CHANGE_ORDER if own else Action.REMOVE_ATTACHMENT, target)
    return Attachment(
        row.id,
        row.name,
        row.media_type,
        row.size,
        row.scan,
        reading.name_of(row.uploaded_by),
        row.uploaded_at,
        reading.name_of(row.removed_by),
        row.removed_at,
        may and row.removed_at is None,
    )
