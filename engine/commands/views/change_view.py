"""Change a saved view: its name, what it shows, its columns, with whom it is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.views.sharing import SUBJECT, own_view, path_of, require_sharing, shown
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.views import update_view
from engine.words import Words


@dataclass(frozen=True)
class ChangeView:
    """Replace a view by what is given, over the revision that was seen."""

    name: ClassVar[str] = "change-view"

    view_id: str
    revision: int
    title: str
    filters: Mapping[str, Any]
    columns: Sequence[str]
    department_id: str | None = None
    tier_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotFound, NotAllowed: it is not the actor's to change or to share there.
            InvalidInput: there is no such department or tier.
            Conflict: somebody has changed it since.
        """
        now, directory = work.services.time_and_place(work.tx)
        before = own_view(work, self.view_id, directory)
        path = path_of(self.department_id, self.tier_id, directory)
        if (self.department_id, self.tier_id) != (before.department_id, before.tier_id):
            require_sharing(work, path, directory)
        after = before._replace(
            name=self.title,
            filters=dict(self.filters),
            columns=list(self.columns),
            department_id=self.department_id,
            tier_id=self.tier_id,
            changed_at=now,
            revision=before.revision + 1,
        )
        if before.revision != self.revision or not update_view(work.tx, after, self.revision):
            raise Conflict(
                Words(
                    "somebody has changed this view since you opened it: look at it again",
                    "您打开之后有人修改了这个视图：请重新查看",
                )
            )
        record_change(work, SUBJECT, after.id, shown(before), shown(after), label=after.name, tier_path=path)
        return {"id": after.id, "revision": after.revision}
