"""Enter a reason for breaks, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import NO_ANSWER
from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.edited_rows import BREAK_REASONS, BreakReasonRow
from engine.words import Words

_OURS = {NO_ANSWER: Words("means that somebody did not answer", "表示未接听，由系统使用")}


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
            InvalidInput: the key is none, taken, or means something to Huan.
        """
        given = BreakReasonRow(
            self.reason_id or "", self.key, self.zh, self.en, self.limit_minutes, self.active
        )
        case = TelephonyCase(work, self.reason)
        what = Words("reason", "小休原因")
        return case.keep_word(BREAK_REASONS, given, what, self.revision, _OURS)
