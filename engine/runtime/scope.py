"""One scope at work: the tokens of a process or of one run of a sub-process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.compensation import Done
    from engine.runtime.instance import Instance
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class Scope(Workflow):
    """SpiffWorkflow's workflow, holding only live tokens.

    `owner` is the token of the sub-process or call activity outside; None for the process itself.
    `definition_id` says which version `spec` belongs to (a called process may be another package's).
    `done` are the completed activities that can be undone, in the order of their completion; `resetting`
    the complex gateways that have fired and are not reset, with the flows they still wait for.
    """

    spec: ScopeSpec
    tasks: dict[int, Token]

    def __init__(self, instance: Instance, spec: ScopeSpec, owner: Token | None, definition_id: str) -> None:
        super().__init__(spec, deserializing=True)
        self.instance = instance
        self.owner = owner
        self.owner_id = owner.id if owner is not None else 0
        self.definition_id = definition_id
        self.done: list[Done] = []
        self.resetting: dict[str, list[str]] = {}

    def own_values(self) -> dict[str, Any]:
        """Return the variables of a called process; empty for every other scope."""
        variables = self.instance.variables
        return dict(variables.values(-self.owner_id)) if self.owner_id and -self.owner_id in variables else {}

    def gateway(self, name: str) -> InclusiveGateway:
        """Return the complex gateway with this name, which is to be reset even if no token waits there."""
        gateway = self.spec.task_specs[name]
        assert isinstance(gateway, InclusiveGateway)
        return gateway

    def forget(self, token: Token) -> None:
        """Drop a finished token; the instance will look whether the scope has ended."""
        self.tasks.pop(token.id, None)
        self.instance.variables.close(token.id)
        self.instance.touched[self.owner_id] = self

    def busy(self) -> bool:
        """Return whether a token is live that keeps the scope from ending."""
        return any(not token.task_spec.is_scope_listener for token in self.tasks.values())

    def cancel_tokens(self, keep: Token | None = None) -> None:
        """Take away every token but `keep`."""
        for token in list(self.tasks.values()):
            if token is not keep:
                token.cancel()

    def activity_done(self) -> None:
        """An activity of this scope has completed: an ad-hoc sub-process asks whether that is enough."""
        if self.spec.ad_hoc and self.owner is not None:
            self.owner.task_spec.inner_done(self.owner, self)

    def goes_on(self) -> bool:
        """Nothing is left: return whether the scope is an ad-hoc sub-process' that began something new."""
        return self.spec.ad_hoc and self.owner is not None and self.owner.task_spec.goes_on(self.owner, self)

    def end(self) -> None:
        """End the scope: stop its listeners, tell its owner."""
        self.completed = True
        self.cancel_tokens()
        instance = self.instance
        instance.log(Kind.SCOPE_ENDED, self.spec.element_id, self.owner_id, self.owner_id)
        del instance.scopes[self.owner_id]
        if self.owner is not None:
            self.owner.task_spec.inner_scope_ended(self.owner, self)

    def drop(self) -> None:
        """Take the scope away with everything in it: its owner was cancelled."""
        self.completed = True
        self.cancel_tokens()
        self.instance.scopes.pop(self.owner_id, None)
        self.instance.touched.pop(self.owner_id, None)

    # What the library offers to its callers, answered from the dictionary of live tokens.

    def is_completed(self) -> bool:
        return bool(self.completed)

    def get_tasks_iterator(
        self, first_task: Token | None = None, state: int = TaskState.ANY_MASK, **_: Any
    ) -> Iterator[Token]:
        """Yield the live tokens in `state`; the library walks a tree here, and loses what is deep."""
        del first_task
        return (token for token in list(self.tasks.values()) if token._state & state)
