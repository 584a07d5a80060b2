"""`column` begins with a parameter: exactly, whatever wildcards or capitals the texts hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Text
from sqlalchemy.ext.compiler import compiles


class begins_with(ColumnElement[bool]):
    """`column` begins with the text parameter `name`.

    LIKE would take `_` in a tier's code for any character, and ignores capitals on SQLite: a neighbour's
    orders would show.
    """

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.parameter: BindParameter[Any] = BindParameter(name, type_=Text())


@compiles(begins_with, "postgresql")
def _pg_begins_with(element: begins_with, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    return f"{column} ^@ {compiler.process(element.parameter, **options)}"


@compiles(begins_with, "sqlite")
def _lite_begins_with(element: begins_with, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    prefix = compiler.process(element.parameter, **options)
    return f"substr({column}, 1, length({prefix})) = {prefix}"
