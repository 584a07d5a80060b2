"""A statement written once with SQLAlchemy Core, compiled once per dialect, run on the driver itself.

The hot path runs a dozen statements per step; building and compiling them each time would cost more than
the step. A `Statement` keeps the SQL text, what each parameter must pass through, and what each result
column must, for both dialects.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import orjson
from sqlalchemy import BindParameter, ClauseElement, Executable, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from engine.store.types import Document, RawDocument
from engine.store.wire import dumper_of, octets_of, text

Processor = Callable[[Any], Any]


DIALECTS: dict[str, Dialect] = {
    "postgresql": psycopg.dialect(paramstyle="numeric_dollar"),  # type: ignore[no-untyped-call]
    "sqlite": sqlite.dialect(paramstyle="qmark"),
}


class Compiled:
    """One dialect's form of a statement."""

    __slots__ = ("_loads", "_parameters", "_places", "encoded", "make", "text")

    def __init__(self, executable: Executable, dialect: Dialect, row: type[tuple[Any, ...]] | None) -> None:
        written = replacement_traverse(executable, {}, _constant)  # type: ignore[call-overload]
        compiled = written.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.text = str(compiled)
        self.encoded = self.text.encode()
        prepare = dumper_of if dialect.name == "postgresql" else partial(_bind_processor, dialect=dialect)
        self._parameters: list[tuple[str, Any, Any]] = [
            (name, prepare(compiled.binds[name].type), compiled.params.get(name))
            for name in compiled.positiontup or ()
        ]
        self._places: tuple[Any, list[tuple[int, Any]]] = (None, [])
        columns = compiled._result_columns or []
        self._loads: tuple[tuple[int, Processor], ...] = tuple(
            (position, processor)
            for position, column in enumerate(columns)
            if (processor := _result_processor(column.type, dialect)) is not None
        )
        row = row or namedtuple("Row", [column.keyname for column in columns], rename=True)
        #: Makes a row of its values; half the price of the named tuple's own `_make`.
        self.make: Callable[[Iterable[Any]], Any] = partial(tuple.__new__, row)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """Return SQLite's parameters by position: defaults of the statement, overlaid, each prepared."""
        get = given.get
        return [
            value if (value := get(name, default)) is None or prepare is None else prepare(value)
            for name, prepare, default in self._parameters
        ]

    def values_of(self, row: tuple[Any, ...]) -> list[Any]:
        """Return SQLite's parameters out of a named tuple that has a field for each."""
        return [
            value if (value := row[index]) is None or prepare is None else prepare(value)
            for index, prepare in self._places_in(row)
        ]

    def octets_of(self, row: tuple[Any, ...]) -> list[bytes | None]:
        """Return PostgreSQL's parameters out of a named tuple that has a field for each."""
        return [
            None if (value := row[index]) is None else dump(value) for index, dump in self._places_in(row)
        ]

    def _places_in(self, row: Any) -> list[tuple[int, Any]]:
        """Return where each parameter stands in the row, and what it must pass through."""
        kind, places = self._places
        if kind is not type(row):
            places = [(row._fields.index(name), prepare) for name, prepare, _ in self._parameters]
            self._places = (type(row), places)
        return places

    def octets(self, given: Mapping[str, Any]) -> list[bytes | None]:
        """Return PostgreSQL's parameters by position, in its text format; otherwise as `values`."""
        get = given.get
        try:
            return [
                None if (value := get(name, default)) is None else dump(value)
                for name, dump, default in self._parameters
            ]
        except TypeError:
            # Something else than a text for a text column: its own type says how it is written.
            return [
                None
                if (value := get(name, default)) is None
                else (octets_of(value) if dump is text else dump(value))
                for name, dump, default in self._parameters
            ]

    def load(self, raw: tuple[Any, ...]) -> Any:
        """Return a driver's row as a named tuple of Python values."""
        if not self._loads:
            return self.make(raw)
        values = list(raw)
        for position, load in self._loads:
            if values[position] is not None:
                values[position] = load(values[position])
        return self.make(values)


def _constant(element: Any, **_: Any) -> ClauseElement | None:
    """Write a constant of the statement into its text.

    A partial index fits only what is written out, and a number that never changes need not be sent.
    """
    if not isinstance(element, BindParameter) or element.required:
        return None
    if isinstance(element.value, str):
        return literal_column("'" + element.value.replace("'", "''") + "'", element.type)
    if type(element.value) is int:
        return literal_column(str(element.value), element.type)
    return None


def _bind_processor(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    resolved = kind.dialect_impl(dialect)
    return resolved.bind_processor(dialect)


def _result_processor(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    if dialect.name == "postgresql":
        # The server's own types say how everything else is read.
        return orjson.loads if isinstance(kind, Document) and not isinstance(kind, RawDocument) else None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class Statement:
    """A Core statement with named parameters; the texts are made when first used.

    `row` is the named tuple that its result rows are made as, column by column; None makes one of the
    columns' names.
    """

    __slots__ = ("_compiled", "_executable", "_row")

    def __init__(self, executable: Executable, row: type[tuple[Any, ...]] | None = None) -> None:
        self._executable, self._row = executable, row
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: str) -> Compiled:
        """Return the form for a dialect, `postgresql` or `sqlite`."""
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = Compiled(self._executable, DIALECTS[dialect], self._row)
        return compiled
