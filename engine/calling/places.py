"""Whose turn it is among callers who keep a place in a queue without holding the line. Pure.

Callers who hold the line and kept places stand by how long they have waited. Whoever is being called back,
or waits again after that, has a claim on the next agent. A place is called when nobody stands before it, and
more at once where that many agents are free. Where nobody serves the queue nobody is called: he would only
wait with the telephone at his ear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """A queue at this moment: since when those have waited who hold the line, how many kept places are being
    called, how many agents are free, and whether anybody serves it (free, talking or in after-call work).
    """

    waiting: tuple[datetime, ...] = ()
    called: int = 0
    free: int = 0
    served: bool = False


def is_turn(line: Line, since: datetime, others: Iterable[datetime] = ()) -> bool:
    """Return whether the place that is kept `since` is to be called now; `others` are other kept places."""
    before = sum(one < since for one in (*line.waiting, *others)) + line.called
    return line.served and before < max(line.free, 1)
