"""Switch an announcement on or off; its row says who did it and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.calling.prompts import prompt_key
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, NotFound
from engine.org import Action, Target, require
from engine.store.announcements import (
    announcements_on,
    lock_announcement,
    update_announcement,
)
from engine.words import Words


@dataclass(frozen=True)
class SwitchAnnouncement:
    """Let callers hear an announcement, or no longer. `has_sound` says whether a prompt can be played."""

    name: ClassVar[str] = "switch-announcement"

    announcement_id: str
    on: bool
    has_sound: Callable[[str], bool]

    def perform(self, work: Work) -> Answer:
        """Switch it; what is so already is a success. Of one tier the one that was on goes off.

        Raises:
            NotFound: there is no such announcement of a tier that the actor leads.
            Conflict: it has no sound, or was switched off for good.
        """
        now, directory = work.services.time_and_place(work.tx)
        row = lock_announcement(work.tx, self.announcement_id)
        tier = directory.tiers.get(row.tier_id) if row is not None else None
        if row is None or tier is None:
            raise NotFound(Words("there is no such announcement", "没有这条公告"))
        require(work.actor, Action.ANNOUNCE, Target(tier.path), directory)
        answer: dict[str, Any] = {"id": row.id, "on": self.on, "sound": prompt_key(row.text)}
        if not self.on:
            if row.off_at is None:
                update_announcement(work.tx, row._replace(off_at=now, off_by=work.actor.id))
            return answer
        if row.is_on:
            return answer
        if row.off_at is not None:
            raise Conflict(Words("it was switched off: write it again", "公告已关闭：请重新编写"))
        if not self.has_sound(answer["sound"]):
            raise Conflict(
                Words(
                    f"callers could not hear it: there is no sound {prompt_key(row.text)}.wav in the "
                    "folder of prompts; record it, or run `huan telephony prompts make --deployed`",
                    f"客户听不到：提示音文件夹中没有 {prompt_key(row.text)}.wav；"
                    "请录音，或运行 `huan telephony prompts make --deployed`",
                )
            )
        for other in announcements_on(work.tx, [tier.id]):
            update_announcement(work.tx, other._replace(off_at=now, off_by=work.actor.id))
        update_announcement(work.tx, row._replace(on_at=now, on_by=work.actor.id))
        return answer
