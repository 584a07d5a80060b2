"""A time in which nobody listened to a node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telephony.listener.session import Reason


@dataclass(frozen=True, slots=True)
class Gap:
    """From the last that was heard until the channels were asked for anew; aware UTC of our own clock.

    `reason` is how the session before it ended, `lost` how many calls ended unseen in it, `imported` how many
    began and ended in it and are known from their call records, `opened` how many began in it and went on.
    """

    since: datetime
    until: datetime
    reason: Reason
    events_shed: int
    lost: int
    imported: int = 0
    opened: int = 0
