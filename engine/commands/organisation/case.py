"""The organisation while it is changed: locked, as it is now, with the record of what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, RevisionConflict
from engine.org import Action, Directory, Target, Tier, place_of_person, require
from engine.store.administration import lock_chain
from engine.store.edited_rows import EditedTable, Row
from engine.store.organisation import changed
from engine.words import Words

SUBJECT = "organisation"
#: Members of a row that say nothing to whoever reads what was changed.
_SILENT = ("id", "revision")


class OrganisationCase:
    """One change of the organisation. `now` is business time, aware UTC.

    Two that change it wait for each other, so that what one has checked the other cannot undo.
    """

    def __init__(self, work: Work, reason: str | None, subject: str = SUBJECT) -> None:
        self.work, self.tx, self.reason, self.subject = work, work.tx, reason, subject
        lock_chain(work.tx, SUBJECT)
        self.now: datetime
        self.directory: Directory
        self.now, self.directory = work.services.time_and_place(work.tx)

    # What may be done.

    def require_at(self, tier: Tier, action: Action = Action.ADMINISTER) -> None:
        """Raise NotAllowed unless the actor may change what lies at a tier."""
        require(self.work.actor, action, Target(tier.path), self.directory)

    def require_for(self, person_id: str, action: Action = Action.ADMINISTER) -> None:
        """Raise NotAllowed unless the actor looks after a person: after all their departments."""
        require(self.work.actor, action, place_of_person(person_id, self.directory), self.directory)

    def tier(self, tier_id: str) -> Tier:
        """Return a tier, or raise NotFound."""
        tier = self.directory.tiers.get(tier_id)
        if tier is None:
            raise missing("tier", "层级", tier_id)
        return tier

    def row(self, table: EditedTable[Row], row_id: str) -> Row:
        """Return a row, active or not, or raise NotFound."""
        found = table.get(self.tx, row_id)
        if found is None:
            raise missing(table.name.replace("_", " "), _CHINESE[table.name], row_id)
        return found

    # What becomes of it.

    def create(self, table: EditedTable[Row], row: Row, label: str, path: str | None) -> Answer:
        """Store a new row and record it; `path` is the tier whose it is, None: of the installation."""
        table.insert(self.tx, row)
        self.record(table.name, row.id, None, shown(row), label, path)
        changed(self.tx)
        return {"id": row.id, "revision": 1}

    def put(
        self,
        table: EditedTable[Row],
        before: Row,
        after: Row,
        revision: int | None,
        label: str,
        path: str | None,
    ) -> Answer:
        """Store a row in place of what it was and record it; what is so already is a success.

        Raises:
            RevisionConflict: `revision`, as it was read, is no longer the row's; None: whatever it is.
        """
        was = getattr(before, "revision", 1)
        if after == before:
            return {"id": before.id, "revision": was}
        if revision is not None and revision != was:
            raise RevisionConflict(label, revision, was)
        if hasattr(after, "revision"):
            after = after._replace(revision=was + 1)  # type: ignore[call-arg]
        table.update(self.tx, after)
        self.record(table.name, after.id, shown(before), shown(after), label, path)
        changed(self.tx)
        return {"id": after.id, "revision": was + 1}

    def record(
        self,
        table: str,
        key: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        label: str,
        path: str | None,
    ) -> None:
        """Record a change of something that a table holds."""
        record_change(
            self.work,
            self.subject,
            f"{table}:{key}",
            before,
            after,
            self.reason,
            label=label,
            tier_path=path,
        )


def shown(row: Any) -> dict[str, Any]:
    """Return what a row says, as it is recorded."""
    return {name: value for name, value in row._asdict().items() if name not in _SILENT}


def require_plain(findings: Sequence[dict[str, Any]]) -> None:
    """Raise InvalidInput when there are findings."""
    if findings:
        raise InvalidInput(
            Words(f"{len(findings)} field(s) need attention", f"有 {len(findings)} 个字段需要注意"),
            findings=list(findings),
        )


_CHINESE = {
    "tier": "层级",
    "department": "部门",
    "person": "人员",
    "membership": "任职",
    "territory": "行政区域",
    "supply_unit": "供电单位",
}


def missing(what: str, chinese: str, key: str) -> NotFound:
    """Return the error that there is no such thing."""
    return NotFound(Words(f"there is no {what} {key}", f"没有{chinese} {key}"))
