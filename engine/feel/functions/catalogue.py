"""All built-in functions by name, and those that are not there yet."""

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
LATER: dict[str, str] = {"sort": "`sort` needs a function literal, which is not supported yet"}
"""Names of functions of the standard that a later version brings, and what to tell who uses them."""
