"""Remove a saved view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.views.sharing import SUBJECT, own_view, path_of, shown
from engine.commands.work import Work
from engine.store.views import delete_view


@dataclass(frozen=True)
class RemoveView:
    """Remove one's own view, or one that is shared where one may share."""

    name: ClassVar[str] = "remove-view"

    view_id: str

    def perform(self, work: Work) -> Answer:
        """Remove it.

        Raises:
            NotFound, NotAllowed: it is not the actor's to remove.
        """
        _, directory = work.services.time_and_place(work.tx)
        row = own_view(work, self.view_id, directory)
        delete_view(work.tx, row.id)
        path = path_of(row.department_id, row.tier_id, directory)
        record_change(work, SUBJECT, row.id, shown(row), None, label=row.name, tier_path=path)
        return {"id": row.id, "removed": True}
