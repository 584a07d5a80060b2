"""Actions on tasks that pass them on, ask others about them, or raise attention."""

from __future__ import annotations

from engine.commands import Command
from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.asking.delegate import DelegateTask
from engine.commands.asking.review import OpenReview
from engine.commands.attention import EscalateTask, UrgeTask
from engine.commands.passing import HandUpTask, ReassignTask, RejectTask, TakeOverTask
from engine.inbox import ASKED, Asked, TaskFacts
from engine.org import Actor
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import Operate
from engine.scenarios.unplayable import Unplayable
from engine.words import Words


def operate(scene: Scene, action: Operate) -> None:
    """Do it as the person named, else as whoever has the task."""
    task = scene.task(action.task)
    actor = scene.actor(action.by, task)
    scene.stage.run(_command(scene, action, task, actor), actor)


def _command(scene: Scene, action: Operate, task: TaskFacts, actor: Actor) -> Command:
    people = [scene.stage.cast.people[name] for name in action.to]
    said = action.said
    if action.what == "reassign":
        department = _department_of(scene, people[0], task)
        return ReassignTask(task.id, department, people[0], said, task.revision)
    if action.what == "reject":
        return RejectTask(task.id, action.because, said, task.revision)
    if action.what == "hand up":
        return HandUpTask(task.id, said, task.revision)
    if action.what == "take over":
        return TakeOverTask(task.id, said, task.revision)
    if action.what == "delegate":
        return DelegateTask(task.id, people[0], said, task.revision)
    if action.what == "co-sign":
        asked = tuple(Asked(None, person) for person in people)
        return AddCoSigners(task.id, asked, action.timing, said, task.revision)
    if action.what == "review":
        asked = tuple(Asked(None, person) for person in people)
        return OpenReview(task.id, asked, action.rule, action.needed, said, task.revision)
    if action.what == "urge":
        return UrgeTask(task.id, said)
    if action.what == "escalate":
        return EscalateTask(task.id, said)
    return AnswerQuestion(task.id, _line_of(scene, task, actor), action.what != "refuse", said)


def _department_of(scene: Scene, person: str, task: TaskFacts) -> str:
    """Return the department in which a person gets a task: the task's own, else their first."""
    own = scene.stage.cast.departments_of(person)
    if task.department_id in own:
        return task.department_id
    return own[0]


def _line_of(scene: Scene, task: TaskFacts, actor: Actor) -> str:
    own = scene.stage.cast.departments_of(actor.id)
    for line in task.lines:
        if line.role in ASKED and line.status == "open":
            if line.person_id == actor.id or line.department_id in own:
                return line.id
    raise Unplayable(
        Words(
            f"{task.element_id} asks nothing of {scene.stage.cast.person_name(actor.id)}",
            f"{task.element_id} 没有请 {scene.stage.cast.person_name(actor.id)} 办理",
        )
    )
