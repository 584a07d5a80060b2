"""The years and months duration (clause 10.3.2.3.8)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration of whole months, negative ones included; `P1Y2M` is YearsMonths(14)."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return ("-P" if self.months < 0 else "P") + text
