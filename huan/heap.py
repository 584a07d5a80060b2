"""Keep the garbage collector from walking what never becomes garbage."""

from __future__ import annotations

import gc

#: Allocations between two collections of the youngest generation; Python's 700 suits short scripts.
YOUNGEST = 20_000


def settle_heap() -> None:
    """Call once when a process has loaded its code and specs: a full collection took 50 ms before."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNGEST, 20, 50)
