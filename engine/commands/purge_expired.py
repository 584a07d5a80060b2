"""Forget what is over: answers kept for repeated requests, sessions, windows of attempts, sign-ins begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.accounts import purge_sessions
from engine.store.idempotency import purge_answers
from engine.store.rate_limits import purge_limits
from engine.store.sign_ins import purge_oidc_logins


@dataclass(frozen=True)
class PurgeExpired:
    """Delete up to `most` expired rows of each kind, so that no turn holds locks for long.

    All of them have no effect any more: whoever reads them asks for their time. The record of sign-ins and
    the history are not touched.
    """

    name: ClassVar[str] = "purge-expired"

    most: int = 500

    def perform(self, work: Work) -> Answer:
        """Delete them; the answer counts all together."""
        kinds = (purge_answers, purge_sessions, purge_limits, purge_oidc_logins)
        return {"purged": sum(purge(work.tx, self.most) for purge in kinds)}
