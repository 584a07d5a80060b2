"""Reply to a supervision order 督办答复."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.supervision.supervised import Supervised
from engine.commands.work import Work
from engine.inbox import SupervisionStatus
from engine.store.supervisions import store_reply


@dataclass(frozen=True)
class ReplySupervision:
    """Say what was done; the issuing department accepts it or sends it back."""

    name: ClassVar[str] = "reply-supervision"

    supervision_id: str
    reply: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Reply.

        Raises:
            HeldByAnother, RevisionConflict: a colleague has replied, or it is over; it says who and when.
            NotAllowed: it was not issued to one's department.
            InvalidInput: an empty reply.
        """
        supervised = Supervised(work, self.supervision_id)
        facts = supervised.facts
        inbox.reply(facts, work.actor.id, supervised.own, self.revision, supervised.name_of)
        text = inbox.require_reason(self.reply, "reply")
        store_reply(work.tx, facts.id, text, work.actor.id, supervised.now)
        late = supervised.now > facts.deadline
        supervised.record("supervision.replied", {"late_reply": late}, {"reply": (None, text)})
        tell(
            work,
            "supervision-replied",
            people=[facts.issuer_id],
            order_id=supervised.one_order,
            values={"answer": text},
        )
        return {
            "supervision": facts.id,
            "status": SupervisionStatus.REPLIED.value,
            "revision": facts.revision + 1,
        }
