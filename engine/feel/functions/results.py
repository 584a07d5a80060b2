"""The types that the built-in functions give (Tables 72-82); Any where it depends on the arguments."""

from __future__ import annotations

from engine.feel.types.model import (
    A_CONTEXT,
    A_LIST,
    A_RANGE,
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    ContextType,
    ListType,
    Type,
)

_BY_TYPE: tuple[tuple[Type, tuple[str, ...]], ...] = (
    (
        NUMBER,
        (
            *("number", "string length", "count", "sum", "mean", "median", "stddev", "product"),
            *("decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down"),
            *("abs", "modulo", "sqrt", "log", "exp", "day of year", "week of year"),
        ),
    ),
    (
        STRING,
        (
            *("string", "substring", "upper case", "lower case", "substring before", "substring after"),
            *("replace", "string join", "day of week", "month of year"),
        ),
    ),
    (
        BOOLEAN,
        (
            *("not", "is", "contains", "starts with", "ends with", "matches", "list contains", "all", "any"),
            *("odd", "even", "before", "after", "meets", "met by", "overlaps", "overlaps before"),
            *("overlaps after", "finishes", "finished by", "includes", "during", "starts", "started by"),
            "coincides",
        ),
    ),
    (DATE, ("date", "today")),
    (TIME, ("time",)),
    (DATE_TIME, ("date and time", "now")),
    (MONTHS, ("years and months duration",)),
    (A_RANGE, ("range",)),
    (ListType(STRING), ("split",)),
    (ListType(NUMBER), ("index of", "mode")),
    (ListType(ContextType({"key": STRING, "value": ANY})), ("get entries",)),
    (
        A_LIST,
        (
            *("sublist", "append", "concatenate", "insert before", "remove", "list replace", "reverse"),
            *("union", "distinct values", "flatten", "sort"),
        ),
    ),
    (A_CONTEXT, ("context", "context put", "context merge")),
    (ANY, ("duration", "min", "max", "get value")),
)
_RESULTS = {name: type_ for type_, names in _BY_TYPE for name in names}


def result_of(name: str) -> Type:
    """Return the type of what the built-in function `name` gives, when it is not null."""
    return _RESULTS[name]
