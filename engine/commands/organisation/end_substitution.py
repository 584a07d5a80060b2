"""End a substitution before its time, or call off one that has not begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, missing, shown
from engine.commands.organisation.make_substitution import SUBJECT
from engine.commands.work import Work
from engine.org import Action, place_of_person
from engine.store.organisation import changed
from engine.store.substitutions import end_substitution, substitution_by_id


@dataclass(frozen=True)
class EndSubstitution:
    """End a substitution now; one that is over is a success that changes nothing."""

    name: ClassVar[str] = "end-substitution"

    substitution_id: str
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """End it: the person themselves, who made it, or a leader.

        Raises:
            NotFound: there is none.
            NotAllowed: the actor is none of these.
        """
        case = OrganisationCase(work, self.reason, SUBJECT)
        row = substitution_by_id(work.tx, self.substitution_id)
        if row is None:
            raise missing("substitution", "代理", self.substitution_id)
        if work.actor.id not in (row.person_id, row.made_by):
            case.require_for(row.person_id, Action.ARRANGE_DUTY)
        if row.ended_at is not None or row.until_at <= case.now:
            return {"id": row.id, "revision": row.revision}
        end_substitution(work.tx, row.id, case.now)
        names = [case.directory.person_name(one) for one in (row.person_id, row.substitute_id)]
        after = shown(row._replace(ended_at=case.now))
        path = place_of_person(row.person_id, case.directory).tier_path
        case.record("substitution", row.id, shown(row), after, f"{names[0]} → {names[1]}", path)
        changed(work.tx)
        return {"id": row.id, "revision": row.revision + 1}
