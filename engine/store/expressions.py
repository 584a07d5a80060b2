"""SQL expressions that PostgreSQL and SQLite write differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Boolean, ColumnElement, Float, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from engine.store.types import Moment, TextList


class machine_now(FunctionElement[Any]):
    """The database's own time, for leases, sessions and expiry; `seconds` later when given."""

    type = Moment()
    inherit_cache = True
    name = "machine_now"


@compiles(machine_now, "postgresql")
def _pg_now(element: machine_now, compiler: Any, **options: Any) -> str:
    clauses = list(element.clauses)
    if not clauses:
        return "clock_timestamp()"
    return f"(clock_timestamp() + {compiler.process(clauses[0], **options)} * interval '1 second')"


@compiles(machine_now, "sqlite")
def _lite_now(element: machine_now, compiler: Any, **options: Any) -> str:
    clauses = list(element.clauses)
    later = f", ({compiler.process(clauses[0], **options)}) || ' seconds'" if clauses else ""
    # strftime gives milliseconds; three zeros make the fixed width of microseconds.
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now'{later}) || '000')"


def is_word(column: ColumnElement[Any], *words: str) -> ColumnElement[bool]:
    """`column` is one of our own constants, written into the text so that partial indexes fit."""
    return column.in_([literal_column(f"'{word}'") for word in words])


class holds_text(FunctionElement[bool]):
    """The bytes of the first argument hold the text of the second."""

    type = Boolean()
    inherit_cache = True
    name = "holds_text"


@compiles(holds_text, "postgresql")
def _pg_holds(element: holds_text, compiler: Any, **options: Any) -> str:
    octets, text = (compiler.process(one, **options) for one in element.clauses)
    return f"position(convert_to({text}, 'UTF8') in {octets}) > 0"


@compiles(holds_text, "sqlite")
def _lite_holds(element: holds_text, compiler: Any, **options: Any) -> str:
    octets, text = (compiler.process(one, **options) for one in element.clauses)
    return f"instr({octets}, CAST({text} AS BLOB)) > 0"


class each_of(FunctionElement[Any]):
    """The ids of a list parameter as rows, on PostgreSQL: what a lateral query begins from."""

    inherit_cache = True
    name = "each_of"


@compiles(each_of, "postgresql")
def _pg_each_of(element: each_of, compiler: Any, **options: Any) -> str:
    return f"unnest({compiler.process(next(iter(element.clauses)), **options)}::uuid[])"


class seconds_between(FunctionElement[float]):
    """How many seconds the second moment is after the first."""

    type = Float()
    inherit_cache = True
    name = "seconds_between"


@compiles(seconds_between, "postgresql")
def _pg_seconds(element: seconds_between, compiler: Any, **options: Any) -> str:
    begin, end = (compiler.process(one, **options) for one in element.clauses)
    # `extract` would give a numeric, several times as dear in a list of thousands.
    return f"date_part('epoch', ({end}) - ({begin}))"


@compiles(seconds_between, "sqlite")
def _lite_seconds(element: seconds_between, compiler: Any, **options: Any) -> str:
    begin, end = (compiler.process(one, **options) for one in element.clauses)
    return f"((julianday({end}) - julianday({begin})) * 86400.0)"


class clock_began(FunctionElement[Any]):
    """When the first stage of a stored clock began; NULL while it has not."""

    type = Moment()
    inherit_cache = True
    name = "clock_began"


@compiles(clock_began, "postgresql")
def _pg_clock_began(element: clock_began, compiler: Any, **options: Any) -> str:
    clock = compiler.process(next(iter(element.clauses)), **options)
    return f"(({clock})::json #>> '{{runs,0,1}}')::timestamptz"


@compiles(clock_began, "sqlite")
def _lite_clock_began(element: clock_began, compiler: Any, **options: Any) -> str:
    clock = compiler.process(next(iter(element.clauses)), **options)
    # The document's time, as 2026-11-23T01:00:00Z with or without microseconds, as columns have it.
    began = f"replace(replace(json_extract({clock}, '$.runs[0][1]'), 'T', ' '), 'Z', '')"
    return f"substr({began} || '.000000', 1, 26)"


class is_any_of(FunctionElement[Any]):
    """The first argument is one of the few values of the second, a scalar subquery.

    On PostgreSQL an array, which is looked up in an index: of a query the planner might look for its rows in
    a walk through all.
    """

    #: Of a boolean SQLite would be asked whether it equals 1, and no index would serve.
    type = NullType()
    inherit_cache = True
    name = "is_any_of"


@compiles(is_any_of, "postgresql")
def _pg_any_of(element: is_any_of, compiler: Any, **options: Any) -> str:
    column, found = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY (ARRAY{found})"


@compiles(is_any_of, "sqlite")
def _lite_any_of(element: is_any_of, compiler: Any, **options: Any) -> str:
    column, found = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN {found}"


class is_one_of(ColumnElement[bool]):
    """`column` is one of the values of the list parameter `name`, however long the list."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str, element_type: str = "text") -> None:
        self.column, self.element_type = column, element_type
        self.parameter: BindParameter[Any] = BindParameter(name, type_=TextList())


@compiles(is_one_of, "postgresql")
def _pg_one_of(element: is_one_of, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    return f"{column} = ANY({compiler.process(element.parameter, **options)}::{element.element_type}[])"


@compiles(is_one_of, "sqlite")
def _lite_one_of(element: is_one_of, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    values = compiler.process(element.parameter, **options)
    return f"{column} IN (SELECT value FROM json_each({values}))"
