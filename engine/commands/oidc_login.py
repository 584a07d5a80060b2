"""Signing in by another house (OpenID Connect): what its answer is checked against, kept and used once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import token_hash
from engine.errors import NotSignedIn
from engine.store.sign_ins import begin_oidc_login, end_oidc_login
from engine.words import Words


@dataclass(frozen=True)
class BeginOidcLogin:
    """Keep nonce and verifier (RFC 7636) under the hash of `state`, for ten minutes."""

    name: ClassVar[str] = "begin-oidc-login"

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    back_to: str = "/"

    def perform(self, work: Work) -> Answer:
        """Keep them."""
        begin_oidc_login(work.tx, token_hash(self.state), self.nonce, self.verifier, self.back_to)
        return {}


@dataclass(frozen=True)
class EndOidcLogin:
    """Take what was kept under a state: it is good for one answer."""

    name: ClassVar[str] = "end-oidc-login"

    state: str = field(repr=False)

    def perform(self, work: Work) -> Answer:
        """Take it; the answer has `nonce`, `verifier` and `back_to`.

        Raises:
            NotSignedIn: the state is unknown, used or over.
        """
        row = end_oidc_login(work.tx, token_hash(self.state))
        if row is None:
            raise NotSignedIn(
                Words(
                    "this sign-in has taken too long or was used: begin again",
                    "这次登录已过期或已用过：请重新开始",
                )
            )
        return {"nonce": row.nonce, "verifier": row.verifier, "back_to": row.back_to}
