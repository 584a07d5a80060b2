"""Load an organisation with its customers and premises, as rows that were checked by whoever made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, NotAllowed
from engine.store.organisation import changed, insert_rows
from engine.words import Words

#: In the order in which they refer to each other.
TABLES = (
    "tier",
    "territory",
    "supply_unit",
    "department",
    "person",
    "membership",
    "customer",
    "premise",
    "shift",
    "skill",
    "break_reason",
    "agent_device",
    "queue",
    "person_skill",
    "agent_tier",
)


@dataclass(frozen=True)
class LoadOrganisation:
    """Store rows by table. Only the system itself loads, into a database without an organisation."""

    name: ClassVar[str] = "load-organisation"

    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Load them all, or none.

        Raises:
            Conflict: there is an organisation already.
        """
        if not work.actor.is_system:
            raise NotAllowed(
                Words(
                    "an organisation is loaded by the system; import files instead",
                    "组织由系统载入；请改为导入文件",
                )
            )
        _, directory = work.services.time_and_place(work.tx)
        if directory.tiers:
            raise Conflict(
                Words("there is an organisation already; use an empty database", "已经有组织；请用空的数据库")
            )
        for table in TABLES:
            insert_rows(work.tx, table, self.rows.get(table, ()))
        changed(work.tx)
        return {table: len(self.rows.get(table, ())) for table in TABLES}
