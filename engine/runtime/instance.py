"""One process instance: its scopes, its variables, and how it moves from one rest to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from SpiffWorkflow.util.task import TaskState

from engine.errors import BudgetExceeded, Conflict
from engine.runtime.definition import CompiledDefinition
from engine.runtime.opening import open_scope
from engine.runtime.propagation import throw_cancel, throw_error, throw_escalation, throw_signal
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element, Flow
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.specs.tasks import JobTask, UserTask
from engine.runtime.surroundings import Surroundings
from engine.runtime.token import Token
from engine.runtime.token_values import TokenValues
from engine.runtime.transitions import Kind, Transition
from engine.runtime.variables import VariableScopes
from engine.words import Words


@dataclass(frozen=True)
class Budget:
    """How much one step may do before it is taken for endless: elements run, scopes within scopes."""

    elements: int = 20_000
    depth: int = 40


DEFAULT_BUDGET = Budget()
#: Makes a transition at half the price of calling its class; a step makes a dozen.
_made = cast(Callable[[type[Transition], tuple[Any, ...]], Transition], tuple.__new__)


class Instance:
    """A process instance in memory for one step.

    Triggers (`start`, `complete`, `fire` …) change it and run it to rest; `transitions` then tells what
    happened. Made by `Instance.new` or by the codec. Nothing here knows a database, a clock or a person.
    """

    def __init__(
        self, definition: CompiledDefinition, surroundings: Surroundings, budget: Budget | None = None
    ) -> None:
        self.definition = definition
        self.surroundings = surroundings
        self.budget = budget or DEFAULT_BUDGET
        self.scopes: dict[int, Scope] = {}
        self.variables = VariableScopes()
        self.transitions: list[Transition] = []
        self.queue: deque[Token] = deque()
        self.touched: dict[int, Scope] = {}
        self.inclusive_waits: set[int] = set()
        self.conditions: dict[int, Token] = {}
        self.last_token = 0
        self.values = TokenValues(self)

    # Triggers

    def start(
        self,
        process_id: str,
        variables: Mapping[str, Any],
        event_start: str | None = None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Start the process at its plain starts, or at the start event `event_start`, and run to rest.

        `payload` is what that event brought, seen as `message` by its output parameters.

        Raises:
            StepFailed: an expression fails, the budget ends, or no start fits.
        """
        spec = self.definition.scopes[process_id]
        for name, value in variables.items():
            self.values.write_variable(0, name, value)
        for name, value in spec.declares.items():
            self.variables.values(0).setdefault(name, value)
        open_scope(self, spec, None, self.definition.id, event_start, payload)
        self.run_to_rest()

    def complete(self, token_id: int, values: Mapping[str, Any]) -> None:
        """A person completes an open task with `values`, checked by the caller against its form."""
        token = self.live_token(token_id)
        element = token.task_spec
        if not isinstance(element, UserTask) or token._state != TaskState.READY:
            raise Conflict(
                Words(f"{element.element_id} is not an open task", f"{element.element_id} 不是待办的任务"),
                element=element.element_id,
            )
        element.receive(token, values)
        token.complete()
        self.run_to_rest()

    def fire(self, token_id: int, payload: Mapping[str, Any] | None = None, last: bool = False) -> bool:
        """The event that `token_id` waits for has happened; return False when it waits no more.

        `last` says that a repeating event (a non-interrupting boundary timer …) ends with this one.
        """
        token = self.find(token_id)
        if token is None or token._state != TaskState.WAITING or not isinstance(token.task_spec, CatchEvent):
            return False
        token.task_spec.fired(token, payload or {}, last)
        self.run_to_rest()
        return True

    def finish_job(self, token_id: int, values: Mapping[str, Any]) -> None:
        """The job of a service task has brought its result."""
        token = self.job_token(token_id)
        assert isinstance(token.task_spec, Activity)
        token.task_spec.receive(token, values)
        token.complete()
        self.run_to_rest()

    def fail_job(self, token_id: int, code: str, message: str) -> None:
        """The job of a service task ended with the BPMN error `code`."""
        self.throw_error(self.job_token(token_id), code, message)
        self.run_to_rest()

    def look(self) -> bool:
        """What conditions see has changed outside: let those happen that have become true.

        Return whether anything has changed, be it that a condition which held does not hold any more.
        """
        before = {key: token.internal_data.get("held") for key, token in self.conditions.items()}
        self.values.changed = True
        self.run_to_rest()
        after = {key: token.internal_data.get("held") for key, token in self.conditions.items()}
        return bool(self.transitions) or before != after

    def cancel(self) -> None:
        """Take everything away: the instance is cancelled."""
        root = self.scopes.get(0)
        if root is not None:
            root.drop()
        self.touched.clear()

    # Movement

    def run_to_rest(self) -> None:
        """Run until only people, events and jobs can go on.

        1. Run what is queued. 2. When nothing is, and values have changed, let conditional events happen
        whose condition has become true. 3. End a scope in which nothing is left. 4. When there is none, let
        one inclusive join that need not wait any more fire: it must not overtake the token of a sub-process
        that is already empty.

        Raises:
            BudgetExceeded: more elements than one step may run; the diagram loops without a pause.
        """
        left = self.budget.elements
        while True:
            while self.queue:
                token = self.queue.popleft()
                if token._state != TaskState.READY:
                    continue
                left -= 1
                if left < 0:
                    raise BudgetExceeded(
                        Words(
                            f"the step ran {self.budget.elements} elements without a pause and was stopped "
                            f"at {token.task_spec.element_id}: look for a loop without a task or event",
                            f"这一步不停顿地走了 {self.budget.elements} 个元素，在 "
                            f"{token.task_spec.element_id} "
                            "被停下：请查找没有任务或事件的循环",
                        ),
                        element=token.task_spec.element_id,
                        token=token.id,
                    )
                token.run()
            if self.conditions and self._fire_conditions():
                continue
            if not self._end_a_scope() and not self._fire_an_inclusive_join():
                return

    def _fire_conditions(self) -> bool:
        """Let every conditional event happen whose condition has become true; return whether one did."""
        if not self.values.changed:
            return False
        self.values.changed = False
        happened = False
        for key, token in list(self.conditions.items()):
            element = token.task_spec
            if token._state != TaskState.WAITING or not isinstance(element, CatchEvent):
                del self.conditions[key]
            elif element.condition_holds(token):
                del self.conditions[key]
                element.fired(token, {}, False)
                happened = True
        return happened

    def _fire_an_inclusive_join(self) -> bool:
        for scope_id in sorted(self.inclusive_waits):
            scope = self.scopes.get(scope_id)
            gateways = {
                token.task_spec.name: token.task_spec
                for token in (scope.tasks.values() if scope is not None else ())
                if isinstance(token.task_spec, InclusiveGateway) and token._state == TaskState.WAITING
            }
            if scope is not None:
                gateways.update((name, scope.gateway(name)) for name in scope.resetting)
            if not gateways:
                self.inclusive_waits.discard(scope_id)
            if scope is not None and any(gateway.try_fire(scope) for gateway in gateways.values()):
                return True
        return False

    def _end_a_scope(self) -> bool:
        while self.touched:
            _, scope = self.touched.popitem()
            if not scope.completed and not scope.busy():
                if not scope.goes_on():
                    scope.end()
                return True
        return False

    def take(self, flow: Flow, scope: Scope) -> None:
        """Move along a sequence flow: a new token arrives at its target."""
        token = self.new_token(scope, flow.target)
        self.log(Kind.FLOW, flow.id, token.id, scope.owner_id)
        if flow.target.is_join:
            token.internal_data["via"] = flow.id
        flow.target.arrive(token)

    def new_token(self, scope: Scope, element: Element, parent: Token | None = None) -> Token:
        """Make a token at `element`; the caller lets it arrive."""
        return Token(scope, element, parent)

    def throw_error(self, token: Token, code: str | None, reason: str) -> None:
        """Find who catches the error thrown at `token`; see `propagation`."""
        throw_error(token, code, reason)

    def throw_escalation(self, token: Token, code: str | None) -> None:
        """Find who catches the escalation thrown at `token`; nobody need."""
        throw_escalation(token, code)

    def throw_cancel(self, token: Token) -> None:
        """The transaction around `token` is cancelled: leave it by its cancel event."""
        throw_cancel(token)

    def throw_signal(self, name: str, payload: Mapping[str, Any]) -> None:
        """Let every event of this instance happen that waits for a signal now; others hear by deliveries."""
        throw_signal(self, name, payload)

    # Finding tokens

    def find(self, token_id: int) -> Token | None:
        """Return the live token with this id, or None."""
        for scope in self.scopes.values():
            token = scope.tasks.get(token_id)
            if token is not None:
                return token
        return None

    def live_token(self, token_id: int) -> Token:
        """Return the live token with this id, or raise Conflict: it has been completed or cancelled."""
        token = self.find(token_id)
        if token is None:
            raise Conflict(
                Words(f"token {token_id} is no longer there", f"令牌 {token_id} 已不在"), token=token_id
            )
        return token

    def job_token(self, token_id: int) -> Token:
        """Return the token of a service task at work, or raise Conflict."""
        token = self.live_token(token_id)
        if not isinstance(token.task_spec, JobTask) or token._state != TaskState.STARTED:
            raise Conflict(
                Words(
                    f"{token.task_spec.element_id} waits for no job",
                    f"{token.task_spec.element_id} 没有在等外部动作",
                ),
                token=token_id,
            )
        return token

    def take_apart(self) -> None:
        """Let go of everything once the state is stored: a circle of objects would wait for the collector."""
        for scope in self.scopes.values():
            scope.tasks.clear()
        self.scopes.clear()
        self.touched.clear()
        self.conditions.clear()
        del self.values

    @property
    def ended(self) -> bool:
        """Return whether no scope is left."""
        return not self.scopes

    def log(
        self,
        kind: Kind,
        element: str,
        token: int,
        scope: int,
        detail: Any = None,
        spec: Element | None = None,
    ) -> None:
        """Append to the transition log."""
        self.transitions.append(_made(Transition, (kind, element, token, scope, detail, spec)))
