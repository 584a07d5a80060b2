"""The business clock: one time for everything a work order counts, separate from the machine's time.

Limits, timers, due dates and history use business time; leases, sessions and telephony use the
database's. The clock is a straight line, `business = business_origin + (machine - machine_origin) * rate`,
whose three numbers are one database row shared by all processes, so that a demonstration can run sixty
times as fast (`HUAN_CLOCK_RATE=60`) and a test can set the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class BusinessClock:
    """A line from machine time to business time. Both origins are aware UTC; `rate` 0 stands still."""

    machine_origin: datetime
    business_origin: datetime
    rate: float = 1.0

    def at(self, machine: datetime) -> datetime:
        """Return the business time (aware UTC) at the machine time `machine` (aware)."""
        if self.rate == 1.0:
            return self.business_origin + (machine - self.machine_origin)
        return self.business_origin + (machine - self.machine_origin) * self.rate

    def machine_time_of(self, business: datetime) -> datetime | None:
        """Return when the machine's clock will show `business`; None when the clock stands still."""
        if self.rate == 0:
            return None
        return self.machine_origin + (business - self.business_origin) / self.rate

    def now(self) -> datetime:
        """Return the business time now, aware UTC."""
        return self.at(datetime.now(UTC))


REAL_TIME = BusinessClock(datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC))
