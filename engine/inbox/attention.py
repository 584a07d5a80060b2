"""Urge 催办 and escalate 升级: attention is raised, the holder stays. May it be done now?

Neither changes the task's revision: an urge must not refuse the form of the clerk who is at work.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.errors import Conflict
from engine.inbox.decisions import Name, require_open
from engine.inbox.lines import TaskFacts
from engine.inbox.rules import InboxRules
from engine.words import Words


def urge(
    task: TaskFacts,
    person: str,
    name_of: Name,
    rules: InboxRules,
    now: datetime,
    *,
    count: int,
    last_at: datetime | None,
) -> None:
    """Decide an urge 催办. `count` and `last_at` are those of the same person on the same task."""
    require_open(task, person, name_of)
    if task.holder_id == person:
        raise Conflict(Words(f"you hold {task.name} yourself", f"{task.name} 就在您手中"))
    if count >= rules.urge_most:
        raise Conflict(
            Words(
                f"you have urged {task.name} {count} times, which is the most: "
                "escalate it, or have it supervised",
                f"您已催办 {task.name} {count} 次，已到上限：请升级或督办",
            )
        )
    pause = timedelta(minutes=rules.urge_pause_minutes)
    if last_at is not None and now < last_at + pause:
        again = last_at + pause
        raise Conflict(
            Words(
                f"you have urged {task.name} less than {rules.urge_pause_minutes} minutes ago; "
                f"again from {again.isoformat()}",
                f"您在 {rules.urge_pause_minutes} 分钟内已催办 {task.name}；"
                f"{again.isoformat()} 之后可再次催办",
            ),
            at=last_at,
        )


def escalate(task: TaskFacts, person: str, name_of: Name, *, superior: str | None) -> None:
    """Decide an escalation 升级 by hand to the `superior` department: it watches, the holder stays."""
    require_open(task, person, name_of)
    if superior is None:
        raise Conflict(
            Words(
                f"every department above has {task.name} in view already",
                f"上级部门都已关注 {task.name}",
            )
        )
