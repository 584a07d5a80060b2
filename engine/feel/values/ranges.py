"""The range value (clause 10.3.2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Range:
    """A range of comparable values.

    An undefined endpoint (`> 5` has no end) is None. `operator` is "=" or "!=" for the ranges written
    `= 5` and `!= 5`, else None; `= 5` has both endpoints, `!= 5` keeps its value in both as well.
    """

    start: Any
    end: Any
    start_included: bool
    end_included: bool
    operator: str | None = None
