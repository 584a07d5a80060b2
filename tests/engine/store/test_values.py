"""What is written is read back, on both databases, whatever the column's type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import Column, Float, Integer, LargeBinary, Table, Text, bindparam, insert, select

from engine.ids import new_id
from engine.store.database import Database
from engine.store.statement import Statement
from engine.store.tables import business_clock, instance, membership, metadata, timer, work_order
from engine.store.types import Document, Id, Moment, Queryable
from engine.store.wire import dumper_of, octets_of


class Word(StrEnum):
    """A constant of ours, as commands give them."""

    ONE = "one"


AT = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)


def _timer(**changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "token": 7,
        "element_id": "e",
        "due_at": AT,
        "spec": {"a": [1, "zwei", None, True], "b": {"ä": "年"}},
        "parked": False,
        "armed_at": AT,
        **changes,
    }


def _stored(database: Database, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    written = Statement(insert(table).values({name: bindparam(name) for name in row}))
    read = Statement(select(*[table.c[name] for name in row]))
    with database.transaction() as tx:
        tx.write(written, **row)
    with database.reading() as tx:
        [found] = tx.rows(read)
    return dict(found._asdict())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"due_at": None, "limit_rule": None},
        {"parked": True, "token": -(2**31)},
        {"element_id": "quote ' double \" back \\ percent % dollar $1 colon :x brace {y} 换行\n\t"},
        {"spec": [], "limit_rule": Word.ONE},
        {"spec": "text with \\u0000 escaped"},
    ],
)
def test_texts_numbers_times_flags_and_documents_come_back(
    database: Database, changes: dict[str, Any]
) -> None:
    row = _timer(**changes)
    assert _stored(database, timer, row) == row


def test_a_time_of_another_zone_comes_back_as_the_same_instant(database: Database) -> None:
    row = _timer(due_at=AT.astimezone(timezone(timedelta(hours=8))))
    found = _stored(database, timer, row)
    assert found["due_at"] == AT
    assert found["due_at"].utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        _stored(database, timer, _timer(due_at=AT.replace(tzinfo=None)))


def test_a_decimal_in_a_document_is_its_text(database: Database) -> None:
    assert _stored(database, timer, _timer(spec={"n": Decimal("1.10")}))["spec"] == {"n": "1.10"}


def test_what_is_no_json_value_is_refused_and_not_written_as_some_text(database: Database) -> None:
    with pytest.raises(TypeError):
        _stored(database, timer, _timer(spec={"set": {1}}))


def test_a_float_comes_back(database: Database) -> None:
    row = {"id": 1, "machine_origin": AT, "business_origin": AT, "rate": 0.1, "revision": 1}
    assert _stored(database, business_clock, row) == row


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (Column("c", Text), "a", b"a"),
        (Column("c", Text), Word.ONE, b"one"),
        (Column("c", Id), "0190", b"0190"),
        (Column("c", Integer), 12, b"12"),
        (Column("c", LargeBinary), b"\x00\xff", b"\\x00ff"),
        (Column("c", Float), 1, b"1.0"),
        (Column("c", Moment), AT, b"2026-11-23T01:02:03.456789+00:00"),
        (Column("c", Document), {"a": 1}, b'{"a":1}'),
        (Column("c", Queryable), None, b"null"),
    ],
)
def test_a_parameter_is_written_by_its_columns_type(column: Column[Any], value: Any, text: bytes) -> None:
    assert dumper_of(column.type)(value) == text


def test_a_number_with_a_fraction_is_not_cut_to_a_whole_one() -> None:
    with pytest.raises(TypeError):
        dumper_of(Integer())(1.5)


def test_a_number_for_a_text_column_is_written_by_its_own_type() -> None:
    query = Statement(select(timer.c.id).where(timer.c.element_id == bindparam("element")))
    assert query.on("postgresql").octets({"element": 5}) == [b"5"]
    assert octets_of(True) == b"t"


def test_constants_of_a_statement_are_written_into_its_text() -> None:
    """A partial index fits only a predicate that is written out; what never changes need not be sent."""
    query = Statement(select(timer.c.id).where(timer.c.element_id == "it's", timer.c.token == 5).limit(3))
    for dialect in ("postgresql", "sqlite"):
        text = query.on(dialect).text
        assert "'it''s'" in text
        assert "= 5" in text
        assert "LIMIT 3" in text
    assert query.on("postgresql").octets({}) == []


def test_every_table_has_columns_of_known_types_only() -> None:
    """Whoever adds a type says how it is written: see engine.store.wire."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            assert dumper_of(column.type) is not octets_of, column
    assert {work_order.name, instance.name, membership.name} <= set(metadata.tables)
