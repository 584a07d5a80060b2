"""Enter a telephone at which agents sign in, or change one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.names import contact_findings, node_findings
from engine.calling.softphones import SOFTPHONE, sip_user
from engine.commands.agents.administration import TelephonyCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import Conflict, field_finding
from engine.ids import new_id
from engine.store.agents import agents_at
from engine.store.edited_rows import DEVICES, DeviceRow
from engine.words import Words

KINDS = ("phone", SOFTPHONE, "remote")


@dataclass(frozen=True)
class KeepDevice:
    """Store a device; `device_id` None: a new one, else as it was read at `revision` (None: whatever it is).

    `node` is an exchange of HUAN_TELEPHONY, `contact` how that reaches it; `person_id` None: everybody of the
    department may sign in at it.
    """

    name: ClassVar[str] = "keep-device"

    label: str
    node: str
    contact: str
    kind: str
    can_answer: bool
    department_id: str
    person_id: str | None = None
    active: bool = True
    device_id: str | None = None
    revision: int | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: a name is taken, or the exchange would misunderstand something.
            Conflict: somebody is signed in at it.
        """
        case = TelephonyCase(work, self.reason)
        department = case.department(self.department_id)
        path = case.path_of(department)
        case.require_manager(path)
        what = Words("device", "话机")
        before = case.existing(DEVICES, self.device_id, what) if self.device_id is not None else None
        if before is not None:
            case.require_manager(case.path_of(case.directory.departments.get(before.department_id)))
        row = DeviceRow(
            self.device_id or new_id(),
            self.label.strip(),
            self.node,
            self.contact,
            self.kind,
            self.can_answer,
            self.department_id,
            self.person_id,
            self.active,
            before.revision if before is not None else 1,
        )
        findings = [*node_findings(row.node), *contact_findings(row.contact)]
        if row.kind == SOFTPHONE and sip_user(row.contact) is None:
            nobody = Words("is no user of the exchange", "不是交换机的用户")
            findings.append(field_finding("contact", nobody, Words("such as user/1001", "如 user/1001")))
        if not row.name:
            findings.append(field_finding("name", Words("is empty", "为空"), Words("name it", "请填写名称")))
        for other in DEVICES.all(work.tx):
            if other.id != row.id and (other.department_id, other.name) == (row.department_id, row.name):
                taken = Words(f"{row.name!r} is taken", f"{row.name!r} 已被使用")
                findings.append(field_finding("name", taken, Words("choose another", "请换一个")))
        if row.person_id is not None and row.person_id not in case.directory.people:
            nobody = Words("is nobody", "没有此人")
            findings.append(field_finding("person_id", nobody, Words("choose a person", "请选择人员")))
        require_plain(findings)
        if before is not None and row != before and (there := agents_at(work.tx, row.id)):
            who = case.directory.person_name(there[0].person_id)
            raise Conflict(
                Words(f"{who} is signed in at it: let them sign out first", f"{who} 正在使用：请先让其签出")
            )
        return case.keep(DEVICES, before, row, self.revision, row.name, path)
