"""Statements on what orders are found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles

from engine.orders import Piece, pieces
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import order_text
from engine.store.tables.order_texts import TEXT_INDEX
from engine.store.types import TextList, Tokens

_VALUES: dict[str, Any] = {"order_id": bindparam("order_id"), "tokens": bindparam("tokens")}
_INSERT_LITE = Statement(insert(order_text).values(_VALUES).inline())
# No parser of PostgreSQL's has a say in what a piece is.
_INSERT_PG = Statement(
    insert(order_text)
    .values(
        order_id=bindparam("order_id"),
        tokens=func.array_to_tsvector(
            bindparam("tokens", type_=TextList()).op("::")(literal_column("text[]")), type_=Tokens()
        ),
    )
    .inline()
)
_DELETE = Statement(delete(order_text).where(order_text.c.order_id == bindparam("of_order")))


def insert_text(tx: Transaction, order_id: str, texts: Iterable[str]) -> None:
    """Let an order be found by some texts of it, beside those that it is found by already."""
    found = pieces(texts)
    if not found:
        return
    if tx.dialect == "postgresql":
        tx.write(_INSERT_PG, order_id=order_id, tokens=found)
    else:
        tx.write(_INSERT_LITE, order_id=order_id, tokens=" ".join(found))


def delete_texts(tx: Transaction, order_id: str) -> None:
    """Let an order be found by nothing any more."""
    tx.write(_DELETE, of_order=order_id)


class has_words(ColumnElement[bool]):
    """An order, by its id `column`, has a text with all pieces of the parameter `name`, of `word_asked`."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.parameter: BindParameter[Any] = BindParameter(name)


@compiles(has_words, "postgresql")
def _pg_has_words(element: has_words, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    asked = compiler.process(element.parameter, **options)
    return (
        f"{column} IN (SELECT order_text.order_id FROM order_text "
        f"WHERE order_text.tokens @@ CAST({asked} AS tsquery))"
    )


class text_has(ColumnElement[bool]):
    """The same on PostgreSQL, asked of one order after the other: the index of words is not read for it."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.parameter: BindParameter[Any] = BindParameter(name)


@compiles(text_has, "postgresql")
def _pg_text_has(element: text_has, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    asked = compiler.process(element.parameter, **options)
    # An aggregate is not turned into a join, for which the planner would read the index of words.
    return (
        f"(SELECT bool_or(order_text.tokens @@ CAST({asked} AS tsquery)) FROM order_text "
        f"WHERE order_text.order_id = {column})"
    )


@compiles(has_words, "sqlite")
def _lite_has_words(element: has_words, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    asked = compiler.process(element.parameter, **options)
    return (
        f"{column} IN (SELECT order_text.order_id FROM {TEXT_INDEX} JOIN order_text "
        f"ON order_text.number = {TEXT_INDEX}.rowid WHERE {TEXT_INDEX} MATCH {asked})"
    )


def texts_with(name: str) -> Select[Any]:
    """Return the query for orders whose text has all pieces of the parameter `name`, on PostgreSQL."""
    asked = bindparam(name, type_=Text())
    return select(order_text.c.order_id).where(order_text.c.tokens.op("@@")(cast(asked, TSQUERY)))


def word_asked(tx: Transaction, asked: Sequence[Piece]) -> str:
    """Return the parameter of `has_words`; pieces are letters and digits, so that nothing needs escaping."""
    if tx.dialect == "postgresql":
        return " & ".join(f"'{piece.text}'{':*' if piece.begins else ''}" for piece in asked)
    return " AND ".join(f'"{piece.text}"{"*" if piece.begins else ""}' for piece in asked)
