"""A completion that waits for those who sign after 后加签."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.inbox import TaskFacts, Touch
from engine.store.task_lines import Touching, submit_task


def submit(case: Case, task: TaskFacts, values: Mapping[str, Any], event_at: datetime | None) -> Answer:
    """Keep the completion; it takes effect when the last of them agrees. `values` are as stored.

    `event_at` is when it was really done, None: now.
    """
    work = case.work
    submit_task(work.tx, task.id, values, event_at, Touching(work.actor.id, case.now, Touch.SUBMITTED))
    case.record(
        "task.submitted",
        element_id=task.element_id,
        event_at=event_at,
        body={"task": {"task": task.id}},
    )
    case.save()
    work.changed("task", [task.id])
    work.changed("inbox", task.inboxes)
    return {"task": task.id, "status": "submitted", "next": [], "sent": [], "ended": False}
