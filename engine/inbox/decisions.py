"""Claim, release, draft, complete, return, withdraw: may it be done to this task now?

Pure: facts in; nothing, or a named conflict that says who and when, out. Asking for a state that is there
already is a success. Who may touch the task at all is the policy's matter.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from engine.errors import Conflict, HeldByAnother, RevisionConflict
from engine.inbox.lines import Line, Role, TaskFacts
from engine.inbox.touches import gone, last_touch
from engine.words import Words

#: Gives a person's (or department's) name for a message.
Name = Callable[[str | None], str | None]


class Answer(Enum):
    """What a command is to do."""

    DO = "do"
    ALREADY = "already"
    SUBMIT = "submit"  # keep the completion until those who sign after have agreed


def require_open(task: TaskFacts, person: str, name_of: Name) -> None:
    """Raise a conflict unless the task is open; it says who closed it, and when."""
    if task.status == "open":
        return
    if task.status == "completed" and task.closed_by == person:
        raise Conflict(
            Words(f"you have completed {task.name} already", f"您已完成 {task.name}"), at=task.closed_at
        )
    if task.status == "stuck":
        raise HeldByAnother(
            Words(
                f"{task.name} was completed by {name_of(task.closed_by)}, but the process could not go on; "
                "an incident is open and will be mended",
                f"{task.name} 已由 {name_of(task.closed_by)} 完成，但流程无法继续；已有异常，会得到处理",
            ),
            name_of(task.closed_by),
            task.closed_at,
        )
    if task.status == "completed":
        raise HeldByAnother(
            Words(
                f"{task.name} was completed by {name_of(task.closed_by)}",
                f"{task.name} 已由 {name_of(task.closed_by)} 完成",
            ),
            name_of(task.closed_by),
            task.closed_at,
        )
    raise gone(task, name_of)


def require_revision(task: TaskFacts, revision: int | None, name_of: Name) -> None:
    """Raise RevisionConflict when the caller read another revision; None does not ask.

    It says who changed last whose the task is, and when, as far as that is why.
    """
    if revision is not None and revision != task.revision:
        person, at = last_touch(task, name_of)
        raise RevisionConflict(task.name, revision, task.revision, person, at)


def require_not_submitted(task: TaskFacts, name_of: Name) -> None:
    """Raise a conflict when the task is completed but for those who sign after."""
    if task.submitted_at is not None:
        raise HeldByAnother(
            Words(
                f"{task.name} was completed by {name_of(task.submitted_by)} and waits for "
                f"{awaited(task, name_of)} to sign",
                f"{task.name} 已由 {name_of(task.submitted_by)} 办完，正等 {awaited(task, name_of)} 会签",
            ),
            name_of(task.submitted_by),
            task.submitted_at,
        )


def claim(task: TaskFacts, person: str, name_of: Name, revision: int | None = None) -> Answer:
    """Decide a claim 领取."""
    require_open(task, person, name_of)
    if task.holder_id == person:
        return Answer.ALREADY
    require_free(task, person, name_of)
    require_revision(task, revision, name_of)
    return Answer.DO


def require_free(task: TaskFacts, person: str, name_of: Name) -> None:
    """Raise HeldByAnother when somebody else holds the task."""
    if task.holder_id is not None and task.holder_id != person:
        raise HeldByAnother(
            Words(
                f"{task.name} was claimed by {name_of(task.holder_id)}",
                f"{task.name} 已由 {name_of(task.holder_id)} 签收",
            ),
            name_of(task.holder_id),
            task.claimed_at,
        )


def release(task: TaskFacts, person: str, name_of: Name, revision: int | None = None) -> Answer:
    """Decide a release: only the holder gives back."""
    require_open(task, person, name_of)
    if task.holder_id is None:
        return Answer.ALREADY
    if task.holder_id != person:
        raise HeldByAnother(
            Words(
                f"{task.name} is held by {name_of(task.holder_id)}; only the holder gives it back",
                f"{task.name} 在 {name_of(task.holder_id)} 手中；只有签收人可以退还",
            ),
            name_of(task.holder_id),
            task.claimed_at,
        )
    require_not_submitted(task, name_of)
    require_revision(task, revision, name_of)
    if not task.departments:
        raise Conflict(
            Words(
                f"{task.name} was given to you alone, no department has it: reassign it instead",
                f"{task.name} 是指定给您个人的，没有部门可以放回：请转办",
            )
        )
    return Answer.DO


def work(task: TaskFacts, person: str, revision: int | None, name_of: Name) -> None:
    """Decide whether `person` may complete the task or pass it on: it is open, and theirs or nobody's."""
    require_open(task, person, name_of)
    if task.holder_id is not None and task.holder_id != person:
        raise HeldByAnother(
            Words(
                f"{task.name} is held by {name_of(task.holder_id)}",
                f"{task.name} 在 {name_of(task.holder_id)} 手中",
            ),
            name_of(task.holder_id),
            task.claimed_at,
        )
    if task.submitted_at is not None:
        require_not_submitted(task, name_of)
    require_revision(task, revision, name_of)


def draft(task: TaskFacts, person: str, revision: int | None, name_of: Name) -> None:
    """Decide a draft: as `work`; a delegate 委派 writes for the holder."""
    delegated = any(
        line.role == Role.DELEGATE and line.person_id == person and line.status == "open"
        for line in task.lines
    )
    if not delegated:
        work(task, person, revision, name_of)
        return
    require_open(task, person, name_of)
    require_revision(task, revision, name_of)


def complete(task: TaskFacts, person: str, revision: int | None, name_of: Name) -> Answer:
    """Decide a completion: as `work`, and nobody who must act first is left.

    SUBMIT: those who sign after 后加签 are left, so the completion is kept until they agree.
    """
    work(task, person, revision, name_of)
    if len(task.lines) < 2:  # a candidate's or the holder's alone: the usual case
        return Answer.DO
    first = [line for line in task.lines if line.required and line.timing != "after"]
    refused = [line for line in task.lines if line.status == "refused"]
    if refused:
        who = name_of(refused[0].person_id or refused[0].department_id)
        raise HeldByAnother(
            Words(
                f"{who} has refused to sign {task.name}: ask again, or take the question back with a reason",
                f"{who} 不同意 {task.name}：请再次加签，或写明原因后收回",
            ),
            who,
            refused[0].opened_at,
        )
    if first:
        since = first[0].opened_at
        raise HeldByAnother(
            Words(
                f"{task.name} waits for {awaited(task, name_of)}, who must act first",
                f"{task.name} 还要等 {awaited(task, name_of)} 先办理",
            ),
            awaited(task, name_of),
            since,
        )
    return Answer.SUBMIT if any(line.required for line in task.lines) else Answer.DO


def awaited(task: TaskFacts, name_of: Name) -> str:
    """Return the names of those whom the task waits for, for a message."""
    waiting = [line for line in task.lines if line.required]
    return "、".join(dict.fromkeys(_name(line, name_of) for line in waiting))


def _name(line: Line, name_of: Name) -> str:
    return name_of(line.person_id or line.department_id) or ""


def withdraw(task: TaskFacts, person: str, name_of: Name) -> None:
    """Decide a withdrawal 撤回: by the sender, while the receiver has not touched the task."""
    require_open(task, person, name_of)
    if task.sender_id != person:
        raise Conflict(
            Words(
                f"{task.name} was sent by {name_of(task.sender_id)}; only the sender withdraws it",
                f"{task.name} 由 {name_of(task.sender_id)} 送出；只有送出人可以撤回",
            )
        )
    if task.holder_id is not None:
        raise HeldByAnother(
            Words(
                f"{name_of(task.holder_id)} has claimed {task.name}; it can no longer be withdrawn",
                f"{name_of(task.holder_id)} 已签收 {task.name}；不能再撤回",
            ),
            name_of(task.holder_id),
            task.claimed_at,
        )
    if task.drafted_at is not None:
        name, at = last_touch(task, name_of)
        raise HeldByAnother(
            Words(
                f"the receiver has begun to work on {task.name}; it can no longer be withdrawn",
                f"接收人已开始办理 {task.name}；不能再撤回",
            ),
            name,
            at,
        )
    if task.touched_how not in (None, "claimed", "released"):
        name, at = last_touch(task, name_of)
        raise HeldByAnother(
            Words(
                f"{name} has acted on {task.name}; it can no longer be withdrawn",
                f"{name} 已处理 {task.name}；不能再撤回",
            ),
            name,
            at,
        )
