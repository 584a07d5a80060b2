"""Give a person a password, or another one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import hash_password, require_good_password
from engine.errors import NotAllowed, NotFound
from engine.org import NOTHING, Action, may, place_of_person, require
from engine.store.accounts import close_sessions_of, put_password
from engine.words import Words


@dataclass(frozen=True)
class SetPassword:
    """Set the password of the account `username`. Every session of the person ends."""

    name: ClassVar[str] = "set-password"

    username: str
    password: str = field(repr=False)

    def perform(self, work: Work) -> Answer:
        """Store the password's hash.

        Raises:
            NotFound: nobody has this username.
            InvalidInput: the password is too short or too long.
        """
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.MANAGE_ACCOUNTS, NOTHING, directory)
        person = next((one for one in directory.people.values() if one.username == self.username), None)
        if person is None or not may(
            work.actor, Action.MANAGE_ACCOUNTS, place_of_person(person.id, directory), directory
        ):
            raise NotFound(
                Words(
                    f"nobody of your tiers has the username {self.username!r}",
                    f"您的层级内没有用户名为 {self.username!r} 的人",
                )
            )
        require_good_password(self.password, person.username)
        new = put_password(work.tx, person.username, person.id, hash_password(self.password))
        close_sessions_of(work.tx, person.id)
        work.changed("sessions", [person.id])
        record_change(
            work,
            "accounts",
            person.id,
            None if new else {"password": "before"},
            {"password": "set"},
            label=person.username,
            tier_path=place_of_person(person.id, directory).tier_path,
        )
        return {"person": person.id, "new": new}


@dataclass(frozen=True)
class SetDemonstrationPassword:
    """Give everybody the same password, hashed once: a demonstration has dozens of accounts."""

    name: ClassVar[str] = "set-demonstration-password"

    password: str = field(repr=False)

    def perform(self, work: Work) -> Answer:
        """Store it for every person.

        Raises:
            NotAllowed: only the installation itself may.
        """
        if not work.actor.is_system:
            raise NotAllowed(
                Words("only an installation gives demonstration passwords", "只有安装程序才给出演示密码")
            )
        _, directory = work.services.time_and_place(work.tx)
        hashed = hash_password(self.password)
        for person in directory.people.values():
            put_password(work.tx, person.username, person.id, hashed)
        return {"people": len(directory.people)}
