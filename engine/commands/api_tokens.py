"""Give a machine a token by which it acts as a person of the directory, and revoke it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import SCOPES, new_token, token_hash
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import NOTHING, Action, may, place_of_person, require
from engine.store.accounts import api_tokens, insert_api_token, revoke_api_token
from engine.words import Words

LONGEST_DAYS = 3660
DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class CreateApiToken:
    """Create a token called `label` for the person `username`, limited to `scopes` (engine.credentials).

    `days` None: it does not expire. Without a scope it opens nothing but who it is.
    """

    name: ClassVar[str] = "create-api-token"

    username: str
    label: str
    days: float | None = 365
    scopes: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Create it; the answer has the `token`, which is said only here, and the `id` to revoke it by.

        Raises:
            NotFound: nobody has this username.
            InvalidInput: no label, or a time that is not in the future.
        """
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.MANAGE_ACCOUNTS, NOTHING, directory)
        person = next((one for one in directory.people.values() if one.username == self.username), None)
        if person is None or not may(
            work.actor, Action.MANAGE_ACCOUNTS, place_of_person(person.id, directory), directory
        ):
            problem = Words(
                f"nobody of your tiers has the username {self.username!r}",
                f"您的层级内没有用户名为 {self.username!r} 的人",
            )
            raise NotFound(problem)
        unknown = sorted(set(self.scopes) - set(SCOPES))
        if unknown:
            problem = Words(f"there is no scope {', '.join(unknown)}", f"没有范围 {'、'.join(unknown)}")
            remedy = Words.same(", ".join(SCOPES))
            raise InvalidInput(problem, findings=[field_finding("scopes", problem, remedy)])
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
            scopes=[one for one in SCOPES if one in self.scopes],
        )
        record_change(
            work,
            "tokens",
            key,
            None,
            {"label": self.label.strip(), "person": person.username, "scopes": sorted(self.scopes)},
            label=self.label.strip(),
            tier_path=place_of_person(person.id, directory).tier_path,
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
        found = next((one for one in api_tokens(work.tx) if one.id == self.token_id), None)
        place = place_of_person(found.person_id, directory) if found is not None else NOTHING
        if found is None or not may(work.actor, Action.MANAGE_ACCOUNTS, place, directory):
            raise NotFound(
                Words(
                    f"there is no token {self.token_id} that you look after",
                    f"没有您可以管理的令牌 {self.token_id}",
                )
            )
        if found.revoked_at is None:
            revoke_api_token(work.tx, self.token_id)
            work.changed("sessions", [found.person_id])
            record_change(
                work,
                "tokens",
                found.id,
                {"revoked": False},
                {"revoked": True},
                label=found.name,
                tier_path=place.tier_path,
            )
        return {"id": self.token_id}
