"""Bulk actions 批量 on tasks: a result per row, each row its own transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.context import reading, system
from api.each import run_row
from api.endpoint import Values, blueprint, endpoint
from api.schemas.bulk import TaskBulkBody, TaskBulkDone
from engine.commands import Command
from engine.commands.attention import UrgeTask
from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.passing import ReassignTask
from engine.errors import InvalidInput, field_finding
from engine.org import Action
from engine.queries.bulk import require_one_form
from engine.words import Words

group = blueprint("task bulk", "One operation on many tasks.")


@endpoint(
    group,
    "POST",
    "/tasks/bulk",
    "bulkTasks",
    Action.WORK_TASK,
    body=TaskBulkBody,
    answer=TaskBulkDone,
    command=True,
)
def bulk(body: Values) -> Values:
    """Claim, release, reassign, urge or complete many tasks; one that fails hinders no other.

    A request sent again under its Idempotency-Key answers for each row what it answered before.
    """
    _check(body)
    make = _COMMANDS[body["operation"]]
    items = [_row(make(row, body), row["task"]) for row in body["tasks"]]
    done = sum(item["done"] for item in items)
    return {"items": items, "done": done, "failed": len(items) - done}


def _check(body: Values) -> None:
    tasks = [row["task"] for row in body["tasks"]]
    most = system().engine.services.inbox_rules.bulk_most
    if len(tasks) > most or len(set(tasks)) != len(tasks):
        raise InvalidInput(
            Words(f"one bulk action takes {most} tasks, each once", f"一次批量最多 {most} 个任务，每个一次"),
            findings=[
                field_finding(
                    "tasks",
                    Words("are too many or double", "太多或重复"),
                    Words("choose fewer", "请少选一些"),
                )
            ],
        )
    if body["operation"] == "reassign" and body["department"] is None:
        raise InvalidInput(
            Words("say to which department", "请写明转给哪个部门"),
            findings=[
                field_finding("department", Words("is missing", "缺少"), Words("choose one", "请选择"))
            ],
        )
    if body["operation"] == "complete":
        with reading() as look:
            require_one_form(look, tasks)


_COMMANDS: dict[str, Callable[[Values, Values], Command]] = {
    "claim": lambda row, body: ClaimTask(row["task"], row["revision"]),
    "release": lambda row, body: ReleaseTask(row["task"], row["revision"]),
    "reassign": lambda row, body: ReassignTask(
        row["task"], body["department"], body["person"], body["reason"], row["revision"]
    ),
    "urge": lambda row, body: UrgeTask(row["task"], body["reason"]),
    "complete": lambda row, body: CompleteTask(row["task"], body["values"], row["revision"]),
}


def _row(command: Command, task_id: str) -> dict[str, Any]:
    answer, result = run_row(command, task_id)
    return {"task": task_id, **result, "status": answer.get("status") if answer is not None else None}
