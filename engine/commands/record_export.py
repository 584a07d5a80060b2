"""Record that somebody has taken a list out of the system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.org import Action, require
from engine.org.policy import NOTHING


@dataclass(frozen=True)
class RecordExport:
    """Keep who exported which list, narrowed by what, how many lines, in which columns."""

    name: ClassVar[str] = "record-export"

    what: str
    filters: Mapping[str, Any]
    columns: Sequence[str]
    lines: int

    def perform(self, work: Work) -> Answer:
        """Record it; whoever may not export is refused."""
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.EXPORT_LIST, NOTHING, directory)
        key = new_id()
        taken = {
            "list": self.what,
            "filters": dict(self.filters),
            "columns": list(self.columns),
            "lines": self.lines,
        }
        record_change(work, "exports", key, None, taken, label=directory.person_name(work.actor.id))
        return {"id": key}
