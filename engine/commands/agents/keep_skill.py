"""Enter a skill that agents can have, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.work import Work
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
        given = SkillRow(self.skill_id or "", self.key, self.zh, self.en, self.active)
        case = TelephonyCase(work, self.reason)
        return case.keep_word(SKILLS, given, Words("skill", "技能"), self.revision)
