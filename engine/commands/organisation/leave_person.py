"""Note that somebody has left: they cannot sign in any more, and what they had goes back to departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase
from engine.commands.organisation.reorganisation import begin, forecast
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org import place_of_person
from engine.org.reorganising import Reorganisation, without_person
from engine.store.edited_rows import PEOPLE
from engine.words import Words


@dataclass(frozen=True)
class LeavePerson:
    """Let a person leave who was read at `revision` (None: whatever it is); `dry_run` only tells."""

    name: ClassVar[str] = "leave-person"

    person_id: str
    revision: int | None
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Let them leave, and begin to give back the tasks that they had.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: they have left already, or it is the actor.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(PEOPLE, self.person_id)
        case.require_for(row.id)
        if not row.active or row.id == work.actor.id:
            raise Conflict(
                Words(f"{row.name} has left already, or is yourself", f"{row.name} 已离职，或是您本人")
            )
        places = [one.department_id for one in case.directory.memberships_of(row.id)]
        plan = Reorganisation(people={row.id: places[0] if places else None})
        told = forecast(case, plan, without_person(case.directory, row.id))
        if self.dry_run:
            return {"id": row.id, "revision": row.revision, "reorganisation": None, **told}
        work.changed("sessions", [row.id])
        path = place_of_person(row.id, case.directory).tier_path
        answer = case.put(PEOPLE, row, row._replace(active=False), self.revision, row.name, path)
        return {**answer, "reorganisation": begin(case, "person", row.name, plan), **told}
