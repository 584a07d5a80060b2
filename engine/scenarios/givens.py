"""What is given as a scenario begins: an order, a call, a dialogue, a process.

Times are aware UTC, or a time of day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class LaterDay:
    """A day counted from the moment: so many days or, `working`, working days later; `at` None: same time."""

    days: int
    working: bool
    at: time | None


#: Aware UTC; a time of day, whose day the moment gives; or a later day.
Moment = datetime | time | LaterDay


@dataclass(frozen=True)
class OpenOrder:
    """Somebody opens an order. `area` and `customer_class` None are the premise's."""

    by: str
    category: str
    title: str
    premise: str | None = "urban"
    description: str = ""
    area: str | None = None
    customer_class: str | None = None
    caller: str | None = None
    caller_name: str | None = None
    priority: int = 0
    called_at: Moment | None = None
    beside: bool = False
    from_call: bool = False
    fields: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """The exchange offers a call to a queue; `begins` is what its process begins with."""

    caller: str | None
    caller_name: str | None
    dialled: str | None
    queue: str | None
    begins: str = "offered"


@dataclass(frozen=True)
class Dialogue:
    """Somebody rings and hears the package, a dialogue. `outage` None is what is recorded at his place."""

    caller: str | None
    caller_name: str | None
    dialled: str | None
    queue: str | None
    outage: Values | None = None


@dataclass(frozen=True)
class Start:
    """A process starts plainly, with variables; it serves the order that is given beside it, if any."""

    process: str | None
    variables: Values
    key: str
