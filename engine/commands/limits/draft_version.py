"""Begin a version of a limit profile as a copy of another one, or of what is in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.limits.case import record
from engine.commands.limits.shipped import shipped_content
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.limits import seed_profiles
from engine.org import NOTHING, Action, require
from engine.store.limits import (
    LimitVersionRow,
    insert_version,
    version_by_id,
    version_named,
    versions_in_force,
)
from engine.words import Words

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")


@dataclass(frozen=True)
class DraftLimits:
    """Begin the draft `version` of a profile. `from_id` None: a copy of what is in force, else as shipped."""

    name: ClassVar[str] = "draft-limits"

    profile: str
    version: str
    note: str = ""
    from_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it; the answer has its id.

        Raises:
            NotAllowed: the actor may not change limits.
            NotFound: no such profile, or no such version to copy.
            InvalidInput: the version's name cannot be used.
            Conflict: the profile has a version of this name.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.CHANGE_LIMITS, NOTHING, directory)
        if not _NAME.fullmatch(self.version):
            raise InvalidInput(
                Words("the version needs a name such as 2026.2", "版本要有名称，例如 2026.2"),
                findings=[
                    field_finding(
                        "version",
                        Words("cannot be used", "不能使用"),
                        Words(
                            "up to 32 letters, digits, dots and hyphens",
                            "字母、数字、点和连字符，最多 32 个",
                        ),
                    )
                ],
            )
        content = self._content(work)
        shipped = seed_profiles().get(self.profile)
        if version_named(work.tx, self.profile, self.version) is not None or (
            shipped is not None and shipped.version == self.version
        ):
            raise Conflict(
                Words(
                    f"{self.profile} has a version {self.version} already: choose another name",
                    f"{self.profile} 已有版本 {self.version}：请换一个名称",
                )
            )
        who = work.actor.id
        row = LimitVersionRow(
            id=new_id(),
            profile=self.profile,
            version=self.version,
            state="draft",
            content={**content, "profile": self.profile, "version": self.version},
            note=self.note.strip(),
            valid_from=None,
            created_at=now,
            created_by=who,
            changed_at=now,
            changed_by=who,
            checked_at=None,
            checked_by=None,
            put_at=None,
            put_by=None,
            revision=1,
        )
        insert_version(work.tx, row)
        record(work, None, row, None)
        return {"id": row.id, "state": row.state, "revision": 1}

    def _content(self, work: Work) -> dict[str, Any]:
        now, _ = work.services.time_and_place(work.tx)
        if self.from_id is not None:
            found = version_by_id(work.tx, self.from_id)
            if found is None:
                raise NotFound(Words(f"there is no version {self.from_id}", f"没有版本 {self.from_id}"))
            return found.content
        for row in versions_in_force(work.tx):
            if row.profile == self.profile and row.valid_from is not None and row.valid_from <= now:
                return row.content
        return shipped_content(self.profile)
