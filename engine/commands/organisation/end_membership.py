"""End one place of a person: a role in a department. What they hold of its tasks goes back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, missing, shown
from engine.commands.organisation.reorganisation import begin
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org.reorganising import Reorganisation
from engine.store.edited_rows import MEMBERSHIPS, PEOPLE
from engine.store.organisation import changed
from engine.store.uses import held_in
from engine.words import Words


@dataclass(frozen=True)
class EndMembership:
    """End a membership at once; its history says when. `dry_run` only tells how many tasks would go back.

    Whoever keeps another role in the department keeps its tasks.
    """

    name: ClassVar[str] = "end-membership"

    person_id: str
    membership_id: str
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """End it, and begin to give back the tasks.

        Raises:
            NotFound: there is no such place of this person.
            NotAllowed: the actor does not administer the department.
            Conflict: it is the actor's own.
        """
        case = OrganisationCase(work, self.reason)
        person = case.row(PEOPLE, self.person_id)
        row = MEMBERSHIPS.get(case.tx, self.membership_id)
        if row is None or row.person_id != person.id:
            raise missing("place", "任职", self.membership_id)
        department = case.directory.departments.get(row.department_id)
        path = None
        if department is not None:
            tier = case.tier(department.tier_id)
            case.require_at(tier)
            path = tier.path
        else:
            case.require_for(person.id)
        if person.id == work.actor.id:
            raise Conflict(Words("nobody ends a place of their own", "不能结束自己的任职"))
        stays = any(
            one.department_id == row.department_id and one.role != row.role
            for one in case.directory.memberships_of(person.id)
        )
        released = 0 if stays else held_in(case.tx, person.id, row.department_id)
        answer = {"id": row.id, "reorganisation": None, "released": released}
        if self.dry_run:
            return answer
        MEMBERSHIPS.delete(case.tx, row.id)
        name = department.name if department is not None else row.department_id
        case.record(MEMBERSHIPS.name, row.id, shown(row), None, f"{person.name} · {name}", path)
        changed(case.tx)
        if released:
            plan = Reorganisation(places={person.id: row.department_id})
            answer["reorganisation"] = begin(case, "person", f"{person.name} · {name}", plan)
        return answer
