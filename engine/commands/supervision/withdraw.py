"""Take a supervision order back 撤回督办."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.supervision.supervised import Supervised
from engine.commands.work import Work
from engine.inbox import SupervisionStatus
from engine.store.supervisions import store_verdict
from engine.words import Words


@dataclass(frozen=True)
class WithdrawSupervision:
    """Close a supervision order that is no longer needed, with a reason."""

    name: ClassVar[str] = "withdraw-supervision"

    supervision_id: str
    reason: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Withdraw it.

        Raises:
            HeldByAnother, RevisionConflict: it was closed or changed meanwhile; it says by whom and when.
            NotAllowed: another department issued it.
            InvalidInput: no reason.
        """
        supervised = Supervised(work, self.supervision_id)
        facts = supervised.facts
        inbox.withdraw_supervision(facts, work.actor.id, supervised.own, self.revision, supervised.name_of)
        reason = inbox.require_reason(self.reason)
        store_verdict(
            work.tx,
            facts,
            SupervisionStatus.WITHDRAWN,
            reason,
            by=work.actor.id,
            at=supervised.now,
            deadline=facts.deadline,
        )
        supervised.record("supervision.withdrawn", {}, {"reason": (None, reason)})
        tell(
            work,
            "supervision-decided",
            departments=[facts.department_id],
            order_id=supervised.one_order,
            values={"outcome": Words("withdrawn", "撤回"), "reason": reason},
        )
        return {
            "supervision": facts.id,
            "status": SupervisionStatus.WITHDRAWN.value,
            "revision": facts.revision + 1,
        }
