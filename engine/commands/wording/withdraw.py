"""Withdraw a wording for emergencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.wording.case import SUBJECT, editing, meant, shown
from engine.commands.work import Work
from engine.errors import InvalidInput, field_finding
from engine.store.wording import update_wording
from engine.words import Words


@dataclass(frozen=True)
class WithdrawWording:
    """Nobody is to read this text any more; it stays on record, with the reason."""

    name: ClassVar[str] = "withdraw-wording"

    wording_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Withdraw it; one that was withdrawn is a success.

        Raises:
            NotAllowed: the actor may not edit wording.
            NotFound: there is none.
            InvalidInput: no reason is given.
        """
        now, directory = editing(work)
        if not self.reason.strip():
            told = Words("say why it is withdrawn", "请说明停用原因")
            raise InvalidInput(told, findings=[field_finding("reason", told, told)])
        before = meant(work, self.wording_id, None, directory)
        if before.withdrawn_at is not None:
            return {"id": before.id, "revision": before.revision}
        after = before._replace(
            withdrawn_at=now, changed_by=work.actor.id, changed_at=now, revision=before.revision + 1
        )
        update_wording(work.tx, after)
        record_change(work, SUBJECT, after.id, shown(before), None, self.reason.strip(), label=after.title)
        work.changed("wording", ["*"])
        return {"id": after.id, "revision": after.revision}
