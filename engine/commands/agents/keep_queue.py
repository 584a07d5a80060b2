"""Enter a queue of an exchange, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.names import node_findings, queue_findings
from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import field_finding
from engine.ids import new_id
from engine.store.edited_rows import QUEUES, SKILLS, QueueRow
from engine.words import Words


@dataclass(frozen=True)
class KeepQueue:
    """Store a queue; `queue_id` None: a new one, else as it was read at `revision`; its name stays.

    `node` is an exchange of HUAN_TELEPHONY. `skill_id`: who has that skill serves it; `person_id`: that agent
    alone does; both None: who is given it. Whose calls they are says the department that names the queue.
    """

    name: ClassVar[str] = "keep-queue"

    queue: str
    node: str
    zh: str
    en: str
    service_seconds: int
    after_call_seconds: int
    skill_id: str | None = None
    person_id: str | None = None
    active: bool = True
    queue_id: str | None = None
    revision: int | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: the name is none or taken, no such skill or person, or both.
        """
        case = TelephonyCase(work, self.reason)
        what = Words("queue", "队列")
        before = case.existing(QUEUES, self.queue_id, what) if self.queue_id is not None else None
        name = before.name if before is not None else self.queue
        path = case.path_of(case.directory.queue_department(name))
        case.require_manager(path)
        row = QueueRow(
            self.queue_id or new_id(),
            name,
            self.node,
            self.zh.strip(),
            self.en.strip(),
            self.service_seconds,
            self.after_call_seconds,
            self.skill_id,
            self.person_id,
            self.active,
            before.revision if before is not None else 1,
        )
        findings = [
            *queue_findings(row.name),
            *node_findings(row.node),
            *case.taken(QUEUES, "name", row.name, row.id),
        ]
        if row.skill_id is not None and SKILLS.get(work.tx, row.skill_id) is None:
            none = Words("is no skill", "没有此技能")
            findings.append(field_finding("skill_id", none, Words("choose a skill", "请选择技能")))
        if row.person_id is not None and row.person_id not in case.directory.people:
            nobody = Words("is nobody", "没有此人")
            findings.append(field_finding("person_id", nobody, Words("choose a person", "请选择人员")))
        if row.person_id is not None and row.skill_id is not None:
            both = Words("is of one person, and cannot ask for a skill", "属于个人，不能再要求技能")
            findings.append(field_finding("skill_id", both, Words("leave one out", "请去掉其中一个")))
        require_plain(findings)
        return case.keep(QUEUES, before, row, self.revision, row.zh, path)
