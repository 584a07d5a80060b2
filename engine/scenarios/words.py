"""How values and names are written in a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def listed(names: Iterable[str]) -> str:
    """Return names in alphabetical order, `none` for none."""
    return in_order(sorted(names))


def in_order(names: Iterable[str]) -> str:
    """Return names as they come, `none` for none."""
    return ", ".join(names) or "none"


def shown(value: Any) -> str:
    """Return a value as a scenario writes it."""
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def pairs(values: Mapping[str, Any]) -> str:
    """Return named values in one line."""
    return ", ".join(f"{name}: {shown(value)}" for name, value in values.items()) or "nothing"
