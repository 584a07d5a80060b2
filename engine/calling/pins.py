"""PINs by which customers prove on the telephone who they are: what one is, and when it is locked. Pure."""

from __future__ import annotations

from itertools import pairwise

PIN_DIGITS = 6
#: Wrong ones, one after the other, that lock a PIN; and for how long.
MOST_FAILURES = 5
LOCKED_MINUTES = 30


def is_good_pin(digits: str) -> bool:
    """Return whether it is six digits that are not guessed first: all alike, or up or down in a row."""
    if len(digits) != PIN_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps not in ({0}, {1}, {9})
