"""What a job may take, and how a process makes sure that it takes no more."""

from __future__ import annotations

import contextlib
import resource
import signal
from dataclasses import dataclass
from math import ceil
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """`seconds` on the wall, `processor_seconds` of computing, bytes of memory, of a file, of the answer."""

    seconds: float
    processor_seconds: float
    memory_bytes: int = 400_000_000
    file_bytes: int = 100_000_000
    answer_bytes: int = 30_000_000


#: For what a person waits for while drawing.
QUICK = Limits(seconds=10, processor_seconds=10)
#: For what a person starts and looks at later: playing scenarios.
LONG = Limits(seconds=90, processor_seconds=60)


def confine(limits: Limits) -> None:
    """Hold this process, which is to do one job and end, to its limits from now on.

    Past the time on the wall the kernel sends SIGALRM, past the processor time SIGXCPU and then SIGKILL; the
    first two end a process that does not handle them, whatever code is running. What would need more memory
    fails with MemoryError (setrlimit(2), RLIMIT_AS), reckoned from what the process has already.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    seconds = ceil(limits.processor_seconds)
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    _limit(resource.RLIMIT_AS, _address_space() + limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, limits.file_bytes)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    # A limit that is lower already stays, and a system that does not know one goes without it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (soft, hard if hard is not None else soft))


def _address_space() -> int:
    """Return the bytes of address space that this process has; 1 GB where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 1_000_000_000
    return pages * resource.getpagesize()
