"""What is found after a step: the moment itself, and what the scenario has brought until then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from engine.history import SealedEvent
from engine.scenarios.cast import Cast
from engine.scenarios.happened import Happened
from engine.scenarios.seen import Seen


@dataclass(frozen=True)
class Told:
    """What the scenario has brought so far: the values written last by name, all events, the variables there.

    `variables` asks only when it is asked: whoever wants to know them decodes the stored states.
    """

    said: Mapping[str, Any]
    events: Sequence[SealedEvent]
    variables: Callable[[], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Found:
    """One moment as it is compared: what is seen, who is who, the time on the set clock."""

    seen: Seen
    cast: Cast
    now: datetime
    so_far: Told

    @cached_property
    def happened(self) -> Happened:
        """Tells events by the names of the cast."""
        return Happened(self.cast, self.now)

    def notices(self) -> list[tuple[str, str]]:
        """Return the notices of the step, as (receiver, text)."""
        cast = self.cast
        return [
            (cast.department_name(row.department_id) or cast.person_name(row.person_id) or "?", row.text)
            for row in self.seen.notices
        ]

    def messages(self) -> list[tuple[str, str]]:
        """Return the messages to customers of the step, as (receiver, text)."""
        return [
            (str(job.payload.get("to")), str(job.payload.get("text")))
            for job in self.seen.asked
            if job.handler == "customer-message"
        ]
