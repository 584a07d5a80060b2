"""Actions of the outside: messages, effects that end; and instances that start without an order."""

from __future__ import annotations

from engine.commands.broadcast import BroadcastSignal
from engine.commands.correlate import CorrelateMessage
from engine.commands.evaluate_conditions import EvaluateConditions
from engine.commands.jobs import FailJob, FinishJob
from engine.errors import Conflict, InvalidInput
from engine.org import Actor
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import EndJob, Facts, Message, Signal
from engine.scenarios.givens import Start
from engine.scenarios.hurry_job import HurryJob
from engine.scenarios.start_plainly import StartPlainly
from engine.scenarios.turns import begin_jobs
from engine.scenarios.unplayable import Unplayable
from engine.scenarios.words import listed
from engine.words import Words

WORKER = Actor("system:jobs")


def start(scene: Scene, action: Start) -> None:
    """Start a process plainly, for the order if there is one."""
    order_id = scene.memory.order_id
    scene.stage.run(StartPlainly(scene.package, action.process, action.key, action.variables, order_id))


def message(scene: Scene, action: Message) -> None:
    """Bring a message."""
    key = action.key
    if key is None:
        key = scene.seen.order.number if scene.seen.order is not None else scene.call_id
    scene.stage.run(CorrelateMessage(action.name, key, action.payload, action.sender_id))


def signal(scene: Scene, action: Signal) -> None:
    """Broadcast a signal."""
    scene.stage.run(BroadcastSignal(action.name, action.payload))


def facts(scene: Scene, action: Facts) -> None:
    """Tell facts; a condition that cannot be judged is told as what went wrong."""
    failed = scene.stage.run(EvaluateConditions(action.values))["failed"]
    if failed:
        first = failed[0]
        raise InvalidInput(
            Words(
                f"the condition of {first['element']} cannot be judged: {first['problem']}",
                f"无法判断 {first['element']} 的条件：{first['problem_zh']}",
            )
        )


def end_job(scene: Scene, action: EndJob) -> None:
    """End the effect that is on its way at a service task."""
    jobs = [job for job in scene.seen.jobs if job.element_id == action.element]
    if not jobs:
        waiting = listed(job.element_id or "?" for job in scene.seen.jobs)
        raise Unplayable(
            Words(
                f"no job of {action.element} is on its way; on their way are: {waiting}",
                f"{action.element} 没有进行中的外部动作；进行中的有：{waiting.zh}",
            )
        )
    key = jobs[0].id
    command: FinishJob | FailJob
    match action.outcome:
        case "succeeds":
            command = FinishJob(key, action.values)
        case "error":
            command = FailJob(key, "the other side says so", error_code=action.reason)
        case "fails":
            command = FailJob(key, action.reason, permanent=True)
        case "fails for now":
            _fail_for_now(scene, key, action)
            return
        case _:
            command = FailJob(key, action.reason, unknown=True)
    answer = scene.stage.run(command, WORKER)
    if answer["outcome"] == "ended":
        raise Conflict(
            Words(f"the job of {action.element} has ended already", f"{action.element} 的外部动作已结束")
        )
    if answer["outcome"] == "again":
        raise Unplayable(
            Words(
                f"{jobs[0].handler} is repeatable: an unknown outcome is tried again by itself; say `fails:`",
                f"{jobs[0].handler} 可以重做：结果不明时会自动再试；请写 `fails:`",
            )
        )


def _fail_for_now(scene: Scene, key: str, action: EndJob) -> None:
    """Let attempts fail that are worth another one; it begins at once, a scenario waits for no back-off."""
    for number in range(1, action.times + 1):
        outcome = scene.stage.run(FailJob(key, action.reason), WORKER)["outcome"]
        if outcome == "ended":
            raise Conflict(
                Words(f"the job of {action.element} has ended already", f"{action.element} 的外部动作已结束")
            )
        if outcome == "again":
            scene.stage.run(HurryJob(key))
            begin_jobs(scene.stage, scene.by_hand)
        elif number < action.times:
            raise Unplayable(
                Words(
                    f"the job of {action.element} was given up after {number} attempt(s): it is {outcome}",
                    f"{action.element} 的外部动作在 {number} 次尝试后已放弃：{outcome}",
                )
            )
