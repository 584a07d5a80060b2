"""Reject 退单: the unit gives back what is misdirected or lacks facts, with evidence, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.passing.pass_on import pass_on
from engine.commands.step import Step
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.inbox import TaskFacts, Touch
from engine.org import Action, Department, superior_department
from engine.store.clocks import read_time, time_of_task
from engine.store.operations import RejectionRow, insert_rejection, rejections_by
from engine.store.order_notes import AttachmentRow, attachment_by_id
from engine.store.task_lines import sending_department
from engine.words import Words


@dataclass(frozen=True)
class RejectTask:
    """Give a task back to the department that sent it, which sends it elsewhere or gives it back again.

    The token stays: so this is right in the members of a multi-instance and in loops. Where no task sent
    it, it goes to the department that opened the order, else to the superior's.

    `attachments` are files of the order that show why; the history keeps their names and digests. Where the
    form of the step says `x-reject`, either it rejects itself, or such a file is needed.
    """

    name: ClassVar[str] = "reject-task"

    task_id: str
    reason: str
    evidence: str = ""
    revision: int | None = None
    attachments: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Reject it.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            Conflict: the unit has rejected this order as often as the rule allows, or nobody can take it.
            InvalidInput: an unknown reason, or evidence that is missing.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        files = self._files(work, task)
        before = rejections_by(work.tx, task.department_id, task.order_id, task.id)
        inbox.reject(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            work.services.inbox_rules,
            reason=self.reason,
            evidence=self.evidence,
            files=len(files),
            rejected_before=before,
            says=reject_rule(case, task),
        )
        back = rejected_to(case, task)
        if back is None:
            raise Conflict(
                Words(
                    f"nobody sent {task.name} to your unit and nobody stands above it: work on it",
                    f"{task.name} 没有送出部门，也没有上级：请办理",
                )
            )
        insert_rejection(
            work.tx,
            RejectionRow(
                new_id(),
                task.id,
                task.order_id,
                task.department_id,
                self.reason,
                self.evidence.strip(),
                work.actor.id,
                case.now,
            ),
        )
        return pass_on(
            case,
            task,
            back,
            None,
            Touch.REJECTED,
            body={
                "reason": self.reason,
                "attachments": [{"attachment": one.id, "digest": one.digest} for one in files],
            },
            values={
                "evidence": (None, self.evidence.strip()),
                **({"evidence_files": (None, [one.name for one in files])} if files else {}),
            },
        )

    def _files(self, work: Work, task: TaskFacts) -> list[AttachmentRow]:
        found = []
        for key in dict.fromkeys(self.attachments):
            row = attachment_by_id(work.tx, key)
            if row is None or row.order_id != task.order_id or row.removed_at is not None:
                raise InvalidInput(
                    Words("the order has no such attachment", "工单没有这个附件"),
                    findings=[
                        field_finding(
                            "attachments",
                            Words(f"{key} is no attachment of the order", f"{key} 不是工单的附件"),
                            Words("choose from the order's attachments", "请从工单的附件中选择"),
                        )
                    ],
                )
            found.append(row)
        return found


def reject_rule(case: Case, task: TaskFacts) -> str | None:
    """Return what the form of an open task says of rejections at its step; None: nothing, or no form."""
    if task.status != "open":
        return None
    step = Step(case, read_time(*case.work.tx.fetch(*time_of_task(task.id))))
    key = step.instance.live_token(task.token).task_spec.assignment.form_key
    if key is None:
        return None
    says: str | None = step.definition_of(task.token).forms[key].schema.get(inbox.REJECT)
    return says


def rejected_to(case: Case, task: TaskFacts) -> Department | None:
    """Return the department that gets a rejected task: the sender's, the order's origin, the superior's."""
    directory = case.directory
    origin = case.order.origin_department_id if case.order is not None else None
    for department_id in (sending_department(case.work.tx, task.id), origin):
        department = directory.departments.get(department_id or "")
        if (
            department is not None
            and department.id != task.department_id
            and directory.members(department.id)
        ):
            return department
    return superior_department(task.department_id, directory)
