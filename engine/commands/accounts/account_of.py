"""The person whose account an operator looks after."""

from __future__ import annotations

from engine.commands.work import Work
from engine.errors import NotFound
from engine.org import Action, Directory, Person, may, place_of_person, require
from engine.words import Words


def account_of(work: Work, person_id: str) -> tuple[Person, Directory]:
    """Return a person whose account the actor looks after, and the organisation.

    Raises:
        NotAllowed: the actor looks after no accounts.
        NotFound: there is nobody of this id at the actor's tiers or below.
    """
    _, directory = work.services.time_and_place(work.tx)
    person = directory.people.get(person_id)
    if person is None or not may(
        work.actor, Action.MANAGE_ACCOUNTS, place_of_person(person_id, directory), directory
    ):
        require(work.actor, Action.MANAGE_ACCOUNTS, place_of_person(work.actor.id, directory), directory)
        raise NotFound(
            Words(f"there is no account {person_id} that you look after", f"没有您可以管理的账号 {person_id}")
        )
    return person, directory
