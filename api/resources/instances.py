"""Process instances: stopped where they stand, let go on, cancelled; each with a reason in the history."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import InstanceStatus, ReasonBody
from engine.commands import Answer
from engine.commands.instances import CancelInstance, ResumeInstance, SuspendInstance
from engine.org import Action

group = blueprint("instances", "What can be done with a running process.")
CANCEL = Action.CANCEL_ORDER


@endpoint(
    group,
    "POST",
    "/instances/<id:instance_id>/suspend",
    "suspendInstance",
    CANCEL,
    body=ReasonBody,
    answer=InstanceStatus,
    command=True,
)
def suspend(body: Values, instance_id: str) -> Answer:
    """Stop a process where it stands: tasks and timers wait until it is resumed."""
    return run(SuspendInstance(instance_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/instances/<id:instance_id>/resume",
    "resumeInstance",
    CANCEL,
    answer=InstanceStatus,
    command=True,
)
def resume(instance_id: str) -> Answer:
    """Let a suspended process go on; timers and messages that came meanwhile are taken once."""
    return run(ResumeInstance(instance_id))


@endpoint(
    group,
    "POST",
    "/instances/<id:instance_id>/cancel",
    "cancelInstance",
    CANCEL,
    body=ReasonBody,
    answer=InstanceStatus,
    command=True,
)
def cancel(body: Values, instance_id: str) -> Answer:
    """Cancel a process for good; its order is cancelled when nothing else serves it."""
    return run(CancelInstance(instance_id, body["reason"]))
