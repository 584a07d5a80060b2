"""Set the business clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.clock import BusinessClock
from engine.commands.command import Answer
from engine.commands.work import Hint, Work
from engine.errors import InvalidInput
from engine.store.instances import read_revisions, revisions_request
from engine.store.time import set_clock
from engine.words import Words


@dataclass(frozen=True)
class SetClock:
    """Set the business clock for all processes: `now` None keeps the time, `rate` 0 lets it stand still."""

    name: ClassVar[str] = "set-clock"

    now: datetime | None = None
    rate: float = 1.0

    def perform(self, work: Work) -> Answer:
        """Set it.

        Raises:
            InvalidInput: a negative rate, or a time without zone.
        """
        if not 0 <= self.rate <= 100_000:
            raise InvalidInput(
                Words(
                    f"a clock cannot run at the rate {self.rate}; use 0 to 100000",
                    f"时钟不能以 {self.rate} 的速率运行；请用 0 到 100000",
                )
            )
        if self.now is not None and self.now.tzinfo is None:
            raise InvalidInput(Words("the time needs a zone", "时间需要时区"))
        found = read_revisions(work.tx.fetch(revisions_request())[0])
        before = work.services.now(work.tx, found.business_clock_revision, found.machine_at)
        set_clock(work.tx, BusinessClock(found.machine_at, self.now or before, self.rate))
        work.hints.add(Hint.TIMERS)
        return {"now": (self.now or before).isoformat(), "rate": self.rate}
