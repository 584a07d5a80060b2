"""Say what an agent can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engine.calling.tiers import BEST
from engine.commands.administration import record_change
from engine.commands.agents.case import SUBJECT, AgentCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import field_finding
from engine.org import place_of_person
from engine.store.agents import SkillLevel, put_skills, skills_of
from engine.store.edited_rows import SKILLS
from engine.words import Words


@dataclass(frozen=True)
class SetSkills:
    """Store what somebody can, by skill id, 1 to 5 (the best), in place of what was stored."""

    name: ClassVar[str] = "set-skills"

    person_id: str
    levels: Mapping[str, int] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Store it; the queues that ask for a skill follow.

        Raises:
            NotFound: there is no such person.
            NotAllowed: the actor does not lead them.
            InvalidInput: no such skill, or no such level.
        """
        case = AgentCase(work, self.person_id)
        case.require_leader()
        known = {one.id: one for one in SKILLS.all(work.tx)}
        findings = [
            field_finding(
                "skills",
                Words(f"{key} is no skill with a level from 1 to {BEST}", f"{key} 不是 1 到 {BEST} 级的技能"),
                Words("choose one of the list", "请从列表中选择"),
            )
            for key, level in self.levels.items()
            if key not in known or not 1 <= level <= BEST
        ]
        require_plain(findings)
        before = {known[one.skill_id].key: one.level for one in skills_of(work.tx, self.person_id)}
        after = {known[key].key: level for key, level in self.levels.items()}
        if after != before:
            put_skills(
                work.tx,
                self.person_id,
                [SkillLevel(self.person_id, key, level) for key, level in sorted(self.levels.items())],
            )
            case.changed()
            record_change(
                work,
                SUBJECT,
                f"skills:{self.person_id}",
                before,
                after,
                label=case.directory.person_name(self.person_id),
                tier_path=place_of_person(self.person_id, case.directory).tier_path,
            )
        return case.answer()
