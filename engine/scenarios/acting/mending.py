"""Actions of those who look after the system: retry, reopen a stuck task, settle, suspend, resume, cancel."""

from __future__ import annotations

from engine.commands.instances import CancelInstance, ResumeInstance, SuspendInstance
from engine.commands.retry_incident import ReopenTask, RetryIncident
from engine.commands.settle_outcome import SettleOutcome
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import Mend, Switch
from engine.scenarios.unplayable import Unplayable
from engine.scenarios.words import listed
from engine.words import Words


def mend(scene: Scene, action: Mend) -> None:
    """Retry the incident at an element, give its stuck task back, or say what was found out."""
    ids = {task.id for task in scene.seen.tasks_at(action.element)}
    found = [one for one in scene.seen.incidents if one.element_id == action.element or one.task_id in ids]
    if not found:
        there = listed(one.element_id or one.kind for one in scene.seen.incidents)
        raise Unplayable(
            Words(
                f"no incident is open at {action.element}; open are: {there}",
                f"{action.element} 没有待处理的异常；有的是：{there.zh}",
            )
        )
    key = found[0].id
    match action.how:
        case "retry":
            scene.stage.run(RetryIncident(key), action.by)
        case "reopen":
            scene.stage.run(ReopenTask(key), action.by)
        case found_out:
            scene.stage.run(SettleOutcome(key, happened=found_out == "happened"), action.by)


def switch(scene: Scene, action: Switch) -> None:
    """Suspend, resume or cancel the process that has not ended."""
    running = [one for one in scene.seen.instances if one.status in ("active", "suspended")]
    if not running:
        raise Unplayable(Words("no process is running any more", "已没有流程在运行"))
    key = running[0].id
    match action.what:
        case "suspend":
            scene.stage.run(SuspendInstance(key, action.reason), action.by)
        case "resume":
            scene.stage.run(ResumeInstance(key), action.by)
        case _:
            scene.stage.run(CancelInstance(key, action.reason), action.by)
