"""FEEL values as plain JSON for people: what a timeline or a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.feel import to_text


@dataclass(frozen=True)
class Value:
    """A named value; `erased`: it was personal and has been taken away, `value` is None then."""

    name: str
    value: Any
    erased: bool = False


def plain(value: Any) -> Any:
    """Return a FEEL value as JSON: numbers stay exact, times, dates and durations become ISO 8601 texts."""
    if value is None or isinstance(value, bool | int | str | Decimal):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return to_text(value)
