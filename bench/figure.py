"""One measured figure, and what is said of the machine beside it."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


def _machine() -> dict[str, Any]:
    model = platform.processor()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {"cpu": model, "cores": os.cpu_count(), "python": platform.python_version()}


@dataclass(frozen=True)
class Figure:
    """A figure: `value` is the median of `runs`, in `unit`; `at_most` says which side of `target` is good.

    `target` None means that the figure is only reported.
    """

    name: str
    unit: str
    runs: Sequence[float]
    target: float | None = None
    at_most: bool = True
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        return statistics.median(self.runs)

    @property
    def met(self) -> bool:
        """True when there is no target, or the median is on its good side."""
        if self.target is None:
            return True
        return self.value <= self.target if self.at_most else self.value >= self.target

    def document(self) -> dict[str, Any]:
        """Return the object that `huan bench --json` prints, one a figure."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "target": self.target,
            "met": self.met,
            "runs": {
                "count": len(self.runs),
                "min": round(min(self.runs), 4),
                "max": round(max(self.runs), 4),
            },
            "machine": _machine(),
            **({"notes": self.notes} if self.notes else {}),
        }
