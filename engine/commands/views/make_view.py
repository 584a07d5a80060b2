"""Save what a list shows under a name, for oneself, a department or a tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.views.sharing import SUBJECT, path_of, require_sharing, shown
from engine.commands.work import Work
from engine.errors import Conflict
from engine.ids import new_id
from engine.store.views import ViewRow, insert_view, views_owned
from engine.words import Words

#: More than anybody looks through.
MOST_VIEWS = 100


@dataclass(frozen=True)
class MakeView:
    """Keep a view. `filters` are those of the inbox, checked by whoever calls; one of `department_id` and
    `tier_id` shares it with everybody there, a tier's also with all tiers below.
    """

    name: ClassVar[str] = "make-view"

    title: str
    filters: Mapping[str, Any]
    columns: Sequence[str] = field(default=())
    department_id: str | None = None
    tier_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotAllowed: the actor may not share there.
            InvalidInput: there is no such department or tier.
            Conflict: the actor has very many views already.
        """
        now, directory = work.services.time_and_place(work.tx)
        path = path_of(self.department_id, self.tier_id, directory)
        require_sharing(work, path, directory)
        if views_owned(work.tx, work.actor.id) >= MOST_VIEWS:
            raise Conflict(
                Words(
                    f"you have {MOST_VIEWS} views; remove some first",
                    f"您已有 {MOST_VIEWS} 个视图；请先删除一些",
                )
            )
        row = ViewRow(
            new_id(),
            work.actor.id,
            self.department_id,
            self.tier_id,
            self.title,
            dict(self.filters),
            list(self.columns),
            now,
            1,
        )
        insert_view(work.tx, row)
        record_change(work, SUBJECT, row.id, None, shown(row), label=row.name, tier_path=path)
        return {"id": row.id, "revision": 1}
