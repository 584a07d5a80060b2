"""Values that the host's functions return and FEEL only passes on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


class HostValue:
    """Base of values that FEEL does not know, such as what `limit("arrive")` returns.

    Subclass it and override what makes sense; test the subclass through an expression. Everything not
    overridden is null with a note: FEEL neither compares nor adds host values.
    """

    def feel_multiply(self, factor: Decimal) -> HostValue | None:
        """Return this value times `factor` (in either order of operands); None when it is not defined."""
        del factor
        return None

    def feel_property(self, name: str) -> Any:
        """Return the property `name` for a path such as `limit("arrive").due`; None when there is none."""
        del name
        return None
