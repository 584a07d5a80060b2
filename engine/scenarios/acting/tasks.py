"""Actions on tasks: complete, claim, give back, draft, return, withdraw."""

from __future__ import annotations

from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.return_task import ReturnTask, WithdrawTask
from engine.commands.save_draft import SaveDraft
from engine.org import Actor
from engine.scenarios.acting.scene import Scene, as_typed
from engine.scenarios.actions import Claim, Do, Draft, Return, Withdraw
from engine.scenarios.moments import moment_at
from engine.scenarios.unplayable import Unplayable
from engine.scenarios.words import differs, listed
from engine.words import Words


def do(scene: Scene, action: Do) -> None:
    """Complete the task."""
    task = scene.task(action.task)
    happened = moment_at(action.happened, scene.stage.now) if action.happened is not None else None
    command = CompleteTask(task.id, as_typed(action.values), revision=task.revision, event_at=happened)
    scene.stage.run(command, scene.actor(action.by, task))


def claim(scene: Scene, action: Claim) -> None:
    """Claim the task, or give it back."""
    task = scene.task(action.task)
    command = ReleaseTask(task.id) if action.back else ClaimTask(task.id)
    scene.stage.run(command, scene.actor(action.by, task))


def draft(scene: Scene, action: Draft) -> None:
    """Save a draft."""
    task = scene.task(action.task)
    scene.stage.run(SaveDraft(task.id, as_typed(action.values)), scene.actor(action.by, task))


def return_back(scene: Scene, action: Return) -> None:
    """Return the task, after looking at what that cancels."""
    task = scene.task(action.task)
    actor = scene.actor(action.by, task)
    if action.cancels is not None:
        plan = scene.stage.run(ReturnTask(task.id, action.to, dry_run=True), actor)
        if set(plan["cancels"]) != action.cancels:
            raise Unplayable(
                differs(
                    Words("the return would cancel", "退回会取消"),
                    listed(action.cancels),
                    listed(plan["cancels"]),
                )
            )
    scene.stage.run(ReturnTask(task.id, action.to, action.reason), actor)


def withdraw(scene: Scene, action: Withdraw) -> None:
    """Withdraw the task that one has sent."""
    task = scene.task(action.task)
    scene.stage.run(WithdrawTask(task.id, action.reason), Actor(scene.stage.cast.people[action.by]))
