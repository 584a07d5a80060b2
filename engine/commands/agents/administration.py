"""The telephone's administration while it changes: who may, whether it is there already, and the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.names import key_findings
from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.work import Work
from engine.errors import NotFound, field_finding
from engine.ids import new_id
from engine.org import Action, Department, Target, require
from engine.store.edited_rows import EditedTable
from engine.words import Words

SUBJECT = "telephony"


class TelephonyCase(OrganisationCase):
    """One change of devices, queues, skills or reasons for breaks."""

    def __init__(self, work: Work, reason: str | None) -> None:
        super().__init__(work, reason, SUBJECT)

    def require_manager(self, path: str | None) -> None:
        """Raise NotAllowed unless the actor manages the telephony at a place; None: of the installation."""
        require(self.work.actor, Action.MANAGE_TELEPHONY, Target(path), self.directory)

    def department(self, department_id: str) -> Department:
        """Return a department, or raise NotFound."""
        found = self.directory.departments.get(department_id)
        if found is None:
            raise NotFound(Words(f"there is no department {department_id}", f"没有部门 {department_id}"))
        return found

    def path_of(self, department: Department | None) -> str | None:
        """Return where a department is; None for none."""
        return self.directory.tiers[department.tier_id].path if department is not None else None

    def existing(self, table: EditedTable[Any], row_id: str, what: Words) -> Any:
        """Return a row, or raise NotFound."""
        found = table.get(self.tx, row_id)
        if found is None:
            raise NotFound(Words(f"there is no {what} {row_id}", f"没有{what.zh} {row_id}"))
        return found

    def keep(
        self,
        table: EditedTable[Any],
        before: Any,
        after: Any,
        revision: int | None,
        label: str,
        path: str | None,
    ) -> Answer:
        """Store a row, new (`before` None) or in place of what it was; every agent's page may look again."""
        self.work.changed("agents", sorted(self.directory.departments))
        if before is None:
            return self.create(table, after, label, path)
        return self.put(table, before, after, revision, label, path)

    def keep_word(
        self,
        table: EditedTable[Any],
        given: Any,
        what: Words,
        revision: int | None,
        reserved: Mapping[str, Words] | None = None,
    ) -> Answer:
        """Store a word of the installation, `given` as a row: with the id "" a new one, else its key stays.

        `reserved` are keys that nobody may enter, with what they mean.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: the key is none, reserved or taken.
        """
        self.require_manager(None)
        before = self.existing(table, given.id, what) if given.id else None
        row = given._replace(
            id=given.id or new_id(),
            key=before.key if before is not None else given.key,
            zh=given.zh.strip(),
            en=given.en.strip(),
            revision=before.revision if before is not None else 1,
        )
        findings = [*key_findings(row.key), *self.taken(table, "key", row.key, row.id)]
        if (ours := (reserved or {}).get(row.key)) is not None:
            findings.append(field_finding("key", ours, Words("choose another", "请换一个")))
        require_plain(findings)
        return self.keep(table, before, row, revision, row.zh, None)

    def taken(
        self, table: EditedTable[Any], field: str, value: str, row_id: str | None
    ) -> list[dict[str, Any]]:
        """Return a finding when another row has this unique key."""
        found = table.find(self.tx, value)
        if found is None or found.id == row_id:
            return []
        problem = Words(f"{value!r} is taken", f"{value!r} 已被使用")
        return [field_finding(field, problem, Words("choose another", "请换一个"))]
