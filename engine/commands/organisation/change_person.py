"""Change what is known of a person, or take back one who has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.create_person import person_findings
from engine.commands.work import Work
from engine.org import place_of_person
from engine.org.names import plain_name
from engine.store.edited_rows import PEOPLE


@dataclass(frozen=True)
class ChangePerson:
    """Change a person who was read at `revision` (None: whatever it is). None keeps a member.

    `agent` empty takes it away. `back` takes somebody back who has left; leaving is `LeavePerson`.
    """

    name: ClassVar[str] = "change-person"

    person_id: str
    revision: int | None
    label: str | None = None
    agent: str | None = None
    language: str | None = None
    back: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: as for a new person.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(PEOPLE, self.person_id)
        case.require_for(row.id)
        after = row._replace(
            name=self.label if self.label is not None else row.name,
            agent=row.agent if self.agent is None else self.agent.strip() or None,
            language=self.language or row.language,
            active=row.active or self.back,
        )
        require_plain(person_findings(case.tx, after))
        after = after._replace(name=plain_name(after.name))
        path = place_of_person(row.id, case.directory).tier_path
        return case.put(PEOPLE, row, after, self.revision, after.name, path)
