"""A statement written once with SQLAlchemy Core, compiled once per dialect, run on the driver itself.

The hot path runs a dozen statements per step; building and compiling them each time would cost more than
the step. A `Statement` keeps the SQL text, what each parameter must pass through, and what each result
column must, for both dialects.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, Executable, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from engine.store.types import Document

Processor = Callable[[Any], Any]


DIALECTS: dict[str, Dialect] = {
    "postgresql": psycopg.dialect(paramstyle="numeric_dollar"),  # type: ignore[no-untyped-call]
    "sqlite": sqlite.dialect(paramstyle="named"),
}


class Compiled:
    """One dialect's form of a statement."""

    __slots__ = ("_loads", "_named", "_ordered", "loaders", "octets", "row", "text")

    def __init__(self, executable: Executable, dialect: Dialect) -> None:
        written = replacement_traverse(executable, {}, _constant)  # type: ignore[call-overload]
        compiled = written.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.text = str(compiled)
        self.octets = self.text.encode()
        self._named = {
            name: (_bind_processor(parameter.type, dialect), compiled.params.get(name))
            for name, parameter in compiled.binds.items()
        }
        self._ordered = [(name, *self._named[name]) for name in compiled.positiontup or ()]
        columns = compiled._result_columns or []
        self._loads: tuple[tuple[int, Processor], ...] = tuple(
            (position, processor)
            for position, column in enumerate(columns)
            if (processor := _result_processor(column.type, dialect)) is not None
        )
        names = [column.keyname for column in columns]
        self.row: Any = namedtuple("Row", names, rename=True) if names else tuple
        #: How a driver without types of its own reads each column; kept here by the first result.
        self.loaders: list[Processor] | None = None

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the driver is given, by name: defaults of the statement, overlaid, each prepared."""
        return {
            name: value if (value := given.get(name, default)) is None or prepare is None else prepare(value)
            for name, (prepare, default) in self._named.items()
        }

    def in_order(self, given: Mapping[str, Any]) -> list[Any]:
        """Return what the driver is given, by position."""
        get = given.get
        return [
            value if (value := get(name, default)) is None or prepare is None else prepare(value)
            for name, prepare, default in self._ordered
        ]

    def load(self, raw: tuple[Any, ...]) -> Any:
        """Return a driver's row as a named tuple of Python values."""
        if not self._loads:
            return self.row._make(raw)
        values = list(raw)
        for position, load in self._loads:
            if values[position] is not None:
                values[position] = load(values[position])
        return self.row._make(values)

    def processor(self, position: int) -> Processor | None:
        """Return what a result column must still pass through, or None."""
        return next((load for at, load in self._loads if at == position), None)


def _constant(element: Any, **_: Any) -> ClauseElement | None:
    """Write a constant of the statement into its text: a partial index fits only what is written out."""
    if isinstance(element, BindParameter) and not element.required and isinstance(element.value, str):
        return literal_column("'" + element.value.replace("'", "''") + "'", element.type)
    return None


def _bind_processor(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    resolved = kind.dialect_impl(dialect)
    return resolved.bind_processor(dialect)


def _result_processor(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    if dialect.name == "postgresql" and not isinstance(kind, Document):
        return None  # psycopg gives ids, times and numbers as they are wanted
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class Statement:
    """A Core statement with named parameters; the texts are made when first used."""

    __slots__ = ("_compiled", "_executable")

    def __init__(self, executable: Executable) -> None:
        self._executable = executable
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: str) -> Compiled:
        """Return the form for a dialect, `postgresql` or `sqlite`."""
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = Compiled(self._executable, DIALECTS[dialect])
        return compiled
