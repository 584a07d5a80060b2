"""A token: SpiffWorkflow's task, freed of prediction, copied data and wall clocks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.specs.element import Element

LIVE = TaskState.FUTURE | TaskState.WAITING | TaskState.READY | TaskState.STARTED


class Token(Task):
    """One token resting at, or passing through, an element of a scope.

    Ids are small integers, deterministic per instance. Only live tokens are kept: a finished one leaves
    its scope at once, so state does not grow with history. Children are made when they are needed; a child
    is always something that must end with its parent: a boundary event, a member of a multi-instance, a
    branch of an event-based gateway.
    """

    id: int
    workflow: Scope
    task_spec: Element
    internal_data: dict[str, Any]
    _state: int
    _parent: int | None
    _children: list[int]

    #: What the library keeps beside these, and nothing of ours reads.
    data: Mapping[str, Any] = MappingProxyType({})
    triggered = False
    thread_id = 0
    last_state_change = 0.0

    def __init__(self, scope: Scope, element: Element, parent: Token | None = None) -> None:
        instance = scope.instance
        instance.last_token += 1
        self._stand(scope, element, instance.last_token, TaskState.FUTURE, {})
        if parent is not None:
            self._parent = parent.id
            parent._children.append(self.id)

    @classmethod
    def restored(
        cls, scope: Scope, element: Element, token: int, parent: int, state: int, internal: dict[str, Any]
    ) -> Token:
        """Return a token as the codec read it."""
        self = cls.__new__(cls)
        self._stand(scope, element, token, state, internal)
        self._parent = parent or None
        return self

    def _stand(
        self, scope: Scope, element: Element, token: int, state: int, internal: dict[str, Any]
    ) -> None:
        """Do what the library's constructor does, without its clock, data and look-ups."""
        self.id = token
        self.workflow = scope
        self.task_spec = element
        self.internal_data = internal
        self._state = state
        self._parent = None
        self._children = []
        scope.tasks[token] = self

    @property
    def scope_id(self) -> int:
        """The token that owns this token's scope; 0 is the process itself."""
        return self.workflow.owner_id

    @property
    def live(self) -> bool:
        return bool(self._state & LIVE)

    def live_children(self) -> list[Token]:
        """Return the children that are still live, in the order they were made."""
        tasks = self.workflow.tasks
        return [tasks[child] for child in self._children if child in tasks]

    def log(self, kind: Kind, detail: Any = None) -> None:
        """Write one entry of the transition log."""
        element = self.task_spec
        self.workflow.instance.log(kind, element.element_id, self.id, self.scope_id, detail, element)

    def own_values(self) -> dict[str, Any]:
        """Return the variables that this token itself declares."""
        variables = self.workflow.instance.variables
        return dict(variables.values(self.id)) if self.id in variables else {}

    def detach(self) -> None:
        """Leave the parent, so that its end is not this token's end."""
        if self._parent is not None:
            parent = self.workflow.tasks.get(self._parent)
            if parent is not None:
                parent._children.remove(self.id)
            self._parent = None

    # What the library calls and we define anew.

    def _inherit_data(self) -> None:
        """Values live in variable scopes; nothing is copied from task to task."""

    def _set_state(self, value: int) -> None:
        if not self.live:
            return  # what has finished stays so, whatever its spec returned meanwhile
        self._state = value
        if value & TaskState.FINISHED_MASK:
            self.workflow.forget(self)

    def _ready(self) -> None:
        """Go on: a manual task opens for a person, anything else queues to be run in this step."""
        if self.live:
            self._set_state(TaskState.READY)
            self.task_spec._on_ready(self)

    def complete(self) -> None:
        """End as drawn, and move on along the outgoing flows."""
        self.task_spec.before_completion(self)
        self.log(Kind.COMPLETED)
        milestone = self.task_spec.marks.milestone
        if milestone is not None:
            self.workflow.instance.surroundings.reach(milestone, self.task_spec.element_id)
            self.workflow.instance.values.changed = True  # limits have started and ended
        self._set_state(TaskState.COMPLETED)
        self.task_spec._on_complete(self)

    def cancel(self) -> None:
        """Be taken away, with all children and with what runs inside."""
        if not self.live:
            return
        for child in self.live_children():
            child.cancel()
        self.log(Kind.CANCELLED)
        self._set_state(TaskState.CANCELLED)
        self.task_spec._on_cancel(self)

    def merge(self) -> None:
        """Be consumed by a join."""
        self.log(Kind.MERGED)
        self._set_state(TaskState.CANCELLED)
