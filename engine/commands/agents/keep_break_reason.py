"""Enter a reason for breaks, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.names import key_findings
from engine.calling.states import NO_ANSWER
from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import field_finding
from engine.ids import new_id
from engine.store.edited_rows import BREAK_REASONS, BreakReasonRow
from engine.words import Words


@dataclass(frozen=True)
class KeepBreakReason:
    """Store a reason; `reason_id` None: a new one, else as it was read at `revision`; its key stays.

    `limit_minutes` None: no limit.
    """

    name: ClassVar[str] = "keep-break-reason"

    key: str
    zh: str
    en: str
    limit_minutes: int | None = None
    active: bool = True
    reason_id: str | None = None
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
        what = Words("reason", "小休原因")
        before = case.existing(BREAK_REASONS, self.reason_id, what) if self.reason_id is not None else None
        row = BreakReasonRow(
            self.reason_id or new_id(),
            before.key if before is not None else self.key,
            self.zh.strip(),
            self.en.strip(),
            self.limit_minutes,
            self.active,
            before.revision if before is not None else 1,
        )
        findings = [*key_findings(row.key), *case.taken(BREAK_REASONS, "key", row.key, row.id)]
        if row.key == NO_ANSWER:
            ours = Words("means that somebody did not answer", "表示未接听，由系统使用")
            findings.append(field_finding("key", ours, Words("choose another", "请换一个")))
        require_plain(findings)
        return case.keep(BREAK_REASONS, before, row, self.revision, row.zh, None)
