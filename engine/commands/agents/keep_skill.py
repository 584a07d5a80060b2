"""Enter a skill that agents can have, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.names import key_findings
from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.edited_rows import SKILLS, SkillRow
from engine.words import Words


@dataclass(frozen=True)
class KeepSkill:
    """Store a skill; `skill_id` None: a new one, else as it was read at `revision`; its key stays."""

    name: ClassVar[str] = "keep-skill"

    key: str
    zh: str
    en: str
    active: bool = True
    skill_id: str | None = None
    revision: int | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: the key is none, or taken.
        """
        case = TelephonyCase(work, self.reason)
        case.require_manager(None)
        what = Words("skill", "技能")
        before = case.existing(SKILLS, self.skill_id, what) if self.skill_id is not None else None
        row = SkillRow(
            self.skill_id or new_id(),
            before.key if before is not None else self.key,
            self.zh.strip(),
            self.en.strip(),
            self.active,
            before.revision if before is not None else 1,
        )
        require_plain([*key_findings(row.key), *case.taken(SKILLS, "key", row.key, row.id)])
        return case.keep(SKILLS, before, row, self.revision, row.zh, None)
