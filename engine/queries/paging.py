"""Pages of lists: where the next one begins, and how many there are up to a thousand.

A cursor names the last line by the values it was sorted by, so that lines which come and go between two
pages neither double nor hide another one.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, text, tuple_

from engine.errors import InvalidInput, field_finding
from engine.ids import is_id
from engine.store.statement import Statement
from engine.words import Words

#: Counting stops here: a person needs to know "many", not how many.
MOST_COUNTED = 1000
MOST_ITEMS = 100

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A part of a list. `next` is the cursor of the next page, None on the last.

    `count` is how many there are in all; when `count_is_capped` there are more than it says.
    """

    items: list[Item]
    next: str | None
    count: int
    count_is_capped: bool


@dataclass(frozen=True)
class Order:
    """How a list is sorted; the last key is unique.

    `kinds` says what each key is: `moment`, `number`, `id` or `text`.
    """

    name: str
    keys: tuple[ColumnElement[Any], ...]
    kinds: tuple[str, ...]
    descending: bool = False

    def columns(self) -> list[ColumnElement[Any]]:
        """Return the keys as columns of the result: `key_0`, `key_1` …"""
        return [key.label(f"key_{n}") for n, key in enumerate(self.keys)]

    def applied(self, query: Select[Any], after: bool, limit: Any = None) -> Select[Any]:
        """Return the query sorted, limited, and with `after` only what follows the cursor.

        `limit` None is the parameter `most`. A number that is written out lets the database plan for few.
        """
        if after:
            given = tuple_(*[_parameter(n, key) for n, key in enumerate(self.keys)])
            mine = tuple_(*self.keys)
            query = query.where(mine < given if self.descending else mine > given)
        ordered = [key.desc() if self.descending else key.asc() for key in self.keys]
        return query.order_by(*ordered).limit(bindparam("most") if limit is None else limit)

    def cursor(self, row: Any) -> str:
        """Return the cursor that begins after a row."""
        values = [getattr(row, f"key_{n}") for n in range(len(self.keys))]
        plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
        return base64.urlsafe_b64encode(orjson.dumps([self.name, *plain])).decode().rstrip("=")

    def after(self, cursor: str) -> dict[str, Any]:
        """Return the parameters of a cursor.

        Raises:
            InvalidInput: it is none of ours, or belongs to another order of sorting.
        """
        try:
            padded = cursor.encode() + b"=" * (-len(cursor) % 4)
            name, *values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            if name != self.name or len(values) != len(self.kinds):
                raise ValueError(name)
            return {f"after_{n}": _READERS[kind](values[n]) for n, kind in enumerate(self.kinds)}
        except (ValueError, TypeError, binascii.Error, UnicodeError) as error:
            raise InvalidInput(
                Words(
                    "this cursor does not belong to this list: use the `next` of the page before, with the "
                    "same sorting, or leave it out for the first page",
                    "这个游标不属于这个清单：请用前一页的 `next` 和相同的排序，第一页不要写它",
                ),
                findings=[
                    field_finding(
                        "cursor",
                        Words("is no cursor of this list", "不是这个清单的游标"),
                        Words("leave it out", "请去掉它"),
                    )
                ],
            ) from error


def _parameter(number: int, key: ColumnElement[Any]) -> BindParameter[Any]:
    return bindparam(f"after_{number}", type_=key.type)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) >= 2**31:
        raise ValueError(value)
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 400 or "\x00" in value:
        raise ValueError(value)
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "moment": _moment,
    "number": _number,
    "id": _id,
    "text": _text,
}


def page_of(rows: Sequence[Any], items: list[Item], order: Order, most: int, counted: int) -> Page[Item]:
    """Return a page from `most` + 1 rows at most, of which `items` are the first `most`, and the count."""
    following = order.cursor(rows[most - 1]) if len(rows) > most else None
    return Page(items, following, min(counted, MOST_COUNTED), counted > MOST_COUNTED)


def count_up_to(query: Select[Any]) -> Statement:
    """Return the statement that counts a query's rows and stops after a thousand."""
    some = query.with_only_columns(text("1"), maintain_column_froms=True).limit(MOST_COUNTED + 1).subquery()
    return Statement(select(func.count().label("count")).select_from(some))
