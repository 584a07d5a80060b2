"""What people wrote when they worked on an order's tasks, outside its history: where it is erased with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import (
    assignment,
    hold_request,
    joint_review,
    notice_waiting,
    notification,
    rejection,
    supervision,
    supervision_order,
    urge,
)

_SUPERVISIONS = select(supervision_order.c.supervision_id).where(
    supervision_order.c.order_id == bindparam("of_order")
)


def _said(table: Table, name: str, which: ColumnElement[bool] | None = None) -> Statement:
    column = table.c[name]
    where = table.c.order_id == bindparam("of_order") if which is None else which
    return Statement(update(table).where(where, column.is_not(None)).values({name: bindparam("said")}))


def _supervised(name: str) -> Statement:
    return _said(supervision, name, supervision.c.id.in_(_SUPERVISIONS))


#: By the name of a value in the history: where else the same text stands.
_TEXTS = {
    "question": (_said(assignment, "question"), _said(joint_review, "question")),
    "opinion": (_said(assignment, "opinion"), _said(hold_request, "opinion")),
    "evidence": (_said(rejection, "evidence"),),
    "note": (_said(urge, "note"), _said(hold_request, "note")),
    "requirement": (_supervised("requirement"),),
    "reply": (_supervised("reply"),),
    "verdict": (_supervised("verdict"),),
}
_NOTICES = Statement(
    select(notification.c.id, notification.c.text, notification.c.text_zh).where(
        notification.c.order_id == bindparam("order_id")
    )
)
_REDACT_NOTICE = Statement(
    update(notification)
    .where(notification.c.id == bindparam("notice_id"))
    .values(text=bindparam("said"), text_zh=None)
)
_WAITING = Statement(
    select(notice_waiting.c.id, notice_waiting.c.text).where(
        notice_waiting.c.order_id == bindparam("order_id")
    )
)
_REDACT_WAITING = Statement(
    update(notice_waiting).where(notice_waiting.c.id == bindparam("notice_id")).values(text=bindparam("said"))
)


def redact_operations(tx: Transaction, order_id: str, names: Collection[str], said: str) -> None:
    """Put `said` where people wrote values of these names about an order or its tasks.

    Of a supervision order that is about several orders, its text goes for all of them.
    """
    for name in names:
        for statement in _TEXTS.get(name, ()):
            tx.write(statement, of_order=order_id, said=said)


def redact_notices(tx: Transaction, order_id: str, values: Collection[Any], said: str) -> None:
    """Put `said` for every notice about an order, told or waiting, that quotes one of the erased values."""
    quoted = [value for value in values if isinstance(value, str) and value]
    for row in tx.rows(_NOTICES, order_id=order_id):
        if any(value in row.text or value in (row.text_zh or "") for value in quoted):
            tx.write(_REDACT_NOTICE, notice_id=row.id, said=said)
    for row in tx.rows(_WAITING, order_id=order_id):
        if any(value in row.text for value in quoted):
            tx.write(_REDACT_WAITING, notice_id=row.id, said=said)
