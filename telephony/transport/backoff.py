"""How long to wait before a connection is tried again."""

from __future__ import annotations

#: Before the first repetition, and the longest of all.
FIRST_SECONDS = 0.5
LONGEST_SECONDS = 15.0


def seconds_before(attempt: int, jitter: float) -> float:
    """Return how many seconds to wait after `attempt` failures (1 for the first) without a success between.

    Twice as long each time up to the longest, of which `jitter` (0 to 1, drawn by the caller) chooses between
    half and the whole: listeners that lost the same exchange do not all come back in the same moment.
    """
    doubled = FIRST_SECONDS * (1 << min(max(attempt, 1) - 1, 10))
    return min(doubled, LONGEST_SECONDS) * (0.5 + 0.5 * min(max(jitter, 0.0), 1.0))
