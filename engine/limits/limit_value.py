"""The FEEL value behind limit("arrive"): a limit of the order, or a fraction of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import HostValue
from engine.limits.amounts import LARGEST_FRACTION, Layer


@dataclass(frozen=True, slots=True)
class LimitReading:
    """What expressions can ask of a limit: `limit("arrive").due`. Times are in the tier's zone.

    `phase` is waiting, running, paused or stopped; what is not known before the start is None.
    """

    phase: str
    started: datetime | None
    due: datetime | None
    remaining: timedelta | None
    remaining_days: int | None
    breached: bool | None
    round: int


@dataclass(frozen=True)
class LimitValue(HostValue):
    """`fraction` of the limit `rule_key`; `layer` None is the promise, else the target.

    It refers to the order's clock and so stays right when that is paused or its due time replaced. A timer
    resolves it with OrderLimits.due. `reading` answers its properties; None (a value read from a stored
    timer) has none.
    """

    rule_key: str
    fraction: Decimal = Decimal(1)
    layer: Layer | None = None
    reading: Callable[[LimitValue], LimitReading | None] | None = field(
        default=None, compare=False, repr=False
    )

    def feel_multiply(self, factor: Decimal) -> LimitValue | None:
        """Return the scaled limit: limit("reply") * 0.8 is 4 of 5 working days.

        None (null, with a note) unless the fraction stays above 0 and at most 1000.
        """
        fraction = self.fraction * factor
        return replace(self, fraction=fraction) if 0 < fraction <= LARGEST_FRACTION else None

    def feel_property(self, name: str) -> Any:
        """Return `promise` or `target` (the limit of that layer), or a field of LimitReading by its name.

        None for any other name, and where the order has no such clock.
        """
        if name in tuple(Layer):
            return replace(self, layer=Layer(name))
        reading = None if self.reading is None else self.reading(self)
        return getattr(reading, name, None) if name in _PROPERTIES else None


_PROPERTIES = frozenset(LimitReading.__dataclass_fields__)
