"""Write an announcement for a tier: it is heard once it has a sound and is switched on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.prompts import prompt_key
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import Action, Target, require
from engine.store.announcements import AnnouncementRow, insert_announcement
from engine.words import Words

LONGEST = 300


@dataclass(frozen=True)
class WriteAnnouncement:
    """Write what callers of a tier, and of all below it, shall hear first."""

    name: ClassVar[str] = "write-announcement"

    tier_id: str
    text: str

    def perform(self, work: Work) -> Answer:
        """Store it, switched off; answer with the key of the sound that it needs.

        Raises:
            NotFound, NotAllowed: no such tier, or it is not led by who asks.
            InvalidInput: there is nothing to say, or too much.
        """
        now, directory = work.services.time_and_place(work.tx)
        tier = directory.tiers.get(self.tier_id)
        if tier is None:
            raise NotFound(Words(f"there is no unit {self.tier_id}", f"没有单位 {self.tier_id}"))
        require(work.actor, Action.ANNOUNCE, Target(tier.path), directory)
        said = " ".join(self.text.split())
        if not 0 < len(said) <= LONGEST:
            problem = Words(f"must be 1 to {LONGEST} characters", f"应为 1 到 {LONGEST} 个字符")
            raise InvalidInput(
                Words("an announcement needs its text", "公告需要有内容"),
                findings=[field_finding("text", problem, Words("write what is said", "请写出播报内容"))],
            )
        row = AnnouncementRow(new_id(), tier.id, said, now, work.actor.id)
        insert_announcement(work.tx, row)
        return {"id": row.id, "on": False, "sound": prompt_key(said)}
