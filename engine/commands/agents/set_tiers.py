"""Say which queues an agent is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.agents.case import SUBJECT, AgentCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import field_finding
from engine.org import place_of_person
from engine.store.agents import TierRow, put_tiers, tiers_of
from engine.store.edited_rows import QUEUES
from engine.words import Words


@dataclass(frozen=True)
class SetTiers:
    """Store which queues somebody is given: by id, level and position, in place of what was stored."""

    name: ClassVar[str] = "set-tiers"

    person_id: str
    tiers: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Store it; the exchange follows.

        Raises:
            NotFound: there is no such person.
            NotAllowed: the actor does not lead them.
            InvalidInput: no such queue, or it is another's own.
        """
        case = AgentCase(work, self.person_id)
        case.require_leader()
        known = {one.id: one for one in QUEUES.all(work.tx)}
        findings = [
            field_finding(
                "tiers",
                Words(f"{key} is no queue that can be given", f"{key} 不是可以分配的队列"),
                Words("choose one of the list", "请从列表中选择"),
            )
            for key in self.tiers
            if key not in known or known[key].person_id is not None
        ]
        require_plain(findings)
        was = tiers_of(work.tx, self.person_id)
        before = {known[one.queue_id].name: [one.level, one.position] for one in was}
        after = {known[key].name: list(place) for key, place in self.tiers.items()}
        if after != before:
            put_tiers(
                work.tx,
                self.person_id,
                [TierRow(key, self.person_id, *place) for key, place in sorted(self.tiers.items())],
            )
            case.changed()
            record_change(
                work,
                SUBJECT,
                f"tiers:{self.person_id}",
                before,
                after,
                label=case.directory.person_name(self.person_id),
                tier_path=place_of_person(self.person_id, case.directory).tier_path,
            )
        return case.answer()
