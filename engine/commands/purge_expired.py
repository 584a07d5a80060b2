"""Forget what is over: answers kept for repeated requests, sessions, windows of attempts, old notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.accounts import purge_sessions
from engine.store.idempotency import purge_answers
from engine.store.notifications import purge_notices
from engine.store.rate_limits import purge_limits
from engine.store.sign_ins import purge_oidc_logins


@dataclass(frozen=True)
class PurgeExpired:
    """Delete up to `most` expired rows of each kind, so that no turn holds locks for long.

    What has expired has no effect any more: whoever reads it asks for its time. Notices go when they are
    older than the installation keeps them. The record of sign-ins and the history are not touched.
    """

    name: ClassVar[str] = "purge-expired"

    most: int = 500

    def perform(self, work: Work) -> Answer:
        """Delete them; the answer counts all together."""
        kinds = (purge_answers, purge_sessions, purge_limits, purge_oidc_logins)
        purged = sum(purge(work.tx, self.most) for purge in kinds)
        kept = work.services.notices_kept
        if kept is not None:
            now, _ = work.services.time_and_place(work.tx)
            purged += purge_notices(work.tx, now - kept, self.most)
        return {"purged": purged}
