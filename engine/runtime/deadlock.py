"""Whether an instance at rest can ever go on."""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from engine.runtime.instance import Instance
from engine.runtime.specs.event_definitions import ConditionalEvent, MessageEvent, SignalEvent, TimerEvent
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.tasks import JobTask, UserTask
from engine.runtime.token import Token


def is_stuck(instance: Instance) -> bool:
    """Return whether tokens are left although nothing can ever move them: a deadlock in the diagram."""
    tokens = [token for scope in instance.scopes.values() for token in scope.tasks.values()]
    return bool(tokens) and not any(_can_move(token) for token in tokens)


def _can_move(token: Token) -> bool:
    element = token.task_spec
    if isinstance(element, (UserTask, JobTask)):
        return True
    if isinstance(element, CatchEvent) and token._state == TaskState.WAITING:
        return isinstance(element.definition, (TimerEvent, MessageEvent, SignalEvent, ConditionalEvent))
    return False
