"""Who touched a task last, in words: so that whoever comes too late is told who was first, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from engine.errors import HeldByAnother
from engine.inbox.lines import TaskFacts
from engine.words import Words


class Touch(StrEnum):
    """What was done to a task that changes whose it is, or what it waits for."""

    DRAFTED = "drafted"
    CLAIMED = "claimed"
    RELEASED = "released"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REASSIGNED = "reassigned"
    REJECTED = "rejected"
    HANDED_UP = "handed-up"
    TAKEN_OVER = "taken-over"
    DELEGATED = "delegated"
    ASKED = "asked"
    ANSWERED = "answered"
    QUESTION_BACK = "question-back"
    SUBMITTED = "submitted"
    RECUSED = "recused"


_DONE = {
    Touch.DRAFTED: Words("was worked on", "填写"),
    Touch.CLAIMED: Words("was claimed", "领取"),
    Touch.RELEASED: Words("was given back to its department", "放回部门"),
    Touch.RETURNED: Words("was returned", "退回"),
    Touch.WITHDRAWN: Words("was taken back", "撤回"),
    Touch.REASSIGNED: Words("was reassigned", "转办"),
    Touch.REJECTED: Words("was rejected", "退单"),
    Touch.HANDED_UP: Words("was handed up", "移交上级"),
    Touch.TAKEN_OVER: Words("was taken over", "接管"),
    Touch.DELEGATED: Words("was delegated", "委派"),
    Touch.ASKED: Words("was given to others to sign", "送加签或会签"),
    Touch.ANSWERED: Words("was answered", "答复"),
    Touch.QUESTION_BACK: Words("was freed of a question", "收回加签或委派"),
    Touch.RECUSED: Words("was taken from whom the order concerns", "因涉事回避改派"),
    Touch.SUBMITTED: Words("was completed but for those who sign after", "办完待加签"),
}
_OTHERWISE = Words("was changed", "改动")


def last_touch(
    task: TaskFacts, name_of: Callable[[str | None], str | None]
) -> tuple[str | None, datetime | None]:
    """Return who touched the task last, by name, and when; None where nobody did."""
    return name_of(task.touched_by), task.touched_at


def gone(task: TaskFacts, name_of: Callable[[str | None], str | None]) -> HeldByAnother:
    """Return the conflict of a task that is not, or is no longer, the asker's: who did what, and when."""
    if task.status == "cancelled" and task.touched_how not in ("returned", "withdrawn"):
        return _overtaken(task, name_of(task.closed_by))
    name, at = last_touch(task, name_of)
    if name is None:
        return _overtaken(task, None)
    how = _DONE.get(Touch(task.touched_how), _OTHERWISE) if task.touched_how else _OTHERWISE
    return HeldByAnother(Words(f"{task.name} {how} by {name}", f"{task.name} 已由 {name} {how.zh}"), name, at)


def _overtaken(task: TaskFacts, name: str | None) -> HeldByAnother:
    """Return the conflict of a task that went with the process; `name` None: a timer or message moved it."""
    if name is None:
        why = Words(
            f"{task.name} is no longer open: the process went another way",
            f"{task.name} 已不是待办：流程走了另一条路径",
        )
    else:
        why = Words(
            f"{task.name} is no longer open: {name} let the process go another way",
            f"{task.name} 已不是待办：{name} 的办理使流程走了另一条路径",
        )
    return HeldByAnother(why, name, task.closed_at)
