"""All built-in functions by name."""

from __future__ import annotations

from engine.feel.functions import (
    calendar,
    contexts,
    conversion,
    intervals,
    lists,
    numeric,
    statistics,
    strings,
)
from engine.feel.functions.signature import Function

_TABLES = (conversion, strings, lists, statistics, numeric, intervals, calendar, contexts)

FUNCTIONS: dict[str, Function] = {
    function.name: function for table in _TABLES for function in table.FUNCTIONS
}
