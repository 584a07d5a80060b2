"""A task passes to somebody else: reassign, reject, hand up, take over."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.schemas.asking import PassBody, Passed, ReassignBody, RejectBody
from engine.commands import Answer
from engine.commands.passing import HandUpTask, ReassignTask, RejectTask, TakeOverTask
from engine.org import Action

group = blueprint("task passing", "A task passes to somebody else; its place in the process stays.")
WORK = Action.WORK_TASK


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/reassign",
    "reassignTask",
    WORK,
    body=ReassignBody,
    answer=Passed,
    command=True,
    revised=True,
)
def reassign(body: Values, task_id: str) -> Answer:
    """Hand the task to another department or person 转办; the responsibility moves.

    A leader reassigns also what another holds.
    """
    revision = expected_revision(body["revision"])
    with precondition():
        return run(ReassignTask(task_id, body["department"], body["person"], body["reason"], revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/reject",
    "rejectTask",
    WORK,
    body=RejectBody,
    answer=Passed,
    command=True,
    revised=True,
)
def reject(body: Values, task_id: str) -> Answer:
    """Give back 退单 what is misdirected or lacks facts: with evidence, once for each order and unit."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(RejectTask(task_id, body["reason"], body["evidence"], revision, body["attachments"]))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/hand-up",
    "handUpTask",
    WORK,
    body=PassBody,
    answer=Passed,
    command=True,
    revised=True,
)
def hand_up(body: Values, task_id: str) -> Answer:
    """Hand the task up 移交上级: the responsibility moves to the superior tier."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(HandUpTask(task_id, body["reason"], revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/take-over",
    "takeOverTask",
    Action.TAKE_OVER_TASK,
    body=PassBody,
    answer=Passed,
    command=True,
    revised=True,
)
def take_over(body: Values, task_id: str) -> Answer:
    """Take the task over 接管 from a subordinate department, whoever holds it there."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(TakeOverTask(task_id, body["reason"], revision))
