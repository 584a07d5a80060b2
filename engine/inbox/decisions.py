"""Claim, release, draft, complete, return, withdraw: may it be done to this task now?

Pure: facts in; nothing, or a named conflict that says who and when, out. Asking for a state that is there
already is a success. Who may touch the task at all is the policy's matter.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from engine.errors import Conflict, HeldByAnother, RevisionConflict
from engine.inbox.lines import Role, TaskFacts
from engine.words import Words

#: Gives a person's name for a message.
Name = Callable[[str | None], str | None]


class Answer(Enum):
    """What a command is to do."""

    DO = "do"
    ALREADY = "already"


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
    raise Conflict(
        Words(
            f"{task.name} is no longer open: the process went another way",
            f"{task.name} 已不是待办：流程走了另一条路径",
        ),
        closed_at=task.closed_at,
    )


def require_revision(task: TaskFacts, revision: int | None) -> None:
    """Raise RevisionConflict when the caller read another revision; None does not ask."""
    if revision is not None and revision != task.revision:
        raise RevisionConflict(task.name, revision, task.revision)


def claim(task: TaskFacts, person: str, name_of: Name) -> Answer:
    """Decide a claim 领取."""
    require_open(task, person, name_of)
    if task.holder_id == person:
        return Answer.ALREADY
    if task.holder_id is not None:
        raise HeldByAnother(
            Words(
                f"{task.name} was claimed by {name_of(task.holder_id)}",
                f"{task.name} 已由 {name_of(task.holder_id)} 签收",
            ),
            name_of(task.holder_id),
            task.claimed_at,
        )
    return Answer.DO


def release(task: TaskFacts, person: str, name_of: Name) -> Answer:
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
    return Answer.DO


def work(task: TaskFacts, person: str, revision: int | None, name_of: Name) -> None:
    """Decide whether `person` may draft, complete or return the task: it is open, and theirs or nobody's."""
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
    require_revision(task, revision)


def complete(task: TaskFacts, person: str, revision: int | None, name_of: Name) -> None:
    """Decide a completion: as `work`, and no line of another that must act first is open."""
    work(task, person, revision, name_of)
    waiting = [
        line
        for line in task.lines
        if line.required and line.status == "open" and line.role in (Role.CO_SIGNER, Role.DELEGATE)
    ]
    if waiting:
        raise Conflict(
            Words(
                f"{task.name} waits for {len(waiting)} other(s) who must act first",
                f"{task.name} 还要等 {len(waiting)} 人先办理",
            )
        )


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
        raise Conflict(
            Words(
                f"the receiver has begun to work on {task.name}; it can no longer be withdrawn",
                f"接收人已开始办理 {task.name}；不能再撤回",
            )
        )
