"""Give a migrated database what every installation needs: its clock, its revision, its calendars."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import ClassVar

from engine.clock import BusinessClock
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.limits import read_calendar_file
from engine.store.organisation import changed
from engine.store.time import machine_time, put_calendar_year, read_calendars, read_clock, set_clock


@dataclass(frozen=True)
class Prepare:
    """Seed what is missing. Idempotent: what is there already, edited or not, stays."""

    name: ClassVar[str] = "prepare"

    clock_rate: float = 1.0

    def perform(self, work: Work) -> Answer:
        """Create the clock and store the calendar years that came with the product."""
        made: Answer = {"clock": False, "calendars": []}
        if read_clock(work.tx) is None:
            now = machine_time(work.tx)
            set_clock(work.tx, BusinessClock(now, now, self.clock_rate))
            changed(work.tx)
            made["clock"] = True
        known = {(row.key, row.year) for row in read_calendars(work.tx)}
        folder = resources.files("engine.limits") / "calendars"
        for path in sorted(folder.iterdir(), key=lambda path: path.name):
            if not path.name.endswith(".yaml"):
                continue
            text = path.read_text("utf-8")
            read = read_calendar_file(text, path.name)
            if (read.key, read.year.year) not in known:
                put_calendar_year(work.tx, read.key, read.year.year, read.year.provisional, path.name, text)
                made["calendars"].append(path.name)
        if made["calendars"]:
            changed(work.tx)
        return made
