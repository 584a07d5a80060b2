"""Say who stands in for whom, from when until when: for oneself, or as a leader for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.organisation.case import OrganisationCase, require_plain, shown
from engine.commands.work import Work
from engine.ids import new_id
from engine.org import Action, Substitution, place_of_person
from engine.org.substituting import substitution_findings
from engine.store.organisation import changed
from engine.store.substitutions import SubstitutionRow, insert_substitution

SUBJECT = "substitutions"


@dataclass(frozen=True)
class MakeSubstitution:
    """Let somebody do a person's work for a time. `person_id` None is the actor.

    Times are aware, the end is not included; a beginning before now is now. `department_id` None is all work.
    """

    name: ClassVar[str] = "make-substitution"

    substitute_id: str
    from_at: datetime
    until_at: datetime
    reason: str
    person_id: str | None = None
    department_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it, and tell the substitute.

        Raises:
            NotAllowed: for another, without being their leader.
            InvalidInput: people, times or department do not fit, it overlaps another, or goes in a circle.
        """
        case = OrganisationCase(work, None, SUBJECT)
        person = self.person_id or work.actor.id
        if person != work.actor.id:
            case.require_for(person, Action.ARRANGE_DUTY)
        begin = max(self.from_at, case.now)
        wanted = Substitution(person, self.substitute_id, self.department_id, begin, self.until_at)
        require_plain(substitution_findings(wanted, case.now, case.directory))
        row = SubstitutionRow(
            new_id(),
            person,
            self.substitute_id,
            self.department_id,
            begin,
            self.until_at,
            self.reason,
            work.actor.id,
            case.now,
            None,
            1,
        )
        insert_substitution(work.tx, row)
        names = [case.directory.person_name(one) for one in (person, self.substitute_id)]
        values = {"person": names[0], "since": begin, "until": self.until_at, "reason": self.reason}
        tell(work, "substitution", people=(self.substitute_id,), values=values)
        path = place_of_person(person, case.directory).tier_path
        told = {**shown(row), "person_name": names[0], "substitute_name": names[1]}
        case.record("substitution", row.id, None, told, f"{names[0]} → {names[1]}", path)
        changed(work.tx)
        return {"id": row.id, "revision": 1}
