"""Processor time and memory of processes on this machine, as /proc tells them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(process: int) -> float:
    """Return the processor time of a process so far; NaN when it is on another machine, or has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / _TICKS


def group(leader: int) -> list[int]:
    """Return the processes of a process group."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if os.getpgid(int(folder.name)) == leader:
                    found.append(int(folder.name))
            except ProcessLookupError:
                continue
    return found


def cpu_of(processes: Iterable[int]) -> float:
    """Return the processor time of several processes so far, in seconds; of an ended one nothing."""
    return sum(seconds for one in processes if not math.isnan(seconds := cpu_seconds(one)))


def resident_megabytes(processes: Iterable[int]) -> float:
    """Return the resident memory of several processes together, in MB; what they share counts in each."""
    return sum(_kilobytes(one, "status", "VmRSS:") for one in processes) / 1024


def proportional_megabytes(processes: Iterable[int]) -> float:
    """Return the memory of several processes together, in MB; what several share counts once."""
    return sum(_kilobytes(one, "smaps_rollup", "Pss:") for one in processes) / 1024


def _kilobytes(process: int, file: str, field: str) -> int:
    """Return a field of a file about a process; 0 when the process has ended."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def backends(url: str) -> list[int]:
    """Return PostgreSQL's processes that serve the database at `url`, without the one that answers this."""
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(url, autocommit=True) as connection:
        rows: list[Any] = connection.execute(asked).fetchall()
    return [int(pid) for (pid,) in rows]
