"""Sign that one has taken a shift over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import missing, shown
from engine.commands.rosters.case import RosterCase
from engine.commands.work import Work
from engine.errors import NotAllowed
from engine.store.rosters import hand_over_by_id, update_hand_over
from engine.words import Words


@dataclass(frozen=True)
class ReceiveHandOver:
    """Take over what was handed over to oneself; it cannot be changed afterwards."""

    name: ClassVar[str] = "receive-hand-over"

    hand_over_id: str

    def perform(self, work: Work) -> Answer:
        """Sign it; signed already is a success.

        Raises:
            NotFound: there is none.
            NotAllowed: it was handed over to somebody else.
        """
        case = RosterCase(work)
        row = hand_over_by_id(work.tx, self.hand_over_id)
        if row is None:
            raise missing("hand-over", "交接班", self.hand_over_id)
        if row.to_person_id != work.actor.id:
            who = case.directory.person_name(row.to_person_id)
            raise NotAllowed(Words(f"it was handed over to {who}", f"接班人是 {who}"))
        if row.received_at is None:
            after = row._replace(received_at=case.now, revision=row.revision + 1)
            update_hand_over(work.tx, after)
            label = case.directory.person_name(row.from_person_id) or row.from_person_id
            case.record("hand_over", row.id, shown(row), shown(after), label, case.path(row.department_id))
            work.changed("roster", [row.department_id])
            row = after
        return {"id": row.id, "revision": row.revision}
