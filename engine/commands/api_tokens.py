"""Give a machine a token by which it acts as a person of the directory, and revoke it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import new_token, token_hash
from engine.errors import InvalidInput, NotFound
from engine.ids import new_id
from engine.org import NOTHING, Action, require
from engine.store.accounts import insert_api_token, revoke_api_token
from engine.words import Words

LONGEST_DAYS = 3660
DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class CreateApiToken:
    """Create a token called `label` for the person `username`. `days` None: it does not expire."""

    name: ClassVar[str] = "create-api-token"

    username: str
    label: str
    days: float | None = 365

    def perform(self, work: Work) -> Answer:
        """Create it; the answer has the `token`, which is said only here, and the `id` to revoke it by.

        Raises:
            NotFound: nobody has this username.
            InvalidInput: no label, or a time that is not in the future.
        """
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.MANAGE_ACCOUNTS, NOTHING, directory)
        person = next((one for one in directory.people.values() if one.username == self.username), None)
        if person is None:
            raise NotFound(
                Words(f"nobody has the username {self.username!r}", f"没有用户名为 {self.username!r} 的人")
            )
        if not self.label.strip() or len(self.label) > 100:
            raise InvalidInput(
                Words(
                    "a token needs a name of at most 100 characters: say which machine uses it",
                    "令牌需要名称，最多 100 个字符：请写明是哪台机器使用",
                )
            )
        if self.days is not None and not 0 < self.days <= LONGEST_DAYS:
            raise InvalidInput(
                Words(
                    f"a token lasts more than 0 and at most {LONGEST_DAYS} days",
                    f"令牌的有效期要多于 0 天，最多 {LONGEST_DAYS} 天",
                )
            )
        key, token = new_id(), new_token()
        seconds = self.days * DAY_SECONDS if self.days is not None else None
        insert_api_token(
            work.tx,
            key=key,
            hash_=token_hash(token),
            name=self.label.strip(),
            person_id=person.id,
            seconds=seconds,
        )
        return {"id": key, "token": token}


@dataclass(frozen=True)
class RevokeApiToken:
    """Revoke a token; one that is revoked already is a success."""

    name: ClassVar[str] = "revoke-api-token"

    token_id: str

    def perform(self, work: Work) -> Answer:
        """Revoke it.

        Raises:
            NotFound: there is no such token.
        """
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.MANAGE_ACCOUNTS, NOTHING, directory)
        if not revoke_api_token(work.tx, self.token_id):
            raise NotFound(Words(f"there is no token {self.token_id}", f"没有令牌 {self.token_id}"))
        return {"id": self.token_id}
