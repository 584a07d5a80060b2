"""Reassign 转办, reject 退单, hand up 移交上级, take over: the task goes to somebody else. May it, now?

Pure, as `decisions`. None of these moves a token: the task keeps its place in the diagram, so each is right
in the members of a multi-instance and in loops.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.errors import Conflict, InvalidInput, field_finding
from engine.inbox.decisions import Answer, Name, require_open, require_revision, work
from engine.inbox.lines import TaskFacts
from engine.inbox.rules import InboxRules
from engine.words import Words

MOST_REASON = 1000


def require_reason(text: str, field: str = "reason") -> str:
    """Return a reason without blanks around it, or raise InvalidInput."""
    if not text.strip():
        raise InvalidInput(
            Words("this needs a reason: say why", "这需要原因：请写明为什么"),
            findings=[field_finding(field, Words("is missing", "缺少"), Words("fill it in", "请填写"))],
        )
    return text.strip()


def reassign(
    task: TaskFacts,
    person: str,
    revision: int | None,
    name_of: Name,
    *,
    department_id: str,
    person_id: str | None,
    leads: bool,
) -> Answer:
    """Decide a reassignment 转办 to a department, or to one person of it.

    `leads`: the actor may pass on what another holds. ALREADY: it is there.
    """
    if leads:
        require_open(task, person, name_of)
        require_revision(task, revision, name_of)
    else:
        work(task, person, revision, name_of)
    if department_id in task.departments and task.holder_id == person_id:
        return Answer.ALREADY
    return Answer.DO


#: What a form says under this keyword of rejections at its step: see docs/packages.md.
REJECT = "x-reject"
#: The form itself rejects; or a file of the order must show why.
IN_FORM, WITH_FILE = REJECTING = ("form", "attachment")


def reject(
    task: TaskFacts,
    person: str,
    revision: int | None,
    name_of: Name,
    rules: InboxRules,
    *,
    reason: str,
    evidence: str,
    files: int,
    rejected_before: int,
    says: str | None,
) -> None:
    """Decide a rejection 退单 by the unit: for a reason of the rules, with evidence, once.

    `files` is how many attachments are named as evidence, `rejected_before` how often this unit has given
    this order back, `says` what the task's form says of rejections, None: nothing.
    """
    work(task, person, revision, name_of)
    require_not_in_form(says)
    require_reject_reason(reason, rules)
    if len(evidence.strip()) < rules.reject_evidence_least:
        least = rules.reject_evidence_least
        raise InvalidInput(
            Words(
                f"a rejection needs evidence, at least {least} characters: what shows that it is not yours",
                f"退单需要依据，至少 {least} 个字：写明为何不应由本单位办理",
            ),
            findings=[
                field_finding(
                    "evidence", Words("is too short", "太短"), Words("say what shows it", "请写明依据")
                )
            ],
        )
    if says == WITH_FILE and not files:
        raise InvalidInput(
            Words(
                "this step asks for a file that shows it: choose or attach one",
                "本环节退单须有附件为依据：请选择或上传",
            ),
            findings=[
                field_finding("attachments", Words("is missing", "缺少"), Words("choose one", "请选择附件"))
            ],
        )
    require_rejectable(task, rules, rejected_before)


def require_not_in_form(says: str | None) -> None:
    """Raise Conflict where the task's form rejects: it is one thing, and done in one place."""
    if says == IN_FORM:
        raise Conflict(
            Words(
                "the form of this step rejects, and says who decides on it: choose it there",
                "本环节的退单在表单里办理，由流程安排裁定：请在表单中选择退单",
            )
        )


def require_reject_reason(reason: str, rules: InboxRules) -> None:
    """Raise InvalidInput unless the reason is one of the rules'."""
    if reason not in rules.reject_reasons:
        known = ", ".join(rules.reject_reasons)
        raise InvalidInput(
            Words(
                f"there is no reason {reason!r} for a rejection; one of {known}",
                f"没有退单原因 {reason!r}；可选：{known}",
            ),
            findings=[
                field_finding(
                    "reason", Words("is unknown", "未知"), Words("choose one of the list", "请从列表中选择")
                )
            ],
        )


def require_rejectable(task: TaskFacts, rules: InboxRules, rejected_before: int) -> None:
    """Raise Conflict when the unit has given the order back as often as it may."""
    if rejected_before >= rules.reject_most:
        raise Conflict(
            Words(
                f"your unit has rejected this order {rejected_before} time(s) already, "
                f"and may {rules.reject_most} time(s): work on it, or hand it up with your reason",
                f"本单位对此工单已退单 {rejected_before} 次（最多 {rules.reject_most} 次）：请办理，"
                "或写明理由移交上级",
            )
        )


def hand_up(
    task: TaskFacts, person: str, revision: int | None, name_of: Name, *, superior: str | None
) -> None:
    """Decide handing up 移交上级: the responsibility moves to the `superior` department."""
    work(task, person, revision, name_of)
    if superior is None:
        raise Conflict(
            Words(
                f"{task.name} is with the highest department already: there is nobody to hand it up to",
                f"{task.name} 已在最高层级：没有可以移交的上级",
            )
        )


def take_over(
    task: TaskFacts,
    person: str,
    revision: int | None,
    name_of: Name,
    *,
    own: Collection[str],
    superior: bool,
) -> Answer:
    """Decide taking over by a superior: from a subordinate department, whoever holds it.

    `own` are the actor's departments; `superior` says that one of them stands above the task's.
    """
    require_open(task, person, name_of)
    if task.holder_id == person:
        return Answer.ALREADY
    require_revision(task, revision, name_of)
    if not superior:
        if task.department_id in own:
            raise Conflict(
                Words(
                    f"{task.name} is your own department's: claim it", f"{task.name} 就是本部门的：请直接领取"
                )
            )
        raise Conflict(
            Words(
                f"only a tier above the one that has {task.name} takes it over",
                f"只有 {task.name} 承办单位的上级可以接管",
            )
        )
    return Answer.DO
