"""Save what has been typed into a task's form so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.org import Action
from engine.store.tasks import save_draft
from engine.words import Words

MOST_BYTES = 200_000


@dataclass(frozen=True)
class SaveDraft:
    """Keep a draft. It need not fit the form yet, and is no part of the history."""

    name: ClassVar[str] = "save-draft"

    task_id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Store the draft in place of the one before.

        Raises:
            InvalidInput: the draft is too large.
            RevisionConflict: the task was changed since it was read.
        """
        if len(orjson.dumps(dict(self.values))) > MOST_BYTES:
            raise InvalidInput(
                Words(
                    f"a draft may have {MOST_BYTES} bytes; attach long texts as files",
                    f"草稿最多 {MOST_BYTES} 字节；长文字请作为附件",
                )
            )
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        inbox.draft(task, case.holder_or_actor(task), self.revision, case.name_of)
        save_draft(work.tx, task.id, dict(self.values), case.now, work.actor.id)
        work.changed("task", [task.id])
        return {"task": task.id, "revision": task.revision + 1}
