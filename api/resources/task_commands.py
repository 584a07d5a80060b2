"""What can be done with a task: claim, release, draft, complete, return, withdraw."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.schemas.tasks import (
    Claimed,
    CompleteBody,
    Completed,
    DraftBody,
    Drafted,
    ReturnBody,
    Returned,
    WithdrawBody,
)
from engine.commands import Answer
from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.return_task import ReturnTask, WithdrawTask
from engine.commands.save_draft import SaveDraft
from engine.definitions import exact
from engine.feel import encode_value
from engine.org import Action

group = blueprint("task commands", "What can be done with a task.")
WORK = Action.WORK_TASK


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/claim",
    "claimTask",
    WORK,
    answer=Claimed,
    command=True,
    revised=True,
)
def claim(task_id: str) -> Answer:
    """Take the task for oneself 领取; what one holds already is a success.

    Held by another is a conflict that says who and since when.
    """
    with precondition():
        return run(ClaimTask(task_id, expected_revision(None)))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/release",
    "releaseTask",
    WORK,
    answer=Claimed,
    command=True,
    revised=True,
)
def release(task_id: str) -> Answer:
    """Give the task back to its department; a delegation of it ends."""
    with precondition():
        return run(ReleaseTask(task_id, expected_revision(None)))


@endpoint(
    group,
    "PUT",
    "/tasks/<id:task_id>/draft",
    "saveDraft",
    WORK,
    body=DraftBody,
    answer=Drafted,
    command=True,
    revised=True,
    problems=(428,),
)
def save_draft(body: Values, task_id: str) -> Answer:
    """Keep what has been typed so far; it need not fit the form yet.

    Which revision it is based on must be said, so that nobody's draft is overwritten unseen.
    """
    revision = expected_revision(body["revision"], required=True)
    with precondition():
        return run(SaveDraft(task_id, encode_value(exact(body["values"])), revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/complete",
    "completeTask",
    WORK,
    body=CompleteBody,
    answer=Completed,
    command=True,
    revised=True,
)
def complete(body: Values, task_id: str) -> Values:
    """Complete the task with the values of its form; the answer has one's next tasks.

    A completion is accepted even if the process cannot go on: it is `stuck` then, nothing typed is lost,
    and an operator mends it.
    """
    revision = expected_revision(body["revision"])
    with precondition():
        answer = run(CompleteTask(task_id, body["values"], revision, body["event_at"]))
    nothing = {"next": [], "sent": [], "ended": False, "incident": None, "message": None, "message_zh": None}
    return {**nothing, **answer}


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/return",
    "returnTask",
    WORK,
    body=ReturnBody,
    answer=Returned,
    command=True,
    revised=True,
)
def return_(body: Values, task_id: str) -> Values:
    """Return 退回 the task to an element that was completed before, with a reason.

    With `dry_run` nothing is changed: the answer says what would be taken away.
    """
    revision = expected_revision(body["revision"])
    command = ReturnTask(task_id, body["target"], body["reason"], revision, body["dry_run"])
    with precondition():
        return {**run(command), "dry_run": body["dry_run"]}


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/withdraw",
    "withdrawTask",
    WORK,
    body=WithdrawBody,
    answer=Returned,
    command=True,
)
def withdraw(body: Values, task_id: str) -> Values:
    """Take back 撤回 what one has sent, while the receiver has neither claimed, drafted nor acted.

    Named is the receiver's task; one's own is open again and one's own.
    """
    return {**run(WithdrawTask(task_id, body["reason"])), "dry_run": False}
