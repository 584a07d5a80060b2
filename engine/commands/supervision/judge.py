"""Accept the reply to a supervision order 督办通过, or send it back 督办退回."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
class JudgeSupervision:
    """Accept a reply, which closes the document, or send it back with what is missing and a new deadline.

    `deadline` None keeps the one there is, which may be over by now: the next reply is late then.
    """

    name: ClassVar[str] = "judge-supervision"

    supervision_id: str
    accepted: bool
    verdict: str = ""
    deadline: datetime | None = None
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Judge it.

        Raises:
            HeldByAnother, RevisionConflict: a colleague was first; it says who and when.
            Conflict: there is no reply yet.
            NotAllowed: another department issued it.
            InvalidInput: sent back without saying what is missing, or a deadline too soon.
        """
        supervised = Supervised(work, self.supervision_id)
        facts = supervised.facts
        inbox.judge(facts, work.actor.id, supervised.own, self.revision, supervised.name_of)
        verdict = self.verdict.strip()
        if not self.accepted:
            verdict = inbox.require_reason(self.verdict, "verdict")
            if self.deadline is not None:
                inbox.require_deadline(work.services.inbox_rules, supervised.now, self.deadline)
        deadline = self.deadline if self.deadline is not None and not self.accepted else facts.deadline
        status = SupervisionStatus.ACCEPTED if self.accepted else SupervisionStatus.SENT_BACK
        store_verdict(work.tx, facts, status, verdict, by=work.actor.id, at=supervised.now, deadline=deadline)
        supervised.record(
            f"supervision.{status}",
            {"deadline": deadline, "round": facts.rounds},
            {"verdict": (None, verdict)} if verdict else {},
        )
        tell(
            work,
            "supervision-decided",
            departments=[facts.department_id],
            order_id=supervised.one_order,
            values={
                "outcome": Words("accepted", "通过") if self.accepted else Words("sent back", "退回"),
                **({"reason": verdict} if verdict else {}),
            },
        )
        return {"supervision": facts.id, "status": status.value, "revision": facts.revision + 1}
