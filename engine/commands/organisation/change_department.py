"""Change a department's name, kind and queues, or open one again that was closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.departments import department_findings
from engine.commands.work import Work
from engine.org.names import plain_name
from engine.store.edited_rows import DEPARTMENTS


@dataclass(frozen=True)
class ChangeDepartment:
    """Change a department that was read at `revision` (None: whatever it is). None keeps a member.

    `queue` empty takes its queues away. `reopen` opens a closed one again; closing is `CloseDepartment`.
    """

    name: ClassVar[str] = "change-department"

    department_id: str
    revision: int | None
    label: str | None = None
    kind: str | None = None
    queue: str | None = None
    reopen: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: as for a new one.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(DEPARTMENTS, self.department_id)
        tier = case.tier(row.tier_id)
        case.require_at(tier)
        after = row._replace(
            name=self.label if self.label is not None else row.name,
            kind=self.kind or row.kind,
            queue=row.queue if self.queue is None else self.queue.strip() or None,
            active=row.active or self.reopen,
        )
        require_plain(department_findings(case.tx, after))
        after = after._replace(name=plain_name(after.name))
        return case.put(DEPARTMENTS, row, after, self.revision, after.name, tier.path)
